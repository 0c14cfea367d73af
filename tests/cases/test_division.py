"""Division: separate votes on parts. Cases 61 to 67."""

from demarche.sim.act import an_act
from demarche.sim.terms import ABSENT, Refusal, Stage, Status, Verb
from tests.boards import Room, board

OBJECT = an_act(Verb.OBJECT)


def divide(clause):
    return an_act(Verb.DIVIDE, clause=clause)


def room(seats=3, clauses=2, **other):
    return Room(board(seats, clauses, level=3, **other)).until(Stage.DIVISION)


def test_any_member_may_ask_for_a_separate_vote():
    """Case 61. A part is put apart when a member asks; nobody asks twice for the same (rule 129†)."""
    at = room(seats=4, roles="MMOC")
    assert at.asked() == [0, 1]
    at.do({0: divide(1), 1: divide(1)})
    assert at.world.record.divided[0].tolist() == [-1, 0]


def test_without_an_objection_the_parts_are_put_at_once():
    """Case 62. The division is voted only where somebody objects (rule 129†)."""
    at = room().do({1: divide(1)}).do()
    assert at.stage == Stage.PART_VOTE
    assert at.world.record.part[0] == 1


def test_an_objection_puts_the_division_to_the_vote():
    """Case 63. A simple majority decides whether to divide (rule 129†)."""
    at = room().do({1: divide(1)}).do({0: OBJECT})
    assert at.stage == Stage.DIVISION_VOTE
    assert at.vote("YYN").stage == Stage.PART_VOTE
    at = room().do({1: divide(1)}).do({0: OBJECT}).vote("YNA")
    assert at.stage == Stage.DECISION
    assert at.text() == [0, 0]


def test_a_part_that_does_not_carry_falls_out():
    """Case 64. The rest is put as a whole; a tie rejects a part (rules 129†, 133)."""
    at = room().do({1: divide(0)}).do().vote("YNA")
    assert at.text() == [ABSENT, 0]
    assert at.world.record.lost[0].tolist() == [True, False]
    assert at.stage == Stage.DECISION
    at = room().do({1: divide(0)}).do().vote("YYN")
    assert at.text() == [0, 0]


def test_a_text_all_of_whose_operative_parts_are_rejected_is_rejected():
    """Case 65. There is nothing left to put (rule 129†)."""
    at = room().do({0: divide(0), 1: divide(1)}).do().vote("NNY")
    assert at.status() == Status.TABLED
    at.vote("NNY")
    assert at.status() == Status.PARTS_REJECTED
    assert at.stage == Stage.CLOSED


def test_a_part_that_nobody_asked_for_apart_still_stands():
    """Case 66. To lose one part of two is not to lose the whole."""
    at = room().do({0: divide(0)}).do().vote("NNN").do()
    assert at.status() == Status.CONSENSUS


def test_only_a_part_that_stands_is_put_apart():
    """Case 67. A clause that is not in the text is no part of it."""
    at = room().with_record(wording=[[ABSENT, 0]])
    assert at.why_not(0, divide(0)) == Refusal.NO_SUCH_CLAUSE
    assert at.why_not(0, divide(1)) == Refusal.NONE
    assert at.why_not(0, divide(2)) == Refusal.NO_SUCH_CLAUSE
