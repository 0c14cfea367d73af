"""Check 14: how long it takes until the author of a reported operation can be named.

    N_r(q) = e_r (φ_0 + (1 - φ_0) (1 - (1 - h)**q))      of what is published, known well enough by quarter q
    e_r (1 - φ_0) n / h                                  waiting in the steady state, n published a quarter

It runs the pool of sim/aftermath/nature.py and quarter.py.
"""

from dataclasses import replace

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of
from demarche.scenarios.theory.few import at_nature, counted, few, next_quarter
from demarche.sim.aftermath.events import Count

AT_ONCE, HAZARD = 0.22, 0.096
EVERS = (0.46, 0.21)
QUARTERS = (0, 4, 12)
RATE, SETTLED = 2.0, 60


def named_by(ever: float, quarter: int) -> float:
    """N_r(q)."""
    return ever * (AT_ONCE + (1 - AT_ONCE) * (1 - (1 - HAZARD) ** quarter))


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check: a closed cohort by quarter, and what waits in the end where operations go on."""
    rows = []
    for case, ever in enumerate(EVERS):
        made = few((seed, 150 + case, 1500 * scale), 2, {"misread": 0}, rate=[[0, RATE], [0, 0]], ever=ever)
        published, ready = cohort(made)
        for quarter in QUARTERS:
            expected, found = named_by(ever, quarter), ready[:, : quarter + 1].sum(axis=1)
            share = _ratio(found, published)
            rows.append(agrees(f"14 naming: a closed cohort after {quarter} quarters, e={ever:g}", expected, share))
    made = few((seed, 155, 300 * scale), 2, {"misread": 0, "spread": 0, "spread_level": 0}, rate=[[0, RATE], [0, 0]])
    waiting, each_quarter = steady(made)
    rows.append(
        agrees("14 naming: waiting in the steady state, e=0.5", 0.5 * (1 - AT_ONCE) * each_quarter / HAZARD, waiting)
    )
    return rows


def cohort(made: Game) -> tuple[Reals, Reals]:
    """Operations published in one quarter, and those that can be named in it and in each after, (worlds, quarters)."""
    world, events = next_quarter(made, at_nature(made))
    published, ready = counted(made, events, Count.REPORTED), [counted(made, events, Count.READY)]
    conduct = made.rules.conduct
    quiet = replace(made, rules=replace(made.rules, conduct=replace(conduct, rate=np.zeros_like(conduct.rate))))
    for _ in range(QUARTERS[-1]):
        world, events = next_quarter(quiet, world)
        ready.append(counted(quiet, events, Count.READY))
    return published, np.stack(ready, axis=1)


def steady(made: Game) -> tuple[tuple[float, float], float]:
    """What waits after many quarters, with its error, and what is published a quarter, by λ d t π."""
    world, ground = at_nature(made), made.rules.ground
    for _ in range(SETTLED - 1):
        world, _ = next_quarter(made, world)
    published = float(ground.rate[0, 0, 1] * ground.seen[0, 0, 1]) * 0.8
    left = 1 - (1 - HAZARD) ** (SETTLED - 1)
    found, error = mean_of(world.secrets.waiting[:, 1, 0].astype(np.float64))
    return (found / left, error / left), published


def _ratio(part: Reals, whole: Reals) -> tuple[float, float]:
    """The ratio of two sums over worlds, and its standard error."""
    ratio = float(part.sum() / whole.sum())
    return ratio, mean_of(part - ratio * whole)[1] / float(whole.mean())
