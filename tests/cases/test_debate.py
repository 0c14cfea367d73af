"""Debate: quorum, statements, the right of reply. Cases 1 to 8."""

from demarche.sim.act import an_act
from demarche.sim.terms import Refusal, Stage, Status, Verb
from tests.boards import Room, board


def away(seats):
    return {s: an_act(Verb.AWAY) for s in seats}


def speech(partner=-1):
    return an_act(Verb.SPEAK, clause=0, wording=0, partner=partner)


def test_forty_nine_of_193_members_open_the_debate():
    """Case 1. A quarter of the members, rounded up, is a quorum to open and debate (rule 108)."""
    rules = board(seats=193, clauses=1, wordings=1)
    assert Room(rules).do(away(range(49, 193))).stage == Stage.TABLING


def test_forty_eight_of_193_members_do_not():
    """Case 2. With one member fewer the meeting is called again; the second time it is given up (rule 108)."""
    room = Room(board(seats=193, clauses=1, wordings=1))
    assert room.do(away(range(48, 193))).stage == Stage.STATEMENTS
    assert room.do(away(range(48, 193))).stage == Stage.CLOSED
    assert room.status() == Status.NO_QUORUM


def test_observers_and_the_chair_do_not_count_for_the_quorum():
    """Case 3. Of eight seats six are members; a quarter of six is two, and an observer is none of them (rule 108)."""
    rules = board(seats=8, roles="CMMMMMMO")
    assert rules.opening_quorum == 2
    room = Room(rules).do(away([2, 3, 4, 5, 6]))
    assert room.stage == Stage.STATEMENTS
    assert room.do(away([3, 4, 5, 6])).stage == Stage.TABLING


def test_the_chair_makes_no_statement():
    """Case 4. The chair gives the floor and does not take it; an observer may speak."""
    room = Room(board(seats=3, roles="CMO"))
    assert room.asked() == [1, 2]
    assert room.why_not(0, speech()) == Refusal.NOT_ASKED


def test_a_statement_is_two_clauses_at_the_most_and_is_taken_down():
    """Case 5. The time limit is two clauses (rule 114†)."""
    room = Room(board())
    said = an_act(Verb.SPEAK, clause=1, wording=1, clause2=0, wording2=0)
    room.do({2: said})
    assert room.world.record.stated[0, 2].tolist() == [[1, 1], [0, 0]]


def test_only_those_who_were_named_may_reply():
    """Case 6. The right of reply belongs to whoever was named (rule 115†)."""
    room = Room(board(seats=4)).do({0: speech(partner=2)})
    assert room.stage == Stage.REPLIES
    assert room.asked() == [2]
    assert room.why_not(1, an_act(Verb.REPLY)) == Refusal.NOT_ASKED


def test_there_are_two_rounds_of_reply_at_the_most():
    """Case 7. A reply may name a state in its turn; after the second round debate is over (rule 115†)."""
    room = Room(board(seats=2)).do({0: speech(partner=1)})
    assert room.do({1: an_act(Verb.REPLY, partner=0)}).stage == Stage.REPLIES
    assert room.asked() == [0]
    assert room.do({0: an_act(Verb.REPLY, partner=1)}).stage == Stage.TABLING


def test_nobody_names_itself_or_a_seat_that_is_not_there():
    """Case 8. A state named is another in the room."""
    room = Room(board(seats=2))
    assert room.why_not(0, speech(partner=0)) == Refusal.NO_SUCH_SEAT
    assert room.why_not(0, speech(partner=2)) == Refusal.NO_SUCH_SEAT
    assert room.why_not(0, an_act(Verb.SPEAK, clause=2, wording=0)) == Refusal.NO_SUCH_CLAUSE
    assert room.why_not(0, an_act(Verb.SPEAK, clause=0, wording=2)) == Refusal.NO_SUCH_WORDING
