"""The shelf of saves, read without playing them."""

import os
import time
from datetime import UTC, datetime

import pytest

from demarche.sim.terms import Unreadable
from demarche.ui.desktop.evening import told
from demarche.ui.play.home import autosaves, saves
from demarche.ui.play.shelf import path_for, shelf, to_continue
from demarche.ui.play.table import Table
from tests.play.at_table import notice_of, path_of, play_on, room_of, settle


def test_a_shelf_without_saves_is_empty():
    assert (shelf(), to_continue()) == ([], None)


def test_every_save_is_listed_with_scenario_seats_and_tick_the_latest_first(seated):
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(table, 3)
    settle(table)
    table.save_as(path_for("Third try"))
    notice_of(table)
    os.utime(path_of(table), (0, 0))
    named, auto = shelf()
    assert (named.name, auto.name) == ("Third try", "")
    for one in (named, auto):
        assert (one.title, one.seats) == ("Seven states around a bay", (("CAL", "Calmere"),))
        assert (one.scenario, one.tick, one.over, one.fault) == ("tutorial", room_of(table).tick, False, "")
    assert auto.when < named.when


def test_a_seat_of_history_is_listed_by_its_name(seated):
    table = seated(Table.new("pact-2015", 1, ["RUS", "CHN"]))
    play_on(table, 2)
    settle(table)
    assert shelf()[0].seats == (("RUS", "Russia"), ("CHN", "China"))


def test_the_game_that_was_left_last_can_be_continued_and_one_that_is_over_cannot(seated):
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(table, 2)
    settle(table)
    found = to_continue()
    assert found is not None
    assert found.path == path_of(table)
    play_on(table)
    table.close()
    assert to_continue() is None
    assert shelf()[0].over


def test_a_game_in_which_nothing_was_done_leaves_no_save(seated):
    settle(seated(Table.new("tutorial", 1, ["CAL"])))
    assert shelf() == []


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone for a test")
def test_in_the_hour_that_daylight_saving_repeats_the_game_played_later_is_continued(seated, monkeypatch):
    paths = []
    for acts in (2, 3):
        table = seated(Table.new("tutorial", 1, ["CAL"]))
        play_on(table, acts)
        table.close()
        paths.append(path_of(table))
    summer, winter = (datetime(2026, 10, 25, *clock, tzinfo=UTC).timestamp() for clock in ((0, 30), (1, 10)))
    os.utime(paths[0], (summer, summer))  # 02:30 in Berlin
    os.utime(paths[1], (winter, winter))  # 02:10 in Berlin, 40 minutes later
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        assert [one.path for one in shelf()] == paths[::-1]
        found = to_continue()
        assert found is not None
        assert found.path == paths[1]
        assert "25 Oct 02:10" in told(found)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("content", [b"", b"dear reader", b'{"log":"demarche"}\n', b"\xff" * 9])
def test_what_is_no_save_is_listed_with_its_fault(content):
    autosaves().mkdir(parents=True)
    (autosaves() / "odd.jsonl").write_bytes(content)
    (found,) = shelf()
    assert "odd.jsonl: line 1: " in found.fault
    assert to_continue() is None


@pytest.mark.parametrize("name", ["", "  ", "../up", "a/b", "a\\b", "con:", ".hidden", "x" * 61, "tab\tname?"])
def test_a_name_that_no_file_can_have_is_refused(name):
    with pytest.raises(Unreadable, match="name"):
        path_for(name)


def test_a_name_is_a_file_of_its_own():
    assert path_for("  Before  the vote ") == saves() / "Before the vote.jsonl"
    assert path_for("Démarche 中文").name == "Démarche 中文.jsonl"
