"""Designs have the points they promise, in the ranges they were given."""

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from demarche.scenarios.study.designs import points, size
from demarche.scenarios.study.executors import local
from demarche.scenarios.study.factors import levels, values
from demarche.scenarios.study.indices import Indices, indices
from demarche.scenarios.study.results import load
from demarche.scenarios.study.runner import sweep
from demarche.scenarios.study.schema import Factor
from demarche.sim.terms import Unreadable
from tests.study.folders import folder_of, plan_of_player, study_of
from tests.study.players import Ishigami, Linear

A = {"name": "a", "path": "settings.base", "range": [0, 2]}
B = {"name": "b", "path": "settings.text", "range": [5, 6]}
KINDS = {
    "random": ({"points": 7}, 7),
    "latin-hypercube": ({"points": 7}, 7),
    "sobol": ({"base": 8}, 8 * (2 + 2)),
    "morris": ({"trajectories": 5}, 5 * (2 + 1)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_sampled_design_has_the_points_it_promises_within_the_ranges(kind):
    more, count = KINDS[kind]
    study = study_of({"kind": kind, **more}, [A, B])
    made = points(study.design, study.factors, 1)
    assert len(made) == count == size(study.design, study.factors)
    for name, low, high in (("a", 0, 2), ("b", 5, 6)):
        assert low <= min(made.columns[name].tolist())
        assert max(made.columns[name].tolist()) <= high
    assert len(set(made.columns["a"].tolist())) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_points_and_another_seed_others(kind):
    study = study_of({"kind": kind, **KINDS[kind][0]}, [A, B])
    one, same, other = (points(study.design, study.factors, seed).columns["a"] for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_latin_hypercube_has_one_point_in_every_row():
    study = study_of({"kind": "latin-hypercube", "points": 16}, [A, B])
    made = points(study.design, study.factors, 1)
    assert made.units is not None
    assert sorted((made.units[:, 0] * 16).astype(int)) == list(range(16))


def test_a_grid_is_every_level_with_every_other():
    study = study_of({"kind": "grid"}, [{**A, "steps": 3}, {**B, "range": None, "values": [5.0, 6.0]}])
    made = points(study.design, study.factors, 1)
    found = set(zip(made.columns["a"].tolist(), made.columns["b"].tolist(), strict=True))
    assert found == {(a, b) for a in (0.0, 1.0, 2.0) for b in (5.0, 6.0)}


def test_whole_numbers_are_whole_and_all_of_them_come():
    factor = Factor(name="r", path=("rounds",), range=(3, 6), whole=True)
    assert levels(factor) == [3, 4, 5, 6]
    found = values(factor, np.linspace(0, 1, 400))
    assert {type(x) for x in found} == {int}
    assert [found.count(x) for x in (3, 4, 5, 6)] == [100, 100, 100, 100]


def test_a_normal_factor_is_normal_within_its_ends():
    factor = Factor(name="n", path=("settings.text",), range=(-1, 1), distribution="normal", mean=0.0, sd=0.5)
    u = np.linspace(0.0005, 0.9995, 1000)
    expected = stats.truncnorm(-2, 2, 0, 0.5)
    assert np.allclose(
        np.quantile(np.array(values(factor, u), float), [0.1, 0.5, 0.9]), expected.ppf([0.1, 0.5, 0.9]), atol=0.01
    )


@pytest.mark.parametrize(
    ("design", "factors", "said"),
    [
        ({"kind": "grid"}, [], "empty"),
        ({"kind": "list", "rows": []}, [], "empty"),
        ({"kind": "random"}, [A], "needs points"),
        ({"kind": "grid", "points": 3}, [{**A, "steps": 2}], "has no points"),
        ({"kind": "sobol", "base": 12}, [A], "power of two"),
        ({"kind": "grid"}, [A], "needs steps"),
        ({"kind": "random", "points": 3}, [{"name": "a", "path": "rounds"}], "needs values or a range"),
        ({"kind": "random", "points": 3}, [{**A, "range": [2, 1]}], "lower to the higher"),
        ({"kind": "random", "points": 3}, [A, A], "named twice"),
    ],
)
def test_a_design_that_is_none_is_refused_saying_why(design, factors, said):
    def made():
        study = study_of(design, factors)
        return points(study.design, study.factors, 1)

    with pytest.raises((ValidationError, Unreadable), match=said):
        made()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_points_come_from_a_table_made_elsewhere(ending, tmp_path):
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    table = pa.table({"a": [0.1, 0.2], "rounds": [3, 4]})
    write = pa.csv.write_csv if ending == "csv" else pa.parquet.write_table
    write(table, tmp_path / f"points.{ending}")
    study = study_of({"kind": "table", "file": f"points.{ending}"}, [{"name": "a", "path": "settings.base"}])
    made = points(study.design, study.factors, 1, tmp_path)
    assert [made.point(0), made.point(1)] == [{"a": 0.1, "rounds": 3}, {"a": 0.2, "rounds": 4}]


@pytest.mark.parametrize(
    ("content", "said"),
    [("a,b\n", "empty"), ("b\n1\n", "no column a"), ("a,rounds\n1,2\n\n1,\n", "line 4: column rounds is empty")],
)
def test_a_table_that_is_no_design_is_refused(content, said, tmp_path):
    (tmp_path / "points.csv").write_text(content, encoding="utf-8")
    study = study_of({"kind": "table", "file": "points.csv"}, [{"name": "a", "path": "settings.base"}])
    with pytest.raises(Unreadable, match=said):
        points(study.design, study.factors, 1, tmp_path)


def swept(tmp_path, study, player, shard):
    plan = plan_of_player(study, player, shard)
    folder = folder_of(tmp_path / "results", study, plan)
    sweep(plan, folder, local(1, "threads"))
    return load(folder.path)


def test_sobol_indices_of_the_ishigami_function_are_those_that_are_known(tmp_path):
    """Closed form, a = 7, b = 0.1: see Sobol and Levitan 1999."""
    turn = [-float(np.pi), float(np.pi)]
    factors = [{"name": f"x{k}", "path": "settings.base", "range": turn} for k in (1, 2, 3)]
    study = study_of({"kind": "sobol", "base": 4096}, factors, chance="independent")
    found = indices(swept(tmp_path, study, Ishigami(), 2000), "y")
    assert isinstance(found, Indices)
    pi4 = np.pi**4
    v1, v2, v13 = 0.5 * (1 + 0.1 * pi4 / 5) ** 2, 49 / 8, 0.1**2 * pi4**2 * (1 / 18 - 1 / 50)
    whole = v1 + v2 + v13
    assert np.allclose(found.one, [v1 / whole, v2 / whole, 0], atol=0.03)
    assert np.allclose(found.other, [(v1 + v13) / whole, v2 / whole, v13 / whole], atol=0.03)
    # Intervals are for 95 of 100: three times as wide they hold all six.
    assert (np.abs(found.one - [v1 / whole, v2 / whole, 0]) <= 3 * found.one_wide + 1e-3).all()
    assert (found.other_wide < 0.1).all()


def test_morris_effects_of_a_line_are_its_slopes(tmp_path):
    study = study_of({"kind": "morris", "trajectories": 10}, [A, B])
    found = indices(swept(tmp_path, study, Linear(), 500), "y")
    assert isinstance(found, Indices)
    assert np.allclose(found.one, [4, 1])  # over the whole range: 2 × (2 − 0) and 1 × (6 − 5)
    assert np.allclose(found.other, 0, atol=1e-9)


def test_indices_need_each_point_and_not_each_run(tmp_path):
    """A point that lacks the measure in one replicate has a mean of the others; one that lacks it in all has none."""
    study = study_of({"kind": "sobol", "base": 8}, [A, B], replicates=2)
    found = swept(tmp_path, study, Linear(), 500)
    found.measures["y"] = found.measures["y"].copy()
    found.measures["y"][3, 0] = np.nan
    assert isinstance(indices(found, "y"), Indices)
    found.measures["y"][3] = np.nan
    assert indices(found, "y") == "missing in every run of 1 of 32 points, and indices need it in each"
