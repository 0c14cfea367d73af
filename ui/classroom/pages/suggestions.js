// Acts that the card suggests, ready to be sent with one tap: each is looked up among those in order, never made up.

const MOST = 3;

// Every line of notation that a form can say, without what may be passed over.
function* lines(says, fields) {
  const field = fields.find((one) => !one.may_pass_over) || fields[0];
  if (!field) {
    yield says.split(/\s+/).filter(Boolean).join(" ");
    return;
  }
  const others = fields.filter((one) => one !== field).reduce((text, one) => (one.may_pass_over ? text.replaceAll(`{${one.name}}`, "") : text), says);
  const left = fields.filter((one) => one !== field && !one.may_pass_over);
  for (const choice of field.choices) yield* lines(others.replaceAll(`{${field.name}}`, choice.says), [...choice.then, ...left]);
}

function can(act, wanted) {
  for (const line of lines(act.says, act.fields)) if (line === wanted) return true;
  return false;
}

const clip = (text) => (text.length > 90 ? `${text.slice(0, 88)} …` : text);

function stands(room, want) {
  const draft = room.drafts.find((one) => one.number === want.draft);
  return Boolean(draft && draft.clauses.some((one) => one.wording === want.wording && one.state !== "struck"));
}

const PUT = { speak: "Speak for", propose: "Propose", take: "Take into your text", amend: "Move to amend:", revise: "Revise your text:" };

// A wording that the card asks for, said in each of the ways in which it can be said now.
function forWording(act, want, room) {
  const says = { speak: `speak ${want.wording}`, propose: `propose ${want.draft} ${want.wording}`, take: `take ${want.draft} ${want.wording}`, amend: `amend ${want.wording}`, revise: `revise ${want.wording}` }[act.verb];
  if (!says || !want.wording || (act.verb !== "speak" && stands(room, want)) || !can(act, says)) return null;
  return { says, act, words: `${PUT[act.verb]} “${clip(want.text)}”`, why: "★ On your card" };
}

function forDraft(act, want, room) {
  const draft = room.drafts.find((one) => one.number === want.draft);
  if (act.verb !== "sponsor" || want.kind === "not-adopted" || want.kind === "wording" || !draft || !can(act, `sponsor ${want.draft}`)) return null;
  return { says: `sponsor ${want.draft}`, act, words: `Sponsor ${draft.symbol}`, why: "★ Your card wants this text. Everybody sees your name on it." };
}

// Offers that stand: each can be taken up with one tap, those of classmates first.
function offers(room, people) {
  const act = room.acts.find((one) => one.verb === "accept");
  if (!act || !room.brief) return [];
  const names = Object.fromEntries(room.places.map((place) => [place.code, place.name]));
  return [...room.brief.offers]
    .sort(([one], [other]) => people.has(other) - people.has(one))
    .filter(([code]) => can(act, `accept ${code}`))
    .map(([code, terms]) => ({ says: `accept ${code}`, act, words: `Accept ${names[code]}’s offer: ${clip(terms)}`, why: people.has(code) ? "From a classmate. It binds you both." : "It binds you both." }));
}

function table(room) {
  const act = room.acts.find((one) => one.verb === "table");
  return act ? [...lines(act.says, act.fields)].slice(0, 1).map((says) => ({ says, act, words: "Table your draft", why: "It is put to the vote." })) : [];
}

// Conduct under a pact: to keep it whole, and to go on as before.
function conduct(room) {
  const act = room.acts.find((one) => one.verb === "keep");
  if (!act) return [];
  const how = act.fields.find((one) => one.name === "how");
  const [again, anew] = how ? how.choices : [null, { says: act.says, then: act.fields }];
  const fill = (says, field) => says.replaceAll(`{${field.name}}`, field.name === "level" ? field.choices[field.choices.length - 1].says : field.choices.length === 1 ? field.choices[0].says : "");
  const whole = anew.then.filter((field) => field.name !== "apart").reduce(fill, anew.says).replaceAll("{apart}", "");
  const spelt = (says) => (how ? act.says.replaceAll("{how}", says) : says).split(/\s+/).filter(Boolean).join(" ");
  const kept = { says: spelt(whole), act, words: "Keep the pact: deliver all of it, and hold back from everything", why: "What you deliver is seen. How far you hold back is not." };
  return again ? [{ says: spelt(again.says), act, words: "As last quarter", why: again.note }, kept] : [kept];
}

export function suggestions(room, people) {
  const wants = room.brief ? room.brief.wants : [];
  const ways = room.acts.flatMap((act) => wants.map((want) => forWording(act, want, room) || forDraft(act, want, room)));
  return [...offers(room, people), ...table(room), ...conduct(room), ...ways.filter(Boolean)].slice(0, MOST);
}
