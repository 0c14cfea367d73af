// What the right side of the projector can show: the people, the text, the room, the map, the pact.

import { draw, el } from "./dom.js";
import { hemicycle } from "./chamber.js";
import { drawMap } from "./map.js";
import { ladder, namesIn } from "./room.js";
import { showPeople } from "./results.js";

const FEW = 4;
const MOST_CLAUSES = 7;
const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const isSmall = (lesson) => lesson.room.places.length <= FEW;

// The clauses that people would change first, then those that anybody would change.
function clauses(draft, people) {
  const mine = (one) => one.brackets.some((bracket) => bracket.by.some((code) => people.has(code)));
  const weight = (one) => (mine(one) ? 4 : 0) + (one.brackets.length ? 2 : 0) + (one.state === "stands" ? 0 : 1);
  const shown = draft.clauses.filter((one) => one.wording || one.brackets.length).sort((one, other) => weight(other) - weight(one));
  return [shown.slice(0, MOST_CLAUSES), Math.max(0, shown.length - MOST_CLAUSES)];
}

function wish(bracket, names, people) {
  const by = [...bracket.by].sort((one, other) => people.has(other) - people.has(one)).map((code) => (people.has(code) ? people.get(code).name : names[code]));
  const said = by.slice(0, 2).join(", ") + (by.length > 2 ? ` and ${by.length - 2} more` : "");
  return el("span", { class: "wish" }, `${said}: ${/\.out$/.test(bracket.wording) || !bracket.text ? "leave it out" : `“${bracket.text}”`}`);
}

function text(lesson) {
  const { room, board } = lesson;
  const draft = room.drafts.find((one) => one.on_the_table) || room.drafts[room.drafts.length - 1];
  if (!draft) return el("p", {}, "There is no draft yet.");
  const names = namesIn(room);
  const people = new Map(board.people.map((one) => [one.code, one]));
  const [shown, more] = clauses(draft, people);
  return [
    el("p", { class: "draft-name" }, el("strong", {}, `${draft.symbol} `), `${draft.stands}; ${counted(draft.sponsors.length, "sponsor")}`),
    el("ul", { class: "compact" }, shown.map((one) => el("li", {}, el("strong", {}, `${one.title}: `), one.wording ? one.text : "not in the text", one.brackets.slice(0, 2).map((bracket) => wish(bracket, names, people))))),
    more ? el("p", { class: "quiet" }, `and ${counted(more, "more clause")}`) : null,
  ];
}

function cell(one) {
  if (!one) return "–";
  return [`${one.delivered} of ${one.due}`, one.public.map((words) => el("span", { class: "wish" }, words))];
}

// The pact: who has signed, and quarter by quarter what each party delivered, as everybody could see.
function pact(lesson) {
  const { room, board } = lesson;
  const quarters = board.quarters.slice(-5);
  const names = namesIn(room);
  const person = (code) => board.people.find((one) => one.code === code);
  const parties = room.places.map((place) => place.code);
  if (!quarters.length) return text(lesson);
  const share = (code) => {
    const all = board.quarters.flatMap((quarter) => quarter.cells.filter((one) => one.code === code));
    const due = all.reduce((sum, one) => sum + one.due, 0);
    return due ? `${Math.round((100 * all.reduce((sum, one) => sum + one.delivered, 0)) / due)} %` : "–";
  };
  return [
    room.pacts.map((one) => el("p", {}, el("strong", {}, `${one.symbol}: `), one.parties.length ? `binds ${one.parties.map((code) => names[code]).join(" and ")}` : "binds nobody", one.denounced.length ? `; denounced by ${one.denounced.map((code) => names[code]).join(" and ")}` : "")),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Quarter"), parties.map((code) => el("th", { scope: "col" }, names[code], person(code) ? el("span", { class: "wish" }, person(code).name) : null)))),
      el(
        "tbody",
        {},
        quarters.map((quarter) => el("tr", {}, el("th", { scope: "row" }, String(quarter.quarter)), parties.map((code) => el("td", {}, cell(quarter.cells.find((one) => one.code === code)))))),
        el("tr", {}, el("th", { scope: "row" }, "So far"), parties.map((code) => el("td", {}, el("strong", {}, share(code)), " of what was promised"))),
      ),
    ),
    el("p", { class: "quiet" }, "Measures delivered, as everybody could see. Who held back in secret, nobody sees until the debrief."),
  ];
}

function room(lesson) {
  const { places, balloted } = lesson.room;
  return [balloted ? el("p", {}, balloted) : el("p", { class: "quiet" }, "＋ leans to yes, − leans to no, as anybody may reckon (judged). Thick rims: the class."), hemicycle(places, "", balloted), ladder(lesson.room.ladder)];
}

const TABLE = ["informals", "table", "action"];

// Each view: whether it fits this lesson, when it is shown by itself, and how it is drawn.
export const VIEWS = [
  { name: "pact", words: "Pact", fits: (lesson) => isSmall(lesson) && Boolean(lesson.room.drafts.length), title: (lesson) => (lesson.board.quarters.length ? "The pact, quarter by quarter" : "The text"), show: (node, lesson) => draw(node, ["pact", lesson.room.pacts, lesson.board.quarters, lesson.room.drafts, lesson.board.people], () => pact(lesson)) },
  { name: "people", words: "People", fits: () => true, title: () => "Who is who", show: (node, lesson) => {
    draw(node, ["people"], () => el("ul", { class: "people" }));
    showPeople(node.firstElementChild, lesson.board.people);
  } },
  { name: "text", words: "Text", fits: (lesson) => !isSmall(lesson) && Boolean(lesson.room.drafts.length), title: () => "The text, and what is proposed instead", show: (node, lesson) => draw(node, ["text", lesson.room.drafts, lesson.board.people], () => text(lesson)) },
  { name: "room", words: "Room", fits: (lesson) => !isSmall(lesson), title: () => "The room", show: (node, lesson) => draw(node, ["room", lesson.room.places, lesson.room.balloted, lesson.room.ladder], () => room(lesson)) },
  { name: "map", words: "Map", fits: (lesson) => !isSmall(lesson), title: () => "The map of the last vote", show: (node, lesson) => drawMap(node, lesson.room.places) },
];

// The view that was chosen, or the one that belongs to what is going on.
export function viewFor(lesson) {
  const usable = VIEWS.filter((view) => view.fits(lesson));
  const chosen = usable.find((view) => view.name === lesson.view);
  if (chosen) return chosen;
  const wanted = isSmall(lesson) ? "pact" : lesson.room.balloted ? "room" : TABLE.includes(lesson.room.phase) && lesson.board.part === "session" ? "text" : "people";
  return usable.find((view) => view.name === wanted) || usable[0];
}
