// A seat: what it is shown, what it may do now, and what became of what it did.

import { byId, draw, el, minutes, newId, say } from "./dom.js";
import { actForms } from "./acts.js";
import { Countdown, Wire, forgetToken, tokenFor } from "./wire.js";
import { aftermath, brief, chamber, drafts, heardItem, ladder, namesIn, where } from "./room.js";
import { listMessage, showPage } from "./letters.js";

const token = tokenFor("seat");
if (!token) location.replace("/");

let board = null;
let shown = null; // the last message with a room
let heard = [];
let mySeat = "";

const clock = new Countdown((left, paused) => {
  say(byId("clock"), left === null ? "–" : minutes(left) + (paused ? " (paused)" : ""));
  byId("clock").classList.toggle("short", left !== null && left < 20 && !paused);
});

function refuse(words) {
  const notice = byId("refusal");
  notice.hidden = !words;
  say(notice, words);
}

const waiting = new Map();

function offer(notation, word) {
  const id = newId();
  waiting.set(id, word);
  refuse("");
  say(byId("answer"), `Sending: ${word} …`);
  wire.send({ type: "act", id, question: shown.question, act: notation });
}

function answered(message) {
  const word = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.answer === "refused") {
    refuse(message.reason);
    if (word) say(byId("answer"), "");
  } else if (word) {
    say(byId("answer"), `Taken: ${word}. You may change it until everybody has answered or time is up.`);
  }
}

const PARTS = {
  lobby: "You are in. Your teacher starts the lesson when everybody is here.",
  brief: "Read your card. The session opens when the clock has run down or your teacher opens it.",
  debrief: "The session is over. Read the debrief.",
};

function showQuestion() {
  const away = board && board.keeper !== "owner";
  byId("back").hidden = !(board && board.keeper === "away");
  if (!board) return;
  if (board.part !== "session") {
    say(byId("question"), PARTS[board.part]);
    draw(byId("acts"), board.part, () => (board.part === "debrief" ? el("a", { class: "go", href: "/debrief" }, "Read the debrief") : null));
    if (board.part === "debrief") say(byId("answer"), "");
    return;
  }
  if (!shown) return;
  const mine = shown.room.asked && !away && shown.question === board.question;
  let words = shown.room.question;
  if (away) words += board.keeper === "away" ? " An AI delegate speaks for you, because you were away." : " Your teacher has let an AI delegate speak for you.";
  else if (!mine) words += " You are not asked now.";
  say(byId("question"), words);
  const fresh = draw(byId("acts"), [shown.question, mine, shown.room.acts], () => (mine ? actForms(shown.room.acts, offer) : null));
  if (fresh) {
    refuse("");
    say(byId("answer"), board.answer ? `Taken: ${board.answer}.` : "");
  }
}

function showRoom() {
  const room = shown.room;
  say(byId("where"), where(room));
  draw(byId("brief-body"), room.brief, (one) => brief(one, namesIn(room)));
  draw(byId("ladder-body"), room.ladder, ladder);
  draw(byId("text-body"), room.drafts, () => drafts(room, false));
  draw(byId("room-body"), [room.places, room.balloted], () => chamber(room));
  const quarters = room.pacts.length > 0 || room.quarter > 0;
  byId("after").hidden = !quarters;
  if (quarters) draw(byId("after-body"), [room.pacts, room.signals, room.accusations, room.sanctions, room.threats], () => aftermath(room));
}

function showHeard(message) {
  const list = byId("said-body");
  const log = list.parentElement;
  if (heard.some((one) => one.tick >= message.since)) {
    heard = heard.filter((one) => one.tick < message.since);
    list.replaceChildren(...heard.map(heardItem));
  }
  heard.push(...message.heard);
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
  list.append(...message.heard.map(heardItem));
  if (atEnd) log.scrollTop = log.scrollHeight;
}

const hears = {
  welcome(message) {
    say(byId("title"), message.title);
    mySeat = message.seat;
    heard = [];
    byId("said-body").replaceChildren();
  },
  board(message) {
    board = message;
    clock.set(board);
    say(byId("me"), board.name);
    const names = shown ? namesIn(shown.room) : {};
    say(byId("me"), `${names[board.seat] || board.seat} · ${board.name}`);
    draw(byId("to"), board.people, (people) => people.map((one) => el("option", { value: one.code }, one.title)));
    byId("write").hidden = !board.private || board.people.length === 0;
    byId("closed").hidden = board.private;
    showQuestion();
  },
  room(message) {
    shown = message;
    document.title = `${namesIn(message.room)[message.room.me] || "Your seat"} · Démarche`;
    say(byId("me"), `${namesIn(message.room)[message.room.me]}${board ? ` · ${board.name}` : ""}`);
    showRoom();
    showHeard(message);
    showQuestion();
  },
  answer: answered,
  refused(message) {
    refuse(message.reason);
  },
  messages(message) {
    showPage(byId("letters-body"), byId("earlier"), message, mySeat);
  },
  message(message) {
    byId("letters-body").append(listMessage(message, mySeat));
  },
};

const STATES = { on: "", off: "The connection is cut. Coming back by itself …" };
const wire = new Wire(token, hears, (state, reason) => {
  say(byId("wire"), STATES[state] ?? reason);
  if (!(state in STATES)) {
    if (state === "unknown-token" || state === "taken-away") forgetToken("seat");
    const again = state === "replaced" ? el("button", { type: "button", on: { click: () => location.reload() } }, "Use this page instead") : el("a", { href: "/" }, "Join again");
    byId("wire").append(" ", again);
    byId("acts").replaceChildren();
  }
});

byId("back").addEventListener("click", () => wire.send({ type: "back" }));
byId("leave").addEventListener("click", () => {
  forgetToken("seat");
  location.assign("/");
});
byId("earlier").addEventListener("click", (event) => wire.send({ type: "earlier", before: Number(event.target.dataset.before) }));
byId("write").addEventListener("submit", (event) => {
  event.preventDefault();
  wire.send({ type: "say", id: newId(), to: byId("to").value, text: byId("words").value });
  byId("words").value = "";
});
