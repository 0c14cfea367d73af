"""What factors do to a measure: means at each level with intervals, pairs of factors, and the pact against its twin."""

import itertools
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.measures import EFFECT, TWIN
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Array, Ints

MOST_LEVELS = 12
"""A factor of more values than this is cut into bins."""
BINS, BINS_OF_PAIR = 10, 6
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A factor cut into levels. place (P,) the level of each point; names of them; middle of each, None of texts."""

    place: Ints
    names: list[str]
    middle: Doubles | None


@dataclass(frozen=True, slots=True, eq=False)
class MainEffect:
    """A measure at each level of a factor, the others as the design has them.

    mean, low, high (levels,) with the ends of the interval        n  runs at each level
    by  what the interval rests on: replicates, or points
    """

    factor: str
    levels: Levels
    mean: Doubles
    low: Doubles
    high: Doubles
    n: Ints
    by: str

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
        return Levels(place, [f"{v:g}" if isinstance(v, int | float) else str(v) for v in known], middle)
    edges = np.unique(np.quantile(column.astype(np.float64), np.linspace(0, 1, bins + 1)))
    place = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, len(edges) - 2)
    middle = np.array([np.median(column[place == i]) for i in range(len(edges) - 1)])
    return Levels(place, [f"{a:.3g} to {b:.3g}" for a, b in itertools.pairwise(edges.tolist())], middle)


def mean_of(values: Doubles, axis: int | None = None) -> Doubles:
    """The mean of what is there, NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # an empty mean is NaN, and meant
        return np.asarray(np.nanmean(values, axis=axis))


def interval(units: Doubles) -> tuple[float, float, float]:
    """Mean of independent numbers, and its interval by Student's t. NaN ends where there are fewer than two."""
    from scipy import stats

    known = units[~np.isnan(units)]
    if len(known) < 2:
        return (float(known.mean()) if len(known) else np.nan), np.nan, np.nan
    mean, error = float(known.mean()), float(known.std(ddof=1) / np.sqrt(len(known)))
    wide = float(stats.t.ppf(0.5 + CONFIDENCE / 2, len(known) - 1)) * error
    return mean, mean - wide, mean + wide


def main_effect(results: Results, measure: str, factor: str) -> MainEffect:
    """A measure at each level of a factor.

    In a crossed design each replicate gives a mean at every level, and the interval is of those: it is of chance alone.
    Elsewhere each point gives one, and the interval is of chance and of the other factors.
    """
    values, cut = results.measures[measure], levels(results.points.columns[factor])
    rows, counts = [], []
    for level in range(len(cut.names)):
        here = values[cut.place == level]
        rows.append(interval(mean_of(here, axis=0 if results.crossed else 1)))
        counts.append(int((~np.isnan(here)).sum()))
    mean, low, high = np.array(rows).T
    return MainEffect(factor, cut, mean, low, high, np.array(counts), "replicates" if results.crossed else "points")


def main_effects(results: Results, measure: str) -> list[MainEffect]:
    """Every factor that varies."""
    return [main_effect(results, measure, factor) for factor in results.factors]


def pair(results: Results, measure: str, one: str, other: str) -> tuple[Levels, Levels, Doubles]:
    """The mean of a measure at each pair of levels, (levels of one, levels of the other)."""
    rows, columns = (levels(results.points.columns[name], BINS_OF_PAIR) for name in (one, other))
    if results.crossed:
        rows, columns = (levels(results.points.columns[name]) for name in (one, other))
    by_point = mean_of(results.measures[measure], axis=1)
    table = np.full((len(rows.names), len(columns.names)), np.nan)
    for i, j in np.ndindex(table.shape):
        here = by_point[(rows.place == i) & (columns.place == j)]
        table[i, j] = mean_of(here) if len(here) else np.nan
    return rows, columns, table


@dataclass(frozen=True, slots=True)
class Paired:
    """A pact against its twin, over all runs: mean effect with its interval, and the same as a share of the twin.

    ratio   what the worlds have, added up, over what their twins have        lower  share of worlds with less
    gain    variance of a difference of unpaired worlds over that of the pairs
    """

    measure: str
    mean: float
    low: float
    high: float
    ratio: float
    lower: float
    gain: float
    n: int


def paired(results: Results, measure: str) -> Paired:
    """The effect of the pact on a measure. In every design each replicate gives one mean over the points."""
    here, there = results.measures[measure], results.measures[measure + TWIN]
    effect = results.measures[measure + EFFECT]
    axis = 0 if results.study.replicates > 1 else 1
    mean, low, high = interval(mean_of(effect, axis=axis))
    total = float(np.nansum(there[~np.isnan(here)]))
    spread = float(np.nanvar(effect))
    return Paired(
        measure,
        mean,
        low,
        high,
        ratio=float(np.nansum(here)) / total if total else np.nan,
        lower=float((effect < 0).sum() / max((~np.isnan(effect)).sum(), 1)),
        gain=float(np.nanvar(here) + np.nanvar(there)) / spread if spread else np.nan,
        n=int((~np.isnan(effect)).sum()),
    )


def with_twins(results: Results) -> Sequence[str]:
    """The measures that have a twin."""
    return [name for name in results.measures if name + TWIN in results.measures]
