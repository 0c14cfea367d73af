// Words of their own, by the act beside which they were written, and where they stand among what was heard.

const keyOf = (one) => `${one.tick} ${one.by}`;

export class Remarks {
  constructor() {
    this.held = new Map();
  }

  hear(message) {
    if (message.all) this.held.clear();
    for (const one of message.words) {
      if (one.text) this.held.set(keyOf(one), one);
      else this.held.delete(keyOf(one));
    }
  }

  list() {
    return [...this.held.values()].sort((one, other) => one.tick - other.tick);
  }

  // What was heard, each act with the words beside it; words beside an act that is not told by itself come after its tick.
  among(heard) {
    const left = new Map(this.list().filter((one) => one.did).map((one) => [keyOf(one), one]));
    const items = heard.map((one) => {
      const remark = one.by && !one.private ? left.get(keyOf(one)) : null;
      if (!remark) return one;
      left.delete(keyOf(one));
      return { ...one, own: remark.text, standing: remark.standing };
    });
    for (const one of left.values()) {
      const last = items.findLastIndex((item) => item.tick <= one.tick);
      items.splice(last + 1, 0, { tick: one.tick, kind: "words", text: `${one.from} ${one.did}.`, by: one.by, own: one.text, standing: one.standing });
    }
    return items;
  }
}
