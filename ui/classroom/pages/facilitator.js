// The facilitator: who is here and awaited, the clock, seats, news.

import { byId, draw, el, minutes, say } from "./dom.js";
import { Countdown, Wire, keepToken, tokenFor } from "./wire.js";
import { heardItem, ladder, where } from "./room.js";
import { listMessage, showPage } from "./letters.js";
import { moderation } from "./moderation.js";
import { showRoll } from "./roll.js";
import { copy, picture } from "./sharing.js";
import { office } from "./office.js";

const PARTS = { lobby: "People are joining.", brief: "They read their cards.", debrief: "The session is over; the debrief is open." };
const MOST_SAID = 60;
const SURE = {
  finish: "Let AI play the session to its end? Everybody’s seat goes to AI, and the debrief opens.",
  rewind: "Go back one question? What was done since then is undone.",
};
let board = null;
let room = null;
let address = "";
let heard = [];

const clock = new Countdown((left, paused) => {
  say(byId("clock"), left === null ? "–" : minutes(left) + (board.held ? " (stands)" : paused ? " (paused)" : ""));
});

function refuse(words) {
  byId("refusal").hidden = !words;
  say(byId("refusal"), words);
}

function send(message) {
  refuse("");
  wire.send(message);
}

function inject(one, number) {
  return el(
    "li",
    {},
    el("strong", {}, one.title),
    el("span", { class: "quiet" }, ` ${one.when}${one.sent ? " · read out" : ""}`),
    el("p", {}, one.text),
    el("button", { type: "button", "aria-label": `Read out: ${one.title}`, on: { click: () => send({ type: "read-out", number }) } }, one.sent ? "Read out again" : "Read out now"),
  );
}

const ENABLED = {
  start: () => board.part === "lobby" || board.part === "brief",
  pause: () => !board.paused,
  resume: () => board.paused || Boolean(board.fault),
  extend: () => board.length > 0,
  force: () => board.part === "brief" || board.part === "session",
  rewind: () => board.tick > 0,
  finish: () => board.part === "session",
  "go-on": () => board.projected.length > 0,
};

// Either may come first, the board that opens the session or the room with its question.
function showQuestion() {
  if (board && board.part !== "session") say(byId("question"), PARTS[board.part]);
  else if (room) say(byId("question"), room.question);
}

function showBoard() {
  clock.set(board);
  say(byId("code"), board.code);
  showQuestion();
  const awaited = board.people.filter((one) => one.awaited).map((one) => one.title);
  say(byId("awaited"), board.part !== "session" ? "" : awaited.length ? `Awaited (${awaited.length}): ${awaited.join(", ")}` : "Nobody is awaited.");
  byId("projected").hidden = board.projected.length === 0;
  say(byId("projected-body"), `On the projector: ${board.projected.join(" · ")}.${board.held ? " The clock stands until you go on." : ""}`);
  byId("fault").hidden = !(board.fault || board.warning);
  say(byId("fault"), board.fault || board.warning);
  const here = board.people.filter((one) => one.here).length;
  say(byId("count"), `${board.joined} have a seat, ${here} are connected. AI speaks for everybody else.`);
  showRoll(board.people, send);
  moderation.board(board, send);
  byId("names").checked = board.names;
  office.board(board);
  draw(byId("script"), board.script, (script) => script.map(inject));
  say(byId("door"), board.door ? "Close joining" : "Open joining");
  say(byId("door-help"), board.door ? "Joining is open: whoever has the code can take a free seat. Closing it keeps everybody who has a seat." : "Joining is closed: the code lets nobody in. Whoever has a seat keeps it and can come back to it.");
  say(byId("private"), board.private ? "Close private messages" : "Open private messages");
  draw(byId("to"), board.people.map((one) => one.title), () => [el("option", { value: "" }, "everybody"), ...board.people.map((one) => el("option", { value: one.code }, one.title))]);
  for (const button of document.querySelectorAll("[data-does]")) button.disabled = !ENABLED[button.dataset.does]();
  say(document.querySelector("[data-does=start]"), board.part === "brief" ? "Open the session" : "Start: deal the cards");
}

const hears = {
  welcome(message) {
    say(byId("title"), `Facilitator: ${message.title}`);
    address = message.address;
    say(byId("address"), address);
    draw(byId("qr"), message.qr, (qr) => picture(qr, "The address and the code as a picture that a telephone reads"));
    draw(byId("seat"), message.seats, () => [...message.seats].sort((one, other) => new Intl.Collator("en").compare(one.title, other.title)).map((seat) => el("option", { value: seat.code }, seat.title)));
    keepToken("projector", message.projector);
    byId("projector").href = `/projector#${message.projector}`;
    heard = [];
  },
  board(message) {
    board = message;
    showBoard();
  },
  room(message) {
    say(byId("where"), where(message.room));
    room = message.room;
    showQuestion();
    draw(byId("ladder-body"), message.room.ladder, ladder);
    heard = heard.filter((one) => one.tick < message.since).concat(message.heard).slice(-MOST_SAID);
    const log = byId("said-body").parentElement;
    if (draw(byId("said-body"), heard, (items) => items.map(heardItem))) log.scrollTop = log.scrollHeight;
  },
  messages(message) {
    showPage(byId("letters-body"), byId("earlier"), message, "");
  },
  message(message) {
    byId("letters-body").append(listMessage(message, ""));
  },
  refused(message) {
    refuse(message.reason);
  },
  words(message) {
    moderation.hear(message, send);
  },
  link(message) {
    byId("link").hidden = false;
    say(byId("link-words"), `${message.title}: whoever opens this link has the seat.`);
    byId("link-address").value = `${address}seat#${message.token}`;
    say(byId("link-copy"), "Copy the link");
    draw(byId("link-qr"), message.qr, (qr) => picture(qr, "The link as a picture that a telephone reads"));
  },
};

const wire = new Wire(tokenFor("facilitator"), hears, (state, reason) => {
  say(byId("wire"), { on: "", off: "The connection is cut. Coming back by itself …" }[state] ?? reason);
  if (state === "replaced") byId("wire").append(" ", el("button", { type: "button", on: { click: () => location.reload() } }, "Use this page instead"));
  if (state === "unknown-token") byId("wire").append(" ", el("span", {}, "Your page’s address is on the terminal where you started demarche host."));
});

for (const button of document.querySelectorAll("[data-does]")) {
  const type = button.dataset.does;
  const act = () => send(type === "extend" ? { type, seconds: 60 } : { type });
  button.addEventListener("click", () => (!SURE[type] || confirm(SURE[type])) && act());
}
byId("earlier").addEventListener("click", (event) => send({ type: "earlier", before: Number(event.target.dataset.before) }));
moderation.begin(send);
office.begin(send);
byId("search").addEventListener("input", () => board && showRoll(board.people, send));
byId("names").addEventListener("change", (event) => send({ type: "names", open: event.target.checked }));
byId("link-copy").addEventListener("click", async () => say(byId("link-copy"), (await copy(byId("link-address").value)) ? "Copied" : "Select it and press Ctrl+C"));
byId("link-close").addEventListener("click", () => {
  byId("link").hidden = true;
  byId("link-address").value = "";
});
byId("copy").addEventListener("click", async () => say(byId("copied"), (await copy(`${address}?code=${board.code}`)) ? "Copied." : `${address}?code=${board.code}`));
byId("door").addEventListener("click", () => send({ type: "door", open: !board.door }));
byId("private").addEventListener("click", () => send({ type: "private", open: !board.private }));
byId("assign").addEventListener("submit", (event) => {
  event.preventDefault();
  send({ type: "assign", seat: byId("seat").value, name: byId("name").value });
  byId("name").value = "";
});
byId("tell").addEventListener("submit", (event) => {
  event.preventDefault();
  send({ type: "tell", title: byId("head").value, text: byId("words").value, to: byId("to").value ? [byId("to").value] : [] });
  byId("words").value = "";
  byId("head").value = "";
});
