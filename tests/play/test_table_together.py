"""Several people at one table: they take turns, see nothing of one another, and wait for all who are asked."""

import pytest

from demarche.sim.terms import Stage
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from tests.play.at_table import acts_of, anything, notice_of, path_of, play_on, refused, room_of, settle, wait_for


@pytest.fixture
def solo(seated):
    return seated(Table.new("tutorial", 1, ["CAL"]))


# ── several people at one table ──────────────────────────────────────────────────────────────────────────────────────


def test_three_people_take_their_turns_and_the_screen_is_covered_between_them(seated):
    table = seated(Table.new("tutorial", 1, ["FEN", "AVA", "CAL"]))
    turns = []
    while settle(table) != State.OVER:
        if table.state == State.COVER:
            assert room_of(table).me == ""
            assert room_of(table).brief is None
            assert not any(heard.private for heard in table.heard())
            turns.append(table.seat)
            table.sit()
            continue
        assert table.seat == room_of(table).me == turns[-1]
        table.offer(anything(table))
    assert turns[:3] == ["FEN", "AVA", "CAL"]
    assert set(turns) == {"FEN", "AVA", "CAL"}
    assert {place.code for place in room_of(table).places if place.person} == {"FEN", "AVA", "CAL"}


def test_nothing_is_shown_or_done_before_the_person_sits_down(seated):
    table = seated(Table.new("tutorial", 1, ["FEN", "AVA"]))
    assert settle(table) == State.COVER
    assert refused(table.offer, "pass") == "Nobody is asked just now."


def test_people_together_take_nothing_back(seated):
    table = seated(Table.new("tutorial", 1, ["FEN", "AVA"]))
    play_on(table, 3)
    assert not table.can_undo()
    if settle(table) == State.COVER:
        table.sit()
        settle(table)
    assert refused(table.undo) == "Acts are taken back only by a person who plays alone."


def test_the_world_waits_until_all_who_are_asked_have_answered(seated):
    table = seated(Table.new("tutorial", 1, ["FEN", "AVA"]))
    for code in ("FEN", "AVA"):
        wait_for(table, State.COVER)
        assert (table.seat, room_of(table).tick) == (code, 0)
        table.sit()
        wait_for(table, State.ASKS)
        table.offer("speak THR.c")
    settle(table)
    assert room_of(table).tick > 0
    first = acts_of(table)[0]
    assert first["FEN"] == first["AVA"] == "speak THR.c"


def test_a_game_is_saved_under_a_name_and_says_so(solo, home):
    play_on(solo, 3)
    settle(solo)
    solo.save_as(home / "saves" / "Third try.jsonl")
    assert notice_of(solo) == "Saved as Third try."
    assert (home / "saves" / "Third try.jsonl").read_bytes() == path_of(solo).read_bytes()


def test_a_game_ends_for_a_person_who_is_always_absent(solo):
    while settle(solo) != State.OVER:
        verbs = {act.verb for act in room_of(solo).acts}
        solo.offer("absent" if "absent" in verbs else anything(solo))
    assert solo.game()[1].stage == Stage.CLOSED
