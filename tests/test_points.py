"""Points: beside the same world with a passive diplomat in the seat, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.agents.passive import ANSWERED, Passive
from demarche.scenarios.compile import game
from demarche.scenarios.effects import effects
from demarche.scenarios.goals import LATELY, stands
from demarche.scenarios.load import load
from demarche.scenarios.points import Came, marks, points, total
from demarche.scenarios.reference import played, reference, seated
from demarche.scenarios.schema import Card, Goal
from demarche.sim.terms import Ballot, Stage, Status, Verb
from demarche.sim.view import View

TEXT = "BAY/1"


@pytest.fixture(scope="module")
def room():
    """The tutorial, its reference without seat 2, and the place of the seat."""
    made = game(load("tutorial"), 1)
    return made, reference(made, 2)


def card_of(made, *goals, red_line="LEG.a", trade="CAP"):
    code = made.rules.roster.names[2]
    return Card(seat=code, summary="You.", goals=goals, red_line=red_line, trade=trade)


def world_where(made, world, *, wording=None, status=None, final=None, **fields):
    """A finished world with parts of its record written by hand."""
    record = world.record
    changes = {name: np.asarray(value)[None] for name, value in fields.items()}
    if wording is not None:
        text = record.wording.copy()
        for clause, place in wording.items():
            text[0, 0, made.rules.book.names.index(clause)] = place
        changes["wording"] = text
    if status is not None:
        changes["status"] = np.array([[status]], np.int8)
    if final is not None:
        changes["final"] = np.array([[final]], np.int8)
    return replace(world, record=replace(record, **changes))


YES = [Ballot.YES] * 7
ADOPTED, REJECTED = Goal(text="yes", kind="adopted", draft=TEXT), Goal(text="no", kind="not-adopted", draft=TEXT)
FIVE = Goal(text="five", kind="support", draft=TEXT, yes=5)


def came(made, card, world, without):
    return [(mark.came, mark.points) for mark in marks(made, 2, card, world, without, traded=False)][:3]


def test_a_goal_pays_for_the_difference_from_the_world_without_the_seat(room):
    made, end = room
    card = card_of(made, ADOPTED, REJECTED, ADOPTED)
    adopted, rejected = (world_where(made, end, status=s, final=YES) for s in (Status.ADOPTED, Status.REJECTED))
    assert came(made, card, adopted, rejected) == [(Came.WON, 3), (Came.LOST, -2), (Came.WON, 3)]
    assert came(made, card, adopted, adopted) == [(Came.KEPT, 1), (Came.MISSED, 0), (Came.KEPT, 1)]
    assert came(made, card, rejected, adopted) == [(Came.LOST, -2), (Came.WON, 3), (Came.LOST, -2)]


def test_to_vote_against_a_text_that_a_goal_wants_brings_nothing(room):
    made, end = room
    against = [Ballot.NO if s == 2 else Ballot.YES for s in range(7)]
    here = world_where(made, end, status=Status.ADOPTED, final=against)
    without = world_where(made, end, status=Status.REJECTED, final=YES)
    assert came(made, card_of(made, ADOPTED, FIVE, REJECTED), here, without)[:2] == [(Came.OPPOSED, 0)] * 2


@pytest.mark.parametrize(("yes", "before", "part"), [(4, 3, 0.75), (3, 3, 0), (2, 3, 0), (4, 1, 1.125)])
def test_part_of_the_way_to_enough_votes_brings_part_of_one_and_a_half(room, yes, before, part):
    made, end = room
    here, without = (
        world_where(made, end, status=Status.REJECTED, final=[Ballot.YES] * n + [Ballot.ABSTAIN] * (7 - n))
        for n in (yes, before)
    )
    assert came(made, card_of(made, FIVE, ADOPTED, ADOPTED), here, without)[0] == (Came.MISSED, pytest.approx(part))


def test_part_of_the_way_to_a_wording_is_measured_in_positions(room):
    made, end = room
    clause = made.rules.book.names.index("LEG")
    position = made.rules.book.position[0, clause]
    goal = Goal(text="far", kind="wording", draft=TEXT, clause="LEG", at_least=round(float(position[3]), 3))
    here, without = (
        world_where(made, end, status=Status.ADOPTED, final=YES, wording={"LEG": place}) for place in (1, 0)
    )
    share = (position[1] - position[0]) / (position[3] - position[0])
    assert came(made, card_of(made, goal, ADOPTED, ADOPTED), here, without)[0] == (
        Came.MISSED, pytest.approx(1.5 * float(share), abs=0.01)
    )  # fmt: skip


def test_a_red_line_counts_both_ways_the_trade_one_and_ten_ballots_one(room):
    made, end = room
    card = card_of(made, ADOPTED, ADOPTED, ADOPTED)
    over = world_where(made, end, status=Status.ADOPTED, final=YES, wording={"LEG": 0})
    held = world_where(made, end, status=Status.ADOPTED, final=YES, wording={"LEG": 1})
    assert [mark.points for mark in marks(made, 2, card, over, held, traded=True)[3:]] == [-3, 1, 0]
    assert [mark.points for mark in marks(made, 2, card, held, over, traded=False)[3:]] == [3, 0, 0]
    fewer = world_where(made, held, final=[Ballot.ABSTAIN] * 7)
    assert marks(made, 2, card, held, fewer, traded=False)[5].points == pytest.approx(0.6)  # six others, a tenth each


def test_the_sum_is_held_within_nothing_and_ten(room):
    made, end = room
    goals = (ADOPTED,) * 5
    adopted, rejected = (world_where(made, end, status=s, final=YES) for s in (Status.ADOPTED, Status.REJECTED))
    assert total(marks(made, 2, card_of(made, *goals), adopted, rejected, traded=True)) == 10
    assert total(marks(made, 2, card_of(made, *goals), rejected, adopted, traded=False)) == 0


def test_a_batch_has_the_points_of_its_worlds(room):
    made = game(load("tutorial"), 1, range(4))
    card = next(card for card in made.scenario.cards if card.seat == made.rules.roster.names[2])
    without = reference(made, 2)
    world = played(made, made.seats)
    traded = np.zeros(4, bool)
    several = points(made, 2, card, world, without, traded)
    for b in range(4):
        one = marks(made, 2, card, world.take(np.array([b])), without.take(np.array([b])), traded=False)
        assert several[b] == total(one)


def test_a_passive_diplomat_changes_nothing_but_by_its_silence():
    """Its ballots are those of the doctrine, and it is heard nowhere else: nobody's words but its own are missing."""
    made = game(load("dual-track-2018"), 1)
    seat = made.rules.roster.names.index("BRA")
    acts: list[tuple[Stage, Verb]] = []
    record = played(made, seated(made, seat, Watched(made.doctrine, acts))).record
    assert {stage for stage, verb in acts if verb not in (Verb.PASS, Verb.SILENT)} <= set(ANSWERED)
    assert (record.proposal[0, seat] < -1).all()
    assert effects(made, seat, *[reference(made, seat)] * 2).words == ()


class Watched(Passive):
    """A passive diplomat that notes its acts."""

    def __init__(self, doctrine, acts):
        super().__init__(doctrine)
        self.acts = acts

    def decide(self, rules, view: View, u):
        act = super().decide(rules, view, u)
        self.acts += [(Stage(int(view.stage[row])), Verb(int(act[row, 0]))) for row in range(view.asks)]
        return act


def test_what_a_seat_changed_is_read_off_the_two_worlds(room):
    made, end = room
    moved = [Ballot.NO if s == 4 else Ballot.YES for s in range(7)]
    here = world_where(made, end, status=Status.ADOPTED, final=YES, wording={"LEG": 1})
    without = world_where(made, end, status=Status.REJECTED, final=moved, wording={"LEG": 0})
    found = effects(made, 2, here, without)
    assert [(one.without, one.wording) for one in found.words] == [(0, 1)]
    assert [(one.seat, one.without, one.ballot) for one in found.ballots] == [(4, Ballot.NO, Ballot.YES)]
    assert found.decided == ((0, True),)


@pytest.mark.parametrize(("names", "states", "met"), [(3, (), True), (4, (), False), (2, (0,), False), (2, (3,), True)])
def test_a_letter_is_a_goal_by_its_names(room, names, states, met):
    made, end = room
    signatory = np.full((7, 1), -1, np.int16)
    signatory[[2, 3, 5]] = 2
    letter, codes = end.record.letter[0].copy(), made.rules.roster.names
    letter[2, 0] = made.rules.book.names.index("LEG"), 1
    goal = Goal(text="names", kind="letter", draft=TEXT, names=names, states=tuple(codes[s] for s in states))
    here = world_where(made, end, signatory=signatory, letter=letter)
    found = stands(made, here.record, card_of(made, goal, ADOPTED, ADOPTED), goal)
    assert found == ("met" if met else "lost")


def test_goals_of_the_quarters_are_open_until_the_last_is_over():
    made = game(load("us-china-2015", ["quarters=5"]), 1)
    end = played(made, made.seats)
    seat, other = (made.rules.roster.names.index(code) for code in ("USA", "CHN"))
    goals = {
        "unbreached": Goal(text="none", kind="unbreached", states=("CHN",)),
        "unnamed": Goal(text="unnamed", kind="unnamed"),
        "trusted": Goal(text="trusted", kind="trusted", states=("CHN",), at_least=0.6),
        "pact-alive": Goal(text="alive", kind="pact-alive", draft=made.rules.drafts[0]),
    }
    card = Card(seat="USA", summary="You.", goals=tuple(goals.values()), red_line="LEG.a", trade="CAP")
    saw = np.zeros_like(end.secrets.saw)
    for quarter, expected in ((5 - LATELY - 1, "met"), (5 - LATELY, "lost"), (4, "lost")):
        saw[:] = 0
        saw[0, 0, seat, other] = 1 << quarter
        secrets = replace(end.secrets, saw=saw)
        assert stands(made, end.record, card, goals["unbreached"], secrets) == expected
    for belief, expected in ((599, "lost"), (600, "met")):
        trust = end.secrets.trust.copy()
        trust[0, other, seat] = belief
        assert stands(made, end.record, card, goals["trusted"], replace(end.secrets, trust=trust)) == expected
    accused = end.record.accused.copy()
    accused[0, :, seat] = 0
    assert stands(made, replace(end.record, accused=accused), card, goals["unnamed"], end.secrets) == "met"
    accused[0, other, seat] = 1
    assert stands(made, replace(end.record, accused=accused), card, goals["unnamed"], end.secrets) == "lost"
    dead = replace(end.record, in_force=np.zeros_like(end.record.in_force))
    assert stands(made, dead, card, goals["pact-alive"], end.secrets) == "lost"
    assert stands(made, end.record, card, goals["trusted"]) == "open", "what others believe is not known in play"
