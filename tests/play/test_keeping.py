"""What is kept of a game: loaded, killed, full disks, other windows, and saves that are none."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.strategies.registry import strategy
from demarche.scenarios import saves
from demarche.sim.log import Writer
from demarche.ui.play import keeping
from demarche.ui.play.home import autosaves
from demarche.ui.play.shelf import to_continue
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from tests.logs import contents, forged
from tests.play.at_table import anything, notice_of, path_of, play_on, room_of, settle, wait_for

PLAYER = """
import sys
from tests.play.at_table import anything, path_of, room_of, settle
from demarche.ui.play.table import Table

table = Table.new("tutorial", 1, ["CAL"])
while True:
    settle(table)
    table.offer(anything(table))
    settle(table)
    print(table.room().tick, flush=True)
    if table.room().tick >= int(sys.argv[1]):
        sys.stdin.read()
"""


def begun(seated, acts: int = 4) -> Table:
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(table, acts)
    settle(table)
    return table


@pytest.mark.parametrize("acts", [1, 3, 6])
def test_a_loaded_game_goes_on_as_the_one_that_was_never_left(seated, acts):
    whole = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(whole)
    left = begun(seated, acts)
    path = path_of(left)
    left.close()
    table = seated(Table.load(path))
    play_on(table)
    assert path_of(table) == path
    assert path.read_bytes() == path_of(whole).read_bytes()
    assert room_of(table) == room_of(whole)
    assert list(table.heard()) == list(whole.heard())


def test_a_loaded_game_keeps_the_pledge_strategies_of_its_scenario(seated):
    settings = ["states.CHN.strategy=always-attack", "quarters=3"]
    whole = seated(Table.new("pact-2015", 3, ["RUS"], settings=settings))
    play_on(whole)
    left = seated(Table.new("pact-2015", 3, ["RUS"], settings=settings))
    play_on(left, 3)
    settle(left)
    left.close()
    table = seated(Table.load(path_of(left)))
    settle(table)
    china = table.game()[1].seats[1]
    assert isinstance(china, NationalInterest)
    assert china.pledges is strategy("always-attack")
    play_on(table)
    assert path_of(table).read_bytes() == path_of(whole).read_bytes()


def test_a_game_that_was_loaded_can_be_undone(seated):
    left = begun(seated)
    left.close()
    table = seated(Table.load(path_of(left)))
    for _ in range(4):
        settle(table)
        table.undo()
    settle(table)
    assert (room_of(table).tick, table.can_undo()) == (0, False)


def test_a_save_with_a_name_is_not_changed_by_playing_on(seated, home):
    table = begun(seated)
    named = home / "saves" / "before the vote.jsonl"
    table.save_as(named)
    notice_of(table)
    kept = named.read_bytes()
    again = seated(Table.load(named))
    play_on(again)
    assert named.read_bytes() == kept
    assert path_of(again).parent == autosaves()


def test_a_finished_game_is_loaded_to_be_read(seated):
    table = begun(seated, 10_000)
    assert table.state == State.OVER
    again = seated(Table.load(path_of(table)))
    wait_for(again, State.OVER)
    assert room_of(again).final
    assert saves.replay(path_of(table))[1].closed


@pytest.mark.parametrize("tick", [1, 7])
def test_a_window_that_is_killed_loses_at_most_the_act_being_chosen(seated, home, tick):
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "DEMARCHE_HOME": str(home)}
    player = subprocess.Popen(
        [sys.executable, "-c", PLAYER, str(tick)], cwd=root, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with player:
        reached = 0
        while reached < tick:
            assert player.stdout is not None
            reached = int(player.stdout.readline())
        player.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    left = to_continue()
    assert left is not None
    assert (left.tick, left.seats, left.scenario) == (reached, (("CAL", "Calmere"),), "tutorial")
    table = seated(Table.load(left.path))
    settle(table)
    assert room_of(table).tick == reached


def test_a_line_that_was_cut_short_is_left_out(seated):
    table = begun(seated)
    table.close()
    whole = path_of(table).read_bytes()
    path_of(table).write_bytes(whole[:-7])
    again = seated(Table.load(path_of(table)))
    settle(again)
    play_on(again)
    assert saves.replay(path_of(table))[1].closed


# ── saves that are none ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda whole: b"", "line 1: the file is empty"),
        (lambda whole: b"\x00\x01" * 50, "line 1: this is not"),
        (lambda whole: b'{"title":"a letter"}\n', "line 1: a log begins with a head"),
        (lambda whole: whole.replace(b'"rules":4', b'"rules":7', 1), "this log has rules version 7"),
        (lambda whole: whole.replace(b'"format":1', b'"format":9', 1), "this log has format version 9"),
        (lambda whole: whole.replace(b"speak", b"spook"), "the chain does not fit"),
        (lambda whole: whole.replace(b"tutorial", b"tutorail", 1), "line 1: the chain does not fit"),
    ],
)
def test_a_save_that_cannot_be_loaded_says_why_in_one_sentence_and_is_left_alone(seated, damage, told):
    table = begun(seated)
    table.close()
    path = path_of(table)
    path.write_bytes(damage(path.read_bytes()))
    kept = path.read_bytes()
    again = seated(Table.load(path))
    while again.state != State.FAILED:
        again.poll()
        time.sleep(0.0005)
    assert told in again.notice()
    assert str(path) in again.notice()
    assert "\n" not in again.notice()
    assert path.read_bytes() == kept


def test_a_save_whose_scenario_is_of_another_program_is_refused_and_left_alone(seated):
    table = begun(seated)
    table.close()
    lines = contents(path_of(table).read_bytes())
    lines[0]["scenario"]["moons"] = 2
    path_of(table).write_bytes(forged(lines))
    again = seated(Table.load(path_of(table)))
    while again.state != State.FAILED:
        again.poll()
        time.sleep(0.0005)
    assert "scenario: moons: there is no such key" in again.notice()


# ── disks and other windows ──────────────────────────────────────────────────────────────────────────────────────────


def full(*_arguments):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_once_and_the_game_goes_on_and_is_kept_again_once_there_is_room(seated, monkeypatch):
    table = begun(seated)
    first = path_of(table)
    monkeypatch.setattr(Writer, "_put", full)
    said = []
    for _ in range(3):
        table.offer(anything(table))
        settle(table)
        said.append(table.notice())
    assert said[0].startswith("This game is not being saved: No space left on device")
    monkeypatch.undo()
    monkeypatch.setenv("DEMARCHE_HOME", str(first.parents[1]))
    table.offer(anything(table))
    settle(table)
    assert notice_of(table) == "The game is being saved again."
    play_on(table)
    table.close()
    assert path_of(table) != first
    assert saves.replay(path_of(table))[1].closed


def test_a_folder_that_cannot_be_written_to_is_told_and_the_game_goes_on(seated, home):
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file stands where the folder should be")
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    settle(table)
    table.offer("pass")
    assert notice_of(table).startswith("This game is not being saved")
    play_on(table)
    assert table.state == State.OVER


def test_a_save_that_cannot_be_written_under_a_name_says_why(seated, home):
    table = begun(seated)
    (home / "saves").mkdir()
    (home / "saves" / "letter.jsonl").write_text("dear reader")
    table.save_as(home / "saves" / "letter.jsonl")
    assert "this file is no log and is not replaced by one" in notice_of(table)
    assert (home / "saves" / "letter.jsonl").read_text() == "dear reader"


def test_a_full_disk_leaves_the_older_save_of_that_name(seated, home, monkeypatch):
    table = begun(seated)
    named = home / "saves" / "bay.jsonl"
    table.save_as(named)
    saved = notice_of(table)
    kept = named.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "write", full)
        table.save_as(named)
        while notice_of(table) == saved:
            table.poll()
        assert notice_of(table) == f"{named}: the log cannot be written: No space left on device"
    assert named.read_bytes() == kept
    assert list(named.parent.iterdir()) == [named]


def test_two_windows_in_one_save_do_not_spoil_it(seated):
    table = begun(seated)
    path = path_of(table)
    other = seated(Table.load(path))
    settle(other)
    play_on(other, 2)
    settle(other)
    kept = path.read_bytes()
    table.offer(anything(table))
    settle(table)
    assert notice_of(table) == f"{keeping.ELSEWHERE[0].upper()}{keeping.ELSEWHERE[1:]}."
    assert path.read_bytes() == kept
    play_on(table)
    play_on(other)
    assert path_of(table) != path_of(other) == path
    for one in (table, other):
        assert saves.replay(path_of(one))[1].closed
