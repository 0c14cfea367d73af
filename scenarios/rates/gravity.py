"""What draws operations to a state apart from the record: its size, and how near and how opposed it is."""

import json
from functools import cache

import numpy as np

from demarche.scenarios.data.maps import ideal_points
from demarche.scenarios.tables import DATA, members, read
from demarche.sim.terms import Floats

GDP_BY_HAND = {
    "CUB": 130.0, "DJI": 6.0, "ERI": 7.0, "LIE": 5.0, "MCO": 6.0, "PRK": 40.0, "SSD": 8.0, "VEN": 200.0, "YEM": 60.0,
}  # fmt: skip
"""Billions of 2021 dollars at purchasing power, where the World Bank gives none.  Judged."""
WINDOWS = {2009: "prior5_2008", 2016: "prior5_2016", 2018: "prior5_2018", 2019: "prior5_2019", 2020: "prior5_2020"}
"""From which year each window of ideal points is used.  Windows from votes after 2019 are never used for rates."""
SMALL = 10.0
"""Billions, of a member of which no table says anything.  Judged."""
EARTH, NEAREST = 6371.0, 300.0
"""Kilometres: the radius of the globe; a distance below which nearness adds nothing."""


def gdp(before: int) -> Floats:
    """Gross domestic product of each member, (193,) billions: the newest figure from before a year.

    Where there is none the figure set by hand, else the earliest there is: for years before 2011 that is the figure of
    2010, which a forecast of those years could not have known.
    """
    figures = _gdp_by_year()
    return np.array([_newest(figures.get(iso3, {}), before, GDP_BY_HAND.get(iso3)) for iso3 in members()])


@cache
def _gdp_by_year() -> dict[str, dict[int, float]]:
    """Every figure there is, by ISO3 and year."""
    figures: dict[str, dict[int, float]] = {}
    for row in read("capability"):
        if row["variable"] == "gdp_ppp_2021usd_bn":
            figures.setdefault(row["iso3"], {})[int(row["year"])] = float(row["value"])
    return figures


def _newest(by_year: dict[int, float], before: int, by_hand: float | None) -> float:
    earlier = [year for year in by_year if year < before]
    if earlier:
        return by_year[max(earlier)]
    if by_hand is not None:
        return by_hand
    return by_year[min(by_year)] if by_year else SMALL


@cache
def capability() -> Floats:
    """Material capability, CINC of 2016, (193,) of which all are above 0; the median where it is missing.

    It serves all years: earlier ones could not have known it.
    """
    found = {row["iso3"]: float(row["value"]) for row in read("capability") if row["variable"] == "cinc"}
    values = np.array([found.get(iso3, np.nan) for iso3 in members()])
    return np.where(np.isnan(values), np.nanmedian(values), values)


def opposition(before: int) -> Floats:
    """Distance of ideal points on other subjects, (193, 193), in the newest window that ends before the year."""
    window = WINDOWS[max(year for year in WINDOWS if year <= max(before, min(WINDOWS)))]
    points = ideal_points()[window]
    place = np.array([points.get(iso3, (np.nan, np.nan)) for iso3 in members()])
    place = np.where(np.isnan(place), np.nanmedian(place, axis=0), place)
    return np.asarray(np.hypot(*(place[:, None] - place).transpose(2, 0, 1)))


@cache
def kilometres() -> Floats:
    """Distance on the globe, (193, 193), at least NEAREST: between medians of outlines, or capitals of the small."""
    lon, lat = np.radians([_middle().get(iso3, (0.0, 0.0)) for iso3 in members()]).T
    cosine = np.sin(lat)[:, None] * np.sin(lat) + np.cos(lat)[:, None] * np.cos(lat) * np.cos(lon[:, None] - lon)
    return np.maximum(EARTH * np.arccos(np.clip(cosine, -1, 1)), NEAREST)


@cache
def _middle() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each member: the median of all points of its outlines, or its capital."""
    world = json.loads((DATA / "world" / "outlines.json").read_text(encoding="utf-8"))
    found = {code: (float(lon), float(lat)) for code, (lon, lat) in world["markers"].items()}
    for land in world["lands"]:
        if land["code"]:
            lon, lat = np.median(np.concatenate([np.array(ring) for ring in land["rings"]]), axis=0)
            found[land["code"]] = (float(lon), float(lat))
    return found
