"""Every file that a command writes: judged before anything is played, and written whole or not at all."""

import errno
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from demarche.scenarios import saves, writing
from demarche.scenarios.load import LIBRARY
from demarche.ui.cli import main
from demarche.ui.report.ours import GENERATOR

REPORT, LOG = "--report", "--log"
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such paths here")


def tree(folder):
    """What every path below a folder holds."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not (path.exists() and stat.S_ISFIFO(path.stat().st_mode))
    }


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    """What is said of a command that must be refused before anything is played or written."""
    monkeypatch.chdir(tmp_path)

    def refuse(*words):
        before = tree(tmp_path)
        with monkeypatch.context() as patch:
            for name in ("play", "replay"):
                patch.setattr(saves, name, lambda *_, **__: pytest.fail("it was played"))
            assert main([str(word) for word in words]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("demarche: ")
        assert said.err.count("\n") == 1
        assert tree(tmp_path) == before
        return said.err

    return refuse


@pytest.fixture
def made(capsys, tmp_path, monkeypatch):
    """Runs a command that must succeed, and gives what it prints."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        assert main([str(word) for word in words]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.fixture
def game(made, tmp_path):
    made("run", "tutorial", LOG, "game.jsonl")
    return tmp_path / "game.jsonl"


# ── what is read, or written under another name ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
@pytest.mark.parametrize("way", ["itself", "another spelling", "a symbolic link", "a hard link"])
def test_a_report_never_goes_over_the_log_that_is_replayed(way, force, refused, game, tmp_path):
    target = tmp_path / "other.jsonl"
    if way == "a symbolic link":
        target.symlink_to(game)
    elif way == "a hard link":
        os.link(game, target)
    target = {"itself": "game.jsonl", "another spelling": f"../{tmp_path.name}/./game.jsonl"}.get(way, target)
    assert REPORT in refused("replay", "game.jsonl", REPORT, target, *force)


@pytest.mark.parametrize("option", [REPORT, LOG])
def test_no_output_goes_over_the_scenario_that_is_played(option, refused, tmp_path):
    (tmp_path / "mine.toml").write_bytes((LIBRARY / "tutorial.toml").read_bytes())
    assert "which is read" in refused("run", "mine.toml", option, "mine.toml", "--force")


@pytest.mark.parametrize("there", [False, True])
def test_log_and_report_are_two_files(there, refused, tmp_path):
    if there:
        (tmp_path / "one").touch()
    (tmp_path / "link").symlink_to("one")
    for other in ("one", "./one", "link"):
        assert "the same file as --log one" in refused("run", "tutorial", LOG, "one", REPORT, other)


# ── what somebody else has written ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words", [["run", "tutorial", LOG], ["run", "tutorial", REPORT], ["replay", "game.jsonl", REPORT]], ids=" ".join
)
def test_what_demarche_has_not_written_is_replaced_only_when_forced(words, refused, made, game, tmp_path):
    letter = tmp_path / "letter"
    letter.write_text("<html>dear reader</html>", encoding="utf-8")
    assert "--force" in refused(*words, letter)
    made(*words, letter, "--force")
    assert b"dear reader" not in letter.read_bytes()


def test_what_demarche_has_written_is_replaced_by_its_like_only(refused, made, game, tmp_path):
    made("run", "tutorial", REPORT, "page.html")
    made("run", "tutorial", "--seed", "2", REPORT, "page.html", LOG, "game.jsonl")
    assert "is not a report that demarche wrote" in refused("run", "tutorial", REPORT, "game.jsonl")
    assert "is not a log that demarche wrote" in refused("run", "tutorial", LOG, "page.html")


def test_an_empty_file_may_be_written_to(made, tmp_path):
    (tmp_path / "page.html").touch()
    made("run", "tutorial", REPORT, "page.html")
    assert GENERATOR in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_campaign_judges_the_log_of_every_session_first(refused, tmp_path):
    (tmp_path / "c-4-gge-2017.jsonl").write_text("not a log", encoding="utf-8")
    (tmp_path / "c-3-pact-2015.jsonl").write_text("not a log", encoding="utf-8")
    assert "c-3-pact-2015.jsonl" in refused("run", "campaign-2009-2018", LOG, "c.jsonl")
    assert "name a file" in refused("run", "campaign-2009-2018", LOG, "-")


# ── places where no file can be ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("option", [REPORT, LOG])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("nowhere/page", "there is no folder"),
        ("game.jsonl/page", "game.jsonl is a file and not a folder"),
        ("game.jsonl/deep/page", "game.jsonl is a file and not a folder"),
        (".", "this is a folder"),
        ("..", "this is a folder"),
        ("page/", "this names a folder"),
        ("x" * 300, "no file can be written there"),
        ("a\0b", "no file can be written there"),
        pytest.param("loop", "no file can be written there", marks=posix),
        pytest.param("broken", "there is no folder", marks=posix),
    ],
)
def test_a_place_where_no_file_can_be_is_refused_first(option, place, said, refused, game, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "broken").symlink_to("gone/page")
    assert said in refused("run", "tutorial", option, place)


@posix
def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(made, tmp_path):
    (tmp_path / "link").symlink_to("page.html")
    made("run", "tutorial", REPORT, "link")
    assert (tmp_path / "link").is_symlink()
    assert GENERATOR in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_name_in_any_letters_will_do(made, tmp_path):
    for name in ("Démarche 中文 .html", "-page", "line\nbreak"):
        made("run", "tutorial", f"{REPORT}={name}")
        assert (tmp_path / name).is_file()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do everything is not stopped")
@pytest.mark.parametrize("option", [REPORT, LOG])
def test_a_folder_or_file_that_may_not_be_written_to_is_refused_first(option, refused, made, tmp_path):
    kept = tmp_path / "page"
    made("run", "tutorial", option, kept)
    kept.chmod(0o400)
    assert "may not be written to" in refused("run", "tutorial", option, kept)
    tmp_path.chmod(0o500)
    assert "no file can be made in" in refused("run", "tutorial", option, "new")


@pytest.mark.parametrize("option", [REPORT, LOG])
def test_a_folder_in_which_no_file_can_be_made_is_refused_first(option, refused, monkeypatch, tmp_path):
    def read_only(self, *_, **__):
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "touch", read_only)
    assert "no file can be made in" in refused("run", "tutorial", option, "page")


# ── streams ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_printed_beside_json(refused):
    assert "name a file" in refused("run", "tutorial", REPORT, "-", "--json")


# ── full disks and crashes ───────────────────────────────────────────────────────────────────────────────────────────


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("words", [["run", "tutorial", "--seed", "2", LOG], ["run", "tutorial", "--seed", "2", REPORT]])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(words, call, made, capsys, monkeypatch, tmp_path):
    made(*words[:2], words[-1], "kept")
    before = tree(tmp_path)
    monkeypatch.setattr(os, call, full)
    assert main([*words, "kept"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("demarche: kept: ")
    assert said.endswith("No space left on device\n")
    assert tree(tmp_path) == before


@posix
def test_a_device_that_is_full_is_told_by_its_name(capsys):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    assert main(["run", "tutorial", REPORT, "/dev/full"]) == 2
    assert capsys.readouterr().err == "demarche: /dev/full: No space left on device\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError("a mistake")])
def test_whatever_ends_the_writing_leaves_the_old_file_and_nothing_else(error, tmp_path):
    path = tmp_path / "kept"
    path.write_text("old", encoding="utf-8")

    def write_half():
        with writing.whole(path) as part:
            part.write_text("half of the n", encoding="utf-8")
            raise error

    with pytest.raises((KeyboardInterrupt, ValueError)):
        write_half()
    assert tree(tmp_path) == {"kept": b"old"}


@posix
def test_permissions_are_ordinary_and_those_of_a_replaced_file_are_kept(tmp_path):
    before = os.umask(0o027)
    try:
        writing.write_whole(tmp_path / "new", b"new")
    finally:
        os.umask(before)
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o604)
    writing.write_whole(tmp_path / "old", b"new")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "old")] == [0o640, 0o604]


@pytest.mark.parametrize("option", [LOG, REPORT])
def test_a_lesson_is_not_replaced_even_when_that_is_forced(option, refused, tmp_path):
    with sqlite3.connect(tmp_path / "a.lesson") as connection:
        connection.execute("CREATE TABLE log (n)")
    assert "database, such as a lesson" in refused("run", "tutorial", option, "a.lesson", "--force")
