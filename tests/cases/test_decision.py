"""The decision on the whole: who votes, what counts, what carries, what it costs. Cases 70 to 88."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.scenarios.compile import compile_rules
from demarche.scenarios.load import load
from demarche.scenarios.seating import called
from demarche.sim.act import an_act
from demarche.sim.tally import call_order, carries, tally
from demarche.sim.terms import Ballot, Refusal, Stage, Status, Unreadable, Verb
from tests.boards import Room, amend, board

ASK = an_act(Verb.ASK)


def asked(seats=3, **other):
    return Room(board(seats, clauses=1, wordings=1, **other)).ask_for_a_vote()


def test_without_a_vote_unless_somebody_asks():
    """Case 70. A text is adopted without a vote when no member asks for one (rule 127)."""
    room = Room(board()).until(Stage.DECISION).do()
    assert room.status() == Status.CONSENSUS
    assert (room.world.record.final == Ballot.UNCAST).all()


def test_a_recorded_vote_is_taken_when_one_member_asks():
    """Case 71. One is enough, and the first in the list is named (rule 127)."""
    room = Room(board(4), lot=3).until(Stage.DECISION).do({1: ASK, 2: ASK})
    assert room.stage == Stage.VOTE
    assert room.world.record.asked[0, 0] == 1


def test_observers_and_the_chair_do_not_vote():
    """Case 72. The chair does not vote (rule 104); nor does an observer; neither asks for a vote."""
    room = Room(board(4, roles="MOCM")).until(Stage.DECISION)
    assert room.asked() == [0, 3]
    room.do({0: ASK})
    assert room.asked() == [0, 3]
    room.vote("Y..N")
    assert room.status() == Status.REJECTED
    assert room.world.record.final[0, 0].tolist() == [Ballot.YES, Ballot.UNCAST, Ballot.UNCAST, Ballot.NO]


@pytest.mark.parametrize(
    ("ballots", "ending"),
    [("YYN", Status.ADOPTED), ("YNN", Status.REJECTED), ("YYY", Status.ADOPTED), ("NNN", Status.REJECTED)],
)
def test_more_yes_than_no_adopts(ballots, ending):
    """Case 73. A majority of members present and voting (rules 125, 126)."""
    assert asked().vote(ballots).status() == ending


def test_a_tie_rejects():
    """Case 74. On anything but an election (rule 133)."""
    assert asked(seats=4).vote("YYNN").status() == Status.REJECTED
    assert asked().vote("YNA").status() == Status.REJECTED


def test_no_votes_to_none_rejects():
    """Case 75. Everybody abstains: 0 is not more than 0 (rules 126, 133)."""
    assert asked().vote("AAA").status() == Status.REJECTED
    assert not carries(np.array(0), np.array(0))


def test_abstentions_are_never_counted():
    """Case 76. One yes and many abstentions adopt; members who abstain are not voting (rule 126)."""
    assert asked(seats=5).vote("YAAAA").status() == Status.ADOPTED
    assert asked(seats=5).vote("NAAAA").status() == Status.REJECTED
    assert [int(n) for n in tally(np.array([0, 2, 2, 1, 3, -1, 0]))] == [2, 1]


def test_ninety_seven_of_193_members_decide():
    """Case 77. A majority of the members is a quorum for a decision (rule 108)."""
    room = Room(board(193, clauses=1, wordings=1)).ask_for_a_vote()
    room.vote("Y" * 49 + "N" * 48 + "-" * 96)
    assert room.status() == Status.ADOPTED


def test_ninety_six_of_193_members_do_not():
    """Case 78. The vote is called once more; then the draft is given up, and not rejected (rule 108)."""
    room = Room(board(193, clauses=1, wordings=1)).ask_for_a_vote()
    room.vote("Y" * 96 + "-" * 97)
    assert room.stage == Stage.VOTE
    assert room.status() == Status.TABLED
    room.vote("Y" * 96 + "-" * 97)
    assert room.status() == Status.NO_QUORUM
    assert (room.world.record.final == Ballot.UNCAST).all()


def test_a_quorum_found_at_the_second_call_decides():
    """Case 79. And the next vote has two calls of its own."""
    room = asked(seats=4, drafts=2).vote("YY--").vote("YYY-")
    assert room.status() == Status.ADOPTED
    room.ask_for_a_vote().vote("YY--")
    assert room.status(1) == Status.TABLED


def test_whoever_abstains_is_present():
    """Case 80. Abstentions make a quorum though they are not votes (rules 108, 126)."""
    assert asked(seats=4).vote("YAA-").status() == Status.ADOPTED
    assert asked(seats=4).vote("YA--").status() == Status.TABLED


def test_without_a_quorum_a_motion_is_not_decided_either():
    """Case 81. Any decision needs a majority of the members; given up, the draft is not put."""
    room = Room(board(level=4)).until(Stage.MOTIONS).do({0: an_act(Verb.MOVE, wording=2)}).do().vote("Y--")
    assert room.stage == Stage.MOTION_VOTE
    assert room.vote("Y--").status() == Status.NO_QUORUM


def test_the_list_begins_with_the_seat_drawn_by_lot():
    """Case 82. Then in the English alphabetical order of names, and round (rule 127†)."""
    rules = board(5)
    assert call_order(rules, np.array([3]))[0].tolist() == [2, 3, 4, 0, 1]
    named = replace(rules, roster=replace(rules.roster, called=np.array([4, 0, 3, 1, 2])))
    assert call_order(named, np.array([3]))[0].tolist() == [3, 4, 2, 0, 1]


def test_the_names_of_the_list_are_the_english_ones():
    """Case 310. Switzerland, CHE, comes after Sweden; accents do not count (rule 127†)."""
    assert called(["Türkiye", "Sweden", "Côte d’Ivoire", "Switzerland", "Cuba"]).tolist() == [4, 2, 0, 3, 1]
    rules = compile_rules(load("dual-track-2018"), 1)
    place = dict(zip(rules.roster.names, rules.roster.called.tolist(), strict=True))
    assert place["AFG"] == 0
    assert place["ZWE"] == 192
    assert place["DEU"] == place["GHA"] - 1


def test_a_member_without_a_vote_speaks_and_sponsors_and_casts_no_ballot():
    """Case 311. Article 19 of the Charter: two years of arrears, and no vote; it does not count for a quorum here."""
    rules = board(4)
    rules = replace(rules, roster=replace(rules.roster, without_vote=np.array([False, False, False, True])))
    room = Room(rules).until(Stage.SPONSORS)
    assert Verb.SPONSOR in room.open_to(3)
    assert Room(rules).ask_for_a_vote().asked() == [0, 1, 2]
    assert (rules.quorum, board(4).quorum) == (2, 3)
    made = compile_rules(load("tutorial", ["without_vote=['BRE']"]), 1)
    assert not made.voters[made.roster.names.index("BRE")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["without_vote=['XXX']"], "without_vote: XXX has no seat"),
        (["without_vote=['BRE']", "observers=['BRE']"], "without_vote: BRE does not vote anyway"),
        (["without_vote=['BRE', 'BRE']"], "without_vote: BRE is named twice"),
        (["without_vote=['BRE']", "decision='consensus'"], "without_vote: is for a body that votes"),
    ],
)
def test_a_member_without_a_vote_is_named_once_and_where_it_would_vote(change, said):
    with pytest.raises(Unreadable, match=said):
        load("tutorial", change)


def test_competing_proposals_are_put_in_order_and_both_can_pass():
    """Case 83. In the order submitted (rule 131†); rivals both passed in 2018, 2020 and 2022."""
    room = Room(board(3, drafts=2)).ask_for_a_vote()
    assert room.world.record.current[0] == 0
    room.vote("YYN").ask_for_a_vote()
    assert room.world.record.current[0] == 1
    room.vote("NYY")
    assert [room.status(0), room.status(1)] == [Status.ADOPTED, Status.ADOPTED]


def spending(level=4):
    rules = board(3, clauses=1, wordings=2, drafts=2, level=level, costs=[(0, 1)])
    return Room(rules).until(Stage.AMENDMENTS).do({1: amend(0, 1)}).do().vote("YYN")


def test_a_text_that_came_to_cost_money_waits_once_for_its_estimate():
    """Case 84. It is taken up after the others, and then decided (rule 153)."""
    room = spending().until(Stage.MOTIONS)
    assert room.world.record.costed[0].tolist() == [True, False]
    assert room.world.record.order[0].tolist() == [1, 0]
    assert room.world.record.current[0] == 1
    room.until(Stage.DECISION).do()
    assert room.status(1) == Status.CONSENSUS
    assert room.stage == Stage.DECISION
    assert room.world.record.current[0] == 0
    room.do()
    assert room.status(0) == Status.CONSENSUS


def test_a_text_that_cost_money_when_it_was_tabled_does_not_wait():
    """Case 85. Its estimate came with it (rule 153)."""
    rules = board(3, clauses=1, wordings=2, drafts=2, level=4, costs=[(0, 0), (0, 1)])
    room = Room(rules).until(Stage.AMENDMENTS).do({1: amend(0, 1)}).do().vote("YYN").until(Stage.DECISION)
    assert room.world.record.current[0] == 0
    assert not room.world.record.costed.any()


def test_below_level_four_nothing_waits_for_an_estimate():
    """Case 86. Costs belong to the fourth level."""
    room = spending(level=3).until(Stage.DECISION)
    assert room.world.record.current[0] == 0


def test_a_ballot_is_yes_no_abstain_or_absent():
    """Case 87. There is no other, and nobody stays silent."""
    room = asked()
    assert room.why_not(0, an_act(Verb.CAST, wording=4)) == Refusal.NO_SUCH_BALLOT
    assert room.why_not(0, an_act(Verb.CAST)) == Refusal.NO_SUCH_BALLOT
    assert room.why_not(0, an_act(Verb.SILENT)) == Refusal.NOT_NOW


def test_an_act_names_nothing_that_its_verb_has_no_use_for():
    """Case 88. A ballot names no draft: it is on what is put."""
    assert asked().why_not(0, an_act(Verb.CAST, wording=Ballot.YES, draft=0)) == Refusal.STRAY_ITEM
