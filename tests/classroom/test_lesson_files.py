"""Lessons as files: what may be deleted, and what is put aside."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from demarche.ui.classroom.lesson_files import earlier, put_aside
from demarche.ui.classroom.opening import opened
from demarche.ui.cli import main
from tests.classroom.foreign import FOREIGN, an_empty_file, nothing, posix
from tests.classroom.hosting import TREE, kill_gently, start_process
from tests.classroom.on_disk import copied, files, lively


def everything(folder):
    """Every file of a folder, with what it is and holds."""
    found = {}
    for one in sorted(folder.rglob("*")):
        mode = one.lstat().st_mode
        found[one] = (mode, one.read_bytes() if stat.S_ISREG(mode) else b"")
    return found


@pytest.fixture
def host(capsys, tmp_path, monkeypatch):
    """`demarche host tutorial` in a folder of its own; what it printed, and its exit code."""
    monkeypatch.chdir(tmp_path)

    def run(*argv):
        code = main(["host", "tutorial", *map(str, argv)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def refused(host, tmp_path):
    """The same where it has to be refused, in one sentence, and nothing touched."""

    def refuse(*argv):
        before = everything(tmp_path)
        code, out, said = host(*argv)
        assert (code, out) == (2, "")
        assert said.startswith("demarche: ")
        assert said.count("\n") == 1
        assert everything(tmp_path) == before
        return said

    return refuse


@pytest.mark.parametrize("option", ["--forget", "--salvage"])
@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_is_no_lesson_is_refused_and_left_as_it_is(foreign, option, refused, tmp_path):
    foreign(tmp_path / "a.lesson")
    assert refused("--file", "a.lesson", option)


@pytest.mark.parametrize("foreign", [one for one in FOREIGN if one not in (an_empty_file, nothing)])
@pytest.mark.parametrize("new", [(), ("--new",)])
def test_nor_is_a_lesson_begun_in_it_or_in_its_place(foreign, new, refused, tmp_path):
    foreign(tmp_path / "a.lesson")
    assert refused("--file", "a.lesson", "--port", 0, *new)


@posix
def test_a_link_to_a_lesson_is_not_deleted_and_nor_is_the_lesson(wanted, refused, tmp_path):
    opened(wanted).lesson.store.close()
    (tmp_path / "link.lesson").symlink_to(wanted.file.name)
    assert "this is a link" in refused("--file", "link.lesson", "--forget")


@posix
@pytest.mark.parametrize("option", ["--forget", "--salvage", "--new"])
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_no_lesson(option, device, refused):
    assert "device" in refused("--file", device, option, "--port", 0)


@posix
@pytest.mark.parametrize("option", ["--forget", "--new"])
def test_a_pipe_beside_a_lesson_is_not_opened(option, wanted, tmp_path):
    """In a process of its own: whoever opens a pipe waits for somebody at its other end."""
    opened(wanted).lesson.store.close()
    os.mkfifo(tmp_path / "a.lesson-journal")
    command = [sys.executable, "-m", "demarche", "host", "tutorial", "--file", str(wanted.file), "--port", "0", option]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=TREE)
    assert done.returncode == 2
    assert "a.lesson-journal: this is a device or pipe" in done.stderr
    assert wanted.file.exists()


@pytest.mark.parametrize("option", ["--forget", "--salvage", "--forget-all", "--new"])
def test_a_lesson_that_a_host_has_open_is_refused(option, refused, tmp_path):
    process, told = start_process(tmp_path)
    try:
        assert "another host has this lesson open" in refused("--file", told["file"], option, "--yes")
        assert process.poll() is None
    finally:
        kill_gently(process)


def test_a_damaged_lesson_can_be_deleted(wanted, host, tmp_path):
    lively(wanted).store.close()
    data = wanted.file.read_bytes()
    wanted.file.write_bytes(data[:200] + b"\xff" * (len(data) - 200))
    assert host("--file", wanted.file, "--forget")[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_that_was_killed_in_its_first_run_is_deleted_with_what_is_beside_it(wanted, host, tmp_path):
    lesson = lively(wanted)
    there = tmp_path / "there"
    there.mkdir()
    path = copied(wanted.file, there)
    lesson.store.close()
    assert len(files(path)) == 2
    assert host("--file", path, "--forget")[0] == 0
    assert list(there.iterdir()) == []


# ── lessons put aside ────────────────────────────────────────────────────────────────────────────────────────────────


def three_put_aside(wanted):
    """Three earlier lessons of one second, and the one of now; the earlier ones."""
    aside = []
    for _ in range(3):
        opened(wanted).lesson.store.close()
        os.utime(wanted.file, (1_000_000_000, 1_000_000_000))
        aside.append(put_aside(wanted.file))
    opened(wanted).lesson.store.close()
    return aside


def test_putting_aside_overwrites_nothing_of_the_same_second(wanted):
    aside = three_put_aside(wanted)
    assert len(set(aside)) == 3
    assert all(one.stat().st_size for one in aside)
    assert earlier(wanted.file) == sorted(aside)


def test_putting_aside_keeps_what_was_written_last(wanted, tmp_path):
    lesson = lively(wanted)
    there = tmp_path / "there"
    there.mkdir()
    path = copied(wanted.file, there)
    rows = lesson.store.connection.execute("SELECT count(*) FROM log").fetchone()[0]
    lesson.store.close()
    aside = put_aside(path)
    assert not path.exists()
    with sqlite3.connect(aside) as connection:
        assert connection.execute("SELECT count(*) FROM log").fetchone()[0] == rows
    connection.close()


def test_a_faulty_file_beside_new_is_refused_before_the_lesson_is_put_aside(wanted, refused, tmp_path):
    opened(wanted).lesson.store.close()
    roster = tmp_path / "class.csv"
    roster.write_text("name,seat\nAda,ZZZ\n", encoding="utf-8")
    before = everything(tmp_path)
    assert "no seat ZZZ" in refused("--file", wanted.file, "--new", "--port", 0, "--roster", roster)
    assert everything(tmp_path) == before


def test_forgetting_one_says_which_are_left(wanted, host):
    aside = three_put_aside(wanted)
    code, out, _ = host("--file", wanted.file, "--forget")
    assert code == 0
    assert "--forget-all" in out
    assert all(str(one) in out for one in aside)
    assert all(one.exists() for one in aside)


def ended(_):
    raise EOFError


def test_forgetting_all_lists_them_and_deletes_none_without_a_yes(wanted, host, monkeypatch, tmp_path):
    aside = three_put_aside(wanted)
    before = everything(tmp_path)
    code, out, said = host("--file", wanted.file, "--forget-all")
    assert code == 2
    assert "--yes" in said
    assert all(str(one) in out for one in (wanted.file, *aside))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert "Nothing is deleted" in host("--file", wanted.file, "--forget-all")[1]
    monkeypatch.setattr("builtins.input", ended)
    assert "Nothing is deleted" in host("--file", wanted.file, "--forget-all")[1]
    assert everything(tmp_path) == before
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert host("--file", wanted.file, "--forget-all")[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_forgetting_all_leaves_what_is_no_lesson_of_this_name(wanted, host, tmp_path):
    three_put_aside(wanted)
    others = [tmp_path / name for name in ("a-2026-01-01-101010.lesson", "a-notes.lesson", "b.lesson", "a.txt")]
    for one in others:
        one.write_text("mine")
    opened(type(wanted)("tutorial", 45, 1, 0, False, tmp_path / "ab.lesson")).lesson.store.close()
    assert host("--file", wanted.file, "--forget-all", "--yes")[0] == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*(one.name for one in others), "ab.lesson"])


def test_forgetting_all_where_there_are_none_is_refused(refused):
    assert "no lesson is kept there" in refused("--forget-all", "--yes")


def test_a_program_is_told_in_one_object_what_was_deleted(wanted, host):
    import json

    aside = three_put_aside(wanted)
    told = json.loads(host("--file", wanted.file, "--forget", "--json")[1])
    assert told == {"deleted": [str(wanted.file)], "left": [str(one) for one in sorted(aside)]}
    assert host("--file", wanted.file, "--forget-all", "--json")[0] == 2
    told = json.loads(host("--file", wanted.file, "--forget-all", "--json", "--yes")[1])
    assert told == {"deleted": [str(one) for one in sorted(aside)], "left": []}


@posix
def test_what_is_put_aside_stays_its_owners_alone(wanted):
    assert [one.stat().st_mode & 0o777 for one in three_put_aside(wanted)] == [0o600] * 3
