// What the teacher's page does over HTTP: files, a person told or forgotten, another lesson; and what is turned on and off.

import { byId, draw, el, say } from "./dom.js";
import { tokenFor } from "./wire.js";

const SWITCHES = ["quiet", "teams", "agreeing"];
const token = () => tokenFor("facilitator");

// The answer, and why not where it was refused.
async function post(what, body) {
  const answer = await fetch(`/desk/${what}`, { method: "POST", headers: { Authorization: `Bearer ${token()}` }, body });
  return { answer, reason: answer.ok ? "" : (await answer.json()).reason };
}

async function upload(input) {
  const [file] = input.files;
  if (!file) return;
  const { answer, reason } = await post(input.dataset.upload, file);
  say(byId("uploaded"), reason || `${file.name}: ${(await answer.json()).lines} lines are read and kept.`);
  input.value = "";
}

async function held(name) {
  const { answer, reason } = await post("held", JSON.stringify({ name }));
  if (reason) return say(byId("person-said"), reason);
  const address = URL.createObjectURL(await answer.blob());
  el("a", { href: address, download: `held-on-${name}.json` }).click();
  URL.revokeObjectURL(address);
  return say(byId("person-said"), "Downloaded.");
}

async function forget(name) {
  if (!confirm(`Forget ${name} everywhere? Their name, their words and the key of their seat are deleted for good.`)) return;
  const { reason } = await post("forget", JSON.stringify({ name }));
  say(byId("person-said"), reason || `${name} is being forgotten; this page comes back by itself.`);
}

async function again() {
  if (!confirm("Begin another lesson now? Everybody joins again; the lesson that is kept now is put aside.")) return;
  const settings = byId("settings").value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (byId("own-rounds").value) settings.push(`rounds=${byId("own-rounds").value}`);
  const minutes = byId("own-minutes").value ? Number(byId("own-minutes").value) : null;
  const { reason } = await post("new", JSON.stringify({ preset: Number(byId("preset").value), minutes, settings }));
  say(byId("new-said"), reason || "It begins; this page comes back by itself.");
}

async function following() {
  if (!confirm("Go on to the next session? This one is put aside; whoever has a seat in both keeps it, and the link to it.")) return;
  const { reason } = await post("next", "");
  say(byId("next-body"), reason || "It begins; this page comes back by itself.");
}

export const office = {
  board(board) {
    for (const name of SWITCHES) byId(name).checked = board[name];
    byId("machines").value = board.machines;
    const names = board.people.flatMap((one) => one.names);
    draw(byId("who"), names, () => names.map((name) => el("option", { value: name }, name)));
    const free = board.part === "lobby" || board.part === "debrief";
    byId("again").hidden = !free || Boolean(board.campaign);
    const { campaign } = board;
    byId("next").hidden = !campaign;
    if (campaign) say(byId("next-body"), `${campaign.title}: session ${campaign.number} of ${campaign.of}.${campaign.next ? ` Next: ${campaign.next}` : " This is the last one."}`);
    byId("next-go").hidden = !(campaign && campaign.next && board.part === "debrief");
    if (board.part === "debrief") byId("again").open = true;
  },
  begin(send) {
    for (const name of SWITCHES) byId(name).addEventListener("change", (event) => send({ type: name, open: event.target.checked }));
    byId("machines").addEventListener("change", (event) => send({ type: "machines", speak: event.target.value }));
    for (const input of document.querySelectorAll("[data-upload]")) input.addEventListener("change", () => upload(input));
    byId("held").addEventListener("click", () => byId("who").value && held(byId("who").value));
    byId("person").addEventListener("submit", (event) => {
      event.preventDefault();
      if (byId("who").value) forget(byId("who").value);
    });
    byId("next-go").addEventListener("click", following);
    byId("new").addEventListener("submit", (event) => {
      event.preventDefault();
      again();
    });
  },
};
