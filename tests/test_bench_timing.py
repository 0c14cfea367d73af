"""What the benchmarks measure with: works in turn, ratios of a round with itself, sections that replace themselves."""

import itertools

import pytest

from bench.rooms import SCENARIO, room
from bench.timing import in_turn, ratios, spread, write_section
from demarche.scenarios.load import load


def test_works_are_timed_in_turn_and_the_first_round_does_not_count():
    done, ticks = [], itertools.count()
    rates = in_turn(
        {"a": (lambda: done.append("a"), 3), "b": (lambda: done.append("b"), 5)}, rounds=2, clock=lambda: next(ticks)
    )
    assert done == ["a", "b"] * 3
    assert rates == {"a": [3, 3], "b": [5, 5]}


def test_a_ratio_is_of_one_round_with_itself():
    found = ratios({"slow": [1.0, 2.0, 4.0], "quick": [10.0, 10.0, 10.0]}, over="slow")
    assert (found["quick"].least, found["quick"].median, found["quick"].most) == (2.5, 5.0, 10.0)


def test_a_spread_reads_as_its_median_and_its_ends():
    assert str(spread([1234.5, 0.1234, 56.78])) == "56.8 (0.123 … 1,234)"


def test_a_section_replaces_itself_and_leaves_the_others(tmp_path):
    path = tmp_path / "results.md"
    path.write_text("# Measured\n\nWhy.\n\n## One\n\nold\n\n## Two\n\nkept\n", encoding="utf-8")
    write_section("One", ["new"], path)
    write_section("Three", ["last"], path)
    assert path.read_text(encoding="utf-8") == (
        "# Measured\n\nWhy.\n\n## One\n\nnew\n\n## Two\n\nkept\n\n## Three\n\nlast\n"
    )


@pytest.mark.parametrize("seats", [2, 10, 193])
def test_a_room_has_as_many_seats_as_are_asked_for(seats):
    scenario = load(SCENARIO, room(seats, rounds=3, quarters=4))
    assert len(set(scenario.seats)) == seats
    assert (scenario.rounds, scenario.quarters) == (3, 4)
