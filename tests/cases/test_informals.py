"""Informals: capacity, proposals, private offers that bind, and the pen. Cases 10 to 20."""

import numpy as np

from demarche.sim.act import an_act
from demarche.sim.procedure.order import may
from demarche.sim.terms import NO_WORD, NONE, Ballot, Item, Refusal, Stage, Verb
from demarche.sim.view import sight
from tests.boards import Room, board, briefs

WORD_FOR_BALLOT = an_act(Verb.OFFER, partner=1, draft=0, clause=0, wording=1, draft2=0, wording2=Ballot.YES)
FAVOURS_FOR_BALLOT = an_act(Verb.OFFER, partner=1, wording=3, draft2=0, wording2=Ballot.YES)


def room(seats=3, rounds=1, **other):
    return Room(board(seats, rounds=rounds, **other)).until(Stage.FLOOR)


def views(at, seats):
    s = np.array(seats)
    verbs = may(at.rules, at.world)
    return sight(at.world, briefs(at.rules), verbs, np.zeros_like(s), s)


def test_a_delegation_without_capacity_is_not_in_the_room():
    """Case 10. Small missions cannot be in two rooms at once: capacity 0 is not asked, 1 once, 2 twice a round."""
    at = room(seats=4, capacity=[0, 1, 2, 2], roles="MMMC", pens=[0])
    assert at.asked() == [1, 2]
    at.do()
    assert at.stage == Stage.ANSWERS
    assert at.asked() == [2]


def test_whoever_holds_an_offer_answers_it_even_without_capacity():
    """Case 11. To answer takes no capacity."""
    at = room(capacity=[1, 0, 1])
    at.do({0: FAVOURS_FOR_BALLOT})
    assert at.asked() == [1]
    assert at.open_to(1) == {Verb.ACCEPT, Verb.PASS}


def test_an_offer_is_seen_by_its_partner_and_by_nobody_else():
    """Case 12. An offer is private."""
    at = room().do({0: FAVOURS_FOR_BALLOT})
    assert views(at, [1]).offers.sender.tolist() == [0]
    assert views(at, [2]).offers.sender.tolist() == []
    assert views(at, [0]).offer[0, Item.VERB] == Verb.OFFER


def test_an_offer_that_is_not_accepted_lapses_at_the_end_of_the_round():
    """Case 13. Offers last for the round."""
    at = room(rounds=2).do({0: FAVOURS_FOR_BALLOT}).do()
    assert at.stage == Stage.PEN
    assert (at.world.dealings.offer[..., Item.VERB] == Verb.SILENT).all()
    at.until(Stage.FLOOR).do()
    assert at.why_not(1, an_act(Verb.ACCEPT, partner=0)) != Refusal.NONE


def test_only_what_was_offered_to_oneself_can_be_accepted():
    """Case 14. Nobody takes up an offer made to another."""
    at = room(capacity=2).do({0: FAVOURS_FOR_BALLOT, 2: an_act(Verb.OFFER, partner=0, wording=1, draft2=0, wording2=0)})
    assert at.why_not(1, an_act(Verb.ACCEPT, partner=0)) == Refusal.NONE
    assert at.why_not(1, an_act(Verb.ACCEPT, partner=2)) == Refusal.NOT_OFFERED
    assert at.why_not(2, an_act(Verb.ACCEPT, partner=0)) == Refusal.NOT_NOW


def test_an_acceptance_changes_the_text_of_the_giver_who_holds_the_pen_and_binds_the_taker():
    """Case 15. The wording stands at once; the ballot is promised to the giver."""
    at = room().do({0: WORD_FOR_BALLOT}).do({1: an_act(Verb.ACCEPT, partner=0)})
    assert at.text() == [1, 0]
    dealings = at.world.dealings
    assert dealings.promise[0, 1, 0] == Ballot.YES
    assert dealings.promisee[0, 1, 0] == 0
    assert dealings.promise[0, 0, 0] == Ballot.UNCAST
    assert (dealings.favours == 0).all()


def test_a_giver_without_the_pen_supports_the_wording_instead():
    """Case 16. What is not one's own text one can only propose."""
    offer = an_act(Verb.OFFER, partner=2, draft=0, clause=0, wording=1, draft2=0, wording2=Ballot.NO)
    at = room().do({1: offer}).do({2: an_act(Verb.ACCEPT, partner=1)})
    assert at.text() == [0, 0]
    assert at.world.record.proposal[0, 1, 0].tolist() == [1, NO_WORD]
    assert at.world.dealings.promise[0, 2, 0] == Ballot.NO


def test_favours_are_recorded_with_the_ballot_they_are_owed_for():
    """Case 17. Three favours for a yes."""
    at = room().do({0: FAVOURS_FOR_BALLOT}).do({1: an_act(Verb.ACCEPT, partner=0)})
    assert at.world.dealings.favours[0].tolist() == [[0], [3], [0]]
    assert at.world.dealings.promise[0, 1, 0] == Ballot.YES
    assert at.world.dealings.promisee[0].tolist() == [[NONE], [0], [NONE]]


def test_favours_are_given_for_a_ballot_and_for_nothing_else():
    """Case 18. Terms that are no deal are refused; there are five favours at the most."""
    at = room()
    for_a_word = an_act(Verb.OFFER, partner=1, wording=1, draft2=0, clause2=0, wording2=1)
    six = an_act(Verb.OFFER, partner=1, wording=6, draft2=0, wording2=Ballot.YES)
    absence = an_act(Verb.OFFER, partner=1, wording=1, draft2=0, wording2=Ballot.ABSENT)
    same = an_act(Verb.OFFER, partner=1, draft=0, wording=Ballot.YES, draft2=0, wording2=Ballot.YES)
    assert [at.why_not(0, act) for act in (for_a_word, six, absence, same)] == [Refusal.BAD_TERMS] * 4


def test_observers_propose_and_neither_sponsor_nor_deal():
    """Case 19. An observer speaks and proposes."""
    at = room(seats=3, roles="MMO")
    assert at.open_to(2) == {Verb.PROPOSE, Verb.GATHER, Verb.PASS}
    to_observer = an_act(Verb.OFFER, partner=2, wording=1, draft2=0, wording2=Ballot.YES)
    assert at.why_not(0, to_observer) == Refusal.NO_SUCH_SEAT


def test_the_pen_takes_a_proposal_into_its_own_text_and_settles_it():
    """Case 20. Only the pen-holder changes the text; what the text meets is no longer proposed."""
    at = room().do({1: an_act(Verb.PROPOSE, draft=0, clause=1, wording=1), 2: an_act(Verb.SPONSOR, draft=0)}).do()
    assert at.world.record.proposal[0, 1, 0, 1] == 1
    assert at.world.record.sponsor[0, 0].tolist() == [True, False, True]
    assert at.stage == Stage.PEN
    assert at.asked() == [0]
    assert at.why_not(1, an_act(Verb.TAKE, draft=0, clause=1, wording=1)) == Refusal.NOT_ASKED
    at.do({0: an_act(Verb.TAKE, draft=0, clause=1, wording=1)})
    assert at.text() == [0, 1]
    assert (at.world.record.proposal == NO_WORD).all()
    assert at.stage == Stage.TABLING
