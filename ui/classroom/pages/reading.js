// Whole rooms out of what one wire sends: the parts of forms come once, and so does what never changes of a place.

const fieldOf = (one, parts) => ({ may_pass_over: false, unlike: "", ...one, choices: one.choices.map((number) => parts[number]) });
const choiceOf = ([says, words = "", note = "", then = []], parts) => ({ says, words, note, then: then.map((number) => parts[number]) });

function placesOf(standing, told) {
  const drafts = Object.entries(told.leans).map(([number, leans]) => [Number(number), leans]);
  const sponsors = Object.entries(told.sponsors).map(([number, codes]) => [Number(number), new Set(codes)]);
  const asked = new Set(told.asked);
  const person = new Set(told.person);
  return standing.map((one, seat) => ({
    ...one,
    ballot: told.ballot[seat].replace(".", ""),
    lean: told.on ? told.leans[told.on][seat] : 0,
    sponsors: sponsors.filter(([, codes]) => codes.has(one.code)).map(([number]) => number),
    asked: asked.has(one.code),
    person: person.has(one.code),
    leans: drafts.map(([number, leans]) => [number, leans[seat]]),
    why: told.why[one.code] || "",
  }));
}

export class Reading {
  constructor() {
    this.parts = [];
    this.standing = [];
  }

  hear(message) {
    if (message.type === "welcome") this.standing = message.places;
    if (message.type === "parts") for (const one of message.parts) this.parts.push(Array.isArray(one) ? choiceOf(one, this.parts) : fieldOf(one, this.parts));
    if (message.type !== "room") return message;
    const acts = message.room.acts.map((act) => ({ ...act, fields: act.fields.map((number) => this.parts[number]) }));
    return { ...message, room: { ...message.room, acts, places: placesOf(this.standing, message.room.places) } };
  }
}
