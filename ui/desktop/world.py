"""The map of the world: countries as rings of points, markers for states too small for it, and a flat projection.

Read from Natural Earth 1:110m as TopoJSON.  The map is cut at 169° W, in the Bering Strait, so that neither Russia nor
Fiji is torn apart; what crosses the cut all the same is clipped there.  Antarctica is left out: no seat is there, and a
flat map smears it.  BOUNDARIES belongs beside every map.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

import numpy as np

from demarche.scenarios import tables
from demarche.sim.terms import Floats

WEST, MIDDLE, EAST = -169.0, 11.0, 191.0
"""Degrees of longitude at the edges and in the middle of the map."""
SOUTH, NORTH = -56.0, 84.0
"""Degrees of latitude: Cape Horn, and the north of Greenland."""
BOUNDARIES = (
    "Lines are those of Natural Earth, simplified; they show who holds what on the ground, and imply no endorsement or "
    "acceptance of any boundary or name. A dot stands for a state too small to be drawn."
)
ANTARCTICA = "010"


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A piece of land. code: ISO3 of the member it is drawn as, empty for others; rings: outlines (n, 2) lon, lat."""

    code: str
    name: str
    rings: tuple[Floats, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the map, the largest first, so that those within another are drawn after it."""
    topology = json.loads((tables.DATA / "world" / "countries-110m.json").read_text(encoding="utf-8"))
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    # An arc is written as steps from point to point, in whole numbers.
    arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in topology["arcs"]]
    codes = {row["numeric"]: row["iso3"] for row in tables.read("world/places")}
    found = [
        Country(codes.get(shape.get("id", ""), ""), shape["properties"]["name"], tuple(_outlines(shape, arcs)))
        for shape in topology["objects"]["countries"]["geometries"]
        if shape.get("id") != ANTARCTICA
    ]
    return tuple(sorted(found, key=lambda country: -sum(area(ring) for ring in country.rings)))


@cache
def markers() -> dict[str, tuple[float, float]]:
    """The members too small for this map, and where their capitals are: ISO3 -> lon, lat."""
    rows = [row for row in tables.read("world/places") if row["capital"]]
    return {row["iso3"]: (_on_the_map(float(row["lon"])), float(row["lat"])) for row in rows}


@cache
def anchor(code: str) -> tuple[float, float]:
    """Where a label or a line to a member is fixed, lon, lat: its marker, or the middle of the widest stretch of it.

    The stretch is sought along seven parallels of its largest piece, so that it lies inside, however bent the coast.
    """
    if code in markers():
        return markers()[code]
    rings = next(country.rings for country in countries() if country.code == code)
    ring = max(rings, key=area)
    south, north = ring[:, 1].min(), ring[:, 1].max()
    stretches = (
        (east - west, (east + west) / 2, lat)
        for lat in np.linspace(south, north, 9)[1:-1]
        for west, east in _crossings(ring, lat).reshape(-1, 2)
    )
    _, lon, lat = max(stretches)
    return float(lon), float(lat)


def area(ring: Floats) -> float:
    """Of a ring (n, 2), in the square of its unit."""
    x, y = (ring - ring[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _outlines(shape: dict[str, Any], arcs: list[Floats]) -> Iterator[Floats]:
    """The rings of a shape as the map shows them; holes are filled by the countries that are drawn in them."""
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
    """What of a ring lies east (side 1) or west (-1) of a meridian. Source: Sutherland and Hodgman, 1974."""
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


def _crossings(ring: Floats, level: float) -> Floats:
    """Where a ring (n, 2) crosses a line of constant second coordinate, in ascending order, an even number."""
    (x, y), (next_x, next_y) = ring.T, np.roll(ring, -1, axis=0).T
    crosses = (y > level) != (next_y > level)
    x, y, next_x, next_y = x[crosses], y[crosses], next_x[crosses], next_y[crosses]
    return np.sort(x + (level - y) * (next_x - x) / (next_y - y))


def _on_the_map(lon: float) -> float:
    """A longitude as the map counts it, between its edges."""
    return (lon - WEST) % 360 + WEST


def equal_earth(degrees: Floats) -> Floats:
    """Points (n, 2) lon, lat on a flat map of equal areas, (n, 2), in radii of the globe, north up.

    Source: Šavrič, Patterson and Jenny, The Equal Earth map projection, 2018.
    """
    lon, lat = np.radians(degrees - (MIDDLE, 0.0)).T
    t = np.arcsin(np.sqrt(0.75) * np.sin(lat))
    slope = 9 * 0.003796 * t**8 + 7 * 0.000893 * t**6 - 3 * 0.081106 * t**2 + 1.340264
    y = t * (0.003796 * t**8 + 0.000893 * t**6 - 0.081106 * t**2 + 1.340264)
    return np.stack([lon * np.cos(t) / (np.sqrt(0.75) * slope), y], axis=1)


@dataclass(frozen=True, slots=True)
class Flat:
    """A map on the screen. x, y: pixels of the point in its middle, on the equator; unit: pixels to a radius."""

    x: float
    y: float
    unit: float

    @classmethod
    def within(cls, left: float, top: float, width: float, height: float) -> Self:
        """The largest map that fits a rectangle, in its middle."""
        (wide, _), (_, high), (_, low) = equal_earth(np.array([[EAST, 0.0], [MIDDLE, NORTH], [MIDDLE, SOUTH]]))
        unit = min(width / (2 * wide), height / (high - low))
        return cls(left + width / 2, top + (height + unit * (high + low)) / 2, unit)

    def pixels(self, degrees: Floats) -> Floats:
        """Where points (n, 2) lon, lat lie on the screen, (n, 2) x, y."""
        return equal_earth(degrees) * (self.unit, -self.unit) + (self.x, self.y)

    def outlines(self) -> tuple[tuple[str, tuple[Floats, ...]], ...]:
        """Every country as it lies on the screen: its code, and its rings (n, 2) x, y. The same objects each time."""
        return _outlines_of(self)

    def pick(self, x: float, y: float, near: float) -> str:
        """The member at a point of the screen, the smallest of several; empty where there is none.

        near: pixels around a marker that count as the marker.
        """
        marks = list(markers().items())
        away = np.hypot(*(self.pixels(np.array([place for _, place in marks])) - (x, y)).T)
        if away.min() <= near:
            return marks[int(away.argmin())][0]
        here = (code for code, rings in reversed(self.outlines()) if any(_holds(ring, x, y) for ring in rings))
        return next(here, "")


@lru_cache(maxsize=8)
def _outlines_of(flat: Flat) -> tuple[tuple[str, tuple[Floats, ...]], ...]:
    return tuple((country.code, tuple(flat.pixels(ring) for ring in country.rings)) for country in countries())


def _holds(ring: Floats, x: float, y: float) -> bool:
    """Whether a point lies in a ring: a line from it to the right crosses the ring an odd number of times."""
    px, py = ring.T
    near = px.min() <= x <= px.max() and py.min() <= y <= py.max()
    return bool(near and np.count_nonzero(_crossings(ring, y) > x) % 2)
