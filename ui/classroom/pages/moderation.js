// Words of their own on the teacher's page: those that wait first, then the newest; each is shown or hidden by one button.

import { byId, draw, el, say } from "./dom.js";
import { Remarks } from "./remarks.js";

const MOST = 120;
const remarks = new Remarks();
let people = [];

function item(one, send) {
  const shown = one.standing === "shown";
  const person = people.find((other) => other.code === one.by);
  const name = person ? `${person.name} (${one.from})` : one.from;
  const does = () => send({ type: "judge", seat: one.by, tick: one.tick, open: !shown });
  return el(
    "li",
    { class: one.standing === "held" ? "waits" : shown ? null : "hidden-words" },
    el("div", {}, el("span", { class: "quiet" }, `${name} ${one.did}:`), el("blockquote", {}, one.text)),
    el("button", { type: "button", "aria-label": `${shown ? "Hide" : "Show"} the words of ${name}`, on: { click: does } }, shown ? "Hide" : "Show"),
  );
}

function show(send) {
  const all = remarks.list().reverse();
  const waiting = all.filter((one) => one.standing === "held");
  say(byId("remarks-wait"), waiting.length ? `${waiting.length} wait for you.` : all.length ? "" : "Nobody has written anything yet.");
  const shown = [...waiting, ...all.filter((one) => one.standing !== "held")].slice(0, MOST);
  draw(byId("remarks-body"), [shown, people], () => shown.map((one) => item(one, send)));
}

export const moderation = {
  hear(message, send) {
    remarks.hear(message);
    show(send);
  },
  board(board, send) {
    people = board.people.map(({ code, name }) => ({ code, name }));
    for (const mode of document.querySelectorAll("input[name=mode]")) mode.checked = mode.value === board.words;
    show(send);
  },
  begin(send) {
    for (const mode of document.querySelectorAll("input[name=mode]")) mode.addEventListener("change", () => send({ type: "moderate", mode: mode.value }));
  },
};
