"""Whom the doctrine proposes pacts to: several at once, and memoranda on confidence-building."""

import numpy as np
import pytest

from demarche.agents.doctrine.proposing import MEMORANDUM, joined
from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.terms import NONE

WEIGHT = np.array([[0.0, 5.0, 4.0, 3.0, 1.0, 1.0, 1.0]], np.float32)
"""Of seven states to the first; the median of those that it could approach is 2."""
YES, NO = np.array([True]), np.array([False])


def signed_in(settings, worlds=12):
    """The template and the number of parties of every pact signed in the slots of a scenario."""
    made = game(load("us-china-2015", ["pact_slots=4", *settings]), 1, range(worlds))
    record, known = batch.play(made, by="numpy").world.record, (*made.rules.templates, "")
    parties = record.signed[:, made.rules.texts :].sum(axis=2)
    return [(known[record.template[at]], int(parties[at])) for at in zip(*np.nonzero(parties), strict=True)]


def test_the_two_likeliest_others_are_asked_to_join():
    assert joined(WEIGHT, np.array([1]), YES).tolist() == [[2, 3]]
    assert joined(WEIGHT, np.array([2]), YES).tolist() == [[1, 3]]


def test_nobody_is_asked_to_join_where_the_three_are_not_above_the_median():
    flat = np.array([[0.0, 1.0, 1.0, 1.0, 1.0]], np.float32)
    assert joined(flat, np.array([1]), YES).tolist() == [[NONE, NONE]]


def test_nobody_is_asked_to_join_where_the_hub_looks_for_one_partner():
    assert joined(WEIGHT, np.array([1]), NO).tolist() == [[NONE, NONE]]


def test_nobody_is_asked_to_join_whom_the_hub_would_never_approach():
    few = np.array([[0.0, 5.0, 4.0, 0.0, 0.0]], np.float32)
    assert joined(few, np.array([1]), YES).tolist() == [[NONE, NONE]]


@pytest.mark.parametrize(("together", "several"), [(0, False), (1, True)])
def test_agreements_of_several_are_signed_where_hubs_look_for_others(together, several):
    settings = ["settings.agree_base=9", "settings.resolve=3", "settings.memoranda=0", "states.CHN.approaches=4"]
    found = signed_in([*settings, f"settings.together={together}"])
    assert any(parties > 2 for name, parties in found if name.startswith("agreement")) == several


def test_memoranda_are_proposed_to_whoever_most_is_reported_of_and_once():
    settings = ["settings.agree_base=9", "settings.resolve=3", "states.RUS.approaches=0"]
    assert not [name for name, _ in signed_in([*settings, "settings.memoranda=0"]) if name == MEMORANDUM]
    some = [parties for name, parties in signed_in([*settings, "settings.memoranda=4"]) if name == MEMORANDUM]
    assert some
    assert set(some) == {2}
