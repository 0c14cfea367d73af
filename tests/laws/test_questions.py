"""No two questions of a session have one address, whatever is done."""

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import question
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.question import address
from demarche.sim.record import Record, opening
from demarche.sim.rules import Rules
from demarche.sim.session import go_on
from demarche.sim.terms import Ballot, Bools, Decision, Ints, Item, Stage, Verb
from tests.boards import board, nothing
from tests.fuzz import random_acts
from tests.slots_on_boards import with_slots

WORLDS = 96
LONGEST = 500
SUSPENDED, RENEWED, SHORT = 4, 2, 1
TOLD_APART = {
    *((stage, SUSPENDED) for stage in Stage if Stage.FLOOR <= stage < Stage.DECISION and stage != Stage.CALLED),
    *((stage, RENEWED) for stage in (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE, Stage.VOTE)),
    *((stage, SUSPENDED | RENEWED) for stage in (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE)),
    *((stage, SHORT) for stage in (Stage.STATEMENTS, Stage.AMENDMENT_VOTE, Stage.PART_VOTE, Stage.DIVISION_VOTE)),
    *((stage, SHORT) for stage in (Stage.MOTION_VOTE, Stage.VOTE, Stage.RECONSIDER_VOTE)),
    *((stage, RENEWED | SHORT) for stage in (Stage.MOTION_VOTE, Stage.VOTE)),
}
"""Questions that the worlds below must come to, each with what it is asked again for."""


class Met:
    """Every question that was put to anybody in B worlds: world and address, in the order in which they were put."""

    def __init__(self) -> None:
        self.found: list[Ints] = []

    def note(self, record: Record, asked: Bools) -> None:
        worlds = np.flatnonzero(asked)
        self.found.append(np.stack([worlds, address(record)[worlds]], axis=1))

    def require_each_once(self) -> None:
        rows, times = np.unique(np.concatenate(self.found), axis=0, return_counts=True)
        stages = {Stage(stage) for stage, _ in kinds(rows[times > 1, 1])}
        assert not stages, "two questions of one session have one address"

    def kinds(self) -> set[tuple[Stage, int]]:
        return {(Stage(stage), again) for stage, again in kinds(np.concatenate(self.found)[:, 1])}


def kinds(addresses: Ints) -> set[tuple[int, int]]:
    """Stage, and what it is asked again for, of each of those addresses (n,)."""
    stage = addresses // (question.TOPICS * question.DETAILS * question.TIMES) % question.STAGES
    return set(zip(stage.tolist(), (addresses % question.TIMES).tolist(), strict=True))


def play_anyhow(rules: Rules, seed: int) -> Met:
    """Worlds in which anything is done. In half of them all ballots are yes, so that much carries."""
    chance, met = np.random.default_rng(seed), Met()
    world = opening(rules, chance.integers(0, rules.seats, WORLDS))
    for _ in range(LONGEST):
        if world.record.closed.all():
            return met
        verbs = may(rules, world)
        met.note(world.record, np.asarray(verbs.any(axis=(1, 2))))
        act = random_acts(rules, world, verbs, chance)
        agreed = (act[..., Item.VERB] == Verb.CAST) & (np.arange(WORLDS) % 2 == 0)[:, None]
        act[..., Item.WORDING] = np.where(agreed, Ballot.YES, act[..., Item.WORDING])
        world = step(rules, world, act, verbs, nothing(rules, WORLDS))
    raise AssertionError("a session did not end")


def anything(decision: Decision, seed: int) -> Met:
    rules = board(
        4, 2, 2, drafts=3, level=4, rounds=2, decision=decision, pens=[0, 1, 2], capacity=[1, 2, 2, 1],
        costs=[(0, 0), (1, 1)], quarters=3, promises=[(0, 0, "consultations")], worlds=WORLDS,
    )  # fmt: skip
    return play_anyhow(rules, seed)


def test_whatever_is_done_no_two_questions_of_a_session_have_one_address():
    kinds: set[tuple[Stage, int]] = set()
    for seed in range(4):
        met = anything(Decision.VOTE, seed)
        met.require_each_once()
        kinds |= met.kinds()
    assert not TOLD_APART - kinds, "these questions were not come to"


@pytest.mark.parametrize("decision", [Decision.CONSENSUS, Decision.UNANIMITY])
def test_nor_in_a_body_that_does_not_vote(decision):
    met = anything(decision, 1)
    met.require_each_once()
    if decision == Decision.UNANIMITY:
        there = {stage for stage, _ in met.kinds()}
        assert {Stage.SIGNATURE, Stage.FLOOR, Stage.SIGNING, Stage.CONDUCT} <= there


@pytest.mark.parametrize(
    ("name", "settings"),
    [("tutorial", ["level=4"]), ("pact-2015", ["rounds=2", "quarters=4"]), ("gge-2017", ["rounds=2"])],
)
def test_nor_in_a_scenario_where_every_seat_does_anything_it_may(name, settings):
    made, met = game(load(name, settings), 3, range(4)), Met()
    world, seats = opening(made.rules, made.luck.lot(made.rules)), [AnyAct()] * made.rules.seats
    go_on(
        made.rules, world, made.briefs, seats, made.luck,
        watch=lambda record, act, _: met.note(record, (act[..., Item.VERB] != Verb.SILENT).any(axis=1)),
    )  # fmt: skip
    met.require_each_once()


def test_nor_where_pacts_are_proposed_and_answered_with_changes_in_slots():
    rules = with_slots(board(4, 2, 2, decision=Decision.UNANIMITY, quarters=4, worlds=WORLDS), 2)
    met = play_anyhow(rules, 1)
    met.require_each_once()
    assert {Stage.PROPOSALS, Stage.CONSIDERATION} <= {stage for stage, _ in met.kinds()}
