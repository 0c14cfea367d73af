"""The judged numbers of the quarters calibrated on the record: points from their ranges, worlds, posterior."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.calibration.inference import Posterior, coverage, posterior
from demarche.scenarios.calibration.targets import Target, statistics, targets
from demarche.scenarios.study.presets import judged
from demarche.sim.bargain import Doubles
from demarche.sim.parameter import Parameter

TRIALS = 100
"""Points that are taken for the record in turn, to see how often intervals hold the truth."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a calibration found. values (P, D) the points; found (P, K) what they came to.

    held  how often intervals held the truth where that was known, of `cases`
    """

    numbers: tuple[Parameter, ...]
    targets: tuple[Target, ...]
    values: Doubles
    found: Doubles
    posterior: Posterior
    held: float
    cases: int

    def quantile(self, number: int, which: int) -> float:
        """A quantile of one number, in its own unit."""
        of = self.numbers[number]
        return float(of.low + (of.high - of.low) * self.posterior.quantiles[number, which])

    def accepted_mean(self) -> Doubles:
        """What the accepted points come to, weighted, (K,)."""
        return np.asarray(self.posterior.weight @ self.found[self.posterior.accepted])


def calibrate(
    points: int, worlds: int, keep: float, seed: int, tell: Callable[[int], None] = lambda done: None
) -> Calibrated:
    """Draw points uniform over the ranges of docs/model.md, play worlds of each, and hold them against the record.

    keep  share of the points that are accepted      tell  how many points have been played
    """
    from scipy.stats import qmc

    numbers = tuple(number for number in judged("judged-quarters") if number.name != "information")
    units = qmc.LatinHypercube(len(numbers), rng=np.random.default_rng(seed)).random(points)
    low, high = (np.array([getattr(number, end) for number in numbers], np.float64) for end in ("low", "high"))
    values = low + (high - low) * units
    drawn = [dict(zip((number.name for number in numbers), row, strict=True)) for row in values.tolist()]
    found, chance = statistics(drawn, worlds, seed, tell)
    aims = targets()
    record, tolerance = (np.array([getattr(aim, what) for aim in aims]) for what in ("record", "tolerance"))
    of = posterior(units, found, chance, (record, tolerance), keep, seed)
    held, cases = coverage(units, found, chance, tolerance, keep, TRIALS, seed)
    return Calibrated(numbers, aims, values, found, of, held, cases)
