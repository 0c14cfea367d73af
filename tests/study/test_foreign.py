"""A folder of results holds one study: what is of another is named and refused, and replayed when asked."""

import json
import shutil

import numpy as np
import pyarrow as pa
import pytest

from demarche.scenarios.study.checking import opened
from demarche.sim.terms import Unreadable
from tests.study.harm import column, contents, design, edited, open_again, repaired, rewritten, said, swept


def test_a_shard_carries_its_study_its_runs_and_their_number(made, other):
    notes = [opened(one.shard(number))[1] for one, number in ((made, 0), (made, 4), (other, 0))]
    assert [(note.rows, note.first, note.last) for note in notes[:2]] == [(50, (0, 0), (1, 9)), (40, (5, 0), (5, 39))]
    identity = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))["identity_sha256"]
    assert notes[0].study == notes[1].study == identity != notes[2].study


# Each: what is done to a sound folder, and what is said of it. The file that is named comes first.
FOREIGN = {
    "a shard of another seed": (
        lambda m, o: shutil.copy(o.shard(1), m.shard(1)),
        "runs-00001.parquet: it is of another",
    ),
    "a shard of another seed that does not say so": (
        lambda m, o: (shutil.copy(o.shard(1), m.shard(1)), rewritten(m.shard(1), study=opened(m.shard(0))[1].study)),
        "runs-00001.parquet: its digest is",
    ),
    "a shard without the mark": (
        lambda m, o: rewritten(m.shard(1), study="gone", first="gone", last="gone"),
        "runs-00001.parquet: it does not say of which study it is",
    ),
    "fewer rows": (lambda m, o: rewritten(m.shard(1), lambda t: t.slice(0, 49)), "49 runs, and 50 are expected"),
    "fewer rows than said": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.slice(0, 49), rows=50)),
        "it has 49 rows, and 50 are expected",
    ),
    "a row twice": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.take([0, *range(49)]))),
        "row 1 has replicate 10, and 11 is expected",
    ),
    "rows in another order": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.take(list(range(49, -1, -1))))),
        "row 0 has point 2",
    ),
    "another seed in its rows": (
        lambda m, o: (
            open_again(m),
            rewritten(m.shard(1), column("seed", lambda t: pa.array(np.full(t.num_rows, 2, np.uint64)))),
        ),
        "row 0 has seed 2, and 1 is expected",
    ),
    "rows without numbers": (
        lambda m, o: rewritten(m.shard(1), column("yes_1", lambda t: pa.array(np.full(t.num_rows, np.nan)))),
        "runs-00001.parquet: its digest is",
    ),
    "a column missing": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.drop_columns(["yes_1"]))),
        "it has no column yes_1",
    ),
    "a column more": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.append_column("no_1", t["yes_1"]))),
        "its column 'no_1' is not expected",
    ),
    "a column of another type": (
        lambda m, o: (
            open_again(m),
            rewritten(m.shard(1), column("adopted_1", lambda t: t["adopted_1"].cast("int64"))),
        ),
        "its column adopted_1 is of type int64, and double is expected",
    ),
    "columns exchanged": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), lambda t: t.select([*t.column_names[:-1][::-1], "error"]))),
        "its columns are split_1",
    ),
    "errors that its note does not count": (
        lambda m, o: (open_again(m), rewritten(m.shard(1), errors=3)),
        "0 of its rows have an error, and its note says 3",
    ),
    "a shard under another number": (lambda m, o: shutil.copy(m.shard(0), m.shard(1)), "it is shard 0, and shard 1"),
    "a block of other runs": (lambda m, o: rewritten(m.shard(1), first=[2, 0]), "runs from point 2, replicate 0"),
    "a shard beyond the last": (
        lambda m, o: shutil.copy(m.shard(0), m.shard(5)),
        "runs-00005.parquet: the study has no",
    ),
    "a copy of a shard under a name of its own": (
        lambda m, o: shutil.copy(m.shard(0), m.folder / "runs-00000 (copy).parquet"),
        "runs-00000 (copy).parquet: the study has no such file",
    ),
    "a shard under a name that is nearly right": (
        lambda m, o: shutil.copy(m.shard(0), m.folder / "runs-000001.parquet"),
        "runs-000001.parquet: the study has no such file",
    ),
    "series that are not kept": (
        lambda m, o: shutil.copy(m.shard(0), m.shard(0, "series")),
        "series-00000.parquet: the study has no such file",
    ),
    "the design of another study": (
        lambda m, o: design(m, lambda t: t.slice(0, 5)),
        "it has 5 points, and 6 are expected",
    ),
    "levels of the design reversed": (
        lambda m, o: design(m, column("price", lambda t: t["price"].take(list(range(5, -1, -1))))),
        "design.parquet: its points have the fingerprint",
    ),
    "points of the design reversed": (
        lambda m, o: design(m, lambda t: t.take(list(range(5, -1, -1)))),
        "design.parquet: its points are not numbered from 0",
    ),
    "a factor of the design renamed": (
        lambda m, o: design(m, lambda t: t.rename_columns(["point", "base", "price"])),
        "design.parquet: its points have the fingerprint",
    ),
    "a design without points": (
        lambda m, o: design(m, lambda t: t.drop_columns(["point"])),
        "point and the factors are",
    ),
    "a manifest whose digest was edited": (lambda m, o: edited(m, digest="0" * 64), "manifest.json: digest is 00000"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_what_is_of_something_else_is_named_and_refused_until_a_repair_is_asked_for(case, capsys, made, other):
    harm, named = FOREIGN[case]
    harm(made, other)
    before = contents(made.folder)
    for argv in (("sweep", made.file, "--out", made.folder, "--workers", 1, "--quiet"), ("analyse", made.folder)):
        told = said(capsys, *argv)
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert named in told.err
        assert "--repair" in told.err
    assert contents(made.folder) == before
    repaired(made, before, capsys)


SERIES = {
    "rows of series missing": (
        lambda m: rewritten(m.shard(1, "series"), lambda t: t.slice(0, 17)),
        "its series_digest is",
    ),
    "rows of series exchanged before all was played": (
        lambda m: (open_again(m), rewritten(m.shard(1, "series"), lambda t: t.take(list(range(17, -1, -1))))),
        "and the runs beside it say",
    ),
    "series of another shard": (lambda m: shutil.copy(m.shard(0, "series"), m.shard(1, "series")), "it is shard 0"),
    "quarters exchanged": (
        lambda m: (
            open_again(m),
            rewritten(m.shard(1, "series"), column("quarter", lambda t: pa.array([2, 1] * 9, pa.int16()))),
            rewritten(m.shard(1), series_digest=opened(m.shard(1, "series"))[1].series_digest),
        ),
        "row 0 has quarter 2, and 1 is expected",
    ),
    "a count of another type": (
        lambda m: rewritten(m.shard(1, "series"), column("breaches_1", lambda t: t["breaches_1"].cast("int64"))),
        "its column breaches_1 is of type int64",
    ),
    "a count that is not kept": (
        lambda m: rewritten(m.shard(1, "series"), lambda t: t.append_column("attributed_1", t["breaches_1"])),
        "",
    ),
    "no series said": (lambda m: (open_again(m), rewritten(m.shard(1), series_digest=None)), "no counts by quarter"),
    "units of a sampled design exchanged": (
        lambda m: design(m, column("unit_rounds", lambda t: t["unit_rounds"].take(list(range(5, -1, -1))))),
        "its columns unit_",
    ),
    "units that are no numbers": (
        lambda m: design(m, column("unit_rounds", lambda t: t["unit_rounds"].cast("string"))),
        "are not numbers",
    ),
}


@pytest.mark.parametrize("case", SERIES)
def test_series_and_sampled_designs_are_held_against_the_study_too(case, capsys, pact):
    harm, named = SERIES[case]
    harm(pact)
    before = contents(pact.folder)
    told = said(capsys, "analyse", pact.folder)
    assert named in told.err
    with pytest.raises(Unreadable, match="--repair"):
        swept(pact)
    repaired(pact, before, capsys)
