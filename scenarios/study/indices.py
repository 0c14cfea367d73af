"""Which factors matter: Sobol and Morris indices by SALib, with intervals from what was drawn together.

An index is a function of sums over base rows (or trajectories) and replicates.  Its error is that of its linear part,
the infinitesimal jackknife (Efron 1982), taken over rows and, where replicates share their chance, over replicates as
well.  SALib's own intervals know nothing of replicates.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from demarche.scenarios.study.designs import problem
from demarche.scenarios.study.inference import ROUNDING, Sample, quantile, squared_error
from demarche.scenarios.study.intervals import mean_of
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles

KIND = {"sobol": ("first", "total"), "morris": ("mean absolute effect", "spread of effects")}
USEFUL = 0.1
"""A Sobol index with an interval of more than this to either side ranks no factor; chosen."""
SEEN = 0.9
"""Level of the F test that tells a part of the replicates from noise; chosen."""
EXCESS = 0.01
"""A first index may exceed its total one by so much and be blamed on rounding; chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Two indices of K factors and the half-widths of their intervals, NaN where there is none.

    sobol   share of the variance that a factor explains by itself, and with all it meets with
    morris  mean absolute effect of a step over the whole range, and the standard deviation of such effects
    pairs   (factor, factor) -> the second-order index and its half-width, where they were asked for
    """

    kind: str
    factors: list[str]
    one: Doubles
    one_wide: Doubles
    other: Doubles
    other_wide: Doubles
    pairs: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)


def indices(results: Results, measure: str) -> Indices | str:
    """The indices of a measure, of its mean over the replicates that have it; in words why there are none."""
    kind = results.study.design.kind
    if kind not in KIND:
        return f"a design of kind {kind} has no such indices"
    values = results.measures[measure]
    y = mean_of(values, axis=1)
    if lacking := int(np.isnan(y).sum()):
        return f"missing in every run of {lacking:,} of {len(y):,} points, and indices need it in each"
    base = y.reshape(-1, results.study.design.drawn_together(len(results.points.columns)))[:, [0, -1]]
    if np.ptp(y if kind == "morris" else base) <= ROUNDING * np.abs(y).max():
        rows = "every point" if kind == "morris" else "every base point, from which the variance is taken"
        return f"the same at {rows}, so that it has no indices"
    filled = np.where(np.isnan(values), y[:, None], values)
    return _sobol(results, filled) if kind == "sobol" else _morris(results, filled)


def _sobol(results: Results, values: Doubles) -> Indices:
    from SALib.analyze import sobol

    names, pairs = list(results.points.columns), results.study.design.second_order
    k = len(names)
    # SALib resamples at least twice, and warns of a resample in which nothing varies; its intervals are not used.
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        s: dict[str, Any] = sobol.analyze(problem(names), values.mean(axis=1), pairs, num_resamples=2, seed=1)
    block = (values - values.mean()).reshape(-1, results.study.design.drawn_together(k), values.shape[1])
    a, b, ab, ba = block[:, 0], block[:, -1], block[:, 1 : k + 1], block[:, k + 1 : -1]
    whole = (product(a, a) + product(b, b)) / 2
    first = [product(b, ab[:, i] - a) for i in range(k)]
    total = [product(a - ab[:, i], a - ab[:, i]) / 2 for i in range(k)]

    def wide(index: float, part: Doubles) -> float:
        scores = cleared((part - index * whole) / whole.mean(), 1.0)
        return half_width(scores, common=results.study.common_chance)

    found = {
        (names[i], names[j]): (
            float(s["S2"][i, j]),
            wide(float(s["S2"][i, j]), product(ba[:, i], ab[:, j]) - product(a, b) - first[i] - first[j]),
        )
        for i in range(k)
        for j in range(i + 1, k if pairs else 0)
    }
    one, other = (cleared(np.asarray(s[key], np.float64), 1.0) for key in ("S1", "ST"))
    one_wide = np.array([wide(*each) for each in zip(one, first, strict=True)])
    other_wide = np.array([wide(*each) for each in zip(other, total, strict=True)])
    return Indices("sobol", names, one, one_wide, other, other_wide, found)


def cleared(found: Doubles, scale: float) -> Doubles:
    """Indices with 0 in place of what is rounding beside numbers of that scale."""
    return np.where(np.abs(found) > ROUNDING * scale, found, 0.0)


def product(x: Doubles, y: Doubles) -> Doubles:
    """What each replicate adds to the product of two means over replicates. x, y (N, R) -> (N, R) of that mean."""
    mean_x, mean_y = x.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
    return np.asarray(x * mean_y + mean_x * y - mean_x * mean_y)


def half_width(scores: Doubles, *, common: bool) -> float:
    """Of the interval of a mean of scores (N, R) of independent rows and, where chance is common, of replicates.

    NaN where nothing tells it: rows that are all the same are no proof that others would be.
    """
    even = np.full(scores.shape, 1 / scores.size)
    square, df = squared_error((scores - scores.mean()) * even, even, Sample(np.arange(len(scores)), False, common))
    error = float(np.sqrt(square))
    return quantile(df) * error if df > 0 and error > ROUNDING * np.abs(scores).max() else np.nan


def folded_width(scores: Doubles, *, common: bool) -> float:
    """Of the interval of a mean absolute effect. scores (T, R), each effect with the sign of its trajectory's mean.

    Absolute values hide a part of the noise of a run, so that the two-way variance does not hold: to that between
    trajectories the part of the replicates is added where it is seen beside the noise, by an F test.
    """
    from scipy import stats

    trajectories = half_width(scores, common=False)
    if not common:
        return trajectories
    t, r = scores.shape
    if r < 2:
        return np.nan
    apart = scores - scores.mean(axis=1, keepdims=True) - scores.mean(axis=0) + scores.mean()
    freedom = (t - 1) * (r - 1)
    noise = float((apart**2).sum()) / freedom
    shared = t * float(scores.mean(axis=0).var(ddof=1))
    if shared <= stats.f.ppf(SEEN, r - 1, freedom) * noise:
        return trajectories
    by_point, by_chance = float(scores.mean(axis=1).var(ddof=1)) / t, (shared - noise) / (t * r)
    whole = by_point + by_chance
    return quantile(whole**2 / (by_point**2 / (t - 1) + by_chance**2 / (r - 1))) * float(np.sqrt(whole))


def _morris(results: Results, values: Doubles) -> Indices:
    from SALib.analyze import morris

    names, places = list(results.points.columns), results.points.units
    assert places is not None
    levels = results.study.design.levels
    m = morris.analyze(problem(names), places, values.mean(axis=1), num_resamples=2, num_levels=levels, seed=1)
    most = float(np.abs(values).max())
    star, sigma = (cleared(np.asarray(m[key], np.float64), most) for key in ("mu_star", "sigma"))
    k = len(names)
    effects = cleared(elementary_effects(places, values, k), most)
    sign = np.sign(effects.mean(axis=2))
    wide = [folded_width(sign[:, i, None] * effects[:, i], common=results.study.common_chance) for i in range(k)]
    return Indices("morris", names, star, np.array(wide), sigma, np.full(k, np.nan))


def elementary_effects(places: Doubles, values: Doubles, k: int) -> Doubles:
    """Effect of each step over the whole range, (T, K, R). places (T (K + 1), K), values (T (K + 1), R)."""
    step = np.diff(places.reshape(-1, k + 1, k), axis=1)
    moved = np.abs(step).argmax(axis=2)
    slope = np.diff(values.reshape(len(step), k + 1, -1), axis=1) / np.take_along_axis(step, moved[..., None], axis=2)
    found = np.empty_like(slope)
    np.put_along_axis(found, moved[..., None], slope, axis=1)
    return found


def warnings_of(found: Indices, base: int, names: Sequence[str]) -> list[str]:
    """What a reader must know before ranking factors by Sobol indices: each with the base that would do.

    names  of the factors, for a reader
    """
    if found.kind != "sobol":
        return []
    said, wide = [], np.fmax(found.one_wide, found.other_wide)
    k = int(np.argmax(np.nan_to_num(wide)))
    if wide[k] > USEFUL:
        name, index, its = (
            ("total", found.other[k], found.other_wide[k])
            if found.other_wide[k] == wide[k]
            else ("first", found.one[k], found.one_wide[k])
        )
        said.append(
            f"the {name} index of {names[k]} is {index:.2f} ± {its:.2f}, too wide to rank factors; "
            f"base = {enough(base, its / USEFUL):,} would bring it to ± {USEFUL:g}"
        )
    excess = found.one - found.other
    k = int(np.argmax(excess))
    if excess[k] > EXCESS:
        would = enough(base, max(excess[k] / EXCESS, 1.01))
        said.append(
            f"the first index of {names[k]}, {found.one[k]:.2f}, exceeds its total one, "
            f"{found.other[k]:.2f}, which is error alone; base = {would:,} would do"
        )
    return said


def enough(base: int, times: float) -> int:
    """The power of two that makes errors so many times smaller: they fall with the root of the base."""
    return int(2 ** np.ceil(np.log2(base * times**2) - 1e-9))
