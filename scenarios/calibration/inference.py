"""Approximate Bayesian computation and history matching, from the same runs at points drawn from the prior.

Sources: Beaumont, Zhang and Balding, Genetics 162, 2002 (rejection with regression adjustment); Craig, Goldstein,
Seheult and Smith 1997 and Vernon, Goldstein and Bower, Bayesian Analysis 5, 2010 (implausibility).
"""

from dataclasses import dataclass

import numpy as np

from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools, Ints

RULED_OUT = 3.0
"""A point whose implausibility is greater is ruled out: three standard deviations, by Pukelsheim's rule."""
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Posterior:
    """What P points and their K statistics say of D numbers.

    implausibility  (P,) greatest distance from a target, in standard deviations of tolerance and chance together
    accepted        places of the accepted points, nearest first      weight  (n,) of each, adding up to 1
    adjusted        (n, D) numbers on the unit interval, each moved to where its statistics would be the record
    quantiles       (D, 3) of QUANTILES, weighted, on the unit interval
    """

    implausibility: Doubles
    accepted: Ints
    weight: Doubles
    adjusted: Doubles
    quantiles: Doubles

    @property
    def kept_in(self) -> Bools:
        """Points that are not ruled out, (P,)."""
        return np.asarray(self.implausibility <= RULED_OUT)

    @property
    def narrowed(self) -> Doubles:
        """How much narrower the middle nine tenths of each number are than before, (D,), 0 as wide as ever."""
        return np.asarray(1 - (self.quantiles[:, 2] - self.quantiles[:, 0]) / (QUANTILES[2] - QUANTILES[0]))


def distances(found: Doubles, chance: Doubles, record: Doubles, tolerance: Doubles) -> Doubles:
    """How far statistics lie from the record, in standard deviations, (P, K); infinite where there is none.

    found, chance (P, K) statistics and their variance by chance; record, tolerance (K,)
    """
    z = np.abs(found - record) / np.sqrt(tolerance**2 + chance)
    return np.where(np.isnan(z), np.inf, z)


def posterior(
    units: Doubles, found: Doubles, chance: Doubles, aim: tuple[Doubles, Doubles], keep: float, seed: int = 1
) -> Posterior:
    """The posterior from points uniform on the unit cube. units (P, D); keep: share of points that are accepted.

    found, chance  (P, K) statistics of the points, and their variance by chance
    aim            record and tolerance, (K,) each
    The tolerance is an error of the record and of the model. It is added to the statistics of each point before they
    are compared: else the regression would take it out of the posterior (Wilkinson, Stat. Appl. Genet. Mol. Biol. 12,
    2013).  Weights fall with the square of the distance.  Each number is moved by a weighted linear regression
    on the statistics, on the logit scale, so that it stays in its range.
    """
    record, tolerance = aim
    erred = found + np.random.default_rng(seed).normal(size=found.shape) * tolerance
    distance = np.sqrt((distances(erred, np.zeros_like(chance), record, tolerance) ** 2).mean(axis=1))
    many = max(2, round(keep * len(units)))
    accepted = np.argsort(distance, kind="stable")[:many]
    accepted = accepted[np.isfinite(distance[accepted])]
    bandwidth = max(float(distance[accepted].max(initial=0.0)), 1e-12) * (1 + 1e-9)
    weight = 1 - (distance[accepted] / bandwidth) ** 2
    weight = weight / weight.sum()
    adjusted = regressed(units[accepted], erred[accepted] - record, weight)
    quantiles = np.stack([weighted_quantiles(column, weight) for column in adjusted.T])
    return Posterior(distances(found, chance, record, tolerance).max(axis=1), accepted, weight, adjusted, quantiles)


def regressed(units: Doubles, off: Doubles, weight: Doubles) -> Doubles:
    """Units (n, D), each less what its statistics' distances from the record (n, K) explain of it."""
    if len(units) < 2 * (off.shape[1] + 1):
        return units
    inside = np.clip(units, 1e-6, 1 - 1e-6)
    logit = np.log(inside / (1 - inside))
    design = np.column_stack([np.ones(len(off)), off])
    root = np.sqrt(weight)[:, None]
    slopes, *_ = np.linalg.lstsq(design * root, logit * root, rcond=None)
    return np.asarray(1 / (1 + np.exp(-(logit - off @ slopes[1:]))))


def weighted_quantiles(values: Doubles, weight: Doubles) -> Doubles:
    """QUANTILES of values (n,) with weights that add up to 1, (3,)."""
    order = np.argsort(values)
    upto = np.cumsum(weight[order]) - weight[order] / 2
    return np.asarray(np.interp(QUANTILES, upto, values[order]))


def coverage(
    units: Doubles, found: Doubles, chance: Doubles, tolerance: Doubles, keep: float, trials: int, seed: int
) -> tuple[float, int]:
    """How often the middle nine tenths hold the truth, of points taken for the record in turn; and how many cases.

    Of every number at once: each of `trials` accepted worlds is compared with the posterior from all other points.
    The record is what the point came to, with an error of the tolerance.
    """
    rng = np.random.default_rng(seed)
    known = np.flatnonzero(np.isfinite(found).all(axis=1))
    held = 0
    for truth in rng.choice(known, size=trials, replace=len(known) < trials):
        rest = np.delete(np.arange(len(units)), truth)
        record = found[truth] + rng.normal(size=len(tolerance)) * tolerance
        of = posterior(units[rest], found[rest], chance[rest], (record, tolerance), keep, seed)
        held += int(((of.quantiles[:, 0] <= units[truth]) & (units[truth] <= of.quantiles[:, 2])).sum())
    return held / (trials * units.shape[1]), trials * units.shape[1]
