"""Tables of points: typed by column, refused by line or column; grids are counted before they are made."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from demarche.scenarios.reading import points
from demarche.scenarios.reading.points import read_points
from demarche.scenarios.study.designs import MOST_POINTS, size
from demarche.scenarios.study.designs import points as made
from demarche.scenarios.study.schema import Study
from demarche.sim.terms import Unreadable
from demarche.ui.checking import faults_in


def from_csv(tmp_path, text, names=("a", "rounds")):
    path = tmp_path / "points.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_points(path, names)


def from_parquet(tmp_path, table):
    path = tmp_path / "points.parquet"
    pq.write_table(table, path)
    return read_points(path, ("a", "rounds"))


def test_a_column_has_the_kind_that_all_of_its_cells_have(tmp_path):
    found = from_csv(tmp_path, "a,rounds,b,c,d\n1,1,true,x,1e3\n-2,+3,FALSE,1,.5\n")
    assert found == {"a": [1, -2], "rounds": [1, 3], "b": [True, False], "c": ["x", "1"], "d": [1000.0, 0.5]}


def test_a_decimal_comma_is_read_where_the_separator_is_another(tmp_path):
    assert from_csv(tmp_path, "A;Rounds\r\n0,5;1\r\n;\r\n1;2\r\n") == {"a": [0.5, 1.0], "rounds": [1, 2]}
    assert from_csv(tmp_path, "a\trounds\n0,5\t1\n".encode("utf-16")) == {"a": [0.5], "rounds": [1]}
    assert from_csv(tmp_path, 'a,rounds\n"0,5",1\n') == {"a": ["0,5"], "rounds": [1]}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,rounds,rounds\n0.5,1,2\n", "line 1: there are two columns rounds"),
        ("a,Rounds,rounds\n0.5,1,2\n", "line 1: there are two columns rounds"),
        ("a,r\u00e9\n0.5,1\n".encode("latin-1"), "line 1: this is not a text in UTF-8"),
        ("a,rounds\n0.5,1\n\n,2\n", "line 4: column a is empty"),
        ("a,rounds\n1e999,1\n", "column a, row 1: inf"),
        (f"a,rounds\n{'x' * 2000},1\n", "line 2: column a"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(text, fault, tmp_path):
    with pytest.raises(Unreadable, match=rf"points\.csv: {fault}"):
        from_csv(tmp_path, text)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]), "there are two columns a"),
        (pa.table({"a": [1.0, None]}), "column a has empty cells"),
        (pa.table({"a": [float("nan")]}), "column a, row 1: nan"),
        (pa.table({"a": [[1, 2]]}), "column a: numbers, truths or texts are read, not list"),
        (pa.table({"a": ["x" * 2000]}), "column a: a text is longer"),
        (pa.table({"a": pa.array([1, 2], pa.timestamp("s"))}), "column a: .* not timestamp"),
        (pa.table({f"c{i}": [1] for i in range(1001)}), "more than 1,000 columns"),
    ],
)
def test_a_faulty_parquet_file_is_refused_with_its_column(table, fault, tmp_path):
    with pytest.raises(Unreadable, match=rf"points\.parquet: {fault}"):
        from_parquet(tmp_path, table)


def test_a_parquet_file_is_judged_by_its_cells_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(points, "MOST_CELLS", 1000)
    with pytest.raises(Unreadable, match="more than 1,000 cells"):
        from_parquet(tmp_path, pa.table({"a": [0] * 501, "rounds": [0] * 501}))


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "points.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(Unreadable, match=r"points\.parquet: not a table in Parquet"):
        read_points(tmp_path / "points.parquet", ())


GRID = """id = "grid"
title = "A grid"
scenario = "tutorial"
replicates = 1
measures = ["adopted_1"]
[design]
kind = "grid"
[[factors]]
name = "a"
path = "settings.base"
"""


@pytest.mark.parametrize("levels", ["range = [0, 400000000]\nwhole = true", "range = [0, 1]\nsteps = 400000000"])
def test_a_grid_of_hundreds_of_millions_of_levels_is_refused_before_it_is_made(levels, tmp_path, monkeypatch):
    monkeypatch.setattr("demarche.scenarios.study.designs.levels", lambda factor: pytest.fail("levels were made"))
    (tmp_path / "grid.toml").write_text(GRID + levels)
    (fault,) = faults_in(tmp_path / "grid.toml")
    assert f"{MOST_POINTS:,} can be held" in fault


def test_a_range_whose_ends_are_too_far_apart_for_a_number_is_refused(tmp_path):
    (tmp_path / "grid.toml").write_text(GRID + "range = [-1e308, 1e308]\nsteps = 3")
    assert "too wide" in faults_in(tmp_path / "grid.toml")[0]


def test_a_range_without_a_whole_number_is_an_empty_design(tmp_path):
    (tmp_path / "grid.toml").write_text(GRID + "range = [0.2, 0.8]\nwhole = true")
    assert "no whole number lies within" in faults_in(tmp_path / "grid.toml")[0]


def test_a_grid_has_every_level_with_every_other_the_last_factor_changing_fastest():
    factors = [
        {"name": "a", "path": "settings.base", "values": [1, 2]},
        {"name": "b", "path": "price_of_split", "range": [0, 1], "steps": 3},
        {"name": "c", "path": "decision", "values": ["vote", "consensus"]},
    ]
    study = {"id": "x", "title": "x", "scenario": "tutorial", "replicates": 1, "measures": ["adopted_1"]}
    read = Study.model_validate({**study, "design": {"kind": "grid"}, "factors": factors})
    found = made(read.design, read.factors, 1)
    expected = [{"a": a, "b": b, "c": c} for a in (1, 2) for b in (0.0, 0.5, 1.0) for c in ("vote", "consensus")]
    assert [found.point(i) for i in range(len(found))] == expected
    assert size(read.design, read.factors) == 12


def test_how_many_points_a_table_has_is_left_to_its_file(tmp_path):
    (tmp_path / "points.csv").write_text("a,rounds\n0.1,3\n0.2,4\n")
    factors = ({"name": "a", "path": "settings.base"}, {"name": "rounds", "path": "rounds"})
    basis = {"id": "table", "title": "A table", "scenario": "tutorial", "replicates": 2, "measures": ["adopted_1"]}
    study = Study.model_validate({**basis, "design": {"kind": "table", "file": "points.csv"}, "factors": factors})
    assert size(study.design, study.factors) is None
    assert len(made(study.design, study.factors, 1, tmp_path)) == 2
