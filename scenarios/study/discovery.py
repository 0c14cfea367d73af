"""Scenario discovery: which factors matter for a measure, and a box of their values in which it is high or low.

Features are scored by extremely randomised trees (scikit-learn), boxes found by PRIM (EMA Workbench); both come with
the extra `discovery`.  Sources: Geurts, Ernst and Wehenkel, Machine Learning 63, 2006; Friedman and Fisher, Statistics
and Computing 9, 1999; Bryant and Lempert, Technological Forecasting and Social Change 77, 2010.
"""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.scenarios.check import near
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Bools, Unreadable

TREES, LEAST_POINTS, LEAST_OF_INTEREST = 500, 50, 10
"""Trees that score; and how many points, and of those of interest, are the least from which a box can be told."""
WANTED_DENSITY, PEELED, LEAST_MASS, SURE = 0.8, 0.05, 0.05, 0.05
"""PRIM: share of interest in the box that is aimed at, share of points that each step peels off, the least share of
points in a box, and the quasi-p-value below which a restriction is kept. Chosen, as Bryant and Lempert do."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a box: a factor and the values between which it lies. p: how likely so much gain is by chance."""

    factor: str
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found of P points. scores: factor -> share of what the trees explain, the greatest first.

    fit       share of the variance between points that the trees forecast for points they have not seen, at most 1
    interest  share of points of interest        density, coverage  share of interest in the box, and of interest that
              the box holds                      mass  share of points in the box
    """

    measure: str
    bound: float
    above: bool
    points: int
    scores: dict[str, float]
    fit: float
    interest: float
    limits: tuple[Limit, ...]
    density: float
    coverage: float
    mass: float


def discovered(results: Results, measure: str, bound: float, *, above: bool, seed: int = 1) -> Discovered:
    """Score the factors of a study for the mean of a measure at each point, and find the box of those of interest.

    Raises Unreadable where the extra is not installed, the study has no such measure, or too few points.
    """
    if measure not in results.measures:
        raise Unreadable(f"the study has no measure {measure}{near(measure, results.measures)}")
    factors = numeric(results)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a point of which no run has it
        mean = np.nanmean(results.measures[measure], axis=1)
    known = ~np.isnan(mean)
    inputs = np.column_stack([column[known] for column in factors.values()]).astype(np.float64)
    mean = mean[known]
    wanted = mean > bound if above else mean < bound
    _require_enough(len(mean), int(wanted.sum()), measure)
    scores, fit = scored(inputs, mean, seed)
    limits, inside = box(dict(zip(factors, inputs.T, strict=True)), wanted)
    ranked = sorted(zip(factors, scores, strict=True), key=lambda entry: -entry[1])
    return Discovered(
        measure, bound, above, len(mean), {name: round(float(score), 6) for name, score in ranked}, fit,
        float(wanted.mean()), limits, float(wanted[inside].mean()), float(inside[wanted].mean()), float(inside.mean()),
    )  # fmt: skip


def numeric(results: Results) -> dict[str, Any]:
    """The factors that are numbers. Raises Unreadable where there is none."""
    found = {name: column for name, column in results.points.columns.items() if column.dtype.kind in "iufb"}
    if not found:
        raise Unreadable("the study has no factor that is a number")
    return found


def _require_enough(points: int, wanted: int, measure: str) -> None:
    if points < LEAST_POINTS:
        raise Unreadable(f"{measure}: {points} points have it, and {LEAST_POINTS} are the least for a box")
    if not LEAST_OF_INTEREST <= wanted <= points - LEAST_OF_INTEREST:
        raise Unreadable(
            f"{measure}: {wanted} of {points} points are of interest; take a bound that sets {LEAST_OF_INTEREST} or "
            "more apart from as many others"
        )


def scored(inputs: Doubles, mean: Doubles, seed: int) -> tuple[Doubles, float]:
    """Scores of the factors, adding up to 1, (K,); and the fit to points that a tree has not seen. inputs (P, K)."""
    try:
        from sklearn.ensemble import ExtraTreesRegressor
    except ImportError:
        raise _not_installed() from None
    trees = ExtraTreesRegressor(TREES, max_features=0.6, bootstrap=True, oob_score=True, random_state=seed, n_jobs=1)
    trees.fit(inputs, mean)
    return np.asarray(trees.feature_importances_), float(trees.oob_score_)


def box(inputs: dict[str, Doubles], wanted: Bools) -> tuple[tuple[Limit, ...], Bools]:
    """The first box of PRIM with the wanted density or, where none has it, the densest; and who is in it, (P,)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of plots that are not asked for, and of pandas to come
        try:
            import pandas as pd
            from ema_workbench.analysis import prim
        except ImportError:
            raise _not_installed() from None
        search = prim.Prim(
            pd.DataFrame(inputs), wanted, threshold=WANTED_DENSITY, peel_alpha=PEELED, mass_min=LEAST_MASS
        )
        found = search.find_box() or search.boxes[0]
        steps = found.peeling_trajectory
    dense = np.flatnonzero(steps["density"].to_numpy() >= WANTED_DENSITY)
    step = int(dense[0]) if dense.size else int(steps["density"].to_numpy().argmax())
    edges, sure = found.box_lims[step], found.qp[step]
    limits = [
        Limit(name, float(edges[name].iloc[0]), float(edges[name].iloc[1]), float(max(p for p in sure[name] if p >= 0)))
        for name in inputs
        if name in sure
    ]
    kept = tuple(sorted((limit for limit in limits if limit.p <= SURE), key=lambda limit: limit.p))
    inside = np.ones(len(wanted), np.bool_)
    for limit in kept:
        inside &= (inputs[limit.factor] >= limit.low) & (inputs[limit.factor] <= limit.high)
    return kept, inside


def _not_installed() -> Unreadable:
    return Unreadable("discovery needs EMA Workbench and scikit-learn: pip install 'demarche[discovery]'")
