"""What the engines do within a tick: the chance that each ask is given, and the first look at what it answers."""

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine
from demarche.sim.procedure.order import may, refusal
from demarche.sim.procedure.step import step
from demarche.sim.record import opening
from demarche.sim.session import ask
from demarche.sim.terms import NONE, Item, Refusal, Stage, Verb

fast = pytest.mark.skipif(not engine.installed(), reason="numba is not installed")


@fast
def test_each_ask_is_given_the_same_numbers_by_both_engines():
    one = game(load("dual-track-2018"), 5, range(3))
    b, s = np.nonzero(np.random.default_rng(3).random((3, one.rules.seats)) < 0.7)
    question = np.array([0, 7, (1 << 32) - 1])
    found = []
    for by in (engine.NUMPY, engine.NUMBA):
        with engine.using(by):
            found.append(one.luck.for_asks(one.rules, question, b, s))
    assert found[0].dtype == np.float32
    assert found[0].shape == (len(b), 8)
    assert found[0].tobytes() == found[1].tobytes()


@fast
@pytest.mark.parametrize("stage", [Stage.FLOOR, Stage.ANSWERS, Stage.TABLING])
def test_both_engines_refuse_the_same_acts_for_the_same_reasons(stage):
    """Acts of any numbers at all, and some of seats that are not asked."""
    one, chance = game(load("tutorial"), 5), np.random.default_rng(4)
    world = opening(one.rules, one.luck.lot(one.rules))
    while world.record.stage[0] < stage:
        verbs = may(one.rules, world)
        world = step(one.rules, world, ask(one.rules, world, one.briefs, verbs, one.seats, one.luck), verbs)
    verbs, shape = may(one.rules, world), (1, one.rules.seats, len(Item))
    reasons = set()
    for _ in range(200):
        act = chance.integers(-2, 9, shape).astype(np.int16)
        act[..., Item.VERB] = chance.integers(-1, len(Verb) + 1, shape[:2])
        act[chance.random(shape[:2]) < 0.3, 1:] = NONE
        found = []
        for by in (engine.NUMPY, engine.NUMBA):
            with engine.using(by):
                found.append(refusal(one.rules, world, act, verbs))
        assert np.array_equal(found[0], found[1])
        reasons |= set(found[0].ravel().tolist())
    assert {Refusal.NONE, Refusal.NOT_NOW, Refusal.STRAY_ITEM} <= reasons
    assert Refusal.NOT_ASKED in reasons or verbs.any(axis=2).all()
