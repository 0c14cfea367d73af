// A message or news: a banner that stays until it is closed or read, and a badge that counts what was not read.

import { byId, say } from "./dom.js";

export class Banner {
  constructor() {
    this.unread = 0;
    byId("banner-close").addEventListener("click", () => this.close());
    byId("banner-read").addEventListener("click", () => this.read());
    document.querySelector('.tabs a[href="#letters"]').addEventListener("click", () => this.read());
  }

  tell(message) {
    this.unread += 1;
    const from = message.kind === "inject" ? `News: ${message.title}.` : message.kind === "notice" ? "Your teacher:" : `${message.from} wrote:`;
    say(byId("banner-body"), `${from} ${message.text}`);
    byId("banner").hidden = false;
    this.count();
  }

  close() {
    byId("banner").hidden = true;
  }

  read() {
    this.unread = 0;
    this.count();
    this.close();
  }

  count() {
    byId("unread").hidden = this.unread === 0;
    say(byId("unread"), this.unread ? String(this.unread) : "");
    byId("unread").setAttribute("aria-label", `${this.unread} new`);
  }
}
