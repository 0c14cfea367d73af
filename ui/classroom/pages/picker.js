// One thing to choose, as large buttons: classmates first, the rest in the order of the alphabet, long lists by typing.

import { el } from "./dom.js";

const LONG = 9;
let number = 0;

// groups: [[heading, [{value, words, note, star}]]]; chosen(value) is called with the place of what was chosen.
export class Picker {
  constructor(label, groups, chosen, { optional = false, none = "Nothing" } = {}) {
    this.groups = groups;
    this.chosen = chosen;
    this.name = `pick-${(number += 1)}`;
    this.value = "";
    this.list = el("div", { class: "choices", on: { keydown: (event) => this.press(event), pointerdown: () => (this.byArrow = false) } });
    this.byArrow = false;
    this.now = el("p", { class: "chosen", hidden: true });
    this.many = groups.reduce((sum, [, choices]) => sum + choices.length, 0) >= LONG;
    this.search = el("input", { type: "search", id: `${this.name}-search`, autocomplete: "off", on: { input: () => this.fill() } });
    this.find = this.many ? el("div", { class: "find" }, el("label", { for: this.search.id }, "Type to find"), this.search) : null;
    this.optional = optional;
    this.none = none;
    this.node = el("fieldset", { class: "picker" }, el("legend", {}, label), this.now, this.find, this.list);
    this.fill();
  }

  option(value, words, note, star) {
    const id = `${this.name}-${value === "" ? "none" : value}`;
    const input = el("input", { type: "radio", name: this.name, id, value, "data-words": words, on: { change: () => this.look(value, words) } });
    return el("label", { class: `choice${star ? " star" : ""}`, for: id }, input, el("span", {}, star ? "★ " : "", words, note ? el("span", { class: "tip" }, note) : null));
  }

  fill() {
    const typed = this.search.value.trim().toLocaleLowerCase();
    const fits = (one) => !typed || one.words.toLocaleLowerCase().includes(typed);
    const shown = this.groups.map(([heading, choices]) => [heading, choices.filter(fits)]).filter(([, choices]) => choices.length);
    this.list.replaceChildren(
      ...(this.optional && !typed ? [this.option("", this.none, "", false)] : []),
      ...shown.flatMap(([heading, choices]) => [heading ? el("p", { class: "group" }, heading) : null, ...choices.map((one) => this.option(one.value, one.words, one.note, one.star))]).filter(Boolean),
      ...(shown.length ? [] : [el("p", { class: "quiet" }, "Nothing of that name.")]),
    );
  }

  // Arrows go through the choices, as in every group of radio buttons; the list folds up once one is chosen for good.
  press(event) {
    this.byArrow = event.key.startsWith("Arrow");
    const input = event.target.closest("label")?.querySelector("input") || event.target;
    if (event.key !== "Enter" && !(event.key === " " && input.checked)) return;
    event.preventDefault();
    input.checked = true;
    this.choose(input.value, input.dataset.words);
  }

  look(value, words) {
    if (!this.byArrow) return this.choose(value, words);
    this.value = value;
    return this.chosen(value);
  }

  // What was chosen stands alone, with a button to choose again.
  choose(value, words) {
    const had = this.list.contains(document.activeElement);
    this.value = value;
    const again = el("button", { type: "button", class: "plain", on: { click: () => this.reopen() } }, "change");
    this.now.replaceChildren(el("strong", {}, words), " ", again);
    this.open(false);
    this.chosen(value);
    if (had) again.focus({ preventScroll: true });
  }

  open(isOpen) {
    this.now.hidden = isOpen;
    this.list.hidden = !isOpen;
    if (this.find) this.find.hidden = !isOpen;
  }

  reopen() {
    this.value = "";
    this.search.value = "";
    this.fill();
    this.open(true);
    this.chosen("");
    (this.many ? this.search : this.list.querySelector("input")).focus();
  }
}
