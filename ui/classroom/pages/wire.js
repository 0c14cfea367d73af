// The wire to the host: says hello with its token, comes back by itself, and sends again what was never answered.

import { Reading } from "./reading.js";

const FIRST_WAIT = 300;
const LONGEST_WAIT = 3000;

export class Wire {
  // hears: {type: does}; state is told "on", "off", or the word of a good-bye, with a reason.
  constructor(token, hears, state) {
    this.token = token;
    this.hears = hears;
    this.state = state;
    this.unanswered = new Map();
    this.wait = FIRST_WAIT;
    this.over = false;
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/wire`);
    this.reading = new Reading();
    this.socket.onopen = () => this.socket.send(JSON.stringify({ type: "hello", token: this.token }));
    this.socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    this.socket.onclose = () => {
      if (this.over) return;
      this.state("off", "");
      setTimeout(() => this.open(), this.wait * (0.7 + 0.6 * Math.random()));
      this.wait = Math.min(this.wait * 1.6, LONGEST_WAIT);
    };
  }

  hear(sent) {
    const message = this.reading.hear(sent);
    if (message.type === "welcome") {
      this.wait = FIRST_WAIT;
      this.state("on", "");
      for (const text of this.unanswered.values()) this.socket.send(text);
    }
    if (message.type === "bye" && message.why !== "slow") {
      this.over = true;
      this.state(message.why, message.reason);
    }
    if (message.type === "answer" || (message.type === "refused" && message.id)) this.unanswered.delete(message.id);
    const does = this.hears[message.type];
    if (does) does(message);
  }

  // A message with an id is sent again after a break until it is answered; one without is not.
  send(message) {
    const text = JSON.stringify(message);
    if (message.id) this.unanswered.set(message.id, text);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }
}

// The token of this page: from the link it was opened with, else what this tab or this browser has kept.
export function tokenFor(page) {
  const key = `demarche-${page}`;
  const given = location.hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(given)) {
    keepToken(page, given);
    history.replaceState(null, "", location.pathname);
    return given;
  }
  return sessionStorage.getItem(key) || localStorage.getItem(key) || "";
}

export function keepToken(page, token) {
  sessionStorage.setItem(`demarche-${page}`, token);
  localStorage.setItem(`demarche-${page}`, token);
}

export function forgetToken(page) {
  sessionStorage.removeItem(`demarche-${page}`);
  localStorage.removeItem(`demarche-${page}`);
}

// A clock between two words of the host about it.
export class Countdown {
  constructor(show) {
    this.show = show;
    this.board = null;
    setInterval(() => this.tell(), 250);
  }

  set(board) {
    this.board = board;
    this.since = performance.now();
    this.tell();
  }

  tell() {
    if (!this.board) return;
    const { left, length, paused, held, pace } = this.board;
    const gone = paused || held ? 0 : ((performance.now() - this.since) / 1000) * pace;
    this.show(length > 0 ? Math.max(0, left - gone) : null, paused);
  }
}
