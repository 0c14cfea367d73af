"""The folder of a report: what stands there and is not ours is kept, and nothing is written before all is judged."""

import json
import os

import pytest

from demarche.scenarios import writing
from demarche.ui.cli import main
from demarche.ui.report import study as report
from demarche.ui.report.ours import LIST
from tests.study.folders import tiny


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    measures = {'"adopted_1", "yes_1", "split_1"': '"adopted_1", "yes_1"'}  # one of the two is not constant, and drawn
    file = tiny(folder, change={**measures, "replicates = 40": "replicates = 4"})
    assert main(["sweep", str(file), "--out", str(folder / "r"), "--workers", "1", "--quiet"]) == 0
    return folder / "r"


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(capsys, folder, *words):
    capsys.readouterr()
    before = contents(folder)
    assert main(["analyse", *map(str, words)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert contents(folder) == before
    return said.err


def test_a_report_replaces_an_older_one(swept, tmp_path, capsys):
    for _ in range(2):
        assert main(["analyse", str(swept), "--out", "out"]) == 0
    listed = json.loads((tmp_path / "out" / LIST).read_text(encoding="utf-8"))["files"]
    assert {*listed, LIST} == {path.as_posix() for path in contents(tmp_path / "out")}
    capsys.readouterr()


@pytest.mark.parametrize("name", ["report.html", "tables/points.csv", "figures/distributions.svg", LIST])
def test_a_file_that_analyse_has_not_written_is_replaced_only_when_forced(name, swept, tmp_path, capsys):
    place = tmp_path / "out" / name
    place.parent.mkdir(parents=True)
    place.write_text("mine", encoding="utf-8")
    assert "--force" in refused(capsys, tmp_path, swept, "--out", "out")
    assert main(["analyse", str(swept), "--out", "out", "--force"]) == 0
    assert place.read_bytes() != b"mine"


def test_a_table_that_was_edited_since_is_not_lost(swept, tmp_path, capsys):
    assert main(["analyse", str(swept), "--out", "out"]) == 0
    with (tmp_path / "out" / "tables" / "points.csv").open("a", encoding="utf-8") as file:
        file.write("a note of mine\n")
    assert "points.csv" in refused(capsys, tmp_path, swept, "--out", "out")


@pytest.mark.parametrize("place", ["file", "file/deep", "out"])
def test_a_file_where_a_folder_should_be_is_refused_before_the_analysis(place, swept, tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tables").write_text("a file", encoding="utf-8")
    monkeypatch.setattr(report, "load", lambda folder: pytest.fail("it was analysed"))
    assert "is a file and not a folder" in refused(capsys, tmp_path, swept, "--out", place)


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_report_never_goes_over_the_results_by_a_link(link, swept, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    link(swept / "manifest.json", tmp_path / "out" / "report.html")
    assert "the same file as one of the results" in refused(capsys, swept, swept, "--out", "out", "--force")


def test_a_report_that_was_stopped_half_way_can_be_written_again(swept, tmp_path, capsys, monkeypatch):
    put = writing.write_whole

    def until_the_page(path, content):
        if path.name == "report.html":
            raise OSError(28, "No space left on device", str(path))
        put(path, content)

    with monkeypatch.context() as patch:
        patch.setattr("demarche.ui.report.ours.write_whole", until_the_page)
        assert main(["analyse", str(swept), "--out", "out"]) == 2
    assert "report.html: No space left" in capsys.readouterr().err
    assert main(["analyse", str(swept), "--out", "out"]) == 0
