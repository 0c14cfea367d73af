"""Factors: from the unit interval to values, and from values to the scenario that has them."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from demarche.scenarios.load import apply_value, parse
from demarche.scenarios.schema import Scenario
from demarche.scenarios.study.schema import Factor, Study, Value
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Array, Unreadable

Point = Mapping[str, Value]
"""The value of each factor by its name."""


def levels(factor: Factor) -> list[Value]:
    """The levels of a factor in a grid."""
    if factor.values is not None:
        return list(factor.values)
    assert factor.range is not None
    low, high = factor.range
    steps = level_count(factor)
    spaced = np.geomspace if factor.distribution == "log-uniform" else np.linspace
    found = spaced(low, high, steps)
    return list(dict.fromkeys(round(x) if factor.whole else tidy(x) for x in found.tolist()))


def level_count(factor: Factor) -> int:
    """The most levels that a factor can have in a grid, without making them."""
    if factor.values is not None:
        return len(factor.values)
    assert factor.range is not None
    low, high = factor.range
    return factor.steps or max(int(high) - int(np.ceil(low)) + 1, 0)


def tidy(x: float) -> float:
    """A number of at most twelve digits: what is set in a file by hand is then the same number."""
    return float(f"{x:.12g}")


def values(factor: Factor, u: Doubles) -> list[Value]:
    """The values of a factor at places of the unit interval: its distribution turned round. u (N,) in [0, 1]."""
    if factor.values is not None:
        places = np.minimum((u * len(factor.values)).astype(int), len(factor.values) - 1)
        return [factor.values[i] for i in places]
    assert factor.range is not None
    low, high = factor.range
    if factor.whole and factor.distribution == "uniform":
        first, last = int(np.ceil(low)), int(high)
        return [min(first + int(x), last) for x in (u * (last - first + 1)).tolist()]
    found = np.clip(_quantile(factor, low, high, u), low, high).tolist()
    return [round(x) if factor.whole else tidy(x) for x in found]


def _quantile(factor: Factor, low: float, high: float, u: Doubles) -> Doubles:
    if factor.distribution == "uniform":
        return np.asarray(low + u * (high - low))
    from scipy import stats

    if factor.distribution == "log-uniform":
        return np.asarray(stats.loguniform(low, high).ppf(u))
    if factor.distribution == "normal":
        assert factor.mean is not None
        assert factor.sd is not None
        ends = (low - factor.mean) / factor.sd, (high - factor.mean) / factor.sd
        return np.asarray(stats.truncnorm(*ends, loc=factor.mean, scale=factor.sd).ppf(u))
    assert factor.mode is not None
    return np.asarray(stats.triang((factor.mode - low) / (high - low), low, high - low).ppf(u))


def scenario_at(document: Mapping[str, Any], paths: Mapping[str, Sequence[str]], point: Point, where: str) -> Scenario:
    """The scenario with the factors of one point set. paths: factor -> its dotted paths.

    Raises Unreadable naming the factor's key, what is wrong and what would be right.
    """
    changed = copy.deepcopy(dict(document))
    for name, value in point.items():
        for path in paths[name]:
            apply_value(changed, path, value, where)
    return parse(changed, where)


def paths_of(study: Study, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The dotted paths of every column of a design; a column that is no factor is a path itself.

    Raises Unreadable where two columns set the same value, of which only the last would count.
    """
    known = {factor.name: factor.path for factor in study.factors}
    found = {name: known.get(name, (name,)) for name in names}
    set_by: dict[str, str] = {}
    for name, paths in found.items():
        for path in dict.fromkeys(paths):
            if path in set_by:
                raise Unreadable(f"factor {name}: {path} is set by factor {set_by[path]} too; let one of them set it")
            set_by[path] = name
    return found


def require_valid(
    document: Mapping[str, Any], paths: Mapping[str, Sequence[str]], columns: Mapping[str, Array]
) -> None:
    """Each factor at the ends of what the design gives it, the others as they stand. Raises Unreadable at a fault."""
    for name, column in columns.items():
        ends = np.unique(column) if column.dtype == object else np.array([column.min(), column.max()])
        for value in dict.fromkeys(ends.tolist()):
            scenario_at(document, paths, {name: value}, f"factor {name} at {value}")
