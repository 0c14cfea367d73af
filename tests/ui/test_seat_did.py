"""Acts as sentences, and what a card asks for as acts can name it."""

import numpy as np
import pytest

from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import game
from demarche.scenarios.goals import reached
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.naming import read_wording
from demarche.sim.terms import Item, Verb
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.did import DID, did
from demarche.ui.seat.room import room
from demarche.ui.seat.wants import wants
from demarche.ui.words import Words

PLAYED = ("tutorial", "pact-2015", "gge-2017", "dual-track-2018")


@pytest.fixture(scope="module", params=PLAYED)
def played(request):
    made = game(load(request.param), seed=1)
    session = open_session(made)
    while not session.closed:
        session.advance(time_is_up=True)
    return made, session


def test_every_verb_has_a_sentence():
    assert set(DID) == set(Verb)


def test_every_act_of_a_session_is_a_sentence_without_a_number_of_the_kernel(played):
    made, session = played
    words = Words(made)
    found = 0
    for moment in session.moments:
        for seat in np.flatnonzero(moment.tick.act[:, Item.VERB] != Verb.SILENT).tolist():
            said = did(words, moment.before, seat, moment.tick.act[seat])
            assert said[0].islower()
            assert not said.endswith(".")
            assert "  " not in said
            assert "-1" not in said
            assert "{" not in said
            found += 1
    assert found > 10


def test_a_ballot_says_on_what_it_was_cast(played):
    made, session = played
    words = Words(made)
    for moment in session.moments:
        for seat in np.flatnonzero(moment.tick.act[:, Item.VERB] == Verb.CAST).tolist():
            said = did(words, moment.before, seat, moment.tick.act[seat])
            assert any(words.draft(draft) in said for draft in range(len(made.rules.drafts))) or "motion" in said


def test_a_wording_that_a_card_wants_reaches_its_goal_and_the_next_one_back_does_not(played):
    made, session = played
    desk = desk_of(made, session)
    for seat in range(made.rules.seats):
        card = card_for(made, seat)
        for goal, want in zip(card.goals, wants(desk, card), strict=True):
            assert want.kind == goal.kind
            assert (made.rules.drafts[want.draft - 1] if want.draft else "") == goal.draft
            if want.wording:
                clause, wording = read_wording(made.rules, want.wording)
                assert reached(made.rules, goal, wording)
                position = made.rules.book.position[0, clause]
                nearer = [
                    other
                    for other in np.flatnonzero(made.rules.book.exists[clause]).tolist()
                    if other < len(position) and reached(made.rules, goal, other)
                ]
                bound = goal.at_least if goal.at_least is not None else goal.at_most
                assert abs(position[wording] - bound) == min(abs(position[other] - bound) for other in nearer)


def test_a_seat_is_shown_what_its_own_card_wants_and_nobody_another_s():
    made = game(load("tutorial"), seed=1)
    session = open_session(made)
    shown = room(made, session, 2)
    assert shown.brief
    assert [want.kind for want in shown.brief.wants] == [goal.kind for goal in card_for(made, 2).goals]
    assert room(made, session, None).brief is None
