"""The room as a seat is shown it: whole, in words, the same after a wire and after undo."""

import copy
import re
from functools import cache
from pathlib import Path

import pytest

from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import game
from demarche.scenarios.load import LIBRARY, load, names, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.saves import open_session
from demarche.sim.act import an_act
from demarche.sim.terms import PHASE_OF, Ballot, Phase, Stage, Unreadable, Verb
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.why import why_vote
from demarche.ui.seat.wire import heard_from_json, heard_to_json, room_from_json, room_to_json

BROKEN = re.compile(r"\bnan\b|\bNone\b|\bNONE\b|[{}]|Ballot\.|Stage\.|\bSTATUS\b")
SCHOOL_WORDS = re.compile(r"\b(caucus|signatory|signatories|motion to table|moderated)\b", re.IGNORECASE)
SMALL = ("tutorial", "sco-2009", "pact-2015", "us-china-2015", "gge-2017")
EVERY = [pytest.param(name, marks=() if name in (*SMALL, "dual-track-2018") else pytest.mark.slow) for name in names()]


@cache
def shown_over(name: str):
    """The room of a seat, and of a projector, at the first tick of every stage; and what was heard at each tick."""
    made = game(load(name), 1)
    session, rooms, seen = open_session(made), [], set()
    while not session.closed:
        if session.stage not in seen:
            seen.add(session.stage)
            asked = session.asked() or [0]
            rooms += [room(made, session, asked[0], frozenset({asked[0]})), room(made, session, None)]
        session.advance(time_is_up=True, tell_why=True)
    rooms.append(room(made, session, 0))
    said = [heard(made, session, tick, 0, "all") for tick in range(len(session.ticks))]
    return made, session, rooms, said


def words_of(value) -> str:
    """All texts of a piece of plain data."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(words_of(one) for one in value)
    slots = getattr(value, "__slots__", ())
    return "\n".join(words_of(getattr(value, name)) for name in slots if name != "says")


@pytest.mark.parametrize("name", EVERY)
def test_a_room_is_the_same_after_the_wire(name):
    _, _, rooms, said = shown_over(name)
    for shown in rooms:
        assert room_from_json(room_to_json(shown)) == shown
    for heard_then in said:
        assert heard_from_json(heard_to_json(heard_then)) == heard_then


@pytest.mark.parametrize("name", EVERY)
def test_everything_is_said_in_words_of_the_united_nations(name):
    _, _, rooms, said = shown_over(name)
    for text in (*map(words_of, rooms), *map(words_of, said)):
        assert not BROKEN.search(text), BROKEN.search(text)
        assert not SCHOOL_WORDS.search(text)
    assert all(shown.question for shown in rooms)
    assert all(one.text.endswith((".", "?")) or one.kind == "vote" for then in said for one in then)


@pytest.mark.parametrize("name", EVERY)
def test_a_projector_has_nothing_to_do_and_nothing_of_its_own(name):
    for shown in shown_over(name)[2]:
        if not shown.me:
            assert (shown.acts, shown.brief, shown.signals, shown.asked) == ((), None, (), False)
            assert not any(clause.mine or clause.red for draft in shown.drafts for clause in draft.clauses)
        else:
            assert shown.asked == bool(shown.acts)
            assert 3 <= len(shown.brief.goals) <= 5


@pytest.mark.parametrize("name", EVERY)
def test_the_ladder_has_one_rung_that_is_being_climbed_while_it_is(name):
    for shown in shown_over(name)[2]:
        now = [rung.name for rung in shown.ladder if rung.state == "now"]
        if shown.phase in ("action", "aftermath"):
            assert len(now) == 1 or shown.stage == "reconsider"
        elif shown.quarter == 0:
            assert not now
        states = [rung.state for rung in shown.ladder if rung.state != "skipped"]
        assert states == sorted(states, key=["done", "now", "ahead"].index)


@pytest.mark.parametrize("name", EVERY)
def test_the_places_agree_with_the_tally_that_is_shown(name):
    made, session, rooms, _ = shown_over(name)
    for shown in rooms:
        assert [place.code for place in shown.places] == list(made.rules.roster.names)
        for draft in shown.drafts:
            assert draft.tally == () or sum(draft.tally) == int(made.rules.voters.sum())
    assert why_vote(made, session, 0, 1, "all")


def test_after_a_vote_every_place_shows_its_ballot():
    made, session = stopped_after("tutorial", Stage.VOTE)
    shown = room(made, session, None)
    cast = [place.ballot for place in shown.places]
    assert set(cast) <= set("YNAX")
    assert shown.drafts[0].tally == tuple(cast.count(letter) for letter in "YNAX")


def stopped_after(name: str, stage: Stage, changes: tuple[str, ...] = (), seed: int = 1):
    made = game(load(name, changes), seed)
    session = open_session(made)
    while not session.closed and (not session.ticks or session.ticks[-1].stage != stage):
        session.advance(time_is_up=True, tell_why=True)
    return made, session


def test_undo_takes_the_room_and_the_ear_back():
    made, session = stopped_after("tutorial", Stage.PEN)
    before, tick = room(made, session, 0), session.tick
    for _ in range(5):
        session.advance(time_is_up=True)
        room(made, session, 0)
    session.undo(5)
    assert session.tick == tick
    assert room(made, session, 0) == before
    assert len(session.moments) == len(session.ticks)
    with pytest.raises(IndexError, match="no tick"):
        heard(made, session, tick, 0)


def test_a_seat_is_only_sure_of_whose_door_it_is_where_something_lies_at_it():
    made, session = stopped_after("pact-2015", Stage.CONDUCT)
    found = set()
    while not session.closed:
        session.advance(time_is_up=True)
        for seat in range(made.rules.seats):
            for signal in room(made, session, seat).signals:
                assert (signal.sure is None) == (signal.operations == 0)
                found.add(signal.operations > 0)
    assert found == {True, False}


def two_texts(*, level: int):
    """The tutorial with a rival text in the pocket of the first seat."""
    document = read_toml(LIBRARY / "tutorial.toml")
    rival = copy.deepcopy(document["drafts"][0]) | {
        "id": "BAY/2", "title": "A rival nobody has seen", "pen_holder": "AVA", "sponsors": [], "in_pocket": True,
    }  # fmt: skip
    rival["wordings"] = {"CAP": "CAP.a", "LEG": "LEG.d"}
    made = game(parse(document | {"drafts": [*document["drafts"], rival], "level": level}, where="two texts"), 1)
    return made, open_session(made)


@pytest.mark.parametrize("verb", [Verb.TABLE, Verb.HOLD])
def test_a_rival_in_a_pocket_is_seen_by_its_pen_holder_alone_until_it_is_tabled(verb):
    made, session = two_texts(level=2)
    seats, tabled = range(made.rules.seats), False
    while not session.closed:
        if session.stage == Stage.TABLING and session.world.record.turn[0] == 1:
            session.offer(0, session.tick, an_act(verb, draft=1))
            tabled = verb == Verb.TABLE
        session.advance(time_is_up=True)
        for seat in (None, *seats):
            texts = words_of(room(made, session, seat)) + words_of(heard(made, session, session.tick - 1, seat))
            assert ("BAY/2" in texts or "rival nobody" in texts) <= (seat == 0 or tabled)
        assert len(room(made, session, 0).drafts) == 2
        assert len(room(made, session, 1).drafts) == 1 + tabled


def test_a_session_of_anything_goes_can_be_shown_and_heard():
    for seed in range(4):
        made, session = two_texts(level=4)
        session.seats = [AnyAct()] * made.rules.seats
        for _ in range(seed):
            session.advance(time_is_up=True)
        while not session.closed:
            session.advance(time_is_up=True)
            for seat in (None, seed):
                assert not BROKEN.search(words_of(room(made, session, seat)))
                assert not BROKEN.search(words_of(heard(made, session, session.tick - 1, seat)))


def test_reasons_are_told_as_far_as_they_are_revealed():
    made, session = next(
        found
        for found in (stopped_after("tutorial", Stage.EXPLANATIONS, seed=seed) for seed in range(1, 30))
        if (found[1].ticks[-1].act[:, 0] == Verb.EXPLAIN).any()
    )
    explained = session.moments[-1]
    speaker = next(s for s in range(7) if explained.tick.act[s, 0] == Verb.EXPLAIN)
    whole, ground, nothing = (why_vote(made, session, speaker, 1, how) for how in ("all", "public", "none"))
    assert len({whole, ground, nothing}) == 3
    assert ", and explained: " in ground
    assert nothing.endswith("has not said why.")
    quiet = next(s for s in range(7) if explained.tick.act[s, 0] == Verb.PASS)
    assert why_vote(made, session, quiet, 1).endswith("has not said why.")


def test_a_vote_that_was_not_taken_cannot_be_asked_about():
    made, session = two_texts(level=1)
    assert why_vote(made, session, 0, 1) == "There has been no vote on BAY/1."


def test_phase_and_stage_are_spelt_as_in_notation():
    made, session = stopped_after("tutorial", Stage.DECISION)
    shown = room(made, session, None)
    assert (shown.phase, shown.stage) == (Phase(int(PHASE_OF[Stage.VOTE])).name.lower(), "vote")
    session.offer(0, session.tick, an_act(Verb.CAST, wording=Ballot.NO))


def test_what_is_no_room_is_refused_with_the_place_that_is_wrong():
    made, session = two_texts(level=1)
    text = room_to_json(room(made, session, 0)).replace(b'"tick":0', b'"tick":"soon"')
    with pytest.raises(Unreadable, match="tick"):
        room_from_json(text)
    with pytest.raises(Unreadable):
        heard_from_json("[")


def test_the_page_of_the_docs_shows_what_runs(capsys):
    text = (Path(__file__).parents[2] / "docs" / "seat.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(sample, "docs/seat.md", "exec"), {})
    assert capsys.readouterr().out.startswith("General debate: what do you say of the subject?\n")
