"""Are there enough replicates? How much of the difference between points is chance, and how that falls with more."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Ints

ENOUGH = 0.1
"""Share of the variance between points that may be chance; chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class Convergence:
    """How sure the means of points are, against each other, after the first n replicates.

    n (k,) replicates      error (k,) standard error of a point's mean, less what chance does to all points alike
    between   standard deviation of the points' means, less chance      share  of their variance that is chance, 0 .. 1
    """

    measure: str
    n: Ints
    error: Doubles
    between: float
    share: float

    @property
    def enough(self) -> bool:
        """Whether chance is small beside what the factors do."""
        return self.share < ENOUGH


def convergence(results: Results, measure: str) -> Convergence | None:
    """The check of one measure; None where nothing tells chance from what factors do."""
    values = results.measures[measure]
    replicates = values.shape[1]
    known = ~np.isnan(values).all(axis=1)
    if replicates < 2 or known.sum() < 2:
        return None
    steps = [2**k for k in range(1, 40) if 2**k < replicates] + [replicates]
    common = results.study.common_chance
    errors = [np.sqrt(chance(values[:, :n], common=common)) for n in steps]
    seen = float(np.nanvar(np.nanmean(values[known], axis=1), ddof=1))
    if seen == 0 or np.isnan(errors[-1]):
        return None
    noise = min(float(errors[-1] ** 2), seen)
    return Convergence(measure, np.array(steps), np.array(errors), float(np.sqrt(seen - noise)), noise / seen)


def chance(values: Doubles, *, common: bool) -> float:
    """Sampling variance of a point mean. values (P, R), NaN left out.

    common: points share the chance of their replicates; the replicate effect that they have in common is then excluded,
    as it cancels in comparisons.
    """
    known = ~np.isnan(values)
    shared = np.where(known, values, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1) if common else 0.0
    apart = np.where(known, values - shared, np.nan)
    counts = known.sum(axis=1)
    enough = counts > 1
    if not enough.any():
        return float("nan")
    spread = np.nanvar(apart[enough], axis=1, ddof=1) / counts[enough]
    found = float(spread.mean())
    return found * len(values) / (len(values) - 1) if common else found  # the common part came from the same worlds
