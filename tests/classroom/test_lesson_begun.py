"""Who may read the files of a lesson, what a full disk leaves of one, and how an earlier one goes on."""

import sqlite3
import subprocess
import sys

import pytest

from demarche.sim.terms import Unreadable
from demarche.ui.classroom import store
from demarche.ui.classroom.database import connect
from demarche.ui.classroom.lesson_path import APPLICATION
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.wal import read_wal
from tests.classroom.hosting import TREE
from tests.classroom.on_disk import copied, files, lively, of_format_1

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files or modes there")


# ── who may read it ──────────────────────────────────────────────────────────────────────────────────────────────────


@posix
def test_every_file_of_a_lesson_is_its_owners_alone_from_its_first_moment(tmp_path):
    """Modes are looked at while a lesson is made, in a process whose umask lets everybody read."""
    watched = f"""
import os, pathlib, sqlite3, sys, threading
os.umask(0)
seen, done, folder = set(), threading.Event(), pathlib.Path({str(tmp_path)!r})
def watch():
    while not done.is_set():
        for one in folder.iterdir():
            try: seen.add((one.name.split(".")[-1], oct(one.stat().st_mode & 0o777)))
            except FileNotFoundError: pass
thread = threading.Thread(target=watch); thread.start()
sys.setswitchinterval(1e-5)
from demarche.ui.classroom.opening import Wanted, opened
from tests.classroom.plain import begin, move
lesson = opened(Wanted("tutorial", 45, 1, 0, False, folder / "a.lesson")).lesson
begin(lesson, "CAL"); move(lesson)
done.set(); thread.join()
for one in folder.iterdir(): seen.add((one.name.split(".")[-1], oct(one.stat().st_mode & 0o777)))
print(sorted(seen))
"""
    done = subprocess.run(
        [sys.executable, "-c", watched],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=TREE,
    )
    assert done.returncode == 0, done.stderr
    assert "lesson-wal" in done.stdout
    assert "0o600" in done.stdout
    assert "0o6" not in done.stdout.replace("0o600", "")


@posix
def test_a_lesson_that_others_may_read_is_closed_to_them_when_it_goes_on(wanted):
    lively(wanted).store.close()
    wanted.file.chmod(0o644)
    lesson = opened(wanted).lesson
    assert [one.stat().st_mode & 0o777 for one in files(wanted.file)] == [0o600] * len(files(wanted.file))
    lesson.store.close()


# ── a lesson that could not be begun ─────────────────────────────────────────────────────────────────────────────────


class Full:
    """A connection to a disk that is full from a certain statement on."""

    def __init__(self, connection, from_word):
        self.connection, self.from_word = connection, from_word

    def execute(self, query, *args):
        if query.startswith(self.from_word):
            raise sqlite3.OperationalError("database or disk is full")
        return self.connection.execute(query, *args)

    def __getattr__(self, name):
        return getattr(self.connection, name)


@pytest.mark.parametrize("word", ["CREATE", "INSERT", "COMMIT"])
def test_a_full_disk_at_the_very_first_start_leaves_nothing(word, wanted, monkeypatch, tmp_path):
    monkeypatch.setattr(store, "connect", lambda path: Full(connect(path), word))
    with pytest.raises(Unreadable, match="the disk is full"):
        opened(wanted)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    opened(wanted).lesson.store.close()


@posix
def test_a_disk_that_takes_no_byte_leaves_nothing(tmp_path):
    host = f"{sys.executable} -m demarche host tutorial --port 0 --file {tmp_path}/a.lesson"
    command = f"ulimit -f 0; trap '' XFSZ; exec {host}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be kept here" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_that_an_earlier_version_left_can_be_begun_in(wanted):
    wanted.file.touch()
    lesson = opened(wanted).lesson
    assert wanted.file.stat().st_mode & 0o777 == 0o600
    lesson.store.close()
    opened(wanted).lesson.store.close()


def test_two_hosts_that_begin_in_one_file_do_not_both_have_it(wanted):
    first = opened(wanted).lesson
    with pytest.raises(Unreadable, match="another host"):
        store.Store.begin(wanted.file, first.store.head)
    with pytest.raises(Unreadable, match="another host"):
        opened(wanted)
    first.store.close()


def test_a_first_run_of_an_earlier_version_that_was_killed_goes_on(wanted, tmp_path):
    """Its application id is in the WAL alone: an earlier version wrote it after it had turned the WAL on."""
    lesson = lively(wanted)
    there = tmp_path / "there"
    there.mkdir()
    connection = lesson.store.connection
    before = lesson.session.tick
    path = there / "a.lesson"
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA journal_mode = WAL")
    for line in connection.iterdump():
        if line not in ("BEGIN TRANSACTION;", "COMMIT;"):
            made.execute(line)
    made.execute("DROP TABLE chain")
    made.execute("UPDATE head SET value = '1' WHERE key = 'format'")
    made.execute(f"PRAGMA application_id = {APPLICATION}")
    killed = tmp_path / "killed"
    killed.mkdir()
    path = copied(path, killed)
    made.close()
    lesson.store.close()
    assert int.from_bytes(path.read_bytes()[68:72], "big") == 0
    assert read_wal(path.with_name("a.lesson-wal"), 4096).application == APPLICATION
    again = opened(type(wanted)("tutorial", 45, 1, 0, False, path)).lesson
    assert again.session.tick == before
    again.store.close()


def test_a_lesson_of_an_earlier_version_goes_on_and_is_chained_from_then_on(wanted, capsys):
    lesson = lively(wanted)
    tick, people = lesson.session.tick, lesson.state.people
    lesson.store.close()
    of_format_1(wanted.file)
    again = opened(wanted).lesson
    assert "kept by an earlier version" in capsys.readouterr().err
    assert (again.session.tick, again.state.people) == (tick, people)
    again.pause(True, 0.0)
    again.store.close()
    again = opened(wanted).lesson
    assert again.state.paused
    assert capsys.readouterr().err == ""
    again.store.close()
