"""A lesson that is damaged or was edited: what is said of it, where, and what can be saved."""

import json
import shutil
from pathlib import Path

import pytest

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.lesson_path import sidecars
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.salvage import salvage
from demarche.ui.classroom.wal import read_wal
from demarche.ui.cli import main
from tests.classroom.damaged import number_of, salvaged, saved_entries, why_not
from tests.classroom.on_disk import content, copied, edited, files, lively

TICK = "SELECT n FROM log WHERE kind = 'tick' LIMIT 1 OFFSET 4"


# ── the chain ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", ["body", "kind", "at"])
def test_an_edited_entry_is_named_and_those_before_it_are_saved(kept, column):
    number = number_of(kept.file, "message")
    new = {"body": "replace(body, 'Between us', 'Between them')", "kind": "'door'", "at": "at + 1"}[column]
    edited(kept.file, f"UPDATE log SET {column} = {new} WHERE n = {number}")
    said = why_not(kept)
    assert f"entry {number} does not fit its chain" in said
    assert f"entries 1 to {number - 1} are sound" in said
    made = salvaged(kept)
    assert made.entries == saved_entries(made) == number - 1


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM log WHERE n = {n}",
        "DELETE FROM log WHERE n >= {n}",
        "UPDATE log SET n = n + 1000 WHERE n = {n}",
        "UPDATE log SET body = (SELECT body FROM log WHERE n = {n} - 1) WHERE n = {n}",
    ],
)
def test_entries_that_are_missing_or_moved_are_found(kept, edit):
    number = number_of(kept.file, "tick", 4)
    edited(kept.file, edit.format(n=number))
    assert f"entries 1 to {number - 1} are sound" in why_not(kept)
    assert salvaged(kept).entries == number - 1


def test_an_answer_that_was_edited_removed_or_added_is_found(kept):
    for edit in (
        "UPDATE intents SET act = 'speak CON.d' WHERE id = 'cal-1'",
        "DELETE FROM intents WHERE id = 'cal-0'",
        "INSERT INTO intents VALUES ('AVA', 'forged', 1, 'pass', 1.5)",
    ):
        shutil.copyfile(kept.file, kept.file.with_name("whole"))
        edited(kept.file, edit)
        assert "chain" in why_not(kept)
        assert salvaged(kept).entries > 0
        shutil.copyfile(kept.file.with_name("whole"), kept.file)


def test_a_whole_write_that_was_taken_out_with_its_link_is_found(kept):
    """The door and the letter-box were closed in one write: the session is the same without it."""
    number = number_of(kept.file, "door")
    edited(
        kept.file,
        f"DELETE FROM log WHERE n IN ({number}, {number + 1})",
        f"UPDATE log SET n = n - 2 WHERE n > {number}",
        f"DELETE FROM chain WHERE n = (SELECT min(n) FROM chain WHERE log = {number + 1})",
        f"UPDATE chain SET n = n - 1, log = log - 2 WHERE log > {number}",
    )
    assert f"entries 1 to {number - 1} are sound" in why_not(kept)


def test_an_entry_that_another_program_added_is_found_and_left_out(kept):
    before = len(content(kept.file)["log"])
    edited(kept.file, """INSERT INTO log (kind, body, at) VALUES ('door', '{"open": true}', 1.5)""")
    assert "another program wrote it" in why_not(kept)
    assert salvaged(kept).entries == before


def test_an_edited_head_is_found_and_the_entries_are_saved(kept):
    before = len(content(kept.file)["log"])
    edited(kept.file, """UPDATE head SET value = '"ABC234"' WHERE key = 'code'""")
    assert "its head does not fit its chain" in why_not(kept)
    assert salvaged(kept).entries == before


def test_what_was_salvaged_goes_on_where_it_stood(kept):
    whole = opened(kept).lesson
    expected = (whole.session.tick, whole.state, whole.offered)
    whole.store.close()
    edited(kept.file, """UPDATE head SET value = '"ABC234"' WHERE key = 'code'""")
    again = opened(type(kept)("tutorial", 45, 1, 0, False, salvaged(kept).path)).lesson
    assert (again.session.tick, again.state, again.offered) == expected
    again.store.close()


def test_a_sound_lesson_needs_no_salvage(kept, tmp_path):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Unreadable, match="nothing is wrong"):
        salvage(kept.file)
    assert sorted(tmp_path.iterdir()) == before


def test_the_command_says_what_is_wrong_what_was_saved_and_how_to_go_on(kept, capsys):
    edited(kept.file, f"UPDATE log SET at = 0.5 WHERE n = ({TICK})")
    assert main(["host", "tutorial", "--file", str(kept.file), "--port", "0"]) == 2
    assert "--salvage" in capsys.readouterr().err
    assert main(["host", "tutorial", "--file", str(kept.file), "--salvage"]) == 0
    out = capsys.readouterr().out
    assert "does not fit its chain" in out
    assert "is left as it is" in out
    line = out.splitlines()[-1].split()
    assert line[:3] == ["demarche", "host", "tutorial"]
    again = opened(type(kept)("tutorial", int(line[4]), int(line[6]), 0, False, Path(line[-1]))).lesson
    again.store.close()
    assert main(["host", "tutorial", "--file", str(kept.file), "--salvage", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] > 0


# ── the write-ahead log ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def killed(wanted, tmp_path):
    """A lesson as a kill leaves it: almost all of it is in its WAL."""
    lesson = lively(wanted)
    folder = tmp_path / "killed"
    folder.mkdir()
    path = copied(wanted.file, folder)
    lesson.store.close()
    return type(wanted)("tutorial", 45, 1, 0, False, path)


def wal(wanted):
    return sidecars(wanted.file)[0]


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_a_flipped_bit_in_the_wal_loses_nothing_silently(killed, share):
    flip(wal(killed), 16 + int(share * wal(killed).stat().st_size))
    before = {one: one.read_bytes() for one in files(killed.file)}
    said = why_not(killed)
    assert "a.lesson-wal" in said
    assert "--salvage" in said
    assert {one: one.read_bytes() for one in files(killed.file)} == before


def test_what_comes_before_a_flipped_bit_in_the_wal_is_saved(killed):
    flip(wal(killed), 3 * wal(killed).stat().st_size // 4)
    assert 0 < salvaged(killed).entries < 30


def test_a_wal_that_was_torn_in_its_last_commit_is_as_after_a_power_cut(killed):
    flip(wal(killed), wal(killed).stat().st_size - 100)
    found = read_wal(wal(killed), 4096)
    assert (found.lost, found.damaged) == (1, False)
    opened(killed).lesson.store.close()


def test_what_is_left_in_a_wal_of_an_earlier_generation_is_no_damage(wanted, tmp_path):
    lesson = lively(wanted)
    lesson.store.connection.execute("PRAGMA wal_checkpoint(RESTART)")
    lesson.pause(True, 0.0)
    folder = tmp_path / "killed"
    folder.mkdir()
    path = copied(wanted.file, folder)
    lesson.store.close()
    found = read_wal(sidecars(path)[0], 4096)
    assert (found.commits, found.lost) == (1, 0)
