"""Results of studies made by hand, for tests of what is worked out of them."""

from typing import Any

import numpy as np
from scipy import stats

from demarche.scenarios.study.designs import Points, points
from demarche.scenarios.study.results import Results
from tests.study.folders import study_of

DESIGNS: dict[str, dict[str, Any]] = {
    "grid": {"kind": "grid"},
    "list": {"kind": "list", "rows": [{"a": 0.0}]},
    "table": {"kind": "table", "file": "points.csv"},
    "random": {"kind": "random", "points": 4},
    "latin-hypercube": {"kind": "latin-hypercube", "points": 4},
    "sobol": {"kind": "sobol", "base": 8},
    "morris": {"kind": "morris", "trajectories": 5},
}
RANGE: dict[str, Any] = {"path": "settings.base", "range": [0, 1]}


def results_of(measures, kind="random", chance="common", columns=None, units=None, series=None):
    """Results with these tables (P, R) of measures at these columns of factors."""
    tables = {name: np.asarray(table, np.float64) for name, table in measures.items()}
    count, replicates = next(iter(tables.values())).shape
    columns = columns or {"a": np.arange(count, dtype=np.float64)}
    given = kind in ("list", "table")
    more = {"path": "settings.base"} if given else RANGE | ({"steps": 2} if kind == "grid" else {})
    study = study_of(DESIGNS[kind], [{"name": n, **more} for n in columns], replicates, chance=chance)
    made = Points({name: np.asarray(column) for name, column in columns.items()}, units)
    return Results(study, {}, made, tables, series or {}, 0)


def sampled(kind, function, replicates=1, chance="independent", names=("a", "b", "c"), **design):
    """Results of a sampled design, y being a function of the places of its points (P, K) and of random numbers."""
    study = study_of(DESIGNS[kind] | design, [{"name": n, **RANGE} for n in names], replicates, chance=chance)
    made = points(study.design, study.factors, 1)
    assert made.units is not None
    y = function(made.units, np.random.default_rng(1).normal(size=(len(made), replicates)))
    return Results(study, {}, made, {"y": y}, {}, 0)


def ends(one):
    """The ends of an interval."""
    return one.low, one.high


def by_t(units):
    """The ends of Student's interval of the mean of independent numbers."""
    return stats.t.interval(0.95, len(units) - 1, units.mean(), stats.sem(units))
