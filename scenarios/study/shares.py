"""Intervals of what cannot leave its range: shares, means of numbers within 0 to 1, and differences of either.

A share of independent runs has Wilson's interval (1927, JASA 22), and so has one that is 0 or 1.  Where points that
are all meant set runs apart, there is less error than that, and it is Wilson's for the effective number of runs (Dean
and Pagano 2015, J. Survey Statistics and Methodology 3).  Where runs share sampled points or replicates there is more,
and it is Student's interval on the logit scale (the same; Korn and Graubard 1999, Analysis of Health Surveys, 2.10):
what runs share moves a share less the nearer it is to 0 or 1, and an effective number takes no account of that.

A difference has the interval of Newcombe (1998, Statistics in Medicine 17), from the intervals of both means and their
correlation, as Zou and Donner (2008, same journal 27) put it; each at the degrees of freedom of the difference, where
these are more than its own.
"""

import numpy as np

from demarche.scenarios.study.inference import ROUNDING, Estimate, Sample, quantile
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools


def is_share(values: Doubles) -> bool:
    """Whether a measure says yes or no of each run: every value is 0 or 1."""
    known = values[~np.isnan(values)]
    return bool(len(known)) and bool(np.isin(known, (0, 1)).all())


def bounded_interval(values: Doubles, sample: Sample, square: float, df: float) -> Estimate:
    """The mean of a table (P, R) of numbers from 0 to 1, with an interval within 0 to 1.

    square, df: the variance of the mean and its degrees of freedom, NaN where nothing tells them
    """
    known = ~np.isnan(values)
    mean, sure = float(values[known].mean()), independent_runs(known, sample)
    if sure < 2:
        return Estimate(mean, np.nan, np.nan)
    if mean in (0, 1) or (is_share(values) and sample.trend is None and agreeing(known, values, sample, square)):
        return wilson(mean, sure)
    if not square > ROUNDING**2 or not df > 0:
        return Estimate(mean, np.nan, np.nan)
    runs = mean * (1 - mean) / square
    return wilson(mean, runs, df) if runs >= known.sum() else on_logits(mean, square, df)


def agreeing(known: Bools, values: Doubles, sample: Sample, square: float) -> bool:
    """Whether a share is of independent runs, or of independent groups of as many runs that all say the same."""
    if sample.fixed and not sample.common:
        return bool(known.any(axis=1).sum() == 1 or np.isnan(square))
    if sample.common and not sample.fixed:
        return independent_runs(known, sample) == known.sum()
    groups = np.broadcast_to(np.arange(values.shape[1]) if sample.fixed else sample.unit[:, None], values.shape)
    counts, sums = (np.bincount(groups[known] - groups.min(), weights) for weights in (None, values[known]))
    there = counts > 0
    return bool(np.isin(sums[there], (0, counts.max())).all() and (counts[there] == counts.max()).all())


def wilson(mean: float, runs: float, df: float = np.inf) -> Estimate:
    """Wilson's interval of a share of so many independent runs; df: of the variance that tells how many."""
    wide = quantile(df)
    shrink = 1 + wide**2 / runs
    middle = (mean + wide**2 / (2 * runs)) / shrink
    error = float(np.sqrt(mean * (1 - mean) / runs))
    half = wide / shrink * float(np.sqrt(error**2 + wide**2 / (4 * runs**2)))
    low, high = min(max(middle - half, 0.0), mean), max(min(middle + half, 1.0), mean)  # roundings cross these ends
    return Estimate(mean, low, high, error, df)


def on_logits(mean: float, square: float, df: float) -> Estimate:
    """Student's interval on the logit scale. mean strictly within 0 to 1, square its variance."""
    from scipy import special

    error = float(np.sqrt(square))
    half = quantile(df) * error / (mean * (1 - mean))
    low, high = (float(special.expit(special.logit(mean) + way * half)) for way in (-1, 1))
    return Estimate(mean, low, high, error, df)


def independent_runs(known: Bools, sample: Sample) -> int:
    """How many runs are independent for certain: of those that share a point or their chance, one is counted."""
    units = len(np.unique(sample.unit[known.any(axis=1)]))
    replicates = int(known.any(axis=0).sum())
    if sample.fixed:
        return replicates if sample.common else int(known.sum())
    return min(units, replicates) if sample.common else units


def bounded_difference(here: Estimate, there: Estimate, plain: Estimate) -> Estimate:
    """The one mean less the other, with an interval within -1 to 1.

    plain: the same with an interval that may leave this range; its error tells how far both means err together
    """
    mean = here.mean - there.mean
    if not (here.known and there.known):
        return Estimate(mean, np.nan, np.nan)
    apart, both = here.error * there.error, here.error**2 + there.error**2
    together = float(np.clip((both - plain.error**2) / (2 * apart), -1, 1)) if apart and plain.known else 0.0
    one, other = (_narrowing(level, plain) for level in (here, there))
    ends = [
        float(np.sqrt(max(up**2 + down**2 - 2 * together * up * down, 0.0)))
        for up, down in (
            (one * (here.mean - here.low), other * (there.high - there.mean)),
            (one * (here.high - here.mean), other * (there.mean - there.low)),
        )
    ]
    return Estimate(mean, mean - ends[0], mean + ends[1], plain.error, plain.df)


def _narrowing(level: Estimate, plain: Estimate) -> float:
    """What an interval of a level is multiplied by where the change has more degrees of freedom than the level."""
    return min(quantile(plain.df) / quantile(level.df), 1.0) if plain.known else 1.0
