// A seat: what it is shown, what it may do now, and what became of what it did.

import { byId, draw, el, minutes, newId, say } from "./dom.js";
import { actForms } from "./acts.js";
import { Countdown, Wire, forgetToken, tokenFor } from "./wire.js";
import { aftermath, brief, chamber, drafts, heardItem, ladder, namesIn, where } from "./room.js";
import { listMessage, showPage } from "./letters.js";
import { Banner } from "./banner.js";
import { showFile } from "./file.js";
import { Remarks } from "./remarks.js";

const token = tokenFor("seat");
if (!token) location.replace("/");

const PRIVATE = ["pass", "offer", "accept", "keep", "protest", "consult", "retaliate", "table", "hold"];
const MOST_WORDS = 280;
let board = null;
let shown = null; // the last message with a room
let heard = [];
let mySeat = "";
let changing = 0; // the question whose answer is being changed
const remarks = new Remarks();
const banner = new Banner();
const waiting = new Map();

const clock = new Countdown((left, paused) => {
  const held = board && board.held;
  say(byId("clock"), left === null ? "–" : minutes(left) + (held ? " (stands)" : paused ? " (paused)" : ""));
  byId("clock").classList.toggle("short", left !== null && left < 20 && !paused && !held);
});

function refuse(words) {
  const notice = byId("refusal");
  notice.hidden = !words;
  say(notice, words);
}

function offer(notation, act) {
  const id = newId();
  const typed = byId("own-words").value.trim();
  const isPrivate = PRIVATE.includes(act.verb);
  const words = !byId("own").hidden && !isPrivate ? typed : "";
  waiting.set(id, { word: act.word, unsent: isPrivate && typed });
  refuse("");
  say(byId("answer"), `Sending: ${act.word} …`);
  wire.send({ type: "act", id, question: shown.question, act: notation, ...(words ? { words } : {}) });
}

function answered(message) {
  const one = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.answer === "refused") {
    refuse(message.reason);
    if (one) showQuestion();
  } else if (one) {
    changing = 0;
    if (message.answer === "proposed" && one.unsent) refuse("");
    if (one.unsent) refuse("Your own words were not sent: what you did is private. They stay here for another act.");
    showQuestion();
  }
}

const PARTS = {
  lobby: "You are in. Your teacher starts the lesson when everybody is here.",
  brief: "Read your card. The session opens when the clock has run down or your teacher opens it.",
  debrief: "The session is over. Read the debrief.",
};

function isMine() {
  return board.part === "session" && shown && shown.room.asked && board.keeper === "owner" && shown.question === board.question;
}

function question() {
  if (board.part !== "session") return PARTS[board.part];
  if (!shown) return "";
  const words = shown.room.question;
  if (board.keeper === "away") return `${words} An AI delegate speaks for you, because you were away.`;
  if (board.keeper !== "owner") return `${words} Your teacher has let an AI delegate speak for you.`;
  return isMine() ? words : `${words} You are not asked now.`;
}

// One question, one act: once it is taken it stands as a sentence, and the acts come back where it is to be changed.
function showQuestion() {
  if (!board) return;
  byId("back").hidden = board.keeper !== "away";
  byId("look").hidden = !board.held;
  say(byId("question"), question());
  const mine = Boolean(isMine());
  const proposed = mine && board.proposed && changing !== board.question ? board.proposed : null;
  const taken = mine && !proposed && board.did && changing !== board.question;
  const open = mine && !taken && !proposed;
  showTeam(proposed);
  const acts = open ? [shown.question, shown.room.acts, board.people] : [board.part];
  const fresh = draw(byId("acts"), acts, () => {
    if (open) return actForms(shown.room, new Set(board.people.map((one) => one.code)), offer);
    return board.part === "debrief" ? el("a", { class: "go", href: "/debrief" }, "Read the debrief") : null;
  });
  byId("own").hidden = !(open && board.words && shown.room.acts.some((act) => !PRIVATE.includes(act.verb)));
  byId("change").hidden = !(taken || proposed);
  if (fresh) refuse(byId("refusal").textContent.startsWith("Your own words") ? byId("refusal").textContent : "");
  if (waiting.size === 0) say(byId("answer"), taken ? `✓ You ${board.did}.${board.own ? ` Your words: “${board.own}”` : ""}` : "");
  byId("todo").hidden = !open;
}

// Who else speaks for this delegation, and what one of them would do.
function showTeam(proposed) {
  byId("team").hidden = board.team.length < 2;
  const others = board.team.filter((one) => !one.me).map((one) => `${one.name}${one.here ? "" : " (not here)"}`);
  say(byId("team-who"), `With you: ${others.join(", ")}.`);
  const whose = proposed && (proposed.mine ? "You would like to send this; a partner has to confirm it" : `${proposed.by} would like to send this`);
  say(byId("team-act"), proposed ? `${whose}: we ${proposed.did}.${proposed.words ? ` In own words: “${proposed.words}”` : ""}` : "");
  byId("confirm").hidden = !proposed || proposed.mine;
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

function showSaid() {
  const list = byId("said-body");
  const log = list.parentElement;
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
  const items = remarks.among(heard);
  if (draw(list, items, () => items.map(heardItem)) && atEnd) log.scrollTop = log.scrollHeight;
}

// Who can be written to, in the order of names; those who were chosen stay so.
function showReaders() {
  const chosen = new Set(readers());
  const people = [...board.people].sort((one, other) => one.title.localeCompare(other.title, "en"));
  if (board.team.length > 1) people.unshift({ code: board.seat, title: "Your own team" });
  draw(byId("to"), people, () => people.map((one) => el("label", { class: "choice", for: `to-${one.code}` }, el("input", { type: "checkbox", id: `to-${one.code}`, value: one.code, checked: chosen.has(one.code) }), one.title)));
}

const readers = () => [...byId("to").querySelectorAll("input:checked")].map((one) => one.value);

const hears = {
  welcome(message) {
    say(byId("title"), `${message.title}.`);
    mySeat = message.seat;
    heard = [];
    showFile(token);
  },
  board(message) {
    if (board && board.question !== message.question) {
      byId("own-words").value = "";
      say(byId("own-left"), String(MOST_WORDS));
      refuse("");
    }
    board = message;
    clock.set(board);
    say(byId("me"), `${board.title} · ${board.name}`);
    showReaders();
    const hasTeam = board.team.length > 1;
    byId("write").hidden = !(board.private && board.people.length) && !hasTeam;
    byId("closed").hidden = board.private;
    byId("hush").hidden = !board.quiet;
    document.querySelector("main.two").hidden = board.quiet;
    document.querySelector(".tabs").hidden = board.quiet;
    showQuestion();
  },
  room(message) {
    shown = message;
    document.title = `${namesIn(message.room)[message.room.me] || "Your seat"} · Démarche`;
    showRoom();
    heard = heard.filter((one) => one.tick < message.since).concat(message.heard);
    showSaid();
    showQuestion();
  },
  words(message) {
    remarks.hear(message);
    showSaid();
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
    if (message.by !== mySeat) banner.tell(message);
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

byId("confirm").addEventListener("click", () => {
  const id = newId();
  waiting.set(id, { word: "your team’s act" });
  wire.send({ type: "confirm", id, question: board.question });
});
byId("change").addEventListener("click", () => {
  changing = board.question;
  showQuestion();
  byId("now").focus();
});
byId("own-words").addEventListener("input", (event) => say(byId("own-left"), String(MOST_WORDS - event.target.value.length)));
byId("back").addEventListener("click", () => wire.send({ type: "back" }));
byId("leave").addEventListener("click", () => {
  forgetToken("seat");
  location.assign("/");
});
byId("earlier").addEventListener("click", (event) => wire.send({ type: "earlier", before: Number(event.target.dataset.before) }));
byId("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const to = readers();
  if (to.length === 0) return say(byId("unsent"), "Choose for whom it is.");
  say(byId("unsent"), "");
  wire.send({ type: "say", id: newId(), to: to.length === 1 ? to[0] : to, text: byId("words").value });
  byId("words").value = "";
  return undefined;
});
