"""An act that changes nothing changes no draw: whatever is not decided otherwise because of it goes as it went.

One seat has nothing to say, and in the other world makes one act.  Every act of every other seat is compared, question
by question.  Worlds in which the act changed a text or a list of sponsors are left out.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pytest

from demarche.agents.options import options
from demarche.agents.seat import nothing_to_say
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.question import DETAILS, STAGES, TIMES, TOPICS, address
from demarche.sim.record import Record, World, opening
from demarche.sim.session import go_on
from demarche.sim.terms import Bools, Floats, Ints, Stage, Verb

WORLDS, SAME_TEXT = 3, 1
LEVEL = ("level=4", "rounds=2")
TALKS = (Stage.FLOOR, Stage.ANSWERS)
ACTS: dict[str, tuple[Stage, Verb, tuple[Stage, ...]]] = {
    "an amendment": (Stage.AMENDMENTS, Verb.AMEND, ()),
    "a proposal": (Stage.FLOOR, Verb.PROPOSE, TALKS),
    "an offer": (Stage.FLOOR, Verb.OFFER, TALKS),
    "a statement": (Stage.STATEMENTS, Verb.SPEAK, (Stage.REPLIES,)),
    "a motion": (Stage.MOTIONS, Verb.MOVE, ()),
    "a division": (Stage.DIVISION, Verb.DIVIDE, ()),
    "a reconsideration": (Stage.RECONSIDER, Verb.RECONSIDER, ()),
}
"""The stage and verb of each act, and the stages in which others may answer it."""


@dataclass
class Says:
    """Has nothing to say, but for one act of a verb the first time that it is asked in a stage. Uses no chance."""

    stage: Stage = Stage.CLOSED
    verb: Verb = Verb.PASS
    choice: float = 0.0
    made: set[int] = field(default_factory=set)

    def decide(self, rules, view, u: Floats) -> Ints:
        act = nothing_to_say(view)
        for row in np.flatnonzero(view.stage == self.stage):
            world = int(view.world[row])
            some = options(rules, view, int(row), self.verb) if world not in self.made else []
            if some:
                act[row] = some[int(self.choice * len(some))]
                self.made.add(world)
        return act

    def reasons(self, rules, view, act) -> list[str]:
        return [""] * view.asks


@dataclass
class Course:
    """What was done in each world, by the address of the question. ended  the worlds at their end"""

    ended: World
    acts: list[dict[int, Ints]]


def played(made: Game, seat: int, says: Says) -> Course:
    acts: list[dict[int, Ints]] = [{} for _ in made.luck.replicate]

    def watch(record: Record, act: Ints, events: object) -> None:
        for b, question in enumerate(address(record).tolist()):
            if act[b, :, 0].any():
                acts[b][question] = np.delete(act[b], seat, axis=0)

    seats = [*made.seats]
    seats[seat] = says
    world = go_on(
        made.rules, opening(made.rules, made.luck.lot(made.rules)), made.briefs, seats, made.luck, watch=watch
    )
    return Course(world, acts)


@cache
def quiet_course(name: str, code: str) -> tuple[Game, int, Course]:
    """A game with that seat, and how it goes if the seat has nothing to say."""
    made = game(load(name, LEVEL), 1, range(WORLDS))
    seat = made.rules.roster.names.index(code)
    return made, seat, played(made, seat, Says())


def stage_of(question: int) -> Stage:
    return Stage(question // (TOPICS * DETAILS * TIMES) % STAGES)


def same_text(one: Course, other: Course) -> Bools:
    """The worlds whose texts and sponsors are the same at the end, (B,)."""
    a, b = one.ended.record, other.ended.record
    return np.asarray((a.wording == b.wording).all(axis=(1, 2)) & (a.sponsor == b.sponsor).all(axis=(1, 2)))


@pytest.mark.parametrize("choice", [0.3, 0.6])
@pytest.mark.parametrize("what", ACTS)
@pytest.mark.parametrize(
    ("name", "code"), [("tutorial", "ELM"), ("dual-track-2018", "BRA"), ("poa-2022", "IND"), ("cybercrime-2019", "BRA")]
)
def test_an_act_that_changes_nothing_changes_no_act_of_others(name, code, what, choice):
    made, seat, quiet = quiet_course(name, code)
    stage, verb, heard = ACTS[what]
    says = Says(stage, verb, choice)
    other = played(made, seat, says)
    assert says.made == set(range(WORLDS)), "the act was not made"
    same = same_text(quiet, other)
    assert same.sum() >= SAME_TEXT, "the act changed the text, and there is nothing to compare"
    others = np.arange(made.rules.seats) != seat
    for b in np.flatnonzero(same):
        assert np.array_equal(quiet.ended.record.final[b][:, others], other.ended.record.final[b][:, others])
        assert quiet.acts[b].keys() <= other.acts[b].keys() | {q for q in quiet.acts[b] if stage_of(q) in heard}
        for question in quiet.acts[b].keys() & other.acts[b].keys():
            if stage_of(question) not in heard:
                assert np.array_equal(quiet.acts[b][question], other.acts[b][question]), stage_of(question).name


def test_a_question_more_is_put_where_an_amendment_is_moved():
    """Else the tests above would hold whatever the chance of a question rests on."""
    made, seat, quiet = quiet_course("dual-track-2018", "BRA")
    other = played(made, seat, Says(Stage.AMENDMENTS, Verb.AMEND, 0.3))
    assert (other.ended.record.tick > quiet.ended.record.tick).all()
