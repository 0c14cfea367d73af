// The projector: the class's stage. What people say and do comes first, and a result stays until the teacher goes on.

import { byId, draw, el, fit, minutes, say } from "./dom.js";
import { Countdown, Wire, tokenFor } from "./wire.js";
import { where } from "./room.js";
import { Remarks } from "./remarks.js";
import { showPeople, showResult } from "./results.js";
import { VIEWS, viewFor } from "./views.js";
import { picture } from "./sharing.js";
import { saidItems } from "./said.js";
import { showDebrief } from "./stage_debrief.js";

const MOST_HEARD = 400;
const token = tokenFor("projector");
const lesson = { heard: [], remarks: new Remarks(), board: null, room: null, address: "", view: "" };

const clock = new Countdown((left, paused) => {
  const stands = lesson.board && lesson.board.held;
  say(byId("clock"), left === null ? "" : minutes(left) + (stands ? " stands" : paused ? " paused" : ""));
});

const PARTS = { brief: "Read your card. What do you want, and what must not be agreed?", debrief: "The session is over." };

function question() {
  if (lesson.board.part !== "session") return PARTS[lesson.board.part] || "";
  return lesson.room ? lesson.room.question : "";
}

function showLobby(board) {
  const open = Boolean(board.code);
  say(byId("code"), open ? board.code : "– joining is closed –");
  byId("qr").hidden = !open;
  const number = board.people.length;
  say(byId("joined-title"), number === 0 ? "Nobody has joined yet" : number === 1 ? "1 has joined" : `${number} have joined`);
  showPeople(byId("joined-body"), board.people);
}

function showNews(news) {
  byId("news").hidden = !news;
  say(byId("news-title"), news ? news.title || "From your teacher" : "");
  say(byId("news-body"), news ? news.text : "");
}

function showViews(here) {
  const usable = VIEWS.filter((view) => view.fits(lesson));
  draw(byId("views"), [usable.map((view) => view.name), here.name, lesson.view], () =>
    [{ name: "", words: "Automatic" }, ...usable].map((view) =>
      el("button", { type: "button", "aria-pressed": String(lesson.view === view.name), on: { click: () => { lesson.view = view.name; show(); } } }, view.words),
    ),
  );
}

function show() {
  const { board, room } = lesson;
  if (!board) return;
  const over = board.part === "debrief" && !board.result;
  const session = board.part !== "lobby";
  byId("lobby").hidden = session;
  byId("now").hidden = !session || over;
  byId("result").hidden = !(session && board.result);
  byId("stage").hidden = !session || Boolean(board.result) || over;
  byId("debrief").hidden = !over;
  showNews(board.news);
  showLobby(board);
  say(byId("question"), question());
  say(byId("awaited"), board.part === "session" && board.awaited ? `${board.awaited} still to answer` : "");
  if (board.result) showResult(byId("result-body"), board.result, board.held, lesson.remarks.list(), board.people);
  if (room) {
    say(byId("where"), board.part === "session" ? where(room) : "");
    const view = viewFor(lesson);
    say(byId("view-title"), view.title(lesson));
    byId("view-body").dataset.view = view.name;
    view.show(byId("view-body"), lesson);
    showViews(view);
    const heard = lesson.remarks.among(lesson.heard);
    draw(byId("said-body"), [heard, board.people], () => saidItems(heard, board.people));
  }
  if (over) showDebrief(byId("debrief-body"), lesson, token);
  fitAll();
}

// Whole lines only: what a screen has no room for is left out, and nothing is cut in the middle.
function fitAll() {
  fit(byId("said"), byId("said-body"));
  fit(byId("result"), byId("result-body"));
  for (const list of byId("view-body").querySelectorAll("ul.compact")) fit(byId("view-body"), list);
}
window.addEventListener("resize", fitAll);

const hears = {
  welcome(message) {
    say(byId("title"), message.title);
    lesson.heard = [];
    lesson.address = message.address;
    say(byId("address"), message.address.replace(/^http:\/\//, "").replace(/\/$/, ""));
    draw(byId("qr"), message.qr, (qr) => picture(qr, "The address and the code as a picture that a telephone reads"));
  },
  board(message) {
    lesson.board = message;
    byId("hush").hidden = !message.quiet;
    clock.set(message);
    show();
  },
  words(message) {
    lesson.remarks.hear(message);
    show();
  },
  room(message) {
    lesson.room = message.room;
    lesson.heard = lesson.heard.filter((one) => one.tick < message.since).concat(message.heard).slice(-MOST_HEARD);
    show();
  },
};

new Wire(token, hears, (state, reason) => {
  say(byId("wire"), { on: "", off: "Coming back …" }[state] ?? reason);
  if (state === "unknown-token") byId("wire").append(" ", el("span", {}, "Open the projector from the facilitator’s page."));
});
