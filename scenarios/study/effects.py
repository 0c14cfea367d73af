"""What factors do to a measure: means at each level, pairs of factors, and the pact against its counterfactual."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from demarche.scenarios.study.inference import Estimate, Sample
from demarche.scenarios.study.intervals import difference, log_ratio, mean_interval, mean_of, of_one_run_each
from demarche.scenarios.study.levels import BINS_OF_PAIR, Levels, levels
from demarche.scenarios.study.measures import BOUNDED, EFFECT, TWIN, is_true_or_not, kind_of
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import FIXED, sample_of, spread_evenly
from demarche.scenarios.study.shares import bounded_difference, is_share
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools, Ints


@dataclass(frozen=True, slots=True, eq=False)
class MainEffect:
    """A measure at each level of a factor, the others as the design has them.

    means   of each level, with their intervals      n (levels,) runs at each level
    change  the mean at the last level less that at the first, with its interval
    """

    factor: str
    levels: Levels
    means: list[Estimate]
    change: Estimate
    n: Ints

    @property
    def mean(self) -> Doubles:
        """The mean at each level, (levels,)."""
        return np.array([one.mean for one in self.means])

    @property
    def ends(self) -> Doubles:
        """The ends of each interval, (2, levels); NaN where there is none."""
        return np.array([[one.low for one in self.means], [one.high for one in self.means]])

    @property
    def span(self) -> float:
        """The greatest mean less the least; 0 where there is none."""
        known = self.mean[~np.isnan(self.mean)]
        return float(known.max() - known.min()) if len(known) else 0.0


def overall(results: Results, measure: str) -> Estimate:
    """The mean of a measure over all runs, with its interval."""
    values = results.measures[measure]
    return _overall(results, values, bounded=is_bounded(measure, values))


def _overall(results: Results, values: Doubles, *, bounded: bool) -> Estimate:
    everywhere, trend = np.ones(len(results.points), bool), spread_evenly(results)
    sample = sample_of(results) if trend is None else replace(sample_of(results), trend=trend)
    return _estimate(results, values, everywhere, sample, bounded=bounded)


def by_quarter(results: Results, series: str) -> list[Estimate]:
    """The mean of a count in each quarter over all runs, with its interval."""
    return [_overall(results, table, bounded=False) for table in np.moveaxis(results.series[series], 2, 0)]


def is_bounded(measure: str, values: Doubles) -> bool:
    """Whether the mean of a measure (P, R) cannot leave 0 to 1.

    A count that is 0 or 1 in these runs is a share of them; one that is 0 in all may still be more in others, and the
    effect of a pact may be below 0.
    """
    if measure.endswith(EFFECT):
        return False
    found = kind_of(measure) in BOUNDED or is_true_or_not(measure)
    return found or (is_share(values) and bool(np.nanmin(values) < np.nanmax(values)))


def _estimate(results: Results, values: Doubles, points: Bools, sample: Sample, *, bounded: bool) -> Estimate:
    """The mean of a table (P, R) over some of the points (P,), with its interval."""
    if played_once(results):
        return of_one_run_each(values, sample, _shares(values, points), bounded=bounded)
    some = sample if not sample.fixed else replace(sample, trend=None)
    return mean_interval(values[points], some.take(points), bounded=bounded)


def played_once(results: Results) -> bool:
    """Whether fixed points were played once each, with chance of their own."""
    sample = sample_of(results)
    return sample.fixed and not sample.common and results.study.replicates == 1


def _shares(values: Doubles, points: Bools) -> Doubles:
    """What each point adds to the mean of (P, 1) values over some points, (P,)."""
    known = points & ~np.isnan(values[:, 0])
    return np.asarray(known / max(int(known.sum()), 1))


def main_effect(results: Results, measure: str, factor: str) -> MainEffect:
    """A measure at each level of a factor."""
    values, cut, sample = results.measures[measure], levels(results.points.columns[factor]), sample_of(results)
    bounded = is_bounded(measure, values)
    at_level = [cut.place == level for level in range(len(cut.names))]
    means = [_estimate(results, values, points, sample, bounded=bounded) for points in at_level]
    if played_once(results):
        weights = _shares(values, at_level[-1]) - _shares(values, at_level[0])
        change = of_one_run_each(values, sample, weights, bounded=False)
    else:
        change = difference(values, at_level[-1], at_level[0], sample)
    return MainEffect(
        factor,
        cut,
        means,
        bounded_difference(means[-1], means[0], change) if bounded else change,
        np.array([int((~np.isnan(values[points])).sum()) for points in at_level]),
    )


def main_effects(results: Results, measure: str) -> list[MainEffect]:
    """Every factor that varies."""
    return [main_effect(results, measure, factor) for factor in results.factors]


def pair(results: Results, measure: str, one: str, other: str) -> tuple[Levels, Levels, Doubles]:
    """The mean of a measure at each pair of levels, (levels of one, levels of the other)."""
    rows, columns = (levels(results.points.columns[name], BINS_OF_PAIR) for name in (one, other))
    if results.study.design.kind in FIXED:
        rows, columns = (levels(results.points.columns[name]) for name in (one, other))
    by_point = mean_of(results.measures[measure], axis=1)
    table = np.full((len(rows.names), len(columns.names)), np.nan)
    for i, j in np.ndindex(table.shape):
        here = by_point[(rows.place == i) & (columns.place == j)]
        table[i, j] = mean_of(here) if len(here) else np.nan
    return rows, columns, table


@dataclass(frozen=True, slots=True)
class Paired:
    """A pact against its counterfactual, over all runs that have both.

    effect   mean of the one less the other                ratio  the sum of the one over the sum of the other
    less     share of runs in which the effect is below 0; where both are equal it is not
    gain     variance reduction by pairing: what the variance of the effect at a point would be, were a world and its
             counterfactual drawn apart, over what it is
    """

    measure: str
    effect: Estimate
    ratio: Estimate
    less: Estimate
    gain: float
    n: int


def paired(results: Results, measure: str) -> Paired:
    """The effect of the pact on a measure."""
    here, there = results.measures[measure], results.measures[measure + TWIN]
    effect = results.measures[measure + EFFECT]
    both = ~np.isnan(effect)
    below = np.where(both, effect < 0, np.nan)
    spread = within_points(effect)
    return Paired(
        measure,
        overall(results, measure + EFFECT),
        ratio=_ratio(results, here, there),
        less=_overall(results, below, bounded=True),
        gain=(within_points(here) + within_points(there)) / spread if spread else np.nan,
        n=int(both.sum()),
    )


def _ratio(results: Results, here: Doubles, there: Doubles) -> Estimate:
    """The sum of one table over that of another, with Student's interval of its logarithm."""
    ratio, parts = log_ratio(here, there)
    found = _overall(results, parts, bounded=False)
    with np.errstate(over="ignore"):
        low, high = (ratio * float(np.exp(end)) for end in (found.low, found.high))
    return Estimate(ratio, low, high, ratio * found.error, found.df)


def within_points(values: Doubles) -> float:
    """Variance of a measure within a point, pooled over points, NaN where no point has two runs. values (P, R)."""
    known = ~np.isnan(values)
    freedom = int(np.maximum(known.sum(axis=1) - 1, 0).sum())
    apart = np.where(known, values - mean_of(values, axis=1)[:, None], 0)
    return float((apart**2).sum()) / freedom if freedom else np.nan


def with_twins(results: Results) -> Sequence[str]:
    """The measures that have a counterfactual."""
    return [name for name in results.measures if name + TWIN in results.measures]
