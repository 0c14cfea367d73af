"""A world is the same alone and in a crowd, bit for bit."""

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import opening
from demarche.sim.session import run
from demarche.sim.terms import Decision
from tests.boards import board
from tests.fuzz import random_acts, same_world


def played(name, replicates, settings=()):
    g = game(load(name, settings), 5, replicates)
    return run(g.rules, g.briefs, g.seats, g.luck)


@pytest.mark.parametrize("name", ["tutorial", "gge-2017"])
def test_world_17_of_64_is_world_17_alone(name):
    crowd = played(name, range(64))
    same_world(crowd.take(np.array([17])), played(name, [17]))


def test_a_world_of_193_seats_is_the_same_alone():
    crowd = played("dual-track-2018", range(3), ["rounds=2"])
    same_world(crowd.take(np.array([2])), played("dual-track-2018", [2], ["rounds=2"]))


def test_worlds_in_another_order_are_the_same_worlds():
    one, other = played("tutorial", range(8)), played("tutorial", [7, 3, 5])
    same_world(one.take(np.array([7, 3, 5])), other)


@pytest.mark.parametrize("decision", Decision)
def test_whatever_is_done_a_step_of_a_crowd_is_the_steps_of_its_worlds(decision):
    rules = board(4, 2, 2, drafts=2, level=4, rounds=1, decision=decision, roles="MMMO", costs=[(0, 1)])
    chance = np.random.default_rng(7)
    world = opening(rules, np.arange(12) % 4)
    while not world.record.closed.all():
        verbs = may(rules, world)
        act = random_acts(rules, world, verbs, chance)
        after = step(rules, world, act)
        for b in (0, 5, 11):
            alone = np.array([b])
            same_world(after.take(alone), step(rules, world.take(alone), act[alone]))
        world = after
