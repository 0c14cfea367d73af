// The hemicycle: every seat a shape for its last vote, with its lean inside. Shape and sign say it without the colour.

import { svg } from "./dom.js";

export const BALLOTS = {
  Y: { mark: "●", word: "yes" },
  N: { mark: "■", word: "no" },
  A: { mark: "▲", word: "abstained" },
  X: { mark: "○", word: "absent" },
};
export const ROLES = { observer: "observer, without a vote", chair: "in the chair, without a vote", third_state: "third state, in the quarters only" };
export const LEANS = { "-2": "against", "-1": "rather against", 0: "undecided", 1: "rather for", 2: "for" };

// Where each of so many seats is: rows of half rings, filled by angle, so that neighbours in the list sit together.
export function seatPlaces(count) {
  const rows = count <= 12 ? 1 : Math.round(Math.sqrt(count / 3));
  const radii = Array.from({ length: rows }, (_, row) => 1 - (0.55 * (rows - 1 - row)) / rows);
  const whole = radii.reduce((sum, radius) => sum + radius, 0);
  const places = [];
  let left = count;
  radii.forEach((radius, row) => {
    const here = row === rows - 1 ? left : Math.min(left, Math.round((count * radius) / whole));
    left -= here;
    for (let k = 0; k < here; k += 1) places.push({ radius, angle: Math.PI * (here === 1 ? 0.5 : 1 - k / (here - 1)) });
  });
  return places.sort((one, other) => other.angle - one.angle || one.radius - other.radius);
}

function shape(ballot, x, y, size) {
  const kind = `seat ballot-${ballot || "none"}`;
  if (ballot === "N") return svg("rect", { class: kind, x: x - size, y: y - size, width: 2 * size, height: 2 * size });
  if (ballot === "A") return svg("polygon", { class: kind, points: `${x},${y - 1.2 * size} ${x - 1.1 * size},${y + size} ${x + 1.1 * size},${y + size}` });
  return svg("circle", { class: kind, cx: x, cy: y, r: size });
}

function sign(lean, x, y, size) {
  if (!lean) return null;
  const arm = size * (Math.abs(lean) === 2 ? 0.65 : 0.4);
  const path = `M${x - arm} ${y}H${x + arm}` + (lean > 0 ? `M${x} ${y - arm}V${y + arm}` : "");
  return svg("path", { class: "lean", d: path });
}

// How a seat voted and why, as far as it is told.
export function voteOf(place) {
  const cast = place.ballot ? `: ${BALLOTS[place.ballot].word}` : "";
  return place.name + cast + (place.why ? `. Why: ${place.why}` : "");
}

export function hemicycle(places, me, balloted) {
  const size = Math.min(26, 210 / Math.sqrt(places.length + 8));
  const named = places.length <= 12;
  const spots = seatPlaces(places.length);
  const counts = Object.entries(BALLOTS).map(([letter, one]) => `${places.filter((place) => place.ballot === letter).length} ${one.word}`);
  const voted = places.some((place) => place.ballot);
  const label = `The room: ${places.length} delegations. ${voted ? `${balloted}: ${counts.join(", ")}.` : "No ballots are shown."} The table below says it seat by seat.`;
  const seats = places.map((place, number) => {
    const x = 500 + 430 * spots[number].radius * Math.cos(spots[number].angle);
    const y = 480 - 430 * spots[number].radius * Math.sin(spots[number].angle);
    const kind = `place${place.asked ? " asked" : ""}${place.person ? " person" : ""}${place.code === me ? " me" : ""}`;
    const text = place.lean && !place.ballot ? sign(place.lean, x, y, size) : null;
    return svg("g", { class: kind }, svg("title", {}, voteOf(place)), shape(place.ballot, x, y, size), text, named ? svg("text", { class: "seat-name", x, y: y + size + 24 }, place.name) : null);
  });
  return svg("svg", { class: "hemicycle", viewBox: "0 0 1000 540", role: "img", "aria-label": label }, seats);
}
