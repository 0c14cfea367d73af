"""Studies from Python: points by rows and by columns, of numpy too; series and forms; ragged points are refused."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from demarche.scenarios.study import run
from demarche.sim.terms import Unreadable

MEASURES = ["adopted_1", "changed_1"]


def test_points_of_numpy_are_the_same_as_plain_ones():
    plain = run([{"settings.base": base, "rounds": 1} for base in (0.0, 2.0)], "tutorial", MEASURES, replicates=3)
    scalars = [{"settings.base": base, "rounds": np.int64(1)} for base in np.array([0.0, 2.0])]
    arrays = {"settings.base": np.array([0.0, 2.0]), "rounds": np.ones(2, np.int32)}
    assert run(scalars, "tutorial", MEASURES, replicates=3).equals(plain)
    assert run(arrays, "tutorial", MEASURES, replicates=3).equals(plain)
    words: Any = {"states.AVA.strategy": np.array(["grim", "grim"]), "rounds": [0, 1]}
    assert run(words, "tutorial", MEASURES).num_rows == 2


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([{"rounds": 0, "settings.base": 1.0}, {"rounds": 0}], "point 0 sets settings.base, and point 1 does not"),
        ([{"rounds": 0}, {"rounds": 0, "settings.base": 1.0}], "point 1 sets settings.base, and point 0 does not"),
        ({"rounds": [0, 1], "settings.base": [1.0]}, "settings.base has 1 values, and rounds has 2"),
        ({"rounds": np.zeros((2, 2))}, "an array of 2 dimensions"),
        ({"rounds": 3}, "an array of 0 dimensions"),
        ([], "there are no points"),
        ({}, "there are no points"),
        ([{}], "point 0 sets nothing"),
    ],
)
def test_ragged_points_are_refused(points, said):
    with pytest.raises(Unreadable, match=said):
        run(points, "tutorial", MEASURES)


def test_series_are_kept_and_add_up():
    points = {"settings.harm_theft": np.array([0.5, 1.5])}
    of: Any = dict(replicates=3, twin="no-pact", settings=["quarters=3", "rounds=0"], series=["operations"])
    runs, series = run(points, "us-china-2015", ["operations_within_1"], **of)
    assert isinstance(runs, pa.Table)
    assert series.num_rows == 2 * 3 * 3
    frame, by_quarter = run(points, "us-china-2015", ["operations_within_1"], form="pandas", **of)
    assert isinstance(frame, pd.DataFrame)
    summed = by_quarter.groupby(["point", "replicate"]).operations_1.sum(min_count=1)
    np.testing.assert_array_equal(summed, frame.operations_within_1)


def test_a_form_that_there_is_not_is_refused():
    with pytest.raises(Unreadable, match="there are arrow, pandas"):
        run([{"rounds": 0}], "tutorial", MEASURES, form="polars")  # type: ignore[arg-type]
