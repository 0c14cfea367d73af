// What the class said and did, newest first; what machines did is counted, and what was decided is told.

import { el } from "./dom.js";

const MOST = 12;
const DECIDED = ["decision", "vote", "pact", "notice"];

// Of one tick: what people did, what was decided, and how many other delegations did something.
function ofTick(items, people) {
  const mine = items.filter((one) => people.has(one.by) || (one.whom && people.has(one.whom))).sort((one, other) => Boolean(other.own) - Boolean(one.own));
  const events = items.filter((one) => !mine.includes(one) && DECIDED.includes(one.kind));
  const others = new Set(items.filter((one) => one.by && !mine.includes(one) && !DECIDED.includes(one.kind)).map((one) => one.by));
  return { mine, events, others: others.size };
}

function item(one, people) {
  const person = people.get(one.by);
  return el("li", {}, el("p", {}, person ? el("span", { class: "who" }, `${person.name}: `) : null, one.text), one.own ? el("blockquote", {}, `“${one.own}”`) : null);
}

export function saidItems(heard, members) {
  const people = new Map(members.map((one) => [one.code, one]));
  const ticks = [...new Set(heard.map((one) => one.tick))].sort((one, other) => other - one);
  const found = [];
  for (const tick of ticks) {
    const { mine, events, others } = ofTick(heard.filter((one) => one.tick === tick), people);
    found.push(...mine.map((one) => item(one, people)), ...[...events].reverse().map((one) => item(one, people)));
    if (others && tick === ticks[0]) found.push(el("li", { class: "quiet" }, others === 1 ? "1 other delegation, played by the computer, spoke or acted." : `${others} other delegations, played by the computer, spoke or acted.`));
    if (found.length >= MOST) break;
  }
  return found.length ? found.slice(0, MOST) : [el("li", { class: "quiet" }, "Nobody has said anything yet.")];
}
