"""What factors do to a measure: means at each level, pairs of factors, and the pact against its counterfactual."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from demarche.scenarios.study.inference import Estimate, Sample
from demarche.scenarios.study.intervals import BOUNDED, difference, is_share, mean_interval, mean_of, of_one_run_each
from demarche.scenarios.study.measures import EFFECT, TWIN, kind_of
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import FIXED, sample_of, spread_evenly
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Array, Bools, Ints

MOST_LEVELS = 12
"""A factor of more values than this is cut into bins."""
BINS, BINS_OF_PAIR = 10, 6


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A factor cut into levels. place (P,) the level of each point; names of them; middle of each, None of texts."""

    place: Ints
    names: list[str]
    middle: Doubles | None


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


def levels(column: Array, bins: int = BINS) -> Levels:
    """The levels of a factor's values (P,): each value, or bins with about as many points each."""
    known = list(dict.fromkeys(sorted(column.tolist())))
    if len(known) <= (MOST_LEVELS if bins == BINS else bins) or column.dtype.kind not in "if":
        place = np.array([known.index(value) for value in column.tolist()])
        middle = np.array(known, np.float64) if column.dtype.kind in "if" else None
        return Levels(place, [name_of(value) for value in known], middle)
    edges = np.unique(np.quantile(column.astype(np.float64), np.linspace(0, 1, bins + 1)))
    place = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, len(edges) - 2)
    middle = np.array([np.median(column[place == i]) for i in range(len(edges) - 1)])
    return Levels(place, [f"{a:.3g} to {b:.3g}" for a, b in itertools.pairwise(edges.tolist())], middle)


def name_of(value: bool | float | str) -> str:
    """The name of one level, as a study file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def overall(results: Results, measure: str) -> Estimate:
    """The mean of a measure over all runs, with its interval."""
    trend = spread_evenly(results)
    everywhere = np.ones(len(results.points), bool)
    return _estimate(
        results, measure, everywhere, replace(sample_of(results), trend=trend) if trend is not None else None
    )


def by_quarter(results: Results, series: str) -> list[Estimate]:
    """The mean of a count in each quarter over all runs, with its interval."""
    return [mean_interval(table, sample_of(results)) for table in np.moveaxis(results.series[series], 2, 0)]


def _estimate(results: Results, measure: str, points: Bools, sample: Sample | None = None) -> Estimate:
    """The mean of a measure over some of the points (P,), with its interval."""
    values, sample = results.measures[measure], sample or sample_of(results)
    share = is_share(values)
    bounded = share or kind_of(measure) in BOUNDED
    if sample.fixed and not sample.common and results.study.replicates == 1:
        return of_one_run_each(values, sample, points, bounded=bounded)
    some = sample if not sample.fixed else replace(sample, trend=None)
    return mean_interval(values[points], some.take(points), bounded=bounded)


def main_effect(results: Results, measure: str, factor: str) -> MainEffect:
    """A measure at each level of a factor."""
    values, cut = results.measures[measure], levels(results.points.columns[factor])
    at_level = [cut.place == level for level in range(len(cut.names))]
    return MainEffect(
        factor,
        cut,
        [_estimate(results, measure, points) for points in at_level],
        difference(values, at_level[-1], at_level[0], sample_of(results)),
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
    ratio: float
    less: float
    gain: float
    n: int


def paired(results: Results, measure: str) -> Paired:
    """The effect of the pact on a measure."""
    here, there = results.measures[measure], results.measures[measure + TWIN]
    effect = results.measures[measure + EFFECT]
    both = ~np.isnan(effect)
    total, spread = float(there[both].sum()), within_points(effect)
    return Paired(
        measure,
        overall(results, measure + EFFECT),
        ratio=float(here[both].sum()) / total if total else np.nan,
        less=float((effect[both] < 0).mean()) if both.any() else np.nan,
        gain=(within_points(here) + within_points(there)) / spread if spread else np.nan,
        n=int(both.sum()),
    )


def within_points(values: Doubles) -> float:
    """Variance of a measure within a point, pooled over points, NaN where no point has two runs. values (P, R)."""
    known = ~np.isnan(values)
    freedom = int(np.maximum(known.sum(axis=1) - 1, 0).sum())
    apart = np.where(known, values - mean_of(values, axis=1)[:, None], 0)
    return float((apart**2).sum()) / freedom if freedom else np.nan


def with_twins(results: Results) -> Sequence[str]:
    """The measures that have a counterfactual."""
    return [name for name in results.measures if name + TWIN in results.measures]
