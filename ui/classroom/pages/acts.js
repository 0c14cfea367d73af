// The acts in order now, as buttons and forms: what is filled in becomes a line of notation.

import { el } from "./dom.js";
import { Picker } from "./picker.js";
import { suggestions } from "./suggestions.js";

const FINAL = {
  hold: "Hold the draft back? It will not be put to the vote, and the session may end without a decision.",
  withdraw: "Withdraw the draft? It will not be put to the vote.",
  denounce: "Denounce the pact? You are bound no longer, and everybody sees it.",
  away: "Stay away? Without a quarter of the members the meeting cannot open.",
};
const NAMES = ["state", "naming"];
const FIRST = "first"; // what a statement is about; what may be left out otherwise is folded up
const byName = new Intl.Collator("en").compare;

// Notes on a wording are numbers of the model; a student reads the words.
const noteOf = (choice) => (/judged|^no word on it$/.test(choice.note) ? "" : choice.note);

// The choices of a field in groups: classmates first among states; clauses of the card and of the text first.
function groupsOf(field, room, people) {
  const all = field.choices.map((choice, value) => ({ value: String(value), words: choice.words, note: noteOf(choice), star: isWanted(choice, room), says: choice.says, then: choice.then }));
  if (NAMES.includes(field.name)) {
    const code = (one) => one.says.split(" ").pop();
    const sorted = [...all].sort((one, other) => byName(one.words, other.words));
    const mine = sorted.filter((one) => people.has(code(one)));
    const others = sorted.filter((one) => !people.has(code(one)));
    return mine.length ? [["Your classmates", mine], ["Played by the computer", others]] : [["", others]];
  }
  const starred = all.filter((one) => one.star);
  const titles = new Set(room.drafts.flatMap((draft) => draft.clauses.filter((one) => one.wording).map((one) => one.title)));
  const rest = all.filter((one) => !one.star);
  if (!all.some((one) => titles.has(one.words))) return [["", [...starred, ...rest]]];
  return [["On your card", starred], ["In the text", rest.filter((one) => titles.has(one.words))], ["Not in the text yet", rest.filter((one) => !titles.has(one.words))]];
}

function isWanted(choice, room) {
  const wanted = room.brief ? room.brief.wants.filter((want) => want.wording).map((want) => want.wording) : [];
  return wanted.includes(choice.says) || choice.then.some((field) => field.choices.some((inner) => wanted.includes(inner.says)));
}

// One field and, inside it, the fields that follow from what is chosen.
class FieldForm {
  constructor(field, room, people) {
    this.field = field;
    this.room = room;
    this.people = people;
    this.inner = [];
    this.below = el("div", { class: "below" });
    this.picker = new Picker(field.label, groupsOf(field, room, people), (value) => this.follow(value), { optional: field.may_pass_over });
    if (field.may_pass_over && field.name !== FIRST && this.picker.many) this.picker.choose("", this.picker.none);
    this.node = el("div", { class: "field", "data-name": field.name }, this.picker.node, this.below);
    if (field.choices.length === 1 && !field.may_pass_over) this.picker.choose("0", field.choices[0].words);
  }

  get choice() {
    return this.picker.value === "" ? null : this.field.choices[Number(this.picker.value)];
  }

  get isFilled() {
    return (this.field.may_pass_over || this.choice !== null) && this.inner.every((form) => form.isFilled);
  }

  follow() {
    this.inner = (this.choice ? this.choice.then : []).map((field) => formOf(field, this.room, this.people));
    this.below.replaceChildren(...this.inner.map((form) => form.node));
  }

  fillIn(says) {
    return says.replaceAll(`{${this.field.name}}`, this.choice ? fillAll(this.choice.says, this.inner) : "");
  }
}

// A field of one thing that may be left out: a box to tick.
class BoxForm {
  constructor(field) {
    this.field = field;
    this.box = el("input", { type: "checkbox", id: `box-${(boxes += 1)}` });
    this.node = el("div", { class: "field", "data-name": field.name }, el("label", { class: "choice", for: this.box.id }, this.box, field.label));
    this.isFilled = true;
  }

  fillIn(says) {
    return says.replaceAll(`{${this.field.name}}`, this.box.checked ? this.field.choices[0].says : "");
  }
}

let boxes = 0;
const isBox = (field) => field.may_pass_over && field.choices.length === 1 && field.choices[0].then.length === 0;
const formOf = (field, room, people) => (isBox(field) ? new BoxForm(field) : new FieldForm(field, room, people));

function fillAll(says, forms) {
  return forms.reduce((text, form) => form.fillIn(text), says);
}

function spelt(says, forms) {
  return fillAll(says, forms).split(/\s+/).filter(Boolean).join(" ");
}

// The field, if any, in which the same is chosen as in the one that it has to be unlike.
function chosenTwice(forms) {
  const picked = (name) => forms.find((one) => one.field.name === name)?.picker?.value;
  return forms.find((one) => one.field.unlike && one.choice && one.picker.value === picked(one.field.unlike));
}

const agreed = (act) => !FINAL[act.verb] || confirm(FINAL[act.verb]);

function withoutFields(act, offer, star) {
  const send = () => agreed(act) && offer(act.says, act);
  const button = el("button", { type: "button", class: `act${star ? " star" : ""}`, "data-verb": act.verb, "aria-label": `${act.word}. ${star || act.tip}`, on: { click: send } });
  button.append(el("strong", {}, star ? "★ " : "", act.word), el("span", { class: "tip" }, star || act.tip));
  return button;
}

function withFields(act, offer, room, people) {
  const form = el("form", {});
  const missing = el("p", { class: "notice", role: "alert", hidden: true });
  let forms = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const twice = chosenTwice(forms);
    missing.textContent = twice ? `${twice.field.label}: ${twice.choice.words} is chosen already.` : "Choose in every list first.";
    missing.hidden = !twice && forms.every((one) => one.isFilled);
    if (missing.hidden && agreed(act)) offer(spelt(act.says, forms), act);
  });
  const summary = el("summary", { class: "act" }, el("strong", {}, act.word), el("span", { class: "tip" }, act.tip));
  const details = el("details", { name: "acts", "data-verb": act.verb }, summary, form);
  details.addEventListener("toggle", () => {
    if (!details.open || forms) return;
    forms = act.fields.map((field) => formOf(field, room, people));
    form.append(...forms.map((one) => one.node), missing, el("button", { type: "submit", class: "go" }, `Send: ${act.word}`));
  });
  return details;
}

// What a ballot has to do with the card, where the whole text is voted on.
function cardOn(act, room) {
  const draft = room.drafts.find((one) => one.on_the_table);
  const want = room.brief && draft && ["vote", "signature", "signing"].includes(room.stage) ? room.brief.wants.find((one) => one.draft === draft.number && one.kind !== "wording") : null;
  if (!want) return "";
  if (act.verb === "yes" && want.kind !== "not-adopted") return "Your card wants this text.";
  if (act.verb === "no" && want.kind === "not-adopted") return "Your card does not want this text.";
  return "";
}

// Every act of a room, what the card suggests first. offer(notation, act) is called with what was chosen.
export function actForms(room, people, offer) {
  const near = suggestions(room, people);
  const direct = near.map((one) => {
    const button = el("button", { type: "button", class: "act star", "data-suggested": one.act.verb, on: { click: () => offer(one.says, one.act) } });
    button.append(el("strong", {}, one.words), el("span", { class: "tip" }, one.why));
    return button;
  });
  const every = room.acts.map((act) => (act.fields.length ? withFields(act, offer, room, people) : withoutFields(act, offer, cardOn(act, room))));
  if (!direct.length) return el("div", { class: "acts" }, every);
  return el("div", {}, el("div", { class: "acts suggested", role: "group", "aria-label": "One tap" }, direct), el("h3", {}, "Or something else"), el("div", { class: "acts" }, every));
}
