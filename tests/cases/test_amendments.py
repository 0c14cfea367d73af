"""Amendments, oral revision and withdrawal. Cases 50 to 60."""

from demarche.sim.act import an_act
from demarche.sim.record import IMPLIED, NOT_MOVED, PUT
from demarche.sim.terms import ABSENT, Refusal, Stage, Status, Verb
from tests.boards import Room, amend, board

WITHDRAW = an_act(Verb.WITHDRAW)


def room(seats=3, clauses=2, wordings=3, lot=0, level=2, **other):
    return Room(board(seats, clauses, wordings, level=level, **other), lot).until(Stage.AMENDMENTS)


def test_the_amendment_furthest_in_substance_is_put_first():
    """Case 50. Furthest removed first: the third wording of the heavier clause before the second (rule 130)."""
    at = room(seats=4).do({1: amend(0, 1), 2: amend(1, 2), 3: amend(0, 2)}).do()
    put = []
    while at.stage == Stage.AMENDMENT_VOTE:
        put.append(tuple(int(x) for x in at.world.record.amendment[0]))
        at.vote("NNNN")
    assert put == [(1, 2), (0, 2), (0, 1)]


def test_an_amendment_that_carries_implies_the_rejection_of_the_others_on_its_clause():
    """Case 51. Where adopting one implies rejecting another, that other is not put (rule 130)."""
    at = room(seats=4).do({1: amend(0, 1), 2: amend(1, 1), 3: amend(0, 2)}).do()
    seen = []
    while at.stage == Stage.AMENDMENT_VOTE:
        seen.append(tuple(int(x) for x in at.world.record.amendment[0]))
        at.vote("YYNN" if seen[-1] == (1, 1) else "YYNY")
    assert (0, 1) not in seen
    assert at.text() == [2, 0]
    assert at.world.record.amending[0, 0].tolist() == [NOT_MOVED, IMPLIED, PUT, NOT_MOVED]
    assert at.world.record.amended[0, 0]


def test_an_amendment_that_fails_changes_nothing():
    """Case 52. A tie rejects it (rule 133)."""
    at = room(seats=2).do({1: amend(0, 1)}).do().vote("YN")
    assert at.text() == [0, 0]
    assert not at.world.record.amended[0, 0]
    assert at.stage == Stage.DECISION


def test_an_amendment_may_leave_a_clause_out():
    """Case 53. An amendment adds, deletes or revises part of a text (rule 130)."""
    at = room().do({1: amend(1, ABSENT)}).do().vote("YYN")
    assert at.text() == [0, ABSENT]


def test_a_text_with_nothing_left_is_rejected():
    """Case 54. Amendments that leave out every clause leave nothing to put (rule 129†, by analogy)."""
    at = room().do({1: amend(1, ABSENT), 2: amend(0, ABSENT)}).do().vote("YYN").vote("YYN")
    assert at.status() == Status.PARTS_REJECTED
    assert at.stage == Stage.CLOSED


def test_an_amendment_must_change_the_text():
    """Case 55. What the text already says is no amendment."""
    at = room()
    assert at.why_not(1, amend(0, 0)) == Refusal.NOTHING_CHANGES
    assert at.why_not(1, amend(0, 3)) == Refusal.NO_SUCH_WORDING
    assert at.why_not(1, amend(2, 0)) == Refusal.NO_SUCH_CLAUSE


def test_the_pen_holder_revises_and_does_not_amend():
    """Case 56. Its own text it changes from the floor; observers and the chair amend nothing."""
    at = room(seats=4, roles="MMOC")
    assert at.asked() == [1]


def test_like_amendments_belong_to_the_first_in_the_list():
    """Case 57. The list begins with the seat drawn by lot (rule 127†)."""
    at = room(seats=4, lot=2).do({1: amend(0, 1), 3: amend(0, 1)})
    assert at.world.record.amending[0, 0, 1] == 3


def test_an_oral_revision_settles_what_was_moved_on_its_clause():
    """Case 58. The revised clause is not put; the other amendment is."""
    at = room().do({1: amend(0, 1), 2: amend(1, 2)}).do({0: an_act(Verb.REVISE, clause=0, wording=2)})
    assert at.text() == [2, 0]
    assert at.world.record.amendment[0].tolist() == [1, 2]
    assert not at.world.record.amended[0, 0]
    at.vote("NNY")
    assert at.stage == Stage.DECISION


def test_a_draft_may_be_withdrawn_before_voting_begins():
    """Case 59. By its sponsors, and what was moved to it falls with it (rule 122†)."""
    at = room().do({1: amend(0, 1)})
    assert Verb.WITHDRAW in at.open_to(0)
    at.do({0: WITHDRAW})
    assert at.status() == Status.WITHDRAWN
    assert at.stage == Stage.CLOSED


def test_a_draft_may_not_be_withdrawn_after_it_was_amended():
    """Case 60. Once amended it belongs to the Committee (rule 122†)."""
    at = room().do()
    at.with_record(amended=[True])
    assert Verb.WITHDRAW not in at.open_to(0)
    assert at.why_not(0, WITHDRAW) == Refusal.NOT_NOW
    at = room().do({1: amend(0, 1)}).do().vote("YYY")
    assert all(Verb.WITHDRAW not in at.open_to(seat) for seat in range(3))
