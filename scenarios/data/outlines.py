"""Makes world/outlines.json, the map that is drawn: `python -m demarche.scenarios.data.outlines`.

It is made from Natural Earth 1:110m (TopoJSON) and places.csv.  The map is cut at 169° W, in the Bering Strait, so that
neither Russia nor Fiji is divided; land that still crosses the cut is clipped there.  Antarctica is left out: no seat
is there, and a flat map distorts it.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from demarche.scenarios import tables
from demarche.sim.terms import Floats

WEST, EAST = -169.0, 191.0
"""Degrees of longitude at the edges of the map."""
ANTARCTICA = "010"
DECIMALS = 4
"""Of a degree: about ten metres, where the source is simplified to tens of kilometres."""


def outlines() -> dict[str, Any]:
    """`lands`, the largest first, each with code, name and rings; `markers` and `anchors` by ISO3, lon and lat.

    A country inside another is drawn after it, hence the order.  A marker is the capital of a member too small for the
    map; an anchor is the point to which a member's label or line is fixed.
    """
    rows = list(tables.read("world/places"))
    topology = json.loads((tables.DATA / "world" / "countries-110m.json").read_text(encoding="utf-8"))
    lands = sorted(_lands(topology, {row["numeric"]: row["iso3"] for row in rows}), key=_size)
    markers = {row["iso3"]: (_on_the_map(float(row["lon"])), float(row["lat"])) for row in rows if row["capital"]}
    anchors = {land["code"]: _anchor(max(land["rings"], key=area)) for land in lands if land["code"]} | markers
    return {
        "lands": [land | {"rings": [np.round(ring, DECIMALS).tolist() for ring in land["rings"]]} for land in lands],
        "markers": {code: _rounded(place) for code, place in markers.items()},
        "anchors": {code: _rounded(place) for code, place in sorted(anchors.items())},
    }


def _lands(topology: dict[str, Any], codes: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Every country of the source except Antarctica, its rings (n, 2) lon, lat. codes: ISO3 by numeric code."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    # An arc is written as steps from point to point, in whole numbers.
    arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("id") != ANTARCTICA:
            code = codes.get(shape.get("id", ""), "")
            yield {"code": code, "name": shape["properties"]["name"], "rings": list(_outlines(shape, arcs))}


def _size(land: dict[str, Any]) -> float:
    """For sorting: the largest country first."""
    return -sum(area(ring) for ring in land["rings"])


def _rounded(place: tuple[float, float]) -> list[float]:
    return [round(degrees, DECIMALS) for degrees in place]


def _anchor(ring: Floats) -> tuple[float, float]:
    """The middle of the widest stretch of a ring (n, 2), lon, lat.

    The stretch is sought along seven parallels, so that it lies inside, however bent the coast.
    """
    south, north = ring[:, 1].min(), ring[:, 1].max()
    stretches = (
        (east - west, (east + west) / 2, lat)
        for lat in np.linspace(south, north, 9)[1:-1]
        for west, east in crossings(ring, lat).reshape(-1, 2)
    )
    _, lon, lat = max(stretches)
    return float(lon), float(lat)


def area(ring: Floats) -> float:
    """The area of a ring (n, 2), in the square of its unit."""
    x, y = (ring - ring[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def crossings(ring: Floats, level: float) -> Floats:
    """Where a ring (n, 2) crosses a line of constant second coordinate, in ascending order, an even number."""
    (x, y), (next_x, next_y) = ring.T, np.roll(ring, -1, axis=0).T
    crosses = (y > level) != (next_y > level)
    x, y, next_x, next_y = x[crosses], y[crosses], next_x[crosses], next_y[crosses]
    return np.sort(x + (level - y) * (next_x - x) / (next_y - y))


def _outlines(shape: dict[str, Any], arcs: list[Floats]) -> Iterator[Floats]:
    """The rings of a shape as the map shows them; the countries drawn later fill its holes."""
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for outline, *_holes in parts:
        # A negative number is the arc at its complement, walked backwards; each begins where the one before it ended.
        walked = [arcs[place] if place >= 0 else arcs[~place][::-1] for place in outline]
        ring = np.concatenate([walked[0][:1], *(arc[1:] for arc in walked)])
        ring[:, 0] = np.unwrap(ring[:, 0], period=360)
        for turn in (-360.0, 0.0, 360.0):
            if ring[:, 0].min() + turn < EAST and ring[:, 0].max() + turn > WEST:
                yield _clip(_clip(ring + np.array([turn, 0.0]), WEST, 1), EAST, -1)


def _clip(ring: Floats, edge: float, side: int) -> Floats:
    """The part of a ring east (side 1) or west (-1) of a meridian. Source: Sutherland and Hodgman, 1974."""
    inside = (ring[:, 0] - edge) * side >= 0
    if inside.all() or not inside.any():
        return ring if inside.all() else ring[:0]
    kept: list[Floats] = []
    for a, b, a_in, b_in in zip(ring, np.roll(ring, -1, axis=0), inside, np.roll(inside, -1), strict=True):
        if a_in:
            kept.append(a)
        if a_in != b_in:
            kept.append(np.array([edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])]))
    return np.array(kept)


def _on_the_map(lon: float) -> float:
    """A longitude as the map counts it, between its edges."""
    return (lon - WEST) % 360 + WEST


def text() -> str:
    """The file: one land, marker or anchor a line."""
    made = outlines()
    lands = ",\n".join(json.dumps(land, ensure_ascii=False, separators=(",", ":")) for land in made["lands"])
    points = (
        f'"{name}": {{\n' + ",\n".join(f'"{code}": {json.dumps(place)}' for code, place in made[name].items()) + "\n}"
        for name in ("markers", "anchors")
    )
    return f'{{"lands": [\n{lands}\n],\n' + ",\n".join(points) + "}\n"


if __name__ == "__main__":
    (tables.DATA / "world" / "outlines.json").write_text(text(), encoding="utf-8", newline="\n")
