"""Procedural motions: precedence, speakers, and what each does. Cases 30 to 42."""

from demarche.sim.act import an_act
from demarche.sim.terms import Ballot, Motion, Refusal, Stage, Status, Verb
from tests.boards import Room, amend, board, move

FOR, AGAINST = an_act(Verb.FOR), an_act(Verb.AGAINST)


def room(seats=3, drafts=1, rounds=0, lot=0, **other):
    return Room(board(seats, drafts=drafts, level=4, rounds=rounds, **other), lot).until(Stage.MOTIONS)


def test_no_action_is_moved_before_amendments():
    """Case 30. The motion is put before anything else is done with the text (rule 116)."""
    at = room().do({1: move(Motion.NO_ACTION)})
    assert at.stage == Stage.SPEAKERS
    at.do().vote("NNN")
    assert at.stage == Stage.AMENDMENTS


def test_two_speak_for_no_action_and_two_against_as_the_list_has_them():
    """Case 31. Two for and two against, from the seat drawn by lot on (rules 116†, 127†)."""
    at = room(seats=8, lot=5).do({1: move(Motion.NO_ACTION)})
    at.do({0: FOR, 1: FOR, 6: FOR, 2: AGAINST, 3: AGAINST, 4: AGAINST})
    assert at.world.record.speaker[0].tolist() == [6, 0, 2, 3]
    assert at.stage == Stage.MOTION_VOTE


def test_a_draft_on_which_no_action_carries_is_not_put():
    """Case 32. A simple majority is enough (rules 116, 125)."""
    at = room().do({1: move(Motion.NO_ACTION)}).do().vote("YAN")
    assert at.stage == Stage.AMENDMENTS
    at = room().do({1: move(Motion.NO_ACTION)}).do().vote("YAY")
    assert at.status() == Status.NO_ACTION
    assert at.stage == Stage.CLOSED


def test_nobody_speaks_for_closure():
    """Case 33. Two speakers against only, then a vote (rule 117†)."""
    at = room().do({1: move(Motion.CLOSE_DEBATE)})
    assert all(Verb.FOR not in at.open_to(seat) for seat in range(3))
    assert at.why_not(0, FOR) == Refusal.NOT_NOW
    at.do({0: AGAINST})
    assert at.world.record.speaker[0].tolist() == [-1, -1, 0, -1]


def test_after_closure_nobody_submits_an_amendment():
    """Case 34. Debate closed, the text goes to the pen-holder and then to the vote (rule 117†)."""
    at = room().do({1: move(Motion.CLOSE_DEBATE)}).do().vote("YYN")
    assert at.stage == Stage.REVISION
    at = room().do({1: move(Motion.CLOSE_DEBATE)}).do().vote("YNN")
    assert at.stage == Stage.AMENDMENTS


def test_motions_are_put_by_precedence_and_not_in_the_order_moved():
    """Case 35. Suspend, adjourn the meeting, no action, close (rule 119†); each belongs to the first who moved it."""
    at = room(seats=4, drafts=2)
    at.do(
        dict(
            enumerate(
                map(move, (Motion.CLOSE_DEBATE, Motion.NO_ACTION, Motion.ADJOURN_MEETING, Motion.SUSPEND_MEETING))
            )
        )
    )
    put = []
    while at.stage in (Stage.SPEAKERS, Stage.MOTION_VOTE):
        if at.stage == Stage.SPEAKERS:
            at.do()
        put.append(Motion(int(at.world.record.motion[0])))
        at.vote("NNNN")
    assert put == [Motion.SUSPEND_MEETING, Motion.ADJOURN_MEETING, Motion.NO_ACTION, Motion.CLOSE_DEBATE]


def test_suspension_and_adjournment_are_put_without_debate():
    """Case 36. Nobody speaks to them (rule 118†)."""
    assert room().do({0: move(Motion.SUSPEND_MEETING)}).stage == Stage.MOTION_VOTE
    assert room(drafts=2).do({0: move(Motion.ADJOURN_MEETING)}).stage == Stage.MOTION_VOTE


def test_suspension_reopens_the_informals_for_one_round_and_only_once():
    """Case 37. The texts are open again for one round, and the meeting is not suspended a second time (rule 118†)."""
    at = room(rounds=3).do({0: move(Motion.SUSPEND_MEETING)}).vote("YYN")
    assert at.stage == Stage.FLOOR
    assert at.status() == Status.OPEN
    at.do().do().do()
    assert at.stage == Stage.TABLING
    at.until(Stage.MOTIONS)
    assert at.why_not(0, move(Motion.SUSPEND_MEETING)) == Refusal.NO_SUCH_MOTION
    assert at.why_not(0, move(Motion.NO_ACTION)) == Refusal.NONE


def test_a_draft_that_waited_for_its_estimate_climbs_the_whole_ladder_after_a_suspension():
    """Case 38. A text reopened and tabled anew is open to motions and amendments again."""
    at = (
        room(drafts=2, costs=[(0, 1)])
        .until(Stage.AMENDMENTS)
        .do({1: amend(0, 1)})
        .until(Stage.AMENDMENT_VOTE)
        .vote("YYN")
    )
    at.until(Stage.MOTIONS)
    assert at.world.record.costed[0].tolist() == [True, False]
    at.do({0: move(Motion.SUSPEND_MEETING)}).vote("YYY").until(Stage.MOTIONS)
    assert at.world.record.current[0] == 0
    assert at.text(0) == [1, 0]


def test_adjournment_takes_a_draft_to_the_end_once():
    """Case 39. The draft is taken up after the others; then there is nothing to wait for (rule 118†)."""
    at = room(drafts=3)
    at.do({0: move(Motion.ADJOURN_MEETING)}).vote("YYN")
    assert at.world.record.order[0].tolist() == [1, 2, 0]
    assert at.world.record.current[0] == 1
    at.do({0: move(Motion.ADJOURN_MEETING)}).vote("YYN")
    assert at.world.record.order[0].tolist() == [2, 0, 1]
    at.do({0: move(Motion.NO_ACTION)}).do().vote("YYN")
    assert at.world.record.current[0] == 0
    assert at.why_not(0, move(Motion.ADJOURN_MEETING)) == Refusal.NO_SUCH_MOTION


def test_a_draft_is_passed_over_only_after_a_rival_was_decided():
    """Case 40. After each proposal the Committee may decide whether to vote on the next (rule 131†)."""
    at = room(drafts=2)
    assert at.why_not(0, move(Motion.PASS_OVER)) == Refusal.NO_SUCH_MOTION
    at.until(Stage.DECISION).do().until(Stage.MOTIONS)
    assert [at.status(0), int(at.world.record.current[0])] == [Status.CONSENSUS, 1]
    at.do({0: move(Motion.PASS_OVER)}).do().vote("YYN")
    assert at.status(1) == Status.PASSED_OVER
    at = room(drafts=2).do({0: move(Motion.NO_ACTION)}).do().vote("YYY").until(Stage.MOTIONS)
    assert at.why_not(0, move(Motion.PASS_OVER)) == Refusal.NO_SUCH_MOTION


def test_observers_and_the_chair_move_nothing():
    """Case 41. A motion is a member's."""
    at = Room(board(4, roles="MMOC", level=4)).until(Stage.MOTIONS)
    assert at.asked() == [0, 1]


def test_a_motion_that_fails_on_a_tie_changes_nothing():
    """Case 42. A tie rejects a motion as it rejects a text (rule 133)."""
    at = room(seats=2).do({0: move(Motion.NO_ACTION)}).do()
    at.do({0: an_act(Verb.CAST, wording=Ballot.YES), 1: an_act(Verb.CAST, wording=Ballot.NO)})
    assert at.status() == Status.TABLED
