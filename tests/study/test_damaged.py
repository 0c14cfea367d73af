"""What is damaged or gone is refused by analyse, and moved aside and played again by sweep."""

import json
import os

import pyarrow.parquet as pq
import pytest

from demarche.scenarios.study.results import load
from demarche.scenarios.study.shards import KEY
from tests.study.harm import column, contents, pipe, said, swept

DAMAGED = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-10]),
    "cut in the middle": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "another kind of file": lambda path: path.write_bytes(b"point,replicate\n1,2\n"),
    "a byte turned": lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" + path.read_bytes()[101:]),
    "without its note": lambda path: pq.write_table(pq.read_table(path).replace_schema_metadata(None), path),
    "with a note that is none": lambda path: pq.write_table(
        pq.read_table(path).replace_schema_metadata({KEY: b'{"number": "one"}'}), path
    ),
    "with values exchanged": lambda path: pq.write_table(
        column("yes_1", lambda t: t["yes_1"].take(list(range(49, -1, -1))))(pq.read_table(path)), path
    ),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a pipe": pipe,
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_shard_is_refused_by_analyse_and_moved_aside_and_played_again_by_sweep(case, capsys, made):
    if case == "a pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes in folders here")
    DAMAGED[case](made.shard(1))
    before = contents(made.folder)
    told = said(capsys, "analyse", made.folder)
    assert told.err.count("\n") == 1
    assert "runs-00001.parquet" in told.err
    ended = swept(made)
    assert (ended.digest, ended.progress.found) == (made.digest, 190)
    assert len(ended.aside) == 1
    assert "runs-00001.parquet" in ended.aside[0]
    kept = contents(made.folder)
    assert all(content in kept.values() for name, content in before.items() if name != "manifest.json")
    assert (made.folder / "aside" / "runs-00001.parquet").exists()


def test_moving_aside_overwrites_nothing(made):
    for content in (b"one", b"two", b"three"):
        made.shard(1).write_bytes(content)
        swept(made)
    aside = sorted((made.folder / "aside").iterdir())
    assert [path.read_bytes() for path in aside] == [b"one", b"two", b"three"]


def test_series_that_are_gone_are_played_again(capsys, pact):
    pact.shard(1, "series").unlink()
    assert "series-00001.parquet, which belongs to it, is gone" in said(capsys, "analyse", pact.folder).err
    assert swept(pact).digest == pact.digest
    assert load(pact.folder).errors == 0


def test_a_design_that_is_gone_is_written_again(capsys, made):
    (made.folder / "design.parquet").unlink()
    assert "design.parquet: there is no such file" in said(capsys, "analyse", made.folder).err
    assert swept(made).digest == made.digest
    assert load(made.folder).errors == 0


def test_a_study_of_which_shards_are_gone_no_longer_says_that_all_was_played(made):
    for number in (0, 1):
        made.shard(number).unlink()
    assert swept(made, part=(1, 5)).digest is None
    assert "digest" not in json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert swept(made).digest == made.digest
