"""Check 19: counts drawn by inversion have the chances that the Poisson and the binomial distribution give them.

Over the midpoints of equal parts of [0, 1), not a sample: a chance is one part out at the most, at either end.
It runs the samplers of sim/aftermath/nature.py.
"""

import math

import numpy as np

from demarche.scenarios.theory.check import Check, Reals, agrees
from demarche.sim.aftermath.nature import MOST, binomial, poisson
from demarche.sim.terms import Floats, Ints

PARTS = 1 << 16
RATES = (0.05, 0.8, 3.0, 12.0)
TRIALS = ((1, 0.096), (6, 0.096), (20, 0.3))


def midpoints() -> Floats:
    """(PARTS,) in (0, 1)."""
    return ((np.arange(PARTS) + 0.5) / PARTS).astype(np.float32)


def furthest(counts: Ints, chances: Reals) -> float:
    """The greatest distance of the distribution function of counts from the one that the chances add up to."""
    found = np.bincount(counts, minlength=len(chances))[: len(chances)] / len(counts)
    return float(np.abs(np.cumsum(found) - np.cumsum(chances)).max())


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check. Neither scale nor seed changes it: there is no chance in it."""
    rows = []
    for rate in RATES:
        chances = np.array([math.exp(k * math.log(rate) - rate - math.lgamma(k + 1)) for k in range(MOST + 1)])
        found = furthest(poisson(np.full(PARTS, rate, np.float32), midpoints(), MOST), chances)
        rows.append(
            agrees(f"19 counts: Poisson of mean {rate:g}, furthest from its distribution", 0.0, (found, 1 / PARTS))
        )
    for trials, chance in TRIALS:
        chances = np.array([math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(trials + 1)])
        drawn = binomial(np.full(PARTS, trials, np.int16), np.full(PARTS, chance, np.float32), midpoints())
        name = f"19 counts: {trials} trials of chance {chance:g}, furthest from the binomial distribution"
        rows.append(agrees(name, 0.0, (furthest(drawn, chances), 1 / PARTS)))
    return rows
