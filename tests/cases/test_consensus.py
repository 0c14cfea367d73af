"""Bodies that do not vote: consensus and signature. Cases 90 to 95."""

import pytest

from demarche.sim.act import an_act
from demarche.sim.terms import Ballot, Decision, Stage, Status, Verb
from tests.boards import Room, board


def report(seats=3, **other):
    return Room(board(seats, level=4, decision=Decision.CONSENSUS, **other)).until(Stage.CONSENSUS)


def pact(seats=2, **other):
    return Room(board(seats, level=4, decision=Decision.UNANIMITY, **other)).until(Stage.SIGNATURE)


def test_without_an_objection_there_is_a_report():
    """Case 90. Silence is consent."""
    assert report().do().status() == Status.CONSENSUS


def test_one_objection_and_there_is_no_report():
    """Case 91. Consensus is the absence of an objection."""
    room = report().do({2: an_act(Verb.BLOCK)})
    assert room.status() == Status.BLOCKED
    assert room.world.record.blocked[0, 0].tolist() == [False, False, True]


def test_whoever_dissociates_lets_it_pass():
    """Case 92. A lone objector may stand aside instead, and the record says so."""
    room = report().do({1: an_act(Verb.DISSOCIATE)})
    assert room.status() == Status.CONSENSUS
    assert room.world.record.dissociated[0, 0].tolist() == [False, True, False]


def test_the_chair_and_observers_object_to_nothing():
    """Case 93. Consensus is that of the members."""
    assert report(4, roles="MCOM").asked() == [0, 3]


@pytest.mark.parametrize(
    ("ballots", "ending"),
    [("YY", Status.SIGNED), ("YN", Status.UNSIGNED), ("YA", Status.UNSIGNED), ("Y-", Status.UNSIGNED)],
)
def test_every_party_signs_or_there_is_no_agreement(ballots, ending):
    """Case 94. Abstention and absence are no signature."""
    assert pact().vote(ballots).status() == ending


def test_a_chair_or_observer_signs_nothing():
    """Case 95. A mediator's name is not needed, and no quorum: a pact of three has three parties."""
    room = pact(4, roles="MMCM")
    assert room.asked() == [0, 1, 3]
    assert room.vote("YY.Y").status() == Status.SIGNED
    assert room.world.record.final[0, 0, 2] == Ballot.UNCAST
