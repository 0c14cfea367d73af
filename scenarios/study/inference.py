"""Intervals of means of a study, from the way its points and its chance were drawn.

A run has a point and a replicate.  Where the points are a sample and replicates share their chance between points, a
mean has errors from both: with points and replicates crossed its variance is that of the two-way random effects model,
V(points) + V(replicates) - V(residual), here in the form for unequal clusters of Cameron, Gelbach and Miller (2011,
J. Business & Economic Statistics 29); the degrees of freedom are Satterthwaite's (1946, Biometrics Bulletin 2).
"""

from dataclasses import dataclass

import numpy as np

from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools, Ints

CONFIDENCE = 0.95
ROUNDING = 1e-12
"""Means that differ by no more than this share of the greatest value are equal, and an error of less is none."""
LEAST_FREEDOM = 0.5
"""With fewer degrees of freedom an interval has no end that is of use: clusters too unequal to tell an error."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """How P points and R replicates were drawn.

    unit    (P,) points of one number were drawn together: a point by itself, a base row of Saltelli, a trajectory
    fixed   the points are all that are meant, as in a grid; else they are a sample
    common  replicate r has the same chance at every point
    trend   (P, K) what is known of each point before it is played, where the design spreads points evenly over it
    """

    unit: Ints
    fixed: bool
    common: bool
    trend: Doubles | None = None

    def take(self, points: Bools) -> "Sample":
        """Some of the points."""
        return Sample(self.unit[points], self.fixed, self.common, None if self.trend is None else self.trend[points])


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with the ends of its interval, NaN where there is none; error its standard error, df its freedom."""

    mean: float
    low: float
    high: float
    error: float = np.nan
    df: float = np.nan

    @property
    def known(self) -> bool:
        """Whether there is an interval."""
        return not np.isnan(self.low)


def quantile(df: float) -> float:
    """Of Student's t, for an interval of two sides; of the normal distribution where df is infinite."""
    from scipy import special

    place = 0.5 + CONFIDENCE / 2
    return float(special.ndtri(place) if np.isinf(df) else special.stdtrit(df, place))


def squared_error(scores: Doubles, weights: Doubles, sample: Sample, means: int = 1) -> tuple[float, float]:
    """Variance of a sum of scores, and its degrees of freedom; NaN and 0 where there is nothing to take them from.

    scores   (P, R) what each run adds to the error of an estimate, 0 where it is missing; they sum to 0
    weights  (P, R) the share that each run has in the estimate, 0 where it is missing; they sum to 1
    means    how many means of points the scores were taken from: 2 in a difference
    """
    if sample.fixed:
        return _of_clusters(scores.sum(axis=0), weights.sum(axis=0)) if sample.common else _within(scores, weights)
    _, unit = np.unique(sample.unit, return_inverse=True)
    cells, shares = (np.zeros((unit.max() + 1, scores.shape[1])) for _ in range(2))
    np.add.at(cells, unit, scores)
    np.add.at(shares, unit, weights)
    points = _of_clusters(cells.sum(axis=1), shares.sum(axis=1), means)
    if not sample.common:
        return points
    return _crossed(cells, shares, points, _of_clusters(cells.sum(axis=0), shares.sum(axis=0)), means)


def _of_clusters(sums: Doubles, shares: Doubles, means: int = 1) -> tuple[float, float]:
    """Of independent clusters. sums, shares (G,); of unequal clusters the effective number is (sum n)^2 / sum n^2."""
    sums, shares = sums[shares != 0], np.abs(shares[shares != 0])
    effective = float(shares.sum() ** 2 / (shares**2).sum()) if len(shares) else 0.0
    if effective - means < LEAST_FREEDOM:
        return np.nan, 0.0
    return float((sums**2).sum() * len(sums) / (len(sums) - means)), effective - means


def _within(scores: Doubles, weights: Doubles) -> tuple[float, float]:
    """Of fixed points with chance of their own: the variance within each point, added up."""
    found, df = 0.0, 0.0
    for row, weight in zip(scores, weights, strict=True):
        part = row[weight != 0]
        if len(part) == 1:
            return np.nan, 0.0
        if len(part):
            one = float(((part - part.mean()) ** 2).sum() * len(part) / (len(part) - 1))
            found, df = found + one, df + one**2 / (len(part) - 1)
    return found, (found**2 / df if df else float(np.count_nonzero(weights) - len(weights)))


def _crossed(
    cells: Doubles, shares: Doubles, points: tuple[float, float], chance: tuple[float, float], means: int
) -> tuple[float, float]:
    """Of units and replicates, crossed. cells, shares (U, R) the sums of the scores and weights."""
    (by_point, df_point), (by_chance, df_chance) = points, chance
    if not (df_point and df_chance):
        return np.nan, 0.0
    if not (by_point or by_chance):
        return 0.0, 0.0
    u, r = (int(np.count_nonzero(shares.sum(axis=axis))) for axis in (1, 0))
    residual = cells - cells.sum(axis=1, keepdims=True) * shares.sum(axis=0)
    residual -= cells.sum(axis=0) * shares.sum(axis=1, keepdims=True)
    both = float((residual[shares != 0] ** 2).sum()) * u * r / ((u - means) * (r - 1))
    whole = by_point + by_chance - both
    if whole < max(by_point, by_chance):  # neither part alone can be more than the whole
        return max((by_point, df_point), (by_chance, df_chance))
    parts = by_point**2 / df_point + by_chance**2 / df_chance + both**2 / (df_point * df_chance)
    return whole, whole**2 / parts
