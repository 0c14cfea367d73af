"""Texts of which little is left, and who may leave it so. Cases 116 to 119."""

from demarche.sim.act import an_act
from demarche.sim.terms import ABSENT, Refusal, Stage, Status, Verb
from tests.boards import Room, board


def test_a_text_with_nothing_left_cannot_be_tabled():
    """Case 116. The informals may leave nothing of a text; then it is held back."""
    room = Room(board(seats=2, clauses=1, rounds=1)).until(Stage.PEN)
    room.do({0: an_act(Verb.TAKE, draft=0, clause=0, wording=ABSENT)}).until(Stage.TABLING)
    assert room.open_to(0) == {Verb.HOLD}
    assert room.do({0: an_act(Verb.HOLD, draft=0)}).to_the_end().status() == Status.HELD


def test_a_pen_holder_does_not_revise_its_whole_text_away():
    """Case 117. Until voting begins it may withdraw the text instead (rule 122†)."""
    room = Room(board(seats=2, clauses=1)).until(Stage.REVISION)
    assert room.why_not(0, an_act(Verb.REVISE, clause=0, wording=ABSENT)) == Refusal.EMPTIES_TEXT
    assert room.why_not(0, an_act(Verb.WITHDRAW)) == Refusal.NONE


def test_a_pen_holder_may_leave_out_a_clause_where_another_stands():
    """Case 118. Only the last clause is kept."""
    room = Room(board(seats=2, clauses=2)).until(Stage.REVISION)
    assert room.why_not(0, an_act(Verb.REVISE, clause=0, wording=ABSENT)) == Refusal.NONE


def test_an_amended_text_is_no_longer_its_pen_holders_to_hold_back():
    """Case 119. Reopened by a suspension, an amended text can only be tabled again (rule 122†)."""
    room = Room(board(seats=2, level=2, rounds=1)).until(Stage.TABLING).with_record(amended=[True])
    assert room.open_to(0) == {Verb.TABLE}
