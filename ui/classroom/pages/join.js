// The way in: a code, a name, a seat to ask for.

import { byId, el, say } from "./dom.js";
import { keepToken } from "./wire.js";

const form = byId("join");
const reason = byId("reason");

function refuse(words) {
  reason.hidden = false;
  say(reason, words);
}

async function tellAbout() {
  const about = await (await fetch("/about")).json();
  say(byId("title"), `Join: ${about.title}`);
  document.title = `Join: ${about.title} · Démarche`;
  say(byId("story"), `${about.body}, ${about.year}. ${about.story}`);
  const titles = Object.fromEntries(about.seats.map((seat) => [seat.code, seat.title]));
  const free = about.seats.filter((seat) => !about.taken.includes(seat.code));
  const option = (code) => el("option", { value: code }, titles[code]);
  byId("seat").append(
    el("optgroup", { label: "With a part to play" }, about.suggested.map(option)),
    el("optgroup", { label: "Every free delegation" }, free.map((seat) => option(seat.code))),
  );
  if (!about.open) refuse("Your teacher has closed joining for now.");
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
  const asked = Object.fromEntries(new FormData(form));
  try {
    const answer = await ask(asked);
    const told = await answer.json();
    if (!answer.ok) return refuse(told.reason);
    keepToken("seat", told.token);
    location.assign("/seat");
  } catch {
    refuse("The host cannot be reached. Are you in the same network as your teacher?");
  }
});

const shared = new URLSearchParams(location.search).get("code");
if (shared) byId("code").value = shared;
tellAbout().catch(() => refuse("The host cannot be reached. Are you in the same network as your teacher?"));
