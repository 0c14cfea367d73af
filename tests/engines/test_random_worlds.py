"""Both engines play the same worlds for any settings, at thresholds, under threat, and with pacts in force at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine
from tests.engines.worlds import SETTABLE, SMALL, made, same_by_both

pytestmark = pytest.mark.skipif(not engine.installed(), reason="numba is not installed")

BUSY = {"published": 0.3, "misread": 1.0, "noise": 5.0}
"""Many operations, and much laid at somebody's door."""


def values(row):
    """Numbers within the range of a row: either end, the middle, or any."""
    return st.sampled_from([row.low, row.high, (row.low + row.high) / 2]) | st.floats(row.low, row.high)


settings_of_any = st.lists(st.sampled_from(sorted(SETTABLE)), max_size=8, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: values(SETTABLE[name]) for name in names})
)
rooms = st.fixed_dictionaries(
    {
        "name": st.sampled_from(SMALL),
        "settings": settings_of_any,
        "quarters": st.integers(1, 20),
        "in_force": st.booleans(),
    }
)


def check(room):
    same_by_both(made(room["name"], room["settings"], 2, quarters=room["quarters"], in_force=room["in_force"]))


def test_every_manner_of_accusation_is_used_alike():
    """With a threat, and ready to use it: sanctions, indictments, statements and denunciations."""
    busy = {**BUSY, "use_sanction": 0.5, "indict": 0.5, "leave_pact": 0.5, "despair": 0.7}
    same_by_both(made("us-china-2015", busy, 40, quarters=16, in_force=True))


@pytest.mark.parametrize("belief", [0.7, 0.5])
def test_belief_at_the_very_threshold_is_treated_alike(belief):
    """The prior is the threshold, and beliefs go all the way back to it."""
    at_once = {
        "doubt": belief,
        "despair": belief,
        "prior": belief,
        "forget": 1.0,
        "leave_pact": 0.5,
        "retaliation": 3.0,
    }
    same_by_both(made("sco-2009", at_once, 12, quarters=8, in_force=True))


@pytest.mark.parametrize("name", SMALL)
def test_pacts_in_force_from_the_first_quarter_are_kept_alike(name):
    same_by_both(made(name, BUSY, 6, quarters=18, in_force=True))


@pytest.mark.parametrize("settings", [{}, {**BUSY, "doubt": 0.9, "hit_back": 1.0}])
def test_pledge_strategies_among_six_are_kept_alike(settings):
    """Those who keep to the letter of a pact do so toward its parties alone, but for the one that they treat apart."""
    strategies = {"RUS": "generous", "CHN": "tit-for-tat", "KAZ": "grim"}
    same_by_both(made("sco-2009", settings, 6, quarters=8, in_force=True, strategies=strategies))


@pytest.mark.parametrize("party", ["AVA", "GOR"])
def test_one_pledge_strategy_among_states_that_weigh_utility_is_kept_alike(party):
    settings = {**BUSY, "displace": 1.0}
    same_by_both(made("tutorial", settings, 6, quarters=8, strategies={party: "generous"}))


def test_two_camps_under_several_pacts_are_kept_alike():
    """Two drafts are adopted by different majorities: states of several kinds, and effort that goes elsewhere."""
    same_by_both(made("tutorial", {**BUSY, "displace": 1.0, "hit_back": 1.0}, 24, quarters=12))


@settings(max_examples=12, deadline=None)
@given(rooms)
def test_any_settings_give_the_same_worlds(room):
    check(room)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(rooms)
def test_many_more_settings_give_the_same_worlds(room):
    check(room)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", [*SMALL, "code-2011", "code-2015", "cybercrime-2019", "dual-track-2018", "joint-2021",
                                  "oewg-2025", "poa-2022"])  # fmt: skip
def test_four_hundred_worlds_of_each_scenario_are_the_same(name):
    one = game(load(name), 21, range(400))
    for _, part in batch.tiles([one], 50):
        same_by_both(part)
