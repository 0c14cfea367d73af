// The map: members in the colour of their last vote. The hemicycle says the same by shape.

import { draw, el, svg } from "./dom.js";
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

function picture(places) {
  const known = new Map(places.map((place) => [place.code, place]));
  if (!world.lands.some((one) => known.has(one.code))) return el("p", {}, "These states are invented, and on no map.");
  const label = `Map of the last vote: ${Object.values(BALLOTS).map((one) => one.word).join(", ")}, as in the room`;
  return [
    svg(
      "svg",
      { class: "world", viewBox: `0 0 ${world.width} ${world.height}`, role: "img", "aria-label": label },
      world.lands.map((one) => land(one, known.get(one.code))),
      world.dots.filter((one) => known.has(one.code)).map((one) => svg("circle", { class: kindOf(known.get(one.code)), cx: one.x, cy: one.y, r: 3 }, title(known.get(one.code)))),
    ),
    el("p", { class: "quiet" }, world.note),
  ];
}

export function drawMap(node, places) {
  if (!asked) load().then(() => node.dataset.view === "map" && drawMap(node, places));
  draw(node, ["map", Boolean(world), places.map((place) => place.code + place.ballot)], () => (world ? picture(places) : el("p", {}, "The map is coming …")));
}
