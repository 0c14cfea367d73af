"""Third states: they take part in the quarters only. Cases 157 to 164."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.aftermath.bonds import parties
from demarche.sim.procedure.order import may
from demarche.sim.session import Session
from demarche.sim.terms import Accusation, Decision, Refusal, Stage, Status, Verb
from tests.boards import Room, board
from tests.pacts_on_boards import bound, keep, rate, seen, signing

LEVELS = [(Decision.VOTE, 4), (Decision.VOTE, 1), (Decision.CONSENSUS, 2), (Decision.UNANIMITY, 2)]


@pytest.mark.parametrize(("decision", "level"), LEVELS)
def test_it_is_asked_nothing_before_the_quarters(decision, level):
    """Case 157. It neither speaks, proposes, deals, sponsors, moves, votes nor signs, whatever it could do."""
    rules = board(4, 2, 2, level=level, rounds=2, decision=decision, roles="MMMT", capacity=2, quarters=1)
    room = Room(rules)
    while room.stage not in (Stage.SIGNING, Stage.CONDUCT, Stage.NATURE):
        assert room.open_to(3) <= {Verb.SILENT}, room.stage
        room.do()


def test_it_does_not_count_for_a_quorum():
    """Case 158. Of four seats two are members: one opens the debate, and two decide."""
    rules = board(4, roles="MMTT")
    assert (rules.opening_quorum, rules.quorum) == (1, 2)


def test_it_may_be_named_and_does_not_reply():
    """Case 159. Others may accuse it in the debate, which goes on without its answer."""
    room = Room(board(3, roles="MMT")).do({0: an_act(Verb.SPEAK, clause=0, wording=0, partner=2)})
    assert room.asked() == []
    assert room.do().stage != Stage.STATEMENTS


def test_nobody_deals_with_it():
    """Case 160."""
    room = Room(board(3, rounds=1, roles="MMT")).until(Stage.FLOOR)
    assert room.why_not(0, an_act(Verb.OFFER, partner=2, wording=1, draft2=0, wording2=0)) == Refusal.NO_SUCH_SEAT


def test_a_pact_is_signed_without_it_and_does_not_bind_it():
    """Case 161. Two of four sign; the other two are bound to nothing."""
    room = signing(4, roles="MMTT").vote("YY..").until(Stage.CONDUCT)
    assert room.status() == Status.SIGNED
    assert bound(room) == room.asked() == [0, 1]


def test_it_runs_operations_and_answers_what_it_finds():
    """Case 162. It accuses, protests and retaliates like any other; it has no part in the pact."""
    room = signing(3, roles="MMT").vote("YY.").until(Stage.CONDUCT)
    assert (rate(room)[2, :2] > 0).all()
    assert (rate(room)[:2, 2] > 0).all()
    seen(room, disruption={(0, 2): 2}, right={(0, 2): 2})
    assert room.asked() == [0, 1, 2]  # the two may consult or denounce, whatever they have seen
    assert room.open_to(0) == {Verb.PASS, Verb.CONSULT, Verb.DENOUNCE}
    assert room.open_to(2) == {Verb.PASS, Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION}
    room.do({2: an_act(Verb.ACCUSE, partner=0, wording=Accusation.NAMING)})
    assert room.world.record.accused[0, 2, 0] == 1


def test_effort_that_a_pact_frees_may_turn_to_it():
    """Case 163. More is run against it than without the pact, and less between the parties."""
    room = signing(3, roles="MMT").vote("YY.").until(Stage.CONDUCT)
    before = rate(room)
    room.do({0: keep(90), 1: keep(90)})
    assert rate(room)[0, 2] > before[0, 2]
    assert rate(room)[0, 1] < before[0, 1]


def test_it_keeps_a_pact_to_which_it_was_a_party_before():
    """Case 164. A pact in force binds whoever signed it, with a part in the session or without."""
    rules = board(3, 1, 2, decision=Decision.UNANIMITY, roles="MMT", quarters=1, drafts=2, pens=(0, 1))
    rules = replace(rules, standing=np.array([[False] * 3, [False, True, True]]))
    room = Room(rules).until(Stage.CONDUCT)
    while room.world.record.turn[0] != 1:
        room.do()
    assert parties(room.world)[0, 1].tolist() == [False, True, True]
    assert room.asked() == [1, 2]
    room.do({2: keep(50, draft=1)})
    assert room.world.secrets.restraint[0, 1, 2].tolist() == [50] * 4


@pytest.mark.parametrize("name", ["pact-2015", "pact-2015-sco", "us-china-2013", "us-china-2015", "us-russia"])
def test_in_the_library_the_two_draft_and_sign_alone(name):
    """Whatever the third states bring, none of them is asked before the quarters and none signs."""
    made = game(load(name, ["quarters=2"]), 3)
    third = np.array([code in made.scenario.third_states for code in made.rules.roster.names])
    assert (~third).sum() == 2
    session = Session(made.rules, made.briefs, made.seats, made.luck)
    while not session.closed:
        if session.world.record.quarter[0] < 0 or session.stage in (Stage.SIGNING, Stage.CONDUCT):
            assert not may(made.rules, session.world)[0, third].any()
        session.advance()
    assert not session.world.record.signed[0][:, third].any()
