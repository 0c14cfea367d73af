"""The ladder and its levels. Cases 110 to 115."""

import pytest

from demarche.sim.terms import Decision, Stage
from tests.boards import Room, board

RUNGS = {
    1: [Stage.REVISION, Stage.DECISION],
    2: [Stage.AMENDMENTS, Stage.REVISION, Stage.DECISION],
    3: [Stage.AMENDMENTS, Stage.REVISION, Stage.DIVISION, Stage.DECISION],
    4: [Stage.MOTIONS, Stage.AMENDMENTS, Stage.REVISION, Stage.DIVISION, Stage.DECISION],
}


def climbed(room):
    stages = []
    while room.stage != Stage.CLOSED:
        stages.append(room.stage)
        room.do()
    return stages[stages.index(Stage.TABLING) + 1 :]


@pytest.mark.parametrize("level", RUNGS)
def test_each_level_adds_its_rungs(level):
    """Case 110. 1 vote; 2 + amend; 3 + divide; 4 + motions: in that order up the ladder."""
    assert climbed(Room(board(level=level))) == [Stage.SPONSORS, *RUNGS[level]]


def test_every_draft_climbs_the_ladder():
    """Case 111. In the order submitted (rule 131†)."""
    assert climbed(Room(board(drafts=2, level=4))) == [Stage.TABLING, *[Stage.SPONSORS] * 2, *RUNGS[4], *RUNGS[4]]


@pytest.mark.parametrize(
    ("decision", "stage"), [(Decision.CONSENSUS, Stage.CONSENSUS), (Decision.UNANIMITY, Stage.SIGNATURE)]
)
def test_bodies_that_do_not_vote_have_one_rung(decision, stage):
    """Case 112. The same phases with another ending, at any level."""
    for level in RUNGS:
        stages = climbed(Room(board(level=level, decision=decision)))
        assert stages[0] == stage
        assert not set(stages) - {stage, Stage.EXPLANATIONS}


@pytest.mark.parametrize("level", RUNGS)
def test_a_decision_is_reconsidered_only_at_the_fourth_level(level):
    """Case 113. Newcomers vote once."""
    room = Room(board(3, level=level)).ask_for_a_vote().vote("YYN")
    assert room.stage == (Stage.RECONSIDER if level == 4 else Stage.EXPLANATIONS)


@pytest.mark.parametrize("rounds", [0, 1, 3])
def test_informals_last_as_many_rounds_as_the_scenario_says(rounds):
    """Case 114. A round is the floor, the answers and the pen."""
    room, stages = Room(board(rounds=rounds)), []
    while room.stage != Stage.TABLING:
        stages.append(room.stage)
        room.do()
    assert stages == [Stage.STATEMENTS, *[Stage.FLOOR, Stage.ANSWERS, Stage.PEN] * rounds]


def test_a_closed_session_asks_nobody():
    """Case 115. And stays as it is."""
    room = Room(board()).to_the_end()
    assert room.asked() == []
    tick = int(room.world.record.tick[0])
    assert int(room.do().world.record.tick[0]) == tick
