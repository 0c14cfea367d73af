// Who is here, on the teacher's page: one line each, those awaited first, found by name or delegation.

import { byId, draw, el } from "./dom.js";

const byName = new Intl.Collator("en").compare;
const rank = (one) => (one.awaited ? 0 : one.here ? 2 : 1);

function stateOf(one) {
  if (one.keeper === "away") return "AI, until back";
  if (one.keeper === "teacher") return "AI, by you";
  if (!one.here) return "not connected";
  if (one.awaited) return "awaited";
  return one.answered ? "has answered" : "here";
}

function row(one, send) {
  const does = (type, words, full, question) => {
    const act = () => (!question || confirm(question)) && send({ type, seat: one.code });
    return el("button", { type: "button", "aria-label": `${full}: ${one.name}, ${one.title}`, "aria-describedby": type === "free" ? "out-help" : null, on: { click: act } }, words);
  };
  return el(
    "tr",
    { class: one.awaited ? "awaited" : "" },
    el("th", { scope: "row" }, one.name + (one.team ? ` (${one.team})` : "")),
    el("td", {}, one.title),
    el("td", { class: `state${one.here ? "" : " gone"}` }, stateOf(one)),
    el(
      "td",
      {},
      el(
        "div",
        { class: "buttons" },
        one.keeper === "owner" ? does("to-ai", "To AI", "Hand to AI") : does("to-owner", "Give back", "Give back"),
        does("reissue", "New link", "New link", `Make a new link for ${one.name}? The old one stops working.`),
        does("free", "Put out", "Put out", `Put ${one.name} out of ${one.title}? Their page closes and AI speaks for the seat.`),
      ),
    ),
  );
}

export function showRoll(people, send) {
  const typed = byId("search").value.trim().toLocaleLowerCase();
  const fits = (one) => `${one.name} ${one.title} ${one.team}`.toLocaleLowerCase().includes(typed);
  const shown = people.filter(fits).sort((one, other) => rank(one) - rank(other) || byName(one.name, other.name));
  draw(byId("people-body"), shown, () => shown.map((one) => row(one, send)));
}
