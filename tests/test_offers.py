"""Acts that come from outside: offered, refused with a reason, spoken for by the clock, taken back."""

import numpy as np
import pytest

from demarche.agents.human import Awaited
from demarche.agents.scripted import Scripted
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.notation import read, say
from demarche.sim.session import Session
from demarche.sim.terms import Item, OutOfOrder, Stage, Stale, Unreadable, Verb

AVA, DOR = 0, 3


def opened(**seats) -> Session:
    made = game(load("tutorial"), seed=1)
    return saves.open_session(made, seats)


def act(session: Session, words: str) -> np.ndarray:
    return read(session.rules, words)


def on_to(session: Session, stage: Stage) -> Session:
    while session.stage != stage:
        assert not session.closed
        session.advance(time_is_up=True)
    return session


def acts(session: Session) -> list[list[int]]:
    return [tick.act.tolist() for tick in session.ticks]


def test_the_session_waits_for_whoever_is_still_thinking_and_moves_once_it_has_spoken():
    session = opened(AVA=Awaited())
    assert session.advance() == (AVA,)
    assert session.tick == 0
    session.offer(AVA, 0, act(session, "speak THR.d naming GOR"))
    assert session.advance() == ()
    assert session.tick == 1
    assert say(session.rules, session.ticks[0].act[AVA]) == "speak THR.d naming GOR"
    assert session.ticks[0].clocked == ()


def test_an_act_may_be_offered_again_until_the_world_moves():
    session = opened(AVA=Awaited())
    session.offer(AVA, 0, act(session, "speak THR.d"))
    session.offer(AVA, 0, act(session, "pass"))
    session.advance()
    assert session.ticks[0].act[AVA, Item.VERB] == Verb.PASS


def test_an_act_for_an_earlier_tick_is_stale():
    session = opened(AVA=Awaited())
    session.advance(time_is_up=True)
    with pytest.raises(Stale, match="AVA: that act was for tick 0, and the session is at tick 1"):
        session.offer(AVA, 0, act(session, "pass"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("yes", "AVA, cast in debate: that act is not in order in this phase"),
        ("speak THR.a naming AVA", "AVA, speak in debate: there is no such seat to deal with"),
        ("silent", "AVA: it is not asked for that now"),
    ],
)
def test_an_act_out_of_order_is_refused_in_words_for_a_player_and_leaves_nothing_behind(words, told):
    session = opened(AVA=Awaited())
    with pytest.raises(OutOfOrder) as refused:
        session.offer(AVA, 0, act(session, words))
    assert told in str(refused.value)
    assert session.advance() == (AVA,)


def test_a_seat_that_is_not_asked_cannot_act():
    session = on_to(opened(), Stage.PEN)
    with pytest.raises(OutOfOrder, match="AVA: it is not asked"):
        session.offer(AVA, session.tick, act(session, "pass"))


def test_an_act_that_the_acts_of_others_cannot_spoil_is_refused_for_its_own_fault_only():
    session = on_to(opened(AVA=Awaited(), DOR=Awaited()), Stage.TABLING)
    with pytest.raises(OutOfOrder, match="DOR, sponsor in table"):
        session.offer(DOR, session.tick, act(session, "sponsor 1"))
    session.offer(DOR, session.tick, act(session, "hold 1"))
    session.advance()
    assert say(session.rules, session.ticks[-1].act[DOR]) == "hold 1"


def test_when_time_is_up_the_clock_speaks_and_the_record_says_so():
    session = opened(AVA=Awaited(), DOR=Awaited())
    while not session.closed:
        awaited = session.advance()
        if awaited:
            session.advance(time_is_up=True)
            assert session.ticks[-1].clocked == awaited
    said = {tick.stage: say(session.rules, tick.act[DOR]) for tick in session.ticks if DOR in tick.clocked}
    assert (said[Stage.STATEMENTS], said[Stage.TABLING]) == ("pass", "table 1")
    votes = {say(session.rules, tick.act[AVA]) for tick in session.ticks if tick.stage == Stage.VOTE}
    assert votes <= {"abstain"}


def test_an_act_offered_for_a_seat_of_the_doctrine_is_made_and_given_no_reason():
    session = opened()
    session.offer(AVA, 0, act(session, "speak THR.a"))
    session.advance(tell_why=True)
    assert say(session.rules, session.ticks[0].act[AVA]) == "speak THR.a"
    assert AVA not in session.ticks[0].why
    assert session.ticks[0].why


def test_undo_is_a_shorter_prefix_and_playing_on_gives_the_same():
    session = opened()
    while not session.closed:
        session.advance()
    whole, end = acts(session), session.world.record.rows()
    for back in (1, 4, len(whole), len(whole) + 3):
        session.undo(back)
        assert acts(session) == whole[: max(len(whole) - back, 0)]
        assert session.tick == len(session.ticks)
        while not session.closed:
            session.advance()
        assert acts(session) == whole
        assert np.array_equal(session.world.record.rows(), end)


def test_undo_forgets_an_act_that_was_offered_and_not_made():
    session = opened(AVA=Awaited())
    session.advance(time_is_up=True)
    session.undo()
    session.offer(AVA, 0, act(session, "speak THR.a"))
    session.undo(0)
    assert session.advance() == (AVA,)


def test_a_seat_is_handed_to_the_doctrine_and_back_in_the_middle():
    session = opened(AVA=Awaited())
    person, doctrine = session.seats[AVA], session.seats[DOR]
    session.advance(time_is_up=True)
    session.seats[AVA] = doctrine
    while session.tick < 4:
        assert session.advance() == ()
    session.seats[AVA] = person
    assert session.advance() == (AVA,)
    assert [AVA in tick.clocked for tick in session.ticks] == [True, False, False, False]
    alone = opened()
    for tick in session.ticks[:1]:
        alone.play(tick)
    while alone.tick < 4:
        alone.advance()
    assert acts(alone) == acts(session), "who sat there before leaves no trace but its acts"


def test_a_script_is_followed_tick_by_tick_and_has_nothing_to_say_otherwise():
    session = opened(AVA=Scripted({"AVA": ["speak THR.a", "", "pass"]}), DOR=Scripted({"DOR": {10: "hold 1"}}))
    while not session.closed:
        session.advance()
    assert say(session.rules, session.ticks[0].act[AVA]) == "speak THR.a"
    assert all(tick.act[AVA, Item.VERB] in (Verb.PASS, Verb.SILENT, Verb.CAST) for tick in session.ticks[1:])
    assert [say(session.rules, t.act[DOR]) for t in session.ticks if t.stage == Stage.TABLING] == ["hold 1"]


def test_a_line_of_a_script_that_is_no_act_is_refused_where_it_stands():
    session = opened(AVA=Scripted({"AVA": ["speek THR.a"]}))
    with pytest.raises(Unreadable, match=r"script of AVA, tick 0: 'speek THR.a': did you mean speak\?"):
        session.advance()


def test_a_line_of_a_script_that_is_not_in_order_is_refused():
    session = opened(AVA=Scripted({"AVA": ["yes"]}))
    with pytest.raises(OutOfOrder, match="AVA, cast in debate"):
        session.advance()
