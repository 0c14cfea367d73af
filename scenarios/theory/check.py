"""One number of the simulation beside the one that theory expects."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

MOST_ERRORS = 3.0
"""Standard errors within which a simulated number agrees with an expected one."""

ROUNDING = 1e-6
"""What draws of 24 bits and truncated sums may add, relative to 1 or to the number."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row: `simulated` agrees with `expected` within three standard errors, or the check fails.

    note says where the expected number comes from, or what the row is for.
    """

    name: str
    expected: float
    simulated: float
    standard_error: float
    passed: bool
    note: str = ""


def agrees(name: str, expected: float, estimate: tuple[float, float], note: str = "") -> Check:
    """A row from an estimate, which is a number and its standard error."""
    simulated, error = estimate
    slack = MOST_ERRORS * error + ROUNDING * max(1.0, abs(expected))
    return _row(name, expected, estimate, abs(simulated - expected) <= slack, note)


def exceeds(name: str, bound: float, estimate: tuple[float, float], note: str = "") -> Check:
    """A row whose estimate must lie above a bound by three standard errors. Not a number never does."""
    simulated, error = estimate
    return _row(name, bound, estimate, simulated - MOST_ERRORS * error > bound, note)


def _row(name: str, expected: float, estimate: tuple[float, float], passed: bool, note: str) -> Check:
    """Plain numbers, which can be written to a file."""
    return Check(name, float(expected), float(estimate[0]), float(estimate[1]), bool(passed), note)


def mean_of(sample: Reals) -> tuple[float, float]:
    """The mean of independent numbers (n,) and its standard error."""
    return float(sample.mean()), float(sample.std(ddof=1) / math.sqrt(len(sample)))


def share_of(hit: NDArray[np.bool_]) -> tuple[float, float]:
    """The share of independent cases (n,) that hit, and its standard error."""
    return mean_of(hit.astype(np.float64))


def scaled(estimate: tuple[float, float], factor: float, offset: float = 0.0) -> tuple[float, float]:
    """factor times the estimate plus offset, with the error that goes with it."""
    return factor * estimate[0] + offset, abs(factor) * estimate[1]
