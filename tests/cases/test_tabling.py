"""Tabling: locking a text, holding it back, a rival from the pocket, and lists of sponsors. Cases 21 to 28."""

from demarche.sim.act import an_act
from demarche.sim.terms import ABSENT, Decision, Refusal, Stage, Status, Verb
from tests.boards import Room, board


def test_a_draft_is_tabled_by_its_pen_holder_and_nobody_else():
    """Case 21. A proposal is handed in by whoever wrote it (rule 120†)."""
    room = Room(board(seats=3, pens=[1])).until(Stage.TABLING)
    assert room.asked() == [1]
    assert room.open_to(1) == {Verb.TABLE, Verb.HOLD}
    room.do({1: an_act(Verb.TABLE, draft=0)})
    assert room.status() == Status.TABLED


def test_a_draft_held_back_is_never_put():
    """Case 22. What is not tabled is not called."""
    room = Room(board(seats=2, drafts=2)).until(Stage.TABLING).do({0: an_act(Verb.HOLD, draft=0)}).to_the_end()
    assert [room.status(0), room.status(1)] == [Status.HELD, Status.CONSENSUS]


def test_a_rival_in_the_pocket_is_seen_by_nobody_until_it_is_tabled():
    """Case 23. A text in the pocket has no wordings on the record."""
    room = Room(board(seats=2, drafts=2, pocket=[1])).until(Stage.TABLING)
    assert room.status(1) == Status.POCKET
    assert room.text(1) == [ABSENT, ABSENT]
    room.do().do({1: an_act(Verb.TABLE, draft=1)})
    assert room.text(1) == [0, 0]
    assert room.world.record.tabled[0].tolist() == [[0, 0], [0, 0]]
    assert room.world.record.order[0].tolist() == [0, 1]


def test_drafts_are_tabled_in_their_turn():
    """Case 24. Proposals are taken in the order in which they are submitted (rule 131†)."""
    room = Room(board(seats=2, drafts=2)).until(Stage.TABLING)
    assert room.why_not(0, an_act(Verb.TABLE, draft=1)) == Refusal.DRAFT_NOT_OPEN
    room.do({0: an_act(Verb.HOLD, draft=0)}).do()
    assert room.world.record.order[0].tolist() == [1, -1]


def test_members_put_their_names_to_a_draft_or_take_them_off():
    """Case 25. The list is open to every member but the pen-holder, whose text it is."""
    room = Room(board(seats=4, rounds=1, roles="MMMO")).until(Stage.FLOOR)
    room.do({1: an_act(Verb.SPONSOR, draft=0)}).until(Stage.SPONSORS)
    assert room.asked() == [1, 2]
    assert room.open_to(1) == {Verb.LEAVE, Verb.PASS}
    assert room.open_to(2) == {Verb.SPONSOR, Verb.PASS}
    room.do({1: an_act(Verb.LEAVE, draft=0), 2: an_act(Verb.SPONSOR, draft=0)})
    assert room.world.record.sponsor[0, 0].tolist() == [True, False, True, False]


def test_the_pen_holder_does_not_leave_its_own_text():
    """Case 26. Nor does whoever is no sponsor."""
    room = Room(board(seats=2, rounds=1)).until(Stage.FLOOR)
    assert room.why_not(0, an_act(Verb.LEAVE, draft=0)) == Refusal.OWN_TEXT
    assert room.why_not(1, an_act(Verb.LEAVE, draft=0)) == Refusal.NOT_A_SPONSOR


def test_a_body_that_does_not_vote_has_no_list_of_sponsors():
    """Case 27. A report and a pact are nobody's and everybody's."""
    for decision, stage in ((Decision.CONSENSUS, Stage.CONSENSUS), (Decision.UNANIMITY, Stage.SIGNATURE)):
        assert Room(board(decision=decision)).until(Stage.TABLING).do().stage == stage


def test_a_session_in_which_every_draft_is_held_back_has_no_list_of_sponsors():
    """Case 28. There is nothing to put a name to, and nothing to decide."""
    room = Room(board(seats=2)).until(Stage.TABLING).do({0: an_act(Verb.HOLD, draft=0)})
    assert room.stage == Stage.CLOSED
    assert room.status() == Status.HELD
