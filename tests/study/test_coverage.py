"""Coverage of intervals in a few synthetic studies: bench.coverage does it in full."""

import pytest
from scipy import stats

from bench.coverage import coverage
from bench.synthetic import KINDS

STUDIES, SOME, FEW = 40, 20, 6
COSTLY = {"sobol", "morris", "morris, one replicate, independent chance"}
"""Designs whose indices take most of the time: by default few studies of them are played."""


def holds(kind, studies):
    """Of so many studies at least as many as one in ten thousand would not reach, were the coverage .93."""
    least = stats.binom.ppf(1e-4, studies, 0.93) / studies
    found = {row["statistic"]: row["actual"] for row in coverage(kind, studies)}
    assert {"mean", "share", "rare share", "paired effect", "level means"} <= set(found)
    assert {statistic: actual for statistic, actual in found.items() if actual < least} == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_intervals_hold_the_truth_about_as_often_as_they_say(kind):
    holds(kind, FEW if kind.name in COSTLY else SOME)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_intervals_hold_the_truth_about_as_often_as_they_say_in_more_studies(kind):
    holds(kind, STUDIES)
