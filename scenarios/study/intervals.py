"""Means of a measure with their intervals: by Student's t, and by Wilson where a mean cannot leave 0 to 1.

A share of independent runs has Wilson's interval (1927, JASA 22).  Where runs are not independent the number of runs is
replaced by the effective number, p (1 - p) over the variance of the share, and the normal quantile by Student's with
the degrees of freedom of that variance, as for shares in surveys (Dean and Pagano 2015, J. Survey Statistics and
Methodology 3; Korn and Graubard 1998).  Either interval lies within 0 to 1.
"""

import numpy as np

from demarche.scenarios.study.inference import CONFIDENCE, Estimate, Sample, squared_error
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools

BOUNDED = ("split", "vague", "depth", "measures_delivered", "substance")
"""Measures that lie between 0 and 1 without being counts of runs."""


def is_share(values: Doubles) -> bool:
    """Whether a measure says yes or no of each run: every value is 0 or 1."""
    known = values[~np.isnan(values)]
    return bool(len(known)) and bool(np.isin(known, (0, 1)).all())


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
    if bounded:
        return _wilson(mean, square, df, known, sample)
    if not square > 0 or not df > 0:
        return Estimate(mean, np.nan, np.nan)
    return _student(mean, square, df)


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
    square, df = squared_error(scores, weights, sample, means=2)
    mean = means[0] - means[1]
    return _student(mean, square, df) if square > 0 and df > 0 else Estimate(mean, np.nan, np.nan)


def quantile(df: float) -> float:
    """Of Student's t, for an interval of two sides; of the normal distribution where df is infinite."""
    from scipy import special

    place = 0.5 + CONFIDENCE / 2
    return float(special.ndtri(place) if np.isinf(df) else special.stdtrit(df, place))


def of_one_run_each(values: Doubles, sample: Sample, points: Bools, *, bounded: bool) -> Estimate:
    """The mean over some of the points of a fixed design (P, 1), each played once with chance of its own.

    Chance is told from what is left when the effects of the factors are added up, interactions among it, as in any
    factorial design without replication.
    """
    mean = float(mean_of(values[points]))
    assert sample.trend is not None
    there = ~np.isnan(values[:, 0])
    base = np.column_stack([np.ones(int(there.sum())), sample.trend[there]])
    fit, _, rank, _ = np.linalg.lstsq(base, values[there, 0], rcond=None)
    left, df, n = values[there, 0] - base @ fit, int(there.sum()) - int(rank), int((there & points).sum())
    square = float((left**2).sum()) / df / n if df > 0 and n else np.nan
    if bounded:
        return _wilson(mean, square, df, ~np.isnan(values) & points[:, None], sample)
    return _student(mean, square, df) if square > 0 else Estimate(mean, np.nan, np.nan)


def _student(mean: float, square: float, df: float) -> Estimate:
    wide = quantile(df) * float(np.sqrt(square))
    return Estimate(mean, mean - wide, mean + wide, float(np.sqrt(square)), df)


def independent_runs(known: Bools, sample: Sample) -> int:
    """How many runs are independent for certain: of those that share a point or their chance, one is counted."""
    units = len(np.unique(sample.unit[known.any(axis=1)]))
    replicates = int(known.any(axis=0).sum())
    if sample.fixed:
        return replicates if sample.common else int(known.sum())
    return min(units, replicates) if sample.common else units


def _wilson(mean: float, square: float, df: float, known: Bools, sample: Sample) -> Estimate:
    """Wilson's interval of a share, for the effective number of runs."""
    sure, spread = independent_runs(known, sample), mean * (1 - mean)
    if sure < 2:
        return Estimate(mean, np.nan, np.nan)
    one_kind = not sample.fixed or known.any(axis=1).sum() == 1 or np.isnan(square)
    alike = (sure == known.sum() and one_kind and sample.trend is None) or not spread
    if not alike and not (square > 0 and df > 0):
        return Estimate(mean, np.nan, np.nan)
    n, wide = (float(sure), quantile(np.inf)) if alike else (spread / square, quantile(df))
    shrink = 1 + wide**2 / n
    middle = (mean + wide**2 / (2 * n)) / shrink
    half = wide / shrink * float(np.sqrt(spread / n + wide**2 / (4 * n**2)))
    error = float(np.sqrt(spread / n))
    low, high = min(max(middle - half, 0.0), mean), max(min(middle + half, 1.0), mean)  # roundings cross these ends
    return Estimate(mean, low, high, error, np.inf if alike else df)


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
