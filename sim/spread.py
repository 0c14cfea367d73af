"""How far worlds differ from the rates: a lasting factor for each dyad, and one for the level of a whole world.

The factor of a dyad is drawn from the gamma distribution of shape 2 and mean 1, that of a world from the log-normal
distribution of mean 1 whose logarithm has a standard deviation of 0.35.  Both by tables of quantiles, rounded, so that
no logarithm reaches a draw.  Dispersion belongs to the dyad: the excess variance of the record lasts for years.
"""

from statistics import NormalDist

import numpy as np

from demarche.sim import chance
from demarche.sim.terms import Floats, Ints, Use

QUANTILES = 1 << 10
"""How many there are in a table."""
LEVEL_SD = 0.35
"""Of the logarithm of the level; counted in the record of 2011-22."""
_DECIMALS = 4
_MIDDLES = (np.arange(QUANTILES) + 0.5) / QUANTILES


def _gamma() -> Floats:
    """Quantiles of the gamma distribution of shape 2 and mean 1, by Newton's method on its distribution function."""
    x = np.full(QUANTILES, 0.1)
    for _ in range(60):
        below, density = 1 - (1 + 2 * x) * np.exp(-2 * x), 4 * x * np.exp(-2 * x)
        x = np.maximum(x - (below - _MIDDLES) / density, x / 4)
    return x


def _log_normal() -> Floats:
    """Quantiles of the log-normal distribution."""
    return np.exp(LEVEL_SD * np.array([NormalDist().inv_cdf(p) for p in _MIDDLES]))


DYADS, LEVELS = (
    np.round(quantiles / quantiles.mean(), _DECIMALS).astype(np.float32) for quantiles in (_gamma(), _log_normal())
)
"""Factors of dyads and of levels in rising order, (QUANTILES,), of mean 1."""
MOST = DYADS[-1]


def of_table(table: Floats, u: Floats, how_far: Floats) -> Floats:
    """The factor that u in [0, 1) draws. how_far: 1 as in the table, 0 always 1."""
    drawn = table[(u * np.float32(QUANTILES)).astype(np.intp)]
    return np.asarray(1 + how_far * (drawn - 1), np.float32)


def openings(seed: int, replicate: Ints, seats: int) -> Ints:
    """Where the factors of each doer begin, (B, S); see demarche.sim.chance.numbered."""
    return chance.opening(seed, replicate[:, None], 0, np.arange(seats), Use.SPREAD)


def levels(seed: int, replicate: Ints, how_far: Floats) -> Floats:
    """The factor of every operation of each world, (B,)."""
    return of_table(LEVELS, chance.uniform(seed, replicate, 0, 0, Use.LEVEL)[..., 0], how_far)
