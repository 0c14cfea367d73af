// The parts of a room, for a seat and for the projector: the same words, each made again only when it has changed.

import { el } from "./dom.js";
import { hemicycle, BALLOTS, LEANS, ROLES } from "./chamber.js";

export function namesIn(room) {
  return Object.fromEntries(room.places.map((place) => [place.code, place.name]));
}

export function listed(codes, names, most = 8) {
  const shown = codes.slice(0, most).map((code) => names[code] || code);
  const more = codes.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

export function where(room) {
  if (room.final) return "The session is over.";
  if (room.phase === "aftermath") return `Quarter ${room.quarter} of ${room.quarters} after the session`;
  const phases = { debate: "General debate", informals: "Informal consultations", table: "Tabling", action: "Action on the drafts", explain: "Explanations of vote" };
  return (phases[room.phase] || room.phase) + (room.rounds ? `, round ${room.round} of ${room.rounds}` : "");
}

const RUNGS = { done: ["✓", "done"], now: ["▶", "now"], ahead: ["○", "ahead"], skipped: ["–", "not put"] };

export function ladder(rungs) {
  if (!rungs.length) return el("p", { class: "quiet" }, "The ladder is climbed when a draft is put to the vote.");
  return el(
    "ol",
    { class: "ladder" },
    rungs.map((rung) =>
      el(
        "li",
        { class: `rung ${rung.state}`, "aria-current": rung.state === "now" ? "step" : null },
        el("span", { class: "mark", "aria-hidden": "true" }, RUNGS[rung.state][0]),
        el("span", {}, el("strong", {}, rung.name), ` (${RUNGS[rung.state][1]})`, rung.result ? `: ${rung.result}` : ""),
      ),
    ),
  );
}

const STATES = { changed: "changed", struck: "struck out", apart: "put to a vote apart" };
const NEAR = { "-2": "far from your position", "-1": "away from your position", 0: "", 1: "toward your position", 2: "near your position" };

function clause(one, names) {
  return el(
    "li",
    { class: `clause ${one.state}` },
    el("h4", {}, one.title, STATES[one.state] ? el("span", { class: "tag" }, STATES[one.state]) : null),
    el("p", { class: "wording" }, one.text || "Not in the text."),
    one.red ? el("p", { class: "red" }, "⚠ This crosses your red line.") : null,
    NEAR[one.mine] ? el("p", { class: "quiet" }, NEAR[one.mine]) : null,
    one.brackets.length
      ? el(
          "ul",
          { class: "brackets" },
          one.brackets.map((bracket) => el("li", {}, `[${bracket.text || "leave it out"}] `, el("span", { class: "quiet" }, listed(bracket.by, names, 4)))),
        )
      : null,
  );
}

export function drafts(room, open) {
  const names = namesIn(room);
  return room.drafts.map((draft) =>
    el(
      "details",
      { class: "draft", open: open || draft.on_the_table || room.drafts.length === 1 },
      el("summary", {}, el("h3", {}, `${draft.symbol} · ${draft.title}`), el("span", { class: "tag" }, draft.stands)),
      el("p", {}, `Pen: ${names[draft.pen] || draft.pen || "nobody"}. `, draft.sponsors.length ? `Sponsors (${draft.sponsors.length}): ${listed(draft.sponsors, names, 12)}.` : "No sponsors."),
      draft.tally.length ? tally(draft.tally) : null,
      el("ul", { class: "clauses" }, draft.clauses.filter((one) => one.wording || one.brackets.length || one.state !== "stands").map((one) => clause(one, names))),
      el("p", { class: "quiet" }, "Wordings are paraphrases. How near they are to a position is judged, not measured."),
    ),
  );
}

export function tally(counts) {
  return el(
    "p",
    { class: "tally" },
    ["Y", "N", "A", "X"].map((ballot, place) => el("span", { class: `ballot-${ballot}` }, `${BALLOTS[ballot].mark} ${counts[place]} ${BALLOTS[ballot].word}`)),
  );
}

export function brief(one, names) {
  if (!one) return el("p", {}, "No instructions.");
  const stands = { met: "✓ met", open: "… open", lost: "✗ lost" };
  return [
    el("p", {}, one.summary),
    el("h3", {}, "Goals"),
    el("ul", {}, one.goals.map((goal) => el("li", { class: goal.stands }, `${goal.text} `, el("span", { class: "tag" }, stands[goal.stands] || goal.stands)))),
    one.red_line ? el("p", { class: "red" }, "⚠ Red line. This must ", el("strong", {}, "not"), ` be agreed: ${one.red_line}`) : null,
    one.trade ? el("p", {}, `You can give way on: ${one.trade}`) : null,
    one.promises.length ? [el("h3", {}, "You have promised"), el("ul", {}, one.promises.map((text) => el("li", {}, text)))] : null,
    one.offers.length ? [el("h3", {}, "Offered to you"), el("ul", {}, one.offers.map(([code, text]) => el("li", {}, `${names[code] || code}: ${text}`)))] : null,
    one.standing_offer ? el("p", {}, `Your offer stands: ${one.standing_offer}`) : null,
    one.leaning.length ? [el("h3", {}, "How your own experts lean (judged)"), el("ul", {}, one.leaning.map(([symbol, text]) => el("li", {}, `${symbol}: ${text}`)))] : null,
  ];
}

export function chamber(room) {
  const persons = room.places.filter((place) => place.person);
  const reasons = room.places.some((place) => place.why);
  return [
    room.balloted ? el("p", {}, "Ballots: ", el("strong", {}, room.balloted), reasons ? ". Why each voted so is in the table below." : "") : null,
    hemicycle(room.places, room.me, room.balloted),
    el("p", { class: "legend" }, Object.entries(BALLOTS).map(([letter, one]) => el("span", { class: `ballot-${letter}` }, `${one.mark} ${one.word}`)), el("span", {}, "＋ or − inside: how it leans, as anybody may reckon (judged)")),
    persons.length ? el("p", {}, `People sit at: ${persons.map((place) => place.name).join(", ")}.`) : null,
    el(
      "details",
      {},
      el("summary", {}, "The same as a table"),
      el(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Delegations" },
        el(
          "table",
          {},
          el("thead", {}, el("tr", {}, ["Delegation", "Group", room.balloted ? "Vote" : "Vote (none shown)", ...(reasons ? ["Why"] : []), "Leans (judged)", "Sponsors"].map((head) => el("th", { scope: "col" }, head)))),
          el(
            "tbody",
            {},
            room.places.map((place) =>
              el(
                "tr",
                {},
                el("th", { scope: "row" }, place.name + (place.person ? " (a person)" : "")),
                el("td", {}, [place.group, ROLES[place.role]].filter(Boolean).join("; ") || place.role),
                el("td", {}, place.ballot ? BALLOTS[place.ballot].word : ""),
                reasons ? el("td", {}, place.why) : null,
                el("td", {}, LEANS[place.lean] || ""),
                el("td", {}, place.sponsors.map((draft) => (room.drafts.find((one) => one.number === draft) || { symbol: draft }).symbol).join(", ")),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

function found(one, names) {
  const name = names[one.code] || one.code;
  const what = one.operations ? `${one.operations} operation${one.operations === 1 ? "" : "s"} attributed to it, ${one.sure}% sure` : "nothing attributed to it";
  const known = [
    one.ready ? `; ${one.ready} reported without an author, your evidence ready` : "",
    one.waiting ? `; ${one.waiting} reported without an author, your evidence not ready yet` : "",
  ];
  return el("li", {}, `${name}: ${what}${known.join("")}; you trust it ${one.trust}%.`);
}

export function aftermath(room) {
  const names = namesIn(room);
  return [
    room.pacts.map((pact) =>
      el(
        "section",
        {},
        el("h3", {}, `Pact ${pact.symbol}: ${listed(pact.parties, names)}`),
        pact.in_force ? null : el("p", {}, "Signed; not in force before it is ratified."),
        pact.leaving.map(([code, quarter]) => el("p", {}, `${names[code]} has denounced it and is bound until the end of quarter ${quarter}.`)),
        pact.denounced.length ? el("p", {}, `Left by ${listed(pact.denounced, names)}.`) : null,
        el("ul", {}, pact.measures.map((one) => el("li", {}, `${one.name}: ${one.delivered.length ? `delivered by ${listed(one.delivered, names)}` : "not delivered"}`))),
        el("p", {}, pact.consulted ? "Consultations were held last quarter." : "No consultations last quarter."),
      ),
    ),
    room.signals.length
      ? [el("h3", {}, "What you know of operations against you"), el("ul", {}, room.signals.map((one) => found(one, names)))]
      : null,
    room.accusations.length ? [el("h3", {}, "Accusations"), el("ul", {}, room.accusations.map(([by, whom, times]) => el("li", {}, `${names[by]} accuses ${names[whom]}${times > 1 ? `, ${times} times` : ""}`)))] : null,
    room.sanctions.length ? [el("h3", {}, "Sanctions"), el("ul", {}, room.sanctions.map(([by, whom]) => el("li", {}, `${names[by]} against ${names[whom]}`)))] : null,
    room.threats.length
      ? [
          el("h3", {}, "Public threats"),
          el("p", { class: "quiet" }, "They deter without a text, and fade. How much they weigh is judged, not measured."),
          el("ul", {}, room.threats.map((one) => el("li", {}, `${names[one.by]} against ${names[one.against]}: ${one.weight}, over ${one.kinds.join(", ")}; since quarter ${one.since}`))),
        ]
      : null,
  ];
}

// Deals and protests are known to two; what a seat found or ordered in secret is known to it alone.
const isBetween = (one) => one.kind === "deal" || one.kind === "accusation";
const STANDINGS = { held: "your teacher looks first", hidden: "hidden by your teacher" };

export function heardItem(one) {
  return el(
    "li",
    { class: `heard kind-${one.kind}${one.private ? " private" : ""}` },
    one.private ? el("span", { class: "tag" }, isBetween(one) ? "only you two know" : "only you know") : null,
    el("span", {}, one.text),
    one.own ? el("blockquote", {}, one.own, STANDINGS[one.standing] ? el("span", { class: "tag" }, STANDINGS[one.standing]) : null) : null,
    one.why ? el("span", { class: "quiet" }, ` Why: ${one.why}`) : null,
  );
}
