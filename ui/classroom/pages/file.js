// The file of a state in a campaign: what a student looks at between lessons.

import { byId, el } from "./dom.js";

const list = (title, items) => (items.length ? [el("h3", {}, title), el("ul", {}, items.map((item) => el("li", {}, item)))] : []);

function session(one) {
  return el(
    "details",
    {},
    el("summary", {}, el("h4", {}, `${one.title}, ${one.year}`)),
    el("ul", {}, one.goals.map((goal) => el("li", {}, `${goal.what}: ${goal.stands}`)), one.promises.map((given) => el("li", {}, `You promised ${given.what}: ${given.became}`))),
  );
}

export async function showFile(token) {
  const answer = await fetch("/file", { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) return;
  const told = await answer.json();
  byId("file").hidden = !told.past;
  if (!told.past) return;
  const parts = [
    list("Pacts in force", told.pacts.map((pact) => `${pact.title}: ${pact.parties.join(", ")}`)),
    list("How far you trust the others to keep their word", told.trust.map((one) => `${one.name}: ${one.trust} %`)),
    list("Accused in public", told.accusations.map((one) => `${one.by} has accused ${one.against} ${one.times} ${one.times === 1 ? "time" : "times"}`)),
    told.past.length ? [el("h3", {}, "Your sessions so far"), told.past.map(session)] : [el("p", {}, "This is the first session: nothing is on file yet.")],
  ];
  byId("file-body").replaceChildren(...parts.flat(Infinity));
}
