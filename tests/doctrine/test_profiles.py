"""The library of doctrines: what each number rests on, and what the poles hold, as the literature has it."""

import numpy as np
import pytest

from demarche.agents.doctrine import parameters
from demarche.agents.doctrine.parameters import FITTED, PLACES, TABLE
from demarche.agents.doctrine.profiles import (
    BY_POSITION,
    DOCTRINES,
    SOURCES,
    by_position,
    differing,
    numbers,
    place_of,
    profile,
)
from demarche.scenarios.tables import fitted, members

EVERY = pytest.mark.parametrize("known", DOCTRINES.values(), ids=list(DOCTRINES))
ROWS = {row.name: row for row in parameters.TABLE}
INFORMATION, MIDDLE, CYBER = (profile(name) for name in BY_POSITION)


def test_the_library_has_the_poles_a_family_of_small_states_and_two_national_variants():
    assert list(DOCTRINES) == [*BY_POSITION, "small-state", "persistent-engagement", "strategic-restraint"]


@EVERY
def test_every_number_is_a_parameter_within_its_ranges_and_says_what_it_rests_on(known):
    for name, number in known.numbers.items():
        row = ROWS[name]
        assert row.low <= number.low <= number.value <= number.high <= row.high, name
        assert number.source in SOURCES, name
        assert number.why, name
        if number.judged:
            assert number.low < number.high, f"{name} is judged without a range"


@EVERY
def test_no_doctrine_sets_a_number_of_the_vote_that_is_fitted(known):
    assert not {name for name in known.numbers if ROWS[name].origin == FITTED}


@EVERY
def test_a_number_that_a_doctrine_names_is_not_what_it_would_be_anyway(known):
    base = known.based_on and profile(known.based_on)
    for name, number in known.numbers.items():
        usual = base.number(name) if base and name in known.own else ROWS[name].default
        assert number.value != usual or name == "names", name


@EVERY
def test_its_family_is_a_pole_and_its_members_are_members_of_the_united_nations(known):
    assert known.family in BY_POSITION
    assert known.members <= set(members())
    assert known.summary.endswith(".")
    assert known.title


def test_every_source_is_used():
    assert set(SOURCES) == {number.source for known in DOCTRINES.values() for number in known.numbers.values()}


def test_each_pole_holds_hostile_what_the_literature_says():
    """Content for the first, theft for advantage and disruption for the second; spying less than either."""
    assert INFORMATION.number("harm_information") > max(
        INFORMATION.number(f"harm_{k}") for k in ("theft", "disruption")
    )
    assert CYBER.number("harm_theft") > INFORMATION.number("harm_theft")
    assert CYBER.number("harm_disruption") > INFORMATION.number("harm_disruption")
    assert CYBER.number("harm_information") < 1 < INFORMATION.number("harm_information")
    assert CYBER.number("harm_espionage") < 1 < INFORMATION.number("harm_espionage")


def test_the_first_pole_asks_for_proof_and_names_less_and_talks_more():
    assert INFORMATION.number("proof") > CYBER.number("proof")
    assert INFORMATION.number("speak_out") < CYBER.number("speak_out")
    assert INFORMATION.number("names") < CYBER.number("names")
    assert INFORMATION.number("talk") > CYBER.number("talk")


def test_the_national_variants_differ_in_retaliation():
    restraint, engagement = profile("strategic-restraint"), profile("persistent-engagement")
    assert restraint.number("hit_back") == 0 < CYBER.number("hit_back") < engagement.number("hit_back")
    assert restraint.number("horizon") > CYBER.number("horizon") > engagement.number("horizon")
    assert restraint.number("broad") < 1 < engagement.number("broad")


@pytest.mark.parametrize(
    ("mean", "name"), [(-0.31, 0), (-0.3, 1), (0.0, 1), (0.3, 1), (0.31, 2)]
)  # fmt: skip
def test_a_state_holds_the_doctrine_of_its_mean_position_by_default(mean, name):
    assert by_position(np.float32(mean)) == place_of(BY_POSITION[name])


def test_the_middle_is_the_default_in_every_number():
    assert not MIDDLE.numbers
    assert len(differing("information-security", "cybersecurity")) >= 15


def test_a_setting_is_the_same_in_every_doctrine_and_the_rest_are_their_own():
    table = numbers({**fitted(), "proof": 2.0}, 3)
    assert table.shape == (3, len(DOCTRINES), len(TABLE))
    assert (table[..., PLACES["proof"]] == 2).all()
    column = PLACES["harm_theft"]
    assert table[0, place_of("cybersecurity"), column] == np.float32(CYBER.number("harm_theft"))
    assert table[0, place_of("non-aligned"), column] == np.float32(ROWS["harm_theft"].default)


def test_a_variant_has_the_numbers_of_what_it_is_based_on_but_for_its_own():
    engagement = profile("persistent-engagement")
    assert engagement.number("contested") == CYBER.number("contested")
    assert engagement.number("domestic") != CYBER.number("domestic")
