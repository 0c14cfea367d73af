// Messages outside the procedure, as a list.

import { el } from "./dom.js";

// The history: the newest page replaces what is shown, an earlier one goes before it, with a button for the one before.
export function showPage(list, button, message, me) {
  const items = message.messages.map((one) => listMessage(one, me));
  if (message.latest) list.replaceChildren(...items);
  else list.prepend(...items);
  button.hidden = !message.earlier;
  if (message.messages.length) button.dataset.before = message.messages[0].number;
  if (!message.latest && items.length) {
    items[0].tabIndex = -1;
    items[0].focus(); // the first of those that came, where reading goes on
  }
}

export function listMessage(message, me) {
  const to = message.kind === "team" ? "" : message.for.length ? ` to ${message.for.join(", ")}` : message.kind === "private" ? "" : " to everybody";
  const from = message.kind === "team" ? `${message.who} (team)` : me && message.by === me ? "You" : message.from;
  return el(
    "li",
    { class: `message kind-${message.kind}` },
    el("p", { class: "quiet" }, `${from}${to}`),
    message.title ? el("h3", {}, message.title) : null,
    message.text.split("\n").map((line) => el("p", {}, line)),
  );
}
