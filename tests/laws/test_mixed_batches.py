"""Worlds of one batch that are at different stages do not get in each other's way."""

import numpy as np

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run

WORLDS = 16


def played(replicates):
    made = game(load("tutorial", ["quarters=2"]), 1, replicates)
    return run(made.rules, made.briefs, made.seats, made.luck)


def test_worlds_that_come_to_their_quarters_at_different_ticks_are_played_as_if_alone():
    together = played(range(WORLDS))
    assert len(np.unique(together.record.tick)) > 1, "all worlds kept step, and nothing was mixed"
    for number in range(WORLDS):
        alone = played([number])
        for part in ("record", "dealings", "secrets"):
            one, many = getattr(alone, part).rows(), getattr(together, part).take([number]).rows()
            assert np.array_equal(one, many), (number, part)
