"""demarche sweep and analyse, as they are typed."""

import errno
import json
import os
import re
import sys

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from demarche.ui.cli import main
from tests.study.folders import tiny


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def said(capsys, *argv, code=0):
    assert main([str(part) for part in argv]) == code
    out = capsys.readouterr()
    return out.out, out.err


def test_a_study_is_swept_and_analysed(capsys, tmp_path):
    file = tiny(tmp_path)
    out, err = said(capsys, "sweep", file, "--workers", 1, "--json")
    swept = json.loads(out)
    assert (swept["runs"], swept["played"], swept["errors"], swept["complete"]) == (240, 240, 0, True)
    assert re.fullmatch(r"[0-9a-f]{64}", swept["digest"])
    assert "240 of 240 runs" in err
    out, _ = said(capsys, "analyse", swept["out"])
    assert "draft 1 adopted" in out
    report = (tmp_path / swept["out"] / "report" / "report.html").read_text(encoding="utf-8")
    assert swept["digest"] in report
    assert "judgements, not measurements" in report
    # Nothing is fetched: no address but the names of vocabularies.
    assert not re.search(r'(src|href)="(?!#)', report.replace("xlink:href", ""))
    assert report.count("<svg") == report.count("<figcaption>") > 4
    for caption in re.findall(r"<figcaption>(.*?)</figcaption>", report):
        assert "interval" in caption
        assert re.search(r"\d+ (runs|replicates|points)", caption)


def test_quiet_is_quiet(capsys, tmp_path):
    assert said(capsys, "sweep", tiny(tmp_path), "--workers", 1, "--quiet")[1] == ""


def test_an_analysis_is_the_same_each_time(capsys, tmp_path):
    file = tiny(tmp_path, change={'"adopted_1", "yes_1", "split_1"': '"adopted_1"'})
    said(capsys, "sweep", file, "--workers", 1, "--out", "r")
    for name in ("one", "two"):
        said(capsys, "analyse", "r", "--out", name)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) > 10
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_results_say_where_they_come_from(capsys, tmp_path):
    file = tiny(tmp_path)
    said(capsys, "sweep", file, "--workers", 1, "--out", "r")
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study_file"] == file.read_text(encoding="utf-8")
    assert {"study_sha256", "versions", "rng", "engine", "machine", "revisions", "begun", "ended"} <= set(manifest)
    assert {"wall", "cpu", "engine", "digest"} <= set(manifest["shards"][0])
    columns = pq.read_table(tmp_path / "r" / "runs-00000.parquet").column_names
    assert columns == ["point", "replicate", "seed", "adopted_1", "yes_1", "split_1", "error"]


def test_one_run_of_a_study_is_played_again_by_run(capsys, tmp_path):
    said(capsys, "sweep", tiny(tmp_path), "--workers", 1, "--out", "r")
    row = pq.read_table(tmp_path / "r" / "runs-00000.parquet").to_pylist()[-1]
    point = pq.read_table(tmp_path / "r" / "design.parquet").to_pylist()[row["point"]]
    settings = [f"--set=price_of_split={point['price']}", f"--set=settings.base={point['base']}", "--set=rounds=0"]
    out, _ = said(capsys, "run", "tutorial", "--replicate", row["replicate"], *settings, "--json")
    found = json.loads(out)["measures"]
    for name in ("adopted_1", "yes_1", "split_1"):
        assert found.get(name) == (None if row[name] != row[name] else round(row[name], 6))


def test_a_pact_is_held_beside_its_twin(capsys, tmp_path):
    text = """
id = "pact"
title = "A pact"
scenario = "pact-2015"
set = ["rounds=0", "quarters=3", "drafts.0.delay=0", "drafts.0.ratification=1"]
replicates = 30
measures = ["operations_within_1", "substance_1"]
series = ["operations"]
twin = "no-pact"
[design]
kind = "grid"
[[factors]]
name = "vagueness"
path = "clauses.NAP.a.vague"
values = [0.0, 1.0]
"""
    (tmp_path / "pact.toml").write_text(text, encoding="utf-8")
    swept = json.loads(said(capsys, "sweep", "pact.toml", "--workers", 1, "--out", "r", "--json")[0])
    assert swept["series_digest"]
    rows, series = (pq.read_table(tmp_path / "r" / f"{kind}-00000.parquet").to_pandas() for kind in ("runs", "series"))
    effect = rows.operations_within_1 - rows.operations_within_1_twin
    pd.testing.assert_series_equal(effect, rows.operations_within_1_effect, check_names=False)
    summed = series.groupby(["point", "replicate"]).operations_1.sum(min_count=1)  # missing where nothing was signed
    np.testing.assert_array_equal(summed, rows.operations_within_1)
    assert 0 < rows.operations_within_1.isna().sum() < len(rows)
    assert len(series) == 2 * 30 * 3
    analysed = json.loads(said(capsys, "analyse", "r", "--json")[0])
    assert {"paired", "series", "effects-operations_within_1_effect"} <= set(analysed["figures"])


def test_a_sound_study_is_found_so(capsys, tmp_path):
    assert "nothing is wrong" in said(capsys, "validate", tiny(tmp_path))[0]


FAULTS = {
    "an unknown path": ("settings.base", "settings.bace", "did you mean base?"),
    "an unknown key": ("price_of_split", "price_of_spilt", "did you mean price_of_split?"),
    "a range that is forbidden": ("range = [2, 4]", "range = [2, 40]", "settings.base: lies within -5 .. 20, not 40"),
    "a value that is forbidden": ("values = [0.0, 0.5]", "values = [0.0, 9.0]", "price_of_split"),
    "an unknown measure": ('"yes_1"', '"yess_1"', "did you mean yes_1?"),
    "a measure of pacts": ('"yes_1"', '"breaches_1"', "quarters"),
    "an unknown scenario": ('"tutorial"', '"tutoral"', "did you mean tutorial?"),
    "an empty design": ('kind = "grid"', 'kind = "list"\nrows = []', "leave out values"),
    "a twin without quarters": ("replicates = 40", 'replicates = 40\ntwin = "no-pact"', "quarters"),
    "no replicates": ("replicates = 40", "replicates = 0", "replicates"),
    "no TOML": ("replicates = 40", "replicates = = 40", "TOML"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", ["sweep", "validate"])
def test_a_faulty_study_is_refused_in_one_line_and_nothing_is_written(fault, command, capsys, tmp_path):
    old, new, place = FAULTS[fault]
    file = tiny(tmp_path, change={old: new})
    out, err = said(capsys, command, file, code=2)
    assert out == ""
    assert err.count("\n") == 1
    assert place in err
    assert "tiny.toml" in err
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.toml"]


@pytest.mark.parametrize(
    ("argv", "place"),
    [
        (["--workers", "0"], "--workers"),
        (["--shard", "3/2"], "--shard"),
        (["--cluster", "tcp://127.0.0.1:1", "--workers", "2"], "--cluster"),
    ],
)
def test_bad_usage_of_sweep_is_refused(argv, place, capsys, tmp_path):
    assert place in said(capsys, "sweep", tiny(tmp_path), *argv, code=2)[1]


def test_a_very_large_study_asks_whether_it_is_meant(capsys, tmp_path):
    file = tiny(tmp_path, change={"replicates = 40": "replicates = 40_000_000"})
    assert "240,000,000 runs; add --yes" in said(capsys, "sweep", file, code=2)[1]
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.toml"]


def test_a_folder_without_results_is_refused(capsys, tmp_path):
    (tmp_path / "r").mkdir()
    assert "no results are here" in said(capsys, "analyse", "r", code=2)[1]


def test_a_file_is_no_folder_of_results(capsys, tmp_path):
    file = tiny(tmp_path)
    before = file.read_bytes()
    assert "this is a file and not a folder" in said(capsys, "sweep", file, "--out", file, code=2)[1]
    told = said(capsys, "analyse", file, code=2)[1]
    assert "no results are here" in told
    assert "--repair" not in told
    assert file.read_bytes() == before


def test_a_full_disk_is_one_clear_error(capsys, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tiny(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        _, err = said(capsys, "sweep", file, "--workers", 1, "--out", "r", "--quiet", code=2)
    assert err.count("\n") == 1
    assert "No space left" in err
    assert "The same command goes on: demarche sweep" in err
    said(capsys, "sweep", file, "--workers", 1, "--out", "r")


NOWHERE = {
    "/proc/x": "/proc/x: ",
    "/proc/x/y": "/proc/x: ",
    "/dev/null/x": "/dev/null/x: Not a directory",
    "file/x": "file/x: Not a directory",
    "n" * 300: "File name too long",
}
"""Folders that cannot be made, and what is said of them."""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such paths here")
@pytest.mark.parametrize("out", NOWHERE, ids=lambda out: out[:20])
def test_a_folder_that_cannot_be_made_is_told_and_the_same_command_is_not_offered(out, capsys, tmp_path):
    (tmp_path / "file").touch()
    _, err = said(capsys, "sweep", tiny(tmp_path), "--workers", 1, "--out", out, "--quiet", code=2)
    assert err.startswith(f"demarche: --out {out}: no folder of results can be made there: ")
    assert NOWHERE[out] in err
    assert err.endswith("; name another\n")
    assert "goes on" not in err


def test_whoever_interrupts_is_told_how_to_go_on(capsys, tmp_path, monkeypatch):
    from demarche.ui import progress

    def stop(self, told):
        self.last = told
        raise KeyboardInterrupt

    monkeypatch.setattr(progress.Teller, "__call__", stop)
    _, err = said(capsys, "sweep", tiny(tmp_path), "--workers", 1, "--out", "r", code=130)
    assert "Stopped. The same command goes on with the 0 of 240 runs that are kept: demarche sweep" in err
    assert err.endswith("--out r --workers 1\n")
