// A result on the projector, and the people of the class.

import { draw, el } from "./dom.js";
import { BALLOTS } from "./chamber.js";

const MANY = 18;
const FEW = 8;
const WORDS = {
  vote: Object.fromEntries(Object.entries(BALLOTS).map(([letter, one]) => [letter, one.word])),
  signing: { Y: "signed", N: "did not sign", A: "asked for time", X: "stayed away" },
  consensus: { Y: "joined in", N: "objected", A: "stood aside", X: "absent" },
};

// The people, as cards: those who have just joined pop up.
const known = new WeakMap();
export function showPeople(list, people) {
  const before = known.get(list) || new Set();
  draw(list, people, () => people.map((one) => el("li", { class: before.has(one.code) ? null : "new" }, one.name, el("span", {}, one.title))));
  list.classList.toggle("many", people.length > MANY);
  list.classList.toggle("few", people.length <= FEW);
  known.set(list, new Set(people.map((one) => one.code)));
}

function tally(counts, asked) {
  const letters = Object.keys(BALLOTS).filter((letter, place) => asked === "vote" || counts[place]);
  return el("p", { class: "tally" }, letters.map((letter) => el("span", { class: `ballot-${letter}` }, `${BALLOTS[letter].mark} ${counts[Object.keys(BALLOTS).indexOf(letter)]} ${WORDS[asked][letter]}`)));
}

// How the class's own delegations voted, by ballot.
function votes(ballots, asked) {
  const groups = Object.entries(BALLOTS).map(([letter, one]) => [one, letter, ballots.filter((ballot) => ballot.ballot === letter)]);
  return el(
    "div",
    { class: `votes${ballots.length > MANY ? " many" : ""}` },
    groups.filter(([, , cast]) => cast.length).map(([one, letter, cast]) =>
      el("div", { class: `ballot-${letter}` }, el("h3", {}, `${one.mark} ${WORDS[asked][letter]}`), el("p", {}, cast.map((ballot, place) => el("span", {}, el("strong", {}, ballot.name), ` (${ballot.title})${place + 1 < cast.length ? ", " : ""}`)))),
    ),
  );
}

// Why some of the class voted so, in their own words.
const MOST_REASONS = 3;
function reasons(result, remarks, people) {
  const names = new Map(people.map((one) => [one.code, one.name]));
  const said = remarks.filter((one) => one.tick === result.tick && names.has(one.by)).slice(0, MOST_REASONS);
  return said.map((one) => el("p", { class: "reason" }, el("strong", {}, `${names.get(one.by)}: `), `“${one.text}”`));
}

export function showResult(node, result, held, remarks, people) {
  draw(node, [result, held, remarks.filter((one) => one.tick === result.tick)], () => [
    el("p", { class: "quiet" }, held ? "The clock stands until your teacher goes on." : "The result just now"),
    el("p", { class: "what" }, result.what),
    el("h2", { id: "verdict", class: result.good ? "good" : null }, `${result.good ? "✓" : "✗"} ${result.verdict}`),
    result.tally.length || !result.how ? null : el("p", { class: "what" }, result.how),
    result.tally.length ? tally(result.tally, result.asked) : null,
    result.ballots.some((ballot) => ballot.ballot) ? [el("h3", {}, "The class"), votes(result.ballots, result.asked)] : null,
    result.broke.length ? el("p", { class: "broke" }, el("strong", {}, "Broke ranks: "), `${result.broke.join("; ")}.`) : null,
    reasons(result, remarks, people),
  ]);
}
