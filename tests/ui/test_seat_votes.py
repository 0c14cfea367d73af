"""The vote whose ballots a room shows: only the one just taken, named, with its reasons as far as they are told."""

import pytest

from demarche.agents.options import options
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.notation import read
from demarche.sim.terms import BALLOTED, Stage, Verb
from demarche.ui.seat.heard import Reveal, heard
from demarche.ui.seat.room import room

VOTED = (*BALLOTED, Stage.SIGNING)


def every_room(name: str, changes: tuple[str, ...] = (), reveal: Reveal = Reveal.PUBLIC):
    """The public room after each tick, with the stage of that tick."""
    made = game(load(name, changes), 1)
    session = open_session(made)
    while not session.closed:
        session.advance(time_is_up=True, tell_why=True)
        yield session, room(made, session, None, reveal=reveal), session.ticks[-1].stage


@pytest.mark.parametrize(("name", "changes"), [("tutorial", ("level=4",)), ("dual-track-2018", ("rounds=0",))])
def test_before_a_vote_the_room_shows_leans_and_after_it_the_ballots_with_their_name(name, changes):
    asked = set()
    for session, shown, stage in every_room(name, changes):
        cast = any(place.ballot for place in shown.places)
        assert cast == bool(shown.balloted)
        if stage in VOTED:
            assert cast
        elif session.stage in VOTED:
            asked.add(session.stage)
            assert not cast
    assert Stage.VOTE in asked
    assert shown.balloted.endswith("the whole text"), "at the end nothing is put: the last vote is still there"


def test_an_amendment_is_named_and_gone_when_the_whole_is_put():
    made = game(load("tutorial", ("level=4", "rounds=0")), 1)
    session = open_session(made)
    while session.stage != Stage.AMENDMENTS:
        session.advance(time_is_up=True)
    mover = session.asked()[-1]
    session.offer(mover, session.tick, options(made.rules, session.view(mover), 0, Verb.AMEND)[0])
    seen: dict[Stage, str] = {}
    while Stage.VOTE not in seen:
        session.advance(time_is_up=True)
        seen[session.ticks[-1].stage] = room(made, session, None).balloted
    assert seen[Stage.AMENDMENT_VOTE].startswith("amendment to ")
    assert seen[Stage.DECISION] == ""
    assert seen[Stage.VOTE].endswith("the whole text")


@pytest.mark.parametrize("reveal", Reveal)
def test_each_ballot_has_its_reason_as_far_as_it_is_told(reveal):
    for session, shown, stage in every_room("dual-track-2018", ("rounds=0",), reveal):
        reasons = [place.why for place in shown.places]
        if stage in VOTED and reveal == Reveal.ALL:
            taken = session.moments[-1]
            assert [bool(why) for why in reasons] == [bool(taken.why(s)) for s in range(len(reasons))]
            assert any(place.why and place.ballot == "N" for place in shown.places)
        if reveal == Reveal.NONE or (reveal == Reveal.PUBLIC and stage != Stage.EXPLANATIONS):
            assert not any(reasons)
    assert any(reasons) == (reveal != Reveal.NONE)


def signed_late():
    """A pact that one party would not sign at first, and then did; and everything that was heard of its signing."""
    made = game(load("pact-2015", ("quarters=2",)), 1)
    session, told = open_session(made), []
    says = {Stage.SIGNATURE: ("yes", "no"), Stage.SIGNING: ("yes", "yes")}
    while not session.closed:
        for ballot, seat in zip(says.get(session.stage, ()), session.asked(), strict=False):
            session.offer(seat, session.tick, read(made.rules, ballot))
        session.advance(time_is_up=True)
        told += [one.text for one in heard(made, session, session.tick - 1, None)]
    return made, session, told


def test_a_pact_that_is_signed_later_shows_the_tally_of_that_signature():
    made, session, _ = signed_late()
    (draft,) = room(made, session, None).drafts
    assert (draft.stands, draft.tally) == ("was signed by every party", (2, 0, 0, 0))


def test_that_a_pact_was_not_signed_is_told_once():
    _, _, told = signed_late()
    assert len([text for text in told if "was not signed by every party" in text]) == 1
    assert len([text for text in told if "was signed by every party" in text]) == 1
