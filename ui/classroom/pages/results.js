// A result on the projector, and the people of the class.

import { draw, el } from "./dom.js";
import { BALLOTS } from "./chamber.js";

const MANY = 18;
const FEW = 8;
const SIGNED = { Y: "signed", N: "did not sign", A: "asked for time", X: "stayed away" };

// The people, as cards: those who have just joined pop up.
const known = new WeakMap();
export function showPeople(list, people) {
  const before = known.get(list) || new Set();
  draw(list, people, () => people.map((one) => el("li", { class: before.has(one.code) ? null : "new" }, one.name, el("span", {}, one.title))));
  list.classList.toggle("many", people.length > MANY);
  list.classList.toggle("few", people.length <= FEW);
  known.set(list, new Set(people.map((one) => one.code)));
}

const wordOf = (letter, signing) => (signing ? SIGNED[letter] : BALLOTS[letter].word);

function tally(counts, signing) {
  const letters = Object.keys(BALLOTS).filter((letter, place) => !signing || counts[place]);
  return el("p", { class: "tally" }, letters.map((letter) => el("span", { class: `ballot-${letter}` }, `${BALLOTS[letter].mark} ${counts[Object.keys(BALLOTS).indexOf(letter)]} ${wordOf(letter, signing)}`)));
}

// How the class's own delegations voted, by ballot.
function votes(ballots, signing) {
  const groups = Object.entries(BALLOTS).map(([letter, one]) => [one, letter, ballots.filter((ballot) => ballot.ballot === letter)]);
  return el(
    "div",
    { class: `votes${ballots.length > MANY ? " many" : ""}` },
    groups.filter(([, , cast]) => cast.length).map(([one, letter, cast]) =>
      el("div", { class: `ballot-${letter}` }, el("h3", {}, `${one.mark} ${wordOf(letter, signing)}`), el("p", {}, cast.map((ballot, place) => el("span", {}, el("strong", {}, ballot.name), ` (${ballot.title})${place + 1 < cast.length ? ", " : ""}`)))),
    ),
  );
}

// Why some of the class voted so, in their own words.
const MOST_REASONS = 3;
function reasons(result, remarks) {
  const names = new Map(result.ballots.map((one) => [one.code, one.name]));
  const said = remarks.filter((one) => one.tick === result.tick && names.has(one.by)).slice(0, MOST_REASONS);
  return said.map((one) => el("p", { class: "reason" }, el("strong", {}, `${names.get(one.by)}: `), `“${one.text}”`));
}

export function showResult(node, result, held, remarks) {
  draw(node, [result, held, remarks.filter((one) => one.tick === result.tick)], () => [
    held ? null : el("p", { class: "quiet" }, "The result just now"),
    el("p", { class: "what" }, result.what),
    el("h2", { id: "verdict", class: result.good ? "good" : null }, `${result.good ? "✓" : "✗"} ${result.verdict}`),
    result.tally.length ? tally(result.tally, result.signing) : null,
    result.ballots.some((ballot) => ballot.ballot) ? [el("h3", {}, "The class"), votes(result.ballots, result.signing)] : null,
    reasons(result, remarks),
    result.broke.length ? el("p", { class: "broke" }, el("strong", {}, "Broke ranks: "), `${result.broke.join("; ")}.`) : null,
    held ? el("p", { class: "quiet" }, "The clock stands until your teacher goes on.") : null,
  ]);
}
