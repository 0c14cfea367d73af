"""Which factors matter: Sobol and Morris indices with their intervals, by SALib."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.designs import problem
from demarche.scenarios.study.effects import CONFIDENCE, mean_of
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles

RESAMPLES = 1000
KIND = {"sobol": ("first", "total"), "morris": ("mean absolute effect", "spread of effects")}


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Two indices of K factors and the half-widths of their intervals, 0 where there is none.

    sobol   share of the variance that a factor explains by itself, and with all it meets with
    morris  mean absolute effect of a step over the whole range, and the standard deviation of such effects
    """

    kind: str
    factors: list[str]
    one: Doubles
    one_wide: Doubles
    other: Doubles
    other_wide: Doubles


def indices(results: Results, measure: str) -> Indices | str:
    """The indices of a measure, of its mean over the replicates that have it; in words why there are none."""
    kind = results.study.design.kind
    if kind not in KIND:
        return f"a design of kind {kind} has no such indices"
    y = mean_of(results.measures[measure], axis=1)
    if lacking := int(np.isnan(y).sum()):
        return f"{measure} is missing in every run of {lacking:,} of {len(y):,} points, and indices need it in each"
    if np.ptp(y) == 0:
        return f"{measure} is the same in every point"
    names = list(results.points.columns)
    if kind == "sobol":
        from SALib.analyze import sobol

        s = sobol.analyze(
            problem(names), y, calc_second_order=False, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=1
        )
        return Indices(kind, names, s["S1"], s["S1_conf"], s["ST"], s["ST_conf"])
    from SALib.analyze import morris

    assert results.points.units is not None
    m = morris.analyze(
        problem(names),
        results.points.units,
        y,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        num_levels=results.study.design.levels,
        seed=1,
    )
    star, wide, sigma = (np.asarray(m[key], np.float64) for key in ("mu_star", "mu_star_conf", "sigma"))
    return Indices(kind, names, star, wide, sigma, np.zeros(len(names)))
