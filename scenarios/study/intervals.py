"""Means, differences and ratios of a measure with their intervals by Student's t; shares.py has those of shares."""

import numpy as np

from demarche.scenarios.study.inference import ROUNDING, Estimate, Sample, quantile, squared_error
from demarche.scenarios.study.shares import bounded_interval
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools


def mean_interval(values: Doubles, sample: Sample, *, bounded: bool = False) -> Estimate:
    """The mean of a table (P, R), NaN where a run has no such number, with its interval.

    bounded: the mean lies within 0 to 1, and so does its interval.  There is none where nothing can tell the error: a
    single point of a sample, a single replicate that all points share, or a number that is the same in every run.
    """
    known = ~np.isnan(values)
    n = int(known.sum())
    if not n:
        return Estimate(np.nan, np.nan, np.nan)
    mean = float(values[known].mean())
    apart = values if sample.trend is None else without_trend(values, sample.trend)
    centre = float(apart[known].mean())
    square, df = squared_error(np.where(known, (apart - centre) / n, 0), known / n, sample)
    return bounded_interval(values, sample, square, df) if bounded else student(mean, square, df, least(values))


def difference(values: Doubles, here: Bools, there: Bools, sample: Sample) -> Estimate:
    """The mean over the points `here` less that over the points `there`, (P,) each and apart, with its interval."""
    known, scores, weights, means = ~np.isnan(values), np.zeros(values.shape), np.zeros(values.shape), []
    for points, sign in ((here, 1.0), (there, -1.0)):
        mine = known & points[:, None]
        n = int(mine.sum())
        if not n:
            return Estimate(np.nan, np.nan, np.nan)
        means.append(float(values[mine].mean()))
        scores += np.where(mine, sign * (values - means[-1]) / n, 0)
        weights += mine / (2 * n)
    mean = means[0] - means[1]
    exact = mean if abs(mean) > least(values) else 0.0
    return student(exact, *squared_error(scores, weights, sample, means=2), least(values))


def log_ratio(here: Doubles, there: Doubles) -> tuple[float, Doubles]:
    """The sum of one table (P, R) over that of another, over the runs that have both; and what each run adds to it.

    The mean of the second, (P, R) with NaN where a run is left out, is 0 and has the error of the logarithm of the
    ratio; there is none where either sum is not above 0.
    """
    both = ~np.isnan(here) & ~np.isnan(there)
    above, below = (float(table[both].sum()) for table in (here, there))
    if not (above > 0 and below > 0):
        return (above / below if below else np.nan), np.full(here.shape, np.nan)
    return above / below, np.where(both, both.sum() * (here / above - there / below), np.nan)


def of_one_run_each(values: Doubles, sample: Sample, weights: Doubles, *, bounded: bool) -> Estimate:
    """A mean over points of a fixed design (P, 1), each played once with chance of its own, or a difference of two.

    weights (P,) of each point in it, 0 where it has none.  Chance is told from what is left when the effects of the
    factors are added up, interactions among it, as in any factorial design without replication.
    """
    assert sample.trend is not None
    there = ~np.isnan(values[:, 0])
    if not weights[there].any():
        return Estimate(np.nan, np.nan, np.nan)
    base = np.column_stack([np.ones(int(there.sum())), sample.trend[there]])
    fit, _, rank, _ = np.linalg.lstsq(base, values[there, 0], rcond=None)
    left, df = values[there, 0] - base @ fit, int(there.sum()) - int(rank)
    square = float((left**2).sum()) / df * float((weights[there] ** 2).sum()) if df > 0 else np.nan
    if bounded:
        return bounded_interval(np.where(weights[:, None] != 0, values, np.nan), sample, square, df)
    return student(float((weights[there] * values[there, 0]).sum()), square, df, least(values))


def least(values: Doubles) -> float:
    """The least error of a mean of these values that is more than rounding."""
    return ROUNDING * float(np.nanmax(np.abs(values)))


def student(mean: float, square: float, df: float, least: float = 0.0) -> Estimate:
    """Student's interval of a mean with that variance and degrees of freedom; none where nothing tells them.

    least: an error of no more than this is none
    """
    error = float(np.sqrt(square))
    if not error > least or not df > 0:
        return Estimate(mean, np.nan, np.nan)
    return Estimate(mean, mean - quantile(df) * error, mean + quantile(df) * error, error, df)


def without_trend(values: Doubles, trend: Doubles) -> Doubles:
    """A table (P, R) less what a regression of the points' means on trend (P, K) explains, scaled for the K it took.

    Where a design spreads its points evenly, the part of a measure that is smooth in the factors adds nothing to the
    error of a mean over all points (Stein 1987, Technometrics 29; Owen 1992, J. Royal Statistical Society B 54).
    """
    means = mean_of(values, axis=1)
    there = ~np.isnan(means)
    points, columns = int(there.sum()), trend.shape[1] + 1
    if points <= columns:
        return values
    base = np.column_stack([np.ones(len(trend)), trend])
    fit, *_ = np.linalg.lstsq(base[there], means[there], rcond=None)
    left = means - base @ fit
    scaled = left * np.sqrt((points - 1) / (points - columns))
    return np.asarray(values - means[:, None] + scaled[:, None])


def mean_of(values: Doubles, axis: int | None = None) -> Doubles:
    """The mean of what is there, NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0).sum(axis=axis)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))
