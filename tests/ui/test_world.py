"""The map: every member is on it, nothing is torn, and what is pointed at is what is there."""

import numpy as np
import pytest

from demarche.scenarios import tables
from demarche.scenarios.data.outlines import EAST, WEST, area, text
from demarche.ui.world import BOUNDARIES, NORTH, SOUTH, Flat, anchor, countries, equal_earth, markers

SCREEN = Flat.within(0, 0, 1280, 720)

# Well inside their borders, on every continent: lon, lat in degrees.
PLACES = [
    ("RUS", 37.6, 55.7), ("RUS", -175.0, 66.5), ("USA", -100.0, 40.0), ("USA", -150.0, 65.0), ("CHN", 104.0, 35.0),
    ("LSO", 28.2, -29.5), ("ZAF", 24.0, -31.0), ("FJI", 178.0, -17.8), ("NZL", 176.0, -39.0), ("BRA", -50.0, -10.0),
    ("KEN", 38.0, 0.5), ("IND", 78.0, 22.0), ("AUS", 134.0, -25.0), ("ISL", -19.0, 65.0), ("CHE", 8.2, 46.9),
]  # fmt: skip


def test_every_member_is_a_country_of_the_map_or_a_marker_and_none_is_both():
    drawn = {country.code for country in countries() if country.code}
    assert drawn | set(markers()) == set(tables.members())
    assert drawn & set(markers()) == set()
    assert len(markers()) == 28


def test_the_prepared_map_is_what_its_sources_give():
    assert (tables.DATA / "world" / "outlines.json").read_text(encoding="utf-8") == text()


def test_every_ring_lies_within_the_edges_of_the_map():
    for country in countries():
        assert country.rings, country.name
        for ring in country.rings:
            assert len(ring) >= 3
            assert WEST <= ring[:, 0].min() <= ring[:, 0].max() <= EAST, country.name
            assert SOUTH <= ring[:, 1].min() <= ring[:, 1].max() <= NORTH, country.name


def test_no_ring_leaps_across_the_map():
    """A ring torn at the antimeridian would have an edge as long as the map is wide."""
    for country in countries():
        for ring in country.rings:
            leaps = np.abs(np.diff(np.append(ring[:, 0], ring[0, 0])))
            assert leaps.max() < 60, country.name


@pytest.mark.parametrize("code", ["RUS", "FJI"])
def test_what_crosses_the_antimeridian_stands_on_one_side_of_the_map(code):
    rings = next(country.rings for country in countries() if country.code == code)
    assert max(ring[:, 0].max() for ring in rings) > 179
    assert min(ring[:, 0].min() for ring in rings) > 0


@pytest.mark.parametrize(("code", "lon", "lat"), PLACES)
def test_a_place_is_picked_as_the_country_it_lies_in(code, lon, lat):
    x, y = SCREEN.pixels(np.array([[(lon - WEST) % 360 + WEST, lat]]))[0]
    assert SCREEN.pick(x, y, near=0) == code


def test_the_sea_is_nobodys_and_so_is_what_lies_outside():
    for lon, lat in ((-30.0, 30.0), (80.0, -30.0)):
        x, y = SCREEN.pixels(np.array([[lon, lat]]))[0]
        assert SCREEN.pick(x, y, near=4) == ""
    assert SCREEN.pick(-50, -50, near=4) == ""


def test_every_member_can_be_picked_at_its_anchor():
    for code in tables.members():
        x, y = SCREEN.pixels(np.array([anchor(code)]))[0]
        found = SCREEN.pick(x, y, near=3)
        if code in markers():
            assert found in markers()
        else:
            assert found == code


def test_a_small_state_is_meant_where_its_marker_is_even_inside_another():
    x, y = SCREEN.pixels(np.array([markers()["SMR"]]))[0]
    assert SCREEN.pick(x, y, near=3) == "SMR"


@pytest.mark.parametrize("size", [(1280, 720), (300, 900), (1920, 200)])
def test_the_map_fits_its_rectangle_and_keeps_its_shape(size):
    flat = Flat.within(10, 20, *size)
    corners = flat.pixels(np.array([[WEST, 0.0], [EAST, 0.0], [11.0, NORTH], [11.0, SOUTH]]))
    (left, right), (top, bottom) = corners[:2, 0], corners[2:, 1]
    assert left >= 10 - 1e-6 and right <= 10 + size[0] + 1e-6  # noqa: PT018
    assert top >= 20 - 1e-6 and bottom <= 20 + size[1] + 1e-6  # noqa: PT018
    assert (left + right) / 2 == pytest.approx(10 + size[0] / 2)
    assert (top + bottom) / 2 == pytest.approx(20 + size[1] / 2)


def test_equal_areas_are_drawn_equal():
    """Two boxes of one area on the globe, at the equator and far north: area goes by the difference of sines."""
    north = np.degrees(np.arcsin(np.sin(np.radians(40.0)) + np.sin(np.radians(10.0))))

    def box(low: float, high: float) -> float:
        lats = np.linspace(low, high, 200)
        edge = np.concatenate([np.stack([np.full(200, 0.0), lats], 1), np.stack([np.full(200, 20.0), lats[::-1]], 1)])
        return area(equal_earth(edge))

    assert box(0.0, 10.0) == pytest.approx(box(40.0, float(north)), rel=1e-4)


def test_the_note_on_boundaries_says_that_they_imply_nothing():
    assert "imply no endorsement" in BOUNDARIES
