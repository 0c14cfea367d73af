"""The quarters after a session: what a text forbids, what happens by itself, and what is answered. Cases 134 to 150."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.sim.act import an_act
from demarche.sim.aftermath.nature import happen
from demarche.sim.conduct import base_rate
from demarche.sim.procedure.step import step
from demarche.sim.secrets import FULL
from demarche.sim.terms import Ballot, Refusal, Stage, Status, Verb
from demarche.sim.view import sight
from tests.boards import Room, board, briefs, happening, quiet
from tests.pacts_on_boards import (
    ALL,
    alarms,
    bound,
    expected,
    keep,
    pact,
    rate,
    restrained,
    seen,
    unsigned,
)

# what a text forbids


def test_the_clearest_prohibition_counts():
    """Case 134. A text with a weak and a strong prohibition forbids what the strong one does, and no more."""
    rules = board(2, 3, 1, quarters=1)
    depth = np.array([[[0.2], [0.7], [0.4]]], np.float32)
    vague = np.zeros_like(depth)
    text = np.array([[[0, 0, 0], [0, -1, 0], [0, -1, -1], [-1, -1, -1]]], np.int8)
    assert rules.conduct.forbids(vague, depth, text)[0] == pytest.approx([0.7, 0.4, 0.2, 0])


def test_a_vaguer_text_forbids_less():
    """Case 135. And one that is all vagueness forbids nothing, where clarity counts at least in full."""
    for clarity in (0.1, 0.5, 1, 1.7, 5):
        rules = board(2, 1, 11, quarters=1, numbers={"clarity": clarity})
        vague = np.linspace(0, 1, 11, dtype=np.float32)[None, None]
        depth = np.ones_like(vague)
        chi = [rules.conduct.forbids(vague, depth, np.array([[[k]]]))[0, 0] for k in range(11)]
        assert (np.diff(chi) < 0).all()
        assert chi[0] == 1
        assert chi[-1] == pytest.approx(max(1 - clarity, 0))


# what happens by itself


def test_the_effort_a_pact_frees_goes_to_states_without_one_in_proportion():
    """Case 136. A share ε of it; a state with a pact gets none of it."""
    room = Room(board(4, 1, 1, quarters=1)).ask_for_a_vote().vote("YYNA").until(Stage.CONDUCT)
    interest = room.rules.conduct.interest.copy()
    interest[:, 0, 3] = 1
    room.rules = replace(room.rules, conduct=replace(room.rules.conduct, interest=interest))
    before = rate(room)
    after = rate(room.do({0: keep(FULL)}))
    freed = 0.4 * before[0, 1]
    assert after[0, 1] == 0
    assert after[0, 2:] == pytest.approx(before[0, 2:] * (1 + freed / before[0, 2:].sum()))
    assert after[1] == pytest.approx(before[1])


def test_a_void_pact_holds_nobody_back_and_changes_nothing_else():
    """Case 137. The twin: the same acts, the same record, the same chance, and no effect."""
    room = pact().do({s: keep(FULL, letter=True) for s in range(3)})
    void = replace(room.rules, conduct=replace(room.rules.conduct, void=True))
    base = base_rate(void.conduct, void.roster.offence, void.roster.vulnerability)[0] * ~np.eye(3, dtype=bool)
    assert not rate(room).any()
    assert expected(void, room.world) == pytest.approx(base)
    twin = Room(void)
    twin.world = room.world
    for one in (room, twin):
        one.until(Stage.NATURE)
    drawn = [happen(r.rules, r.world, 3, np.array([5])) for r in (room, twin)]
    assert np.array_equal(room.world.record.rows(), twin.world.record.rows())
    assert drawn[0].count.sum() == 0
    # False alarms are drawn alike; what else the twin hears is of operations that the pact prevented.
    assert (drawn[1].wrong >= drawn[0].wrong).all()


def test_consulting_lowers_false_alarms_in_the_next_quarter_only():
    """Case 138. 0.10 becomes 0.10 / e: counted over many worlds, and told by the record."""
    room = seen(pact(quarters=4), wrong={(1, 0): 1}).do({0: an_act(Verb.CONSULT, draft=0)})
    calm = room.until(Stage.NATURE).world
    assert calm.record.consulted.all()
    loud = room.do().until(Stage.NATURE).world
    assert not loud.record.consulted.any()
    assert alarms(room.rules, calm) < alarms(room.rules, loud)


def test_a_channel_that_only_a_former_party_keeps_open_calms_nobody():
    """Case 139."""
    room = pact(4, quarters=3, promises=[(0, 0, "channels")]).do({3: keep(delivers=ALL["channels"])})
    open_ = alarms(room.rules, room.until(Stage.NATURE).world)
    seen(room, wrong={(0, 3): 1}).do({3: an_act(Verb.DENOUNCE, draft=0)}).until(Stage.NATURE)
    gone = alarms(room.rules, room.world)
    never = alarms(room.rules, room.with_record(delivered=np.zeros((1, 4))).world)
    # Twelve ordered pairs of four parties against six of three.
    assert gone == never
    assert gone / 6 > open_ / 12


# answers


def test_only_whoever_has_seen_something_is_asked():
    """Case 140. And it answers only toward a state of which it has seen something."""
    room = seen(pact(), count={(1, 0): 2}, right={(1, 0): 1})
    assert room.asked() == [0]
    for verb in (Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION):
        assert room.why_not(0, an_act(verb, partner=1)) == Refusal.NONE
        assert room.why_not(0, an_act(verb, partner=2)) == Refusal.NOTHING_SEEN
        assert room.why_not(0, an_act(verb, partner=0)) == Refusal.NO_SUCH_SEAT
    assert seen(pact(), count={(1, 0): 9}).asked() == []


def test_consulting_and_denouncing_are_for_whoever_is_bound():
    """Case 141."""
    room = Room(board(3, 1, 1, quarters=1)).ask_for_a_vote().vote("YYN")
    seen(room, wrong={(1, 2): 1, (1, 0): 1})
    assert room.open_to(2) == {Verb.PASS, Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION}
    assert {Verb.CONSULT, Verb.DENOUNCE} <= room.open_to(0)


def test_accusations_and_sanctions_are_public():
    """Case 142."""
    room = seen(pact(), wrong={(1, 0): 1, (1, 2): 1})
    room.do({0: an_act(Verb.ACCUSE, partner=1), 2: an_act(Verb.SANCTION, partner=1)})
    r = room.world.record
    assert np.argwhere(r.accused[0]).tolist() == [[0, 1]]
    assert np.argwhere(r.sanctioned[0]).tolist() == [[2, 1]]


@pytest.mark.parametrize("verb", [Verb.PROTEST, Verb.RETALIATE])
def test_protests_and_retaliation_are_not_public(verb):
    """Case 143. The record, and what every seat sees, are as if it had passed."""
    rooms = [seen(pact(), wrong={(1, 0): 1}) for _ in range(2)]
    rooms[0].do({0: an_act(verb, partner=1)})
    rooms[1].do({0: an_act(Verb.PASS)})
    one, other = rooms
    assert np.array_equal(one.world.record.rows(), other.world.record.rows())
    told = briefs(one.rules)
    every = np.arange(3)
    views = [sight(r.world, told, r.verbs[None], np.zeros(3, int), every) for r in rooms]
    for name in ("signal", "trust", "verbs"):
        assert getattr(views[0], name).tobytes() == getattr(views[1], name).tobytes()
    assert np.array_equal(views[0].past.broke, views[1].past.broke)
    assert np.array_equal(views[0].past.saw, views[1].past.saw)


def test_retaliation_multiplies_the_rate_of_the_next_quarter_only():
    """Case 144. By one and a half."""
    room = seen(pact(), wrong={(1, 0): 1}).until(Stage.RESPONSES)
    usual = rate(room)
    room.do({0: an_act(Verb.RETALIATE, partner=1)}).until(Stage.NATURE)
    ratio = np.divide(rate(room), usual, out=np.ones_like(usual), where=usual > 0)
    assert np.argwhere(ratio != 1).tolist() == [[0, 1]]
    assert ratio[0, 1] == 1.5
    assert np.array_equal(rate(room.do()), usual)


def test_denouncing_ends_the_duties_of_a_party():
    """Case 145. The others stay bound to each other, and it is not asked how it keeps the pact any more."""
    room = seen(pact(), wrong={(1, 0): 1}).do({0: an_act(Verb.DENOUNCE, draft=0)}).until(Stage.CONDUCT)
    assert bound(room) == [1, 2]
    assert room.asked() == [1, 2]
    assert room.world.record.signed[0, 0].all()


def test_a_pact_with_one_party_left_ends():
    """Case 146. Nobody is asked about it any more, and who stays behind has nothing to denounce."""
    room = seen(pact(2), wrong={(1, 0): 1}).do({0: an_act(Verb.DENOUNCE, draft=0)})
    assert room.stage == Stage.NATURE
    assert bound(room) == []
    room.do(events=happening(room.rules, wrong={(0, 1): 1}))
    assert room.why_not(1, an_act(Verb.DENOUNCE, draft=0)) == Refusal.NOT_NOW


def test_a_belief_falls_with_a_signal_and_rises_without():
    """Case 147. By Bayes: .7 × .1 / (.7 × .1 + .3 × .5) = .318, a tenth of the way back to .7 is .356."""
    room = seen(pact(), wrong={(1, 0): 1})
    trust = room.world.secrets.trust[0]
    honest = 0.7 * 0.9 / (0.7 * 0.9 + 0.3 * 0.5)
    assert trust[0, 1] == round(1000 * (0.9 * 7 / 22 + 0.07))
    assert trust[0, 2] == round(1000 * (0.9 * honest + 0.07))


def test_nobody_is_asked_while_things_happen_and_they_have_to_be_told():
    """Case 148."""
    room = pact().until(Stage.NATURE)
    assert room.asked() == []
    with pytest.raises(ValueError, match="nothing was said of it"):
        step(room.rules, room.world, quiet(room.rules, room.world, room.verbs[None]))


def test_the_ballot_at_a_later_signing_is_any_ballot():
    """Case 149. Whoever abstains or is away does not sign."""
    assert unsigned().vote("YA").status() == Status.UNSIGNED
    assert unsigned().vote("-Y").status() == Status.UNSIGNED
    room = unsigned()
    assert room.why_not(0, an_act(Verb.CAST, wording=Ballot.UNCAST)) == Refusal.NO_SUCH_BALLOT


def test_sanctions_deter_before_they_are_used_and_are_spent_by_it():
    """Case 150. What holds a state back, with the threat, without one, and once the threat was carried out."""
    held = [restrained(threat, sanctioned) for threat, sanctioned in ((0.8, False), (0.0, False), (0.8, True))]
    assert held[0] > held[1]
    assert held[1] == held[2]
