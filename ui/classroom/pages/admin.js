// For whoever runs the computer: is the host well, and every lesson of the folder, to be deleted for good.

import { byId, draw, el, say } from "./dom.js";
import { tokenFor } from "./wire.js";

const token = tokenFor("admin");
const ask = (path, options = {}) => fetch(path, { ...options, headers: { Authorization: `Bearer ${token}` } });

function row(one) {
  const remove = async () => {
    if (!confirm(`Delete ${one.name} for good?`)) return;
    const answer = await ask("/admin/delete", { method: "POST", body: one.name });
    say(byId("said"), answer.ok ? `${one.name} is deleted.` : (await answer.json()).reason);
    await load();
  };
  const does = one.open ? "open now" : el("button", { type: "button", "aria-label": `Delete ${one.name}`, on: { click: remove } }, "Delete");
  return el("tr", {}, el("th", { scope: "row" }, one.name), el("td", {}, one.written), el("td", { class: "number" }, String(Math.ceil(one.bytes / 1000))), el("td", {}, does));
}

async function load() {
  const health = await fetch("/health");
  say(byId("health"), health.ok ? "It is well." : "Something is wrong: the terminal, and the teacher’s page, say what.");
  const answer = await ask("/admin/lessons");
  const told = await answer.json();
  if (!answer.ok) return say(byId("said"), told.reason);
  say(byId("folder"), told.folder);
  draw(byId("lessons-body"), told.lessons, (lessons) => lessons.map(row));
  return undefined;
}

load();
