// The way in: a name, a code, and a seat to ask for. Whoever has a seat already is taken to it.

import { byId, draw, say } from "./dom.js";
import { Picker } from "./picker.js";
import { forgetToken, keepToken, tokenFor } from "./wire.js";

const form = byId("join");
const reason = byId("reason");
const UNREACHABLE = "The host cannot be reached. Are you in the same network as your teacher?";
let seat = "";

function refuse(words) {
  reason.hidden = false;
  say(reason, words);
}

function showSeats(about) {
  const byName = new Intl.Collator("en").compare;
  const free = about.seats.filter((one) => !about.taken.includes(one.code)).sort((one, other) => byName(one.title, other.title));
  const option = (one) => ({ value: one.code, words: one.title });
  const groups = [
    ["With a part to play", free.filter((one) => about.suggested.includes(one.code)).map(option)],
    ["Sit down beside others", about.teams ? about.seats.filter((one) => about.taken.includes(one.code)).sort((one, other) => byName(one.title, other.title)).map(option) : []],
    ["Every free delegation", free.filter((one) => !about.suggested.includes(one.code)).map(option)],
  ].filter(([, choices]) => choices.length);
  const picker = new Picker("Delegation", groups, (value) => { seat = value; }, { optional: true, none: "Give me one" });
  draw(byId("seat"), about.taken, () => picker.node);
}

async function tellAbout() {
  const token = tokenFor("seat");
  const about = await (await fetch("/about", token ? { headers: { Authorization: `Bearer ${token}` } } : {})).json();
  if (about.mine) return location.replace("/seat");
  if (token) forgetToken("seat");
  say(byId("title"), `Join: ${about.title}`);
  document.title = `Join: ${about.title} · Démarche`;
  say(byId("story"), `${about.body}, ${about.year}. ${about.story}`);
  showSeats(about);
  if (!about.open) refuse("Your teacher has closed joining for now.");
  return undefined;
}

// Asks for a seat; where the host is busy with the wrong codes of others it says after how long to ask again.
async function ask(asked, tries = 5) {
  const answer = await fetch("/join", { method: "POST", body: JSON.stringify(asked) });
  const wait = Number(answer.headers.get("Retry-After"));
  if (answer.status !== 429 || wait > 2 || tries === 0) return answer;
  await new Promise((done) => setTimeout(done, 1000 * (wait + Math.random())));
  return ask(asked, tries - 1);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await ask({ code: byId("code").value, name: byId("name").value, seat });
    const told = await answer.json();
    if (!answer.ok) {
      refuse(told.reason);
      byId("code-field").hidden = answer.status !== 403 && byId("code-field").hidden;
      return;
    }
    keepToken("seat", told.token);
    location.assign("/seat");
  } catch {
    refuse(UNREACHABLE);
  }
});

// Whoever scanned the code need not type it.
const shared = new URLSearchParams(location.search).get("code");
if (shared) {
  byId("code").value = shared;
  byId("code-field").hidden = true;
}
tellAbout().catch(() => refuse(UNREACHABLE));
