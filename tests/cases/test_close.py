"""Reconsideration and explanations of vote. Cases 100 to 109."""

import numpy as np

from demarche.sim.act import an_act
from demarche.sim.tally import carries_by_two_thirds
from demarche.sim.terms import Ground, Refusal, Stage, Status, Verb
from tests.boards import Room, board


def reconsider(draft=0):
    return an_act(Verb.RECONSIDER, draft=draft)


def explain(draft=0, ground=Ground.TEXT):
    return an_act(Verb.EXPLAIN, draft=draft, wording=ground)


def decided(ballots, level=4, **other):
    return Room(board(len(ballots), clauses=1, wordings=1, level=level, **other)).ask_for_a_vote().vote(ballots)


def test_two_thirds_of_those_voting_reconsider():
    """Case 100. Of five, three to two is a majority and not two thirds (rule 123†)."""
    room = decided("NNNYY").do({1: reconsider()}).vote("YYYNN")
    assert room.status() == Status.REJECTED
    assert room.stage == Stage.EXPLANATIONS
    room = decided("NNNYY").do({1: reconsider()}).vote("YYYYN")
    assert room.stage == Stage.VOTE
    assert room.status() == Status.TABLED


def test_two_thirds_are_of_votes_and_not_of_members():
    """Case 101. Two to one among five carries, whoever abstains is not voting (rules 123†, 126)."""
    room = decided("NNNYY").do({1: reconsider()}).vote("YYNAA")
    assert room.stage == Stage.VOTE
    assert not carries_by_two_thirds(np.array(0), np.array(0))


def test_a_reconsidered_text_is_voted_again_and_the_new_vote_stands():
    """Case 102. The former decision is gone, either way."""
    room = decided("YYYNN").do({4: reconsider()}).vote("YYYYY").vote("NNNYY")
    assert room.status() == Status.REJECTED
    assert room.world.record.final[0, 0].tolist() == [1, 1, 1, 0, 0]


def test_a_decision_is_reconsidered_once():
    """Case 103. And only one that was taken by a vote."""
    room = decided("NNN", drafts=2)
    room.until(Stage.DECISION).do().until(Stage.RECONSIDER)
    assert room.why_not(0, reconsider(1)) == Refusal.NOT_DECIDED
    room.do({0: reconsider(0)}).vote("YNN")
    assert room.stage == Stage.EXPLANATIONS


def test_the_first_in_the_list_says_what_is_reconsidered():
    """Case 104. Then the other may be moved (rules 123†, 127†)."""
    room = Room(board(3, 1, 1, drafts=2, level=4), lot=1).ask_for_a_vote().vote("NNN").ask_for_a_vote().vote("YYY")
    assert room.stage == Stage.RECONSIDER
    room.do({0: reconsider(0), 2: reconsider(1)})
    assert room.world.record.again[0] == 1
    room.vote("NNN")
    assert room.stage == Stage.RECONSIDER
    assert room.why_not(0, reconsider(1)) == Refusal.NOT_DECIDED
    assert room.why_not(0, reconsider(0)) == Refusal.NONE


def test_a_reconsideration_without_a_quorum_leaves_the_decision():
    """Case 105. Called twice, then given up (rule 108)."""
    room = decided("YYY").do({0: reconsider()}).vote("Y--").vote("Y--")
    assert room.status() == Status.ADOPTED
    assert room.stage == Stage.EXPLANATIONS
    assert room.world.record.again[0] == -1


def test_a_reconsidered_text_that_finds_no_quorum_is_nobodys_decision():
    """Case 106. Nothing is left of the motion either."""
    room = decided("YYY").do({0: reconsider()}).vote("YYY").vote("Y--").vote("Y--")
    assert room.status() == Status.NO_QUORUM
    assert room.world.record.again[0] == -1


def test_a_sponsor_does_not_explain_its_vote_on_its_own_text():
    """Case 107. Nor does whoever cast no vote (rule 128†)."""
    room = decided("YYN-", level=1)
    assert room.stage == Stage.EXPLANATIONS
    assert room.asked() == [1, 2]
    two = Room(board(3, 1, 1, drafts=2)).ask_for_a_vote().vote("YYN").ask_for_a_vote().vote("YYN")
    assert two.why_not(0, explain(0)) == Refusal.OWN_TEXT
    assert two.why_not(0, explain(1)) == Refusal.NONE


def test_an_explanation_gives_one_ground_and_closes_the_session():
    """Case 108. Explanations come after the vote (rule 128†)."""
    room = decided("YYN", level=1).do({2: explain(ground=Ground.COST)})
    assert room.world.record.explained[0].tolist() == [-1, -1, 0]
    assert room.world.record.ground[0, 2] == Ground.COST
    assert room.stage == Stage.CLOSED


def test_what_was_adopted_without_a_vote_has_no_vote_to_explain():
    """Case 109. Without ballots the session closes."""
    room = Room(board()).until(Stage.DECISION).do()
    assert room.stage == Stage.CLOSED
