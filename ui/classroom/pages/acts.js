// The acts in order now, as buttons and forms: what is filled in becomes a line of notation.

import { el } from "./dom.js";

let number = 0;
const LONG = 45; // letters of a note from which it stands below the list of choices, where all of it can be read

// One field and, inside it, the fields that follow from what is chosen.
class FieldForm {
  constructor(field) {
    this.field = field;
    this.inner = [];
    const id = `field-${(number += 1)}`;
    const empty = field.may_pass_over ? "(nothing)" : "Choose …";
    const long = field.choices.some((choice) => choice.note.length > LONG);
    const options = field.choices.map((choice, place) =>
      el("option", { value: place }, choice.words + (choice.note && !long ? ` (${choice.note})` : "")),
    );
    const notes = long
      ? el("ul", { class: "quiet", id: `${id}-notes` }, field.choices.map((choice) => el("li", {}, `${choice.words}: ${choice.note}`)))
      : null;
    this.select = el("select", { id, name: field.name, required: !field.may_pass_over, "aria-describedby": long ? `${id}-notes` : null }, el("option", { value: "" }, empty), options);
    this.select.addEventListener("change", () => this.follow());
    this.below = el("div", { class: "below" });
    this.node = el("div", { class: "field" }, el("label", { for: id }, field.label), this.select, notes, this.below);
    if (field.choices.length === 1 && !field.may_pass_over) {
      this.select.value = "0";
      this.follow();
    }
  }

  get choice() {
    return this.select.value === "" ? null : this.field.choices[Number(this.select.value)];
  }

  follow() {
    this.inner = (this.choice ? this.choice.then : []).map((field) => new FieldForm(field));
    this.below.replaceChildren(...this.inner.map((form) => form.node));
  }

  fillIn(says) {
    return says.replaceAll(`{${this.field.name}}`, this.choice ? fillAll(this.choice.says, this.inner) : "");
  }
}

function fillAll(says, forms) {
  return forms.reduce((text, form) => form.fillIn(text), says);
}

function spelt(says, forms) {
  return fillAll(says, forms).split(/\s+/).filter(Boolean).join(" ");
}

function withoutFields(act, offer) {
  const button = el("button", { type: "button", class: "act", "aria-label": `${act.word}. ${act.tip}`, on: { click: () => offer(act.says, act.word) } });
  button.append(el("strong", {}, act.word), el("span", { class: "tip" }, act.tip));
  return button;
}

function withFields(act, offer) {
  const forms = act.fields.map((field) => new FieldForm(field));
  const form = el("form", {}, forms.map((one) => one.node), el("button", { type: "submit", class: "go" }, `${act.word}: send`));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    offer(spelt(act.says, forms), act.word);
  });
  const summary = el("summary", { class: "act" }, el("strong", {}, act.word), el("span", { class: "tip" }, act.tip));
  return el("details", { name: "acts" }, summary, form);
}

// Every act of a room. offer(notation, word) is called with what was chosen.
export function actForms(acts, offer) {
  return el("div", { class: "acts" }, acts.map((act) => (act.fields.length ? withFields(act, offer) : withoutFields(act, offer))));
}
