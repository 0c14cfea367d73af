// The map: members in the colour of their last vote. The hemicycle beside it says the same by shape.

import { draw, svg } from "./dom.js";
import { BALLOTS } from "./chamber.js";

let world = null;
let asked = false;

async function load() {
  asked = true;
  const answer = await fetch("/world");
  if (answer.ok) world = await answer.json();
}

const kindOf = (place) => `land ballot-${(place && place.ballot) || (place ? "none" : "nobody")}`;
const title = (place) => (place ? svg("title", {}, place.name) : null);

function land(one, place) {
  const path = one.rings.map((ring) => `M${ring.map((point) => point.join(" ")).join("L")}Z`).join("");
  return svg("path", { class: kindOf(place), d: path }, title(place));
}

export function drawMap(section, body, note, places) {
  if (!asked) load().then(() => drawMap(section, body, note, places));
  const known = new Map(places.map((place) => [place.code, place]));
  if (!world || !world.lands.some((one) => known.has(one.code))) return;
  section.hidden = false;
  note.textContent = world.note;
  const label = `Map of the last vote: ${Object.values(BALLOTS).map((one) => one.word).join(", ")}, as in the room`;
  draw(body, places.map((place) => place.code + place.ballot), () =>
    svg(
      "svg",
      { class: "world", viewBox: `0 0 ${world.width} ${world.height}`, role: "img", "aria-label": label },
      world.lands.map((one) => land(one, known.get(one.code))),
      world.dots.filter((one) => known.has(one.code)).map((one) => svg("circle", { class: kindOf(known.get(one.code)), cx: one.x, cy: one.y, r: 3 }, title(known.get(one.code)))),
    ),
  );
}
