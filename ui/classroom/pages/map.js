// The map: members in the colour of their last vote. It is drawn once; the hemicycle beside it says the same by shape.

import { draw, svg } from "./dom.js";
import { BALLOTS } from "./chamber.js";

let world = null;
let asked = false;

async function load() {
  asked = true;
  const answer = await fetch("/world");
  if (answer.ok) world = await answer.json();
}

function country(one, place) {
  const kind = `land ballot-${(place && place.ballot) || "none"}`;
  const path = one.rings.map((ring) => `M${ring.map(([lon, lat]) => `${lon} ${-lat}`).join("L")}Z`).join("");
  return svg("path", { class: kind, d: path }, svg("title", {}, place ? place.name : ""));
}

export function drawMap(section, body, places) {
  if (!asked) load().then(() => drawMap(section, body, places));
  const known = new Map(places.map((place) => [place.code, place]));
  if (!world || !world.some((one) => known.has(one.code))) return;
  section.hidden = false;
  draw(body, places.map((place) => place.code + place.ballot), () =>
    svg("svg", { class: "world", viewBox: "-180 -85 360 145", role: "img", "aria-label": `Map of the last vote: ${Object.values(BALLOTS).map((one) => one.word).join(", ")}, as in the room` }, world.map((one) => country(one, known.get(one.code)))),
  );
}
