"""Checks 9 to 11: how many operations are run in a quarter, of which kinds, and where effort held back goes.

They run sim/aftermath/nature.py and holding.py, sim/spread.py, and the samplers of both.
"""

import math

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of
from demarche.scenarios.theory.few import SHARE, at_nature, counted, few, happens
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.terms import Kind

RATE = 1.3
OF_DYADS, OF_LEVELS = 0.5, math.exp(0.35**2) - 1
"""Variance of the factor of a dyad, gamma of shape 2 and mean 1, and of a world's, log-normal of mean 1."""
LASTING = (1 + OF_DYADS) * (1 + OF_LEVELS) - 1
"""Variance of their product."""
REACH, CLEAR = np.array([1.0, 0.5, 0.8, 0.0]), np.array([0.5, 1.0, 0.6, 0.0])
HELD = np.array([20, 50, 90, 0])
"""Restraint by kind under the pact, in hundredths."""
KINDS = (Kind.THEFT, Kind.ESPIONAGE, Kind.DISRUPTION)
_COLUMN = {kind: Count(int(kind)) for kind in Kind}


def run_in_all(events: Events, worlds: int) -> Reals:
    """Operations of all states together in each world, (worlds,)."""
    return np.bincount(events.world, events.operations, worlds).astype(np.float64)


def check(scale: int, seed: int) -> list[Check]:
    """Every row of check 9: means, dispersion, and that dispersion lasts."""
    games = 4000 * scale
    made = few((seed, 100, games), rate=[[0, RATE], [RATE, 0]])
    first, later = (run_between(made, happens(made, at_nature(made, quarter=quarter))) for quarter in (0, 7))
    bound = few((seed, 101, games), rate=[[0, RATE], [RATE, 0]], reach=REACH, clear=CLEAR)
    kept = run_between(bound, happens(bound, at_nature(bound, restraint=HELD, parties=2)))
    left = float((np.array(SHARE) * (1 - REACH * CLEAR * HELD / 100)).sum())
    off = (first - RATE) * (later - RATE)
    return [
        agrees("9 operations: a quarter without a pact, λ", RATE, mean_of(first)),
        agrees("9 operations: under a pact, λ Σ share (1 - C r)", RATE * left, mean_of(kept)),
        agrees(
            "9 operations: variance between worlds, λ + λ² V", RATE + RATE**2 * LASTING, mean_of((first - RATE) ** 2)
        ),
        agrees("9 operations: covariance of two quarters, λ² V", RATE**2 * LASTING, mean_of(off), "dispersion lasts"),
    ]


def run_between(made: Game, events: Events) -> Reals:
    """Operations of the first state against the second in each world."""
    return np.sum([counted(made, events, column) for column in _COLUMN.values()], axis=0)


def check_kinds(scale: int, seed: int) -> list[Check]:
    """Every row of check 10: operations by kind, without restraint and with it."""
    games, rows = 4000 * scale, []
    made = few((seed, 110, games), rate=[[0, RATE], [RATE, 0]], reach=REACH, clear=CLEAR)
    for said, held in (("no restraint", np.zeros(4, int)), ("restraint .2 .5 .9", HELD)):
        events = happens(made, at_nature(made, restraint=held, parties=2))
        for kind in KINDS:
            expected = RATE * SHARE[kind] * (1 - REACH[kind] * CLEAR[kind] * held[kind] / 100)
            name = f"10 kinds: {kind.name.lower()}, {said}"
            rows.append(agrees(name, float(expected), mean_of(counted(made, events, _COLUMN[kind]))))
        expected = RATE * float((np.array(SHARE) * REACH * CLEAR * (1 - held / 100)).sum())
        rows.append(agrees(f"10 kinds: clear breaches, {said}", expected, mean_of(counted(made, events, Count.CLEAR))))
    return rows


def check_displaced(scale: int, seed: int) -> list[Check]:
    """Every row of check 11: of what a pact frees, the share ε goes to others, and the rest is not run."""
    games, rows = 4000 * scale, []
    toward = [[0, 0.9, 0.6], [0, 0, 0], [0, 0, 0]]
    for case, share in enumerate((0.0, 0.5, 1.0)):
        made = few((seed, 120 + case, games), 3, {"displace": share}, rate=toward)
        events = happens(made, at_nature(made, restraint=100, parties=2))
        name = f"11 displacement: all that a state runs, of .9 freed, ε={share:g}"
        rows.append(agrees(name, 1.5 - (1 - share) * 0.9, mean_of(run_in_all(events, games))))
    return rows
