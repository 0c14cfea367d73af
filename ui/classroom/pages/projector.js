// The projector: what everybody may see, in big type.

import { byId, draw, el, minutes, say } from "./dom.js";
import { hemicycle, BALLOTS } from "./chamber.js";
import { drawMap } from "./map.js";
import { Countdown, Wire, tokenFor } from "./wire.js";
import { drafts, heardItem, ladder, tally, where } from "./room.js";
import { listMessage } from "./letters.js";

const MOST_SAID = 14;
let heard = [];
let part = "lobby";
let room = null;

const clock = new Countdown((left, paused) => {
  say(byId("clock"), left === null ? "" : minutes(left) + (paused ? " paused" : ""));
});

function lastTally(room) {
  const counts = Object.keys(BALLOTS).map((letter) => room.places.filter((place) => place.ballot === letter).length);
  return counts.some(Boolean) ? tally(counts) : null;
}

const PARTS = { lobby: "", brief: "Read your cards.", debrief: "The session is over." };

function showQuestion() {
  if (part !== "session") say(byId("question"), PARTS[part]);
  else if (room) say(byId("question"), room.question);
}

const hears = {
  welcome(message) {
    say(byId("title"), message.title);
    heard = [];
    byId("said-body").replaceChildren();
    say(byId("address"), message.address);
  },
  board(message) {
    clock.set(message);
    byId("lobby").hidden = message.part !== "lobby";
    byId("session").hidden = message.part === "lobby";
    say(byId("code"), message.code || "(joining is closed)");
    say(byId("joined"), `${message.joined} joined`);
    part = message.part;
    showQuestion();
    say(byId("awaited"), message.part === "session" && message.awaited ? `${message.awaited} still to answer` : "");
  },
  room(message) {
    room = message.room;
    say(byId("where"), where(room));
    showQuestion();
    draw(byId("room-body"), [room.places, room.balloted], () => [room.balloted ? el("p", {}, room.balloted) : null, hemicycle(room.places, "", room.balloted), lastTally(room)]);
    draw(byId("ladder-body"), room.ladder, ladder);
    draw(byId("text-body"), room.drafts, () => drafts(room, false));
    drawMap(byId("map"), byId("map-body"), byId("map-note"), room.places);
    heard = heard.filter((one) => one.tick < message.since).concat(message.heard).slice(-MOST_SAID);
    draw(byId("said-body"), heard, (items) => items.map(heardItem));
  },
  messages(message) {
    byId("news-body").replaceChildren(...message.messages.map((one) => listMessage(one, "")));
  },
  message(message) {
    byId("news-body").append(listMessage(message, ""));
  },
};

const token = tokenFor("projector");
new Wire(token, hears, (state, reason) => {
  say(byId("wire"), { on: "", off: "Coming back …" }[state] ?? reason);
  if (state === "unknown-token") byId("wire").append(" ", el("span", {}, "Open the projector from the facilitator’s page."));
});
