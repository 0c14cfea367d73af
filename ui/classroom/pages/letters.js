// Messages outside the procedure, as a list.

import { el } from "./dom.js";

export function listMessage(message, me) {
  const to = message.for.length ? ` to ${message.for.join(", ")}` : message.kind === "private" ? "" : " to everybody";
  const from = me && message.by === me ? "You" : message.from;
  return el(
    "li",
    { class: `message kind-${message.kind}` },
    el("p", { class: "quiet" }, `${from}${to}`),
    message.title ? el("h3", {}, message.title) : null,
    message.text.split("\n").map((line) => el("p", {}, line)),
  );
}
