// The debrief for the projector: what was decided, what each delegation of the class brought home, what history did.

import { draw, el } from "./dom.js";
import { BALLOTS } from "./chamber.js";

const STANDS = { true: "✓", false: "✗" };
const MANY = 16;
let told = null;
let asked = -1;

async function load(token, number, again) {
  asked = number;
  const answer = await fetch("/debrief/stage", { headers: { Authorization: `Bearer ${token}` } });
  if (answer.ok) told = await answer.json();
  else setTimeout(() => load(token, number, again), 2000);
  again();
}

function outcome(draft, past) {
  const counts = draft.tally.length ? Object.values(BALLOTS).map((one, place) => `${draft.tally[place]} ${one.word}`).join(", ") : "";
  return el("div", { class: "outcome" }, el("h3", {}, `${draft.symbol} · ${draft.title}`), el("p", {}, `It ${draft.stands}.`), counts ? el("p", {}, counts) : null, past ? el("p", { class: "quiet" }, `In history: ${past}`) : null);
}

function student(one) {
  const goals = one.goals.filter((goal) => goal.most > 0);
  const met = goals.filter((goal) => goal.points >= goal.most).length;
  const marks = goals.map((goal) => STANDS[goal.points >= goal.most]).join("");
  const kept = one.promises.filter((given) => given.became === "kept").length;
  const broken = one.promises.filter((given) => given.became === "broken").length;
  const promises = kept + broken ? ` · promises: ${kept} kept, ${broken} broken` : "";
  const who = one.names ? `${one.title}, ${one.names.join(" and ")}` : one.title;
  return el("li", {}, el("strong", {}, who), ` ${marks} ${met} of ${goals.length} on its card${promises}`, one.names ? ` · ${one.total} of ${one.most} points` : "");
}

// What history did, by the symbol of the draft or by what was counted.
function history() {
  const table = told ? told.history.flatMap((section) => section.parts).find((part) => part.rows) : null;
  return new Map(table ? table.rows.map(([what, , past]) => [what, past]) : []);
}

export function showDebrief(node, lesson, token) {
  const number = `${lesson.board.question} ${lesson.board.named}`;
  if (asked !== number) load(token, number, () => showDebrief(node, lesson, token));
  draw(node, [lesson.room && lesson.room.drafts, told], () => [
    el("div", { class: "outcomes" }, lesson.room ? lesson.room.drafts.map((draft) => outcome(draft, history().get(draft.symbol))) : null),
    told ? [el("h3", {}, "What each delegation of the class brought home"), el("ul", { class: `brought${told.students.length > MANY ? " many" : ""}` }, told.students.map(student))] : el("p", {}, "The debrief is being written …"),
    el("p", { class: "quiet" }, "Ask: which word decided it? Who kept their word, and who did not?"),
  ]);
}
