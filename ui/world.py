"""The map of the world: outlines of countries, markers for states too small for it, and a flat projection.

BOUNDARIES belongs beside every map.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.data.outlines import EAST, crossings
from demarche.sim.terms import Floats

MIDDLE = 11.0
"""Degrees of longitude in the middle of the map."""
SOUTH, NORTH = -56.0, 84.0
"""Degrees of latitude: Cape Horn, and the north of Greenland."""
BOUNDARIES = (
    "Lines are those of Natural Earth, simplified; they show who holds what on the ground, and imply no endorsement or "
    "acceptance of any boundary or name. A dot stands for a state too small to be drawn."
)


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A piece of land. code: ISO3 of the member it is drawn as, empty for others; rings: outlines (n, 2) lon, lat."""

    code: str
    name: str
    rings: tuple[Floats, ...]


@cache
def _prepared() -> dict[str, Any]:
    """The map as scenarios/data/outlines.py prepared it."""
    found: dict[str, Any] = json.loads((tables.DATA / "world" / "outlines.json").read_text(encoding="utf-8"))
    return found


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the map, the largest first: one inside another is drawn after it."""
    return tuple(
        Country(land["code"], land["name"], tuple(np.array(ring) for ring in land["rings"]))
        for land in _prepared()["lands"]
    )


@cache
def markers() -> dict[str, tuple[float, float]]:
    """The members too small for this map, and their capitals: ISO3 -> lon, lat."""
    return {code: (lon, lat) for code, (lon, lat) in _prepared()["markers"].items()}


def anchor(code: str) -> tuple[float, float]:
    """The point, lon, lat, to which a member's label or line is fixed."""
    lon, lat = _prepared()["anchors"][code]
    return lon, lat


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
        """Points (n, 2) lon, lat on the screen, (n, 2) x, y."""
        return equal_earth(degrees) * (self.unit, -self.unit) + (self.x, self.y)

    def outlines(self) -> tuple[tuple[str, tuple[Floats, ...]], ...]:
        """Every country on the screen: its code and its rings (n, 2) x, y. Cached: the same objects each time."""
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
    return bool(near and np.count_nonzero(crossings(ring, y) > x) % 2)
