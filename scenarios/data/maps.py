"""Where each member stands before the subject comes up: ideal points of roll calls on other subjects, and blocs."""

from functools import cache

import numpy as np

from demarche.scenarios.data.regress import Floats, turn_onto
from demarche.scenarios.tables import members, members_of, read

# The windows that are derived, each with the year it is strictly prior to.
WINDOWS = {
    "2000-2004": 2005,
    "prior5_2008": 2008,
    "prior5_2016": 2016,
    "prior5_2018": 2018,
    "prior5_2019": 2019,
    "prior5_2020": 2020,
    "prior5_2022": 2022,
    "prior5_2023": 2023,
}


REFERENCE = "prior5_2018"
"""The map onto which those of other windows are turned."""


@cache
def ideal_points() -> dict[str, dict[str, tuple[float, float]]]:
    """Two-dimensional ideal points by window and ISO3."""
    points: dict[str, dict[str, tuple[float, float]]] = {}
    for row in read("ideal_points"):
        points.setdefault(row["window"], {})[row["iso3"]] = (float(row["ideal_2d_1"]), float(row["ideal_2d_2"]))
    return points


def year_of(window: str) -> int:
    """The year a window is strictly prior to."""
    return WINDOWS[window] if window in WINDOWS else int(window.removeprefix("prior5_"))


def window_with(iso3: str, window: str) -> str:
    """The window a state's ideal points come from: this one, else the nearest earlier, else the nearest later."""
    own = year_of(window)
    having = [other for other, points in ideal_points().items() if iso3 in points]
    return min(having, key=lambda other: (other != window, year_of(other) > own, abs(year_of(other) - own)))


def placed(window: str) -> tuple[tuple[str, ...], Floats]:
    """All members on the map of a window: the window each comes from, and (193, 2) ideal points over their spread.

    Both axes are divided by one number, so that the result does not depend on how the map is turned.
    """
    here, used = ideal_points()[window], tuple(window_with(iso3, window) for iso3 in members())
    map_ = np.array([_on_map(iso3, other, window) for iso3, other in zip(members(), used, strict=True)])
    voted = np.array(list(here.values()))
    return used, (map_ - voted.mean(axis=0)) / np.sqrt(voted.var(axis=0).mean())


@cache
def turned(window: str) -> Floats:
    """Where the members stood in votes on other subjects, (193, 2), as on the map of REFERENCE."""
    here, reference = placed(window)[1], placed(REFERENCE)[1]
    return turn_onto(here, reference, here)


def _on_map(iso3: str, other: str, window: str) -> Floats:
    here, there = ideal_points()[window], ideal_points()[other]
    point = np.array([there[iso3]])
    if other == window:
        return np.asarray(point[0])
    both = sorted(here.keys() & there.keys())
    return np.asarray(turn_onto(np.array([there[s] for s in both]), np.array([here[s] for s in both]), point)[0])


def memberships() -> Floats:
    """Bloc flags (193, 4): EU, NATO or Five Eyes, SCO or CSTO, NAM. The same in all windows, as of one year each."""
    groups = (
        members_of("EU"),
        members_of("nato_2024") | members_of("five_eyes"),
        members_of("sco_2011") | members_of("csto_2023"),
        members_of("nam_2023"),
    )
    return np.array([[float(iso3 in group) for group in groups] for iso3 in members()])
