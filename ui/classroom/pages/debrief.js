// The debrief: the report for everybody; a student's own page, or for the facilitator everybody's, and the files.

import { byId, el, say } from "./dom.js";
import { tokenFor } from "./wire.js";

const mine = tokenFor("facilitator");
const token = mine || tokenFor("seat");
const FILES = [
  ["report.html", "The report as one file", false],
  ["marks.xlsx", "Marks and acts (spreadsheet)", true],
  ["marks.csv", "Marks (CSV)", true],
  ["marks-eu.csv", "Marks (CSV with semicolons)", true],
  ["grades-lms.csv", "Grades for a learning platform (CSV)", true],
  ["deeds.csv", "Every act of every student (CSV)", true],
  ["log.jsonl", "The log, for demarche replay", true],
];
const BECAME = { kept: "✓", broken: "✗" };

function get(name, by) {
  return fetch(`/debrief/${name}`, { headers: { Authorization: `Bearer ${by}` } });
}

async function save(name, by) {
  const address = URL.createObjectURL(await (await get(name, by)).blob());
  const link = el("a", { href: address, download: `debrief-${name}` });
  link.click();
  URL.revokeObjectURL(address);
}

function table(heads, rows, right, label) {
  const kind = (place) => (right.includes(place) ? "number" : null);
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    el(
      "table",
      {},
      heads.some(Boolean) ? el("thead", {}, el("tr", {}, heads.map((head, place) => el(head ? "th" : "td", { scope: head ? "col" : null, class: kind(place) }, head)))) : null,
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, place) => (place === 0 && cell ? el("th", { scope: "row" }, cell) : el("td", { class: kind(place) }, cell)))))),
    ),
  );
}

function section(one, number) {
  return el(
    "details",
    { open: number < 3 },
    el("summary", {}, el("h3", {}, one.title)),
    one.parts.map((part, place) => (part.rows ? table(part.heads, part.rows, part.right, `${one.title}, table ${place + 1}`) : el("p", { class: `tone-${part.tone} indent-${Math.min(part.indent, 3)}` }, part.text))),
  );
}

// A line that is left to the teacher: a number, kept at once.
function gradeForm(one, mark, line, give) {
  const id = `grade-${one.code}-${line}`;
  const input = el("input", { type: "number", id, min: "0", max: String(mark.of), step: "0.5", value: String(mark.earned), required: true });
  const done = el("span", { role: "status", class: "quiet" });
  const form = el("form", { class: "grade" }, el("label", { for: id }, `${mark.title}: points of ${mark.of} for ${one.names.join(" and ")}`), input, el("button", { type: "submit" }, "Keep"), done);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(done, (await give({ seat: one.code, line, points: Number(input.value) })) || "Kept.");
  });
  return form;
}

function student(one, give) {
  const promise = (given) => `${BECAME[given.became] || "·"} ${given.from_me ? "Gave" : "Was given"}: ${given.what}${given.other ? ` (${given.other})` : ""}: ${given.became}. ${given.how}`;
  return el(
    "details",
    { open: true },
    el("summary", {}, el("h3", {}, `${one.title}: ${one.names.join(" and ")}${one.team ? ` (${one.team})` : ""}`), el("span", { class: "tag" }, `${one.total} of ${one.most} points`)),
    el("h4", {}, "Your card"),
    el("ul", {}, one.card.map((mark) => el("li", {}, `${mark.what}: ${mark.stands} (${mark.points} of ${mark.most})`))),
    el("h4", {}, "Promises"),
    one.promises.length ? el("ul", {}, one.promises.map((given) => el("li", {}, promise(given)))) : el("p", {}, "None were given or received."),
    el("h4", {}, "Marks"),
    table(["For", "Points", "Of", "What this line sees"], one.marks.map((mark) => [mark.title, mark.counts ? String(mark.earned) : "–", mark.counts ? String(mark.of) : "did not arise", mark.sees]), [1, 2], `Marks of ${one.title}`),
    give ? one.marks.map((mark, line) => (mark.by_hand ? gradeForm(one, mark, line, give) : null)) : null,
    el("p", { class: "quiet" }, "The weights are a teacher’s judgement. Only what the student did counts: what the clock or AI did is not in it."),
    el("h4", {}, "What was done"),
    el("ol", { class: "deeds" }, one.deeds.map((deed) => el("li", {}, `${deed.did.charAt(0).toUpperCase()}${deed.did.slice(1)}.${deed.by_clock ? " (The clock did it.)" : ""}`, deed.words ? el("blockquote", {}, deed.words) : null))),
  );
}

// Points by hand; the reason why not, or nothing.
async function give(grade) {
  const answer = await fetch("/desk/grade", { method: "POST", headers: { Authorization: `Bearer ${mine}` }, body: JSON.stringify({ type: "grade", ...grade }) });
  return answer.ok ? "" : (await answer.json()).reason;
}

async function load() {
  if (!token) return say(byId("state"), "Open the link of your seat first, or the facilitator’s page.");
  let by = token;
  let answer = await get("data", by);
  if (answer.status === 403 && mine) {
    by = tokenFor("seat");
    answer = await get("data", by);
  }
  const told = await answer.json();
  if (answer.status === 409) {
    say(byId("state"), told.reason);
    return setTimeout(load, 3000);
  }
  if (!answer.ok) return say(byId("state"), told.reason);
  const all = by === mine;
  say(byId("state"), "The session is over. Every deal, order and reason is told here.");
  byId("files").hidden = false;
  byId("files").replaceChildren(...FILES.filter(([, , facilitator]) => all || !facilitator).map(([name, words]) => el("button", { type: "button", on: { click: () => save(name, by) } }, words)));
  byId("students").hidden = told.students.length === 0;
  say(byId("students-title"), all ? "What each student did" : "What you did");
  byId("students-body").replaceChildren(...told.students.map((one) => student(one, all ? give : null)));
  byId("report").hidden = false;
  byId("report-body").replaceChildren(...told.sections.map(section));
}

load();
