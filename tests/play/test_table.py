"""A game at a table: who is asked, what is shown meanwhile, and what a person may take back."""

import threading
import time

import pytest

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.play.asking import Ask, Until
from demarche.ui.play.levels import LEVELS
from demarche.ui.play.mover import Mover
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from demarche.ui.seat.heard import Reveal
from tests.play.at_table import acts_of, anything, path_of, play_on, refused, room_of, settle


@pytest.fixture
def solo(seated):
    return seated(Table.new("tutorial", 1, ["CAL"]))


def test_a_person_is_asked_and_its_act_is_made(solo):
    assert settle(solo) == State.ASKS
    assert (solo.seat, room_of(solo).me, room_of(solo).stage) == ("CAL", "CAL", "statements")
    solo.offer("speak ATT.b naming GOR")
    settle(solo)
    assert acts_of(solo)[0]["CAL"] == "speak ATT.b naming GOR"
    assert any("Calmere" in heard.text for heard in solo.heard())


def test_a_game_is_played_to_its_end_and_then_says_why_everybody_acted(solo):
    play_on(solo)
    assert solo.state == State.OVER
    assert room_of(solo).final
    assert any(heard.why for heard in solo.heard())
    assert solo.seat == ""


def test_an_act_out_of_order_is_refused_with_its_reason_and_changes_nothing(solo):
    settle(solo)
    shown = room_of(solo)
    with pytest.raises(OutOfOrder, match="CAL, cast in debate: that act is not in order in this phase"):
        solo.offer("yes")
    with pytest.raises(Unreadable, match="did you mean speak"):
        solo.offer("speek THR.a")
    assert solo.state == State.ASKS
    assert room_of(solo) is shown


def test_nobody_may_act_while_the_game_moves_or_when_it_is_over(solo):
    assert refused(solo.offer, "pass") == "Nobody is asked just now."
    play_on(solo)
    assert refused(solo.offer, "pass") == "Nobody is asked just now."
    assert refused(solo.pass_on, Until.PHASE) == "Nobody is asked just now."
    assert refused(solo.sit) == "Nobody is asked just now."


def test_polling_never_waits_for_the_delegations(seated, monkeypatch):
    """The worker is held in the middle of a tick: every call of the window returns all the same."""
    held, entered = threading.Event(), threading.Event()
    real = Mover._snapshot

    def slow(self, *arguments):
        entered.set()
        assert held.wait(60)
        return real(self, *arguments)

    table = seated(Table.new("tutorial", 1, ["CAL"]))
    settle(table)
    shown = room_of(table)
    monkeypatch.setattr(Mover, "_snapshot", slow)
    table.offer("pass")
    assert entered.wait(60)
    begun = time.monotonic()
    for _ in range(200):
        assert not table.poll()
        assert (table.state, room_of(table), table.busy()) == (State.MOVING, shown, True)
    assert time.monotonic() - begun < 5
    held.set()
    settle(table)
    assert room_of(table).tick > shown.tick


def test_every_tick_is_shown_in_its_turn_and_none_is_changed_after(solo):
    settle(solo)
    solo.offer("pass")
    ticks = [room_of(solo).tick]
    while solo.state == State.MOVING:
        if solo.poll():
            ticks.append(room_of(solo).tick)
    assert ticks == sorted(ticks)
    before = solo.heard()
    length = len(before)
    play_on(solo, 2)
    assert len(before) == length
    assert solo.heard()[:length] == before


def test_whoever_does_not_want_to_watch_sees_the_last_tick(seated):
    table = seated(Table.new("tutorial", 1, []))
    while table.state != State.OVER:
        table.catch_up()
        time.sleep(0.001)
    assert room_of(table).me == ""


def test_a_seat_that_is_not_there_is_refused_in_a_sentence(seated):
    table = seated(Table.new("tutorial", 1, ["USA"]))
    wait_for_failure(table)
    assert table.notice().startswith("USA has no seat in tutorial")
    assert table.room() is None


def wait_for_failure(table: Table) -> None:
    while table.state != State.FAILED:
        table.poll()
        time.sleep(0.0005)


def test_a_mistake_of_the_program_ends_the_game_in_a_sentence_and_not_the_window(seated, monkeypatch, capsys):
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    settle(table)
    monkeypatch.setattr(Mover, "move", lambda *_: 1 / 0)
    table.offer("pass")
    wait_for_failure(table)
    assert "The program has made a mistake" in table.notice()
    assert table.room() is not None
    assert "ZeroDivisionError" in capsys.readouterr().err


# ── when a person is asked ───────────────────────────────────────────────────────────────────────────────────────────


def stages_asked(table: Table) -> list[str]:
    asked = []
    while settle(table) != State.OVER:
        asked.append(room_of(table).stage)
        table.offer(anything(table))
    return asked


def test_a_person_who_has_passed_in_a_round_is_not_asked_again_in_it_without_an_offer(seated):
    every, matters = (stages_asked(seated(Table.new("tutorial", 1, ["CAL"], ask=ask))) for ask in Ask)
    assert every.count("floor") == matters.count("floor") == 3
    assert every.count("answers") == 3
    assert matters.count("answers") < 3
    assert [stage for stage in every if stage != "answers"] == [stage for stage in matters if stage != "answers"]


def test_a_person_who_has_spoken_in_a_round_may_speak_again_in_it(solo):
    while settle(solo) and room_of(solo).stage != "floor":
        solo.offer("pass")
    solo.offer("propose 1 ATT.b")
    settle(solo)
    assert room_of(solo).stage == "answers"


def test_a_person_may_pass_on_to_its_next_decision(solo):
    settle(solo)
    solo.pass_on(Until.DECISION)
    settle(solo)
    room = room_of(solo)
    assert room.stage == "amendments" or (room.brief and room.brief.offers) or not may_pass(room)


def may_pass(room):
    return "pass" in {act.verb for act in room.acts}


def test_a_person_may_pass_on_to_the_next_phase(solo):
    settle(solo)
    solo.pass_on(Until.PHASE)
    settle(solo)
    assert room_of(solo).phase == "informals"
    solo.pass_on(Until.PHASE)
    settle(solo)
    assert room_of(solo).phase not in ("debate", "informals")


def test_a_person_cannot_pass_on_where_it_has_to_vote(solo):
    while settle(solo) and room_of(solo).stage != "vote":
        solo.offer("ask" if room_of(solo).stage == "decision" else anything(solo))
    with pytest.raises(OutOfOrder, match="that act is not in order"):
        solo.pass_on(Until.DECISION)
    assert solo.state == State.ASKS


def test_a_person_may_change_how_often_it_is_asked_in_the_middle_of_a_game(solo):
    settle(solo)
    solo.ask_me(Ask.EVERY)
    assert stages_asked(solo).count("answers") == 3


def test_reasons_are_held_back_as_the_level_says_until_the_session_is_over(seated):
    table = seated(Table.new("tutorial", 1, ["CAL"], level=LEVELS[3]))
    while settle(table) != State.OVER:
        assert table.reveal == Reveal.NONE
        assert not any(heard.why for heard in table.heard())
        table.offer(anything(table))
    assert table.reveal == Reveal.ALL
    assert any(heard.why for heard in table.heard())


# ── undo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_undo_goes_back_to_the_last_decision_and_the_same_acts_give_the_same_bytes(solo):
    play_on(solo)
    whole = path_of(solo).read_bytes()
    session = solo.game()[1]
    for back in range(4):
        for _ in range(back + 1):
            assert solo.can_undo()
            solo.undo()
            settle(solo)
            assert solo.state == State.ASKS
        play_on(solo)
        assert path_of(solo).read_bytes() == whole
    assert session.closed


def test_undo_takes_back_what_was_heard_since(solo):
    settle(solo)
    solo.offer("speak THR.a")
    settle(solo)
    assert solo.heard()
    solo.undo()
    settle(solo)
    assert (list(solo.heard()), room_of(solo).tick, solo.can_undo()) == ([], 0, False)
    assert refused(solo.undo) == "There is nothing to take back."


def test_a_skip_is_one_decision(solo):
    settle(solo)
    solo.pass_on(Until.DECISION)
    settle(solo)
    solo.undo()
    settle(solo)
    assert room_of(solo).stage == "statements"


def test_a_skip_to_the_end_is_taken_back_and_does_not_go_on_by_itself(solo):
    while settle(solo) and room_of(solo).stage != "explanations":
        solo.offer("ask" if room_of(solo).stage == "decision" else anything(solo))
    solo.pass_on(Until.DECISION)
    assert settle(solo) == State.OVER
    solo.undo()
    assert settle(solo) == State.ASKS
    assert room_of(solo).stage == "explanations"


def test_a_person_in_the_seat_of_a_third_state_is_asked_in_the_quarters_only(seated):
    """Japan in the pact of two others: the session goes by, and it may answer what it finds."""
    table = seated(Table.new("pact-2015", 1, ["JPN"], settings=["rounds=1", "quarters=8"]))
    asked = []
    while settle(table) != State.OVER:
        asked.append(room_of(table).stage)
        answers = {"protest", "accuse", "retaliate", "sanction"}
        allowed = {"pass"} | (answers if asked[-1] == "responses" else {"operate"})
        assert {act.verb for act in room_of(table).acts} <= allowed
        table.offer("pass")
    assert asked
    assert set(asked) == {"orders", "responses"}
    assert room_of(table).final
