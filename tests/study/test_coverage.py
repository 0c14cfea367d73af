"""Coverage of intervals in a few synthetic studies: bench.coverage does it in full."""

import pytest
from scipy import stats

from bench.coverage import coverage
from bench.synthetic import KINDS

STUDIES = 40


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_intervals_hold_the_truth_about_as_often_as_they_say(kind):
    """Of 40 studies at least so many as one in ten thousand would not reach, were the coverage .93."""
    least = stats.binom.ppf(1e-4, STUDIES, 0.93) / STUDIES
    found = {row["statistic"]: row["actual"] for row in coverage(kind, STUDIES)}
    assert {"mean", "share", "rare share", "paired effect", "level means"} <= set(found)
    assert {statistic: actual for statistic, actual in found.items() if actual < least} == {}
