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
  if (!about.open) refuse("Your teacher has closed the door for now.");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = Object.fromEntries(new FormData(form));
  try {
    const answer = await fetch("/join", { method: "POST", body: JSON.stringify(asked) });
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
