"""The quarters after a session: what a text covers, what happens by itself, and what is answered.

Cases 134 to 150, and 168 to 174.
"""

from dataclasses import replace

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.aftermath.events import Count
from demarche.sim.aftermath.nature import happen
from demarche.sim.procedure.step import step
from demarche.sim.terms import Accusation, Ballot, Decision, Kind, Refusal, Stage, Status, Verb
from demarche.sim.view import sight
from tests.boards import Room, board, briefs, happening, quiet
from tests.pacts_on_boards import (
    ALL,
    bound,
    events_of,
    expected,
    false_signals,
    keep,
    pact,
    rate,
    restrained,
    seen,
    unsigned,
)

NAP = 7
"""Place of the clause on non-attack in the book."""

# what a text covers


def test_of_several_clauses_the_one_that_covers_most_counts():
    """Case 134. Of each kind, and of what is covered clearly apart from what is covered at all."""
    rules = board(2, 3, 1, quarters=1)
    reach, clear = np.zeros((2, 1, 3, 1, 4), np.float32)
    reach[0, :, 0, Kind.DISRUPTION], clear[0, :, 0, Kind.DISRUPTION] = (0.2, 0.7, 1.0), (1, 0.9, 0.5)
    conduct = replace(rules.conduct, reach=reach, clear=clear)
    text = np.array([[[0, 0, 0], [0, -1, 0], [0, -1, -1], [-1, -1, -1]]], np.int8)
    clearly, at_all = conduct.covers(text)
    assert clearly[0, :, Kind.DISRUPTION] == pytest.approx([0.63, 0.5, 0.2, 0])
    assert at_all[0, :, Kind.DISRUPTION] == pytest.approx([1, 1, 0.2, 0])
    assert not at_all[..., Kind.THEFT].any()


def test_a_vaguer_text_covers_less_clearly_and_as_much():
    """Case 135. As in the table at its own vagueness; all of it at none, nothing at 1."""
    found = []
    for vague in (0.0, 0.2, 0.75, 0.9, 1.0):
        conduct = game(load("pact-2015", [f"clauses.NAP.a.vague={vague}", "quarters=1"]), 1).rules.conduct
        clearly, at_all = conduct.covers(np.array([[[0 if c == NAP else -1 for c in range(24)]]], np.int8))
        found.append(clearly[0, 0])
        assert at_all[0, 0] == pytest.approx([0.5, 0.35, 1.0, 0.5])
    assert found[0] == pytest.approx([0.5, 0.35, 1.0, 0.5])
    assert found[2] == pytest.approx([0.1, 0.05, 0.6, 0.1], abs=1e-4)
    assert not found[4].any()
    assert (np.diff(found, axis=0) < 0).all()


# what happens by itself


def test_the_effort_a_pact_frees_goes_to_states_without_one_in_proportion():
    """Case 136. A share ε of it; a state with a pact gets none of it."""
    room = pact(4, roles="MMOO")
    more = room.rules.conduct.rate.copy()
    more[:, 0, 3] = 2
    room.rules = replace(room.rules, conduct=replace(room.rules.conduct, rate=more))
    before = rate(room)
    after = rate(room.do({0: keep(100)}))
    freed = 0.5 * before[0, 1]
    assert after[0, 1] == 0
    assert after[0, 2:] == pytest.approx(before[0, 2:] * (1 + freed / before[0, 2:].sum()))
    assert after[1] == pytest.approx(before[1])


def test_a_void_pact_holds_nobody_back_and_changes_nothing_else():
    """Case 137. The counterfactual: the same acts, the same record, the same chance, and no effect."""
    room = pact().do({s: keep(100, broadly=True) for s in range(3)})
    void = replace(room.rules, conduct=replace(room.rules.conduct, void=True))
    assert not rate(room).any()
    assert expected(void, room.world) == pytest.approx(room.rules.ground.rate[0])
    twin = Room(void)
    twin.world = room.world
    for one in (room, twin):
        one.until(Stage.NATURE)
    drawn = [events_of(r, 5, seed=3) for r in (room, twin)]
    assert np.array_equal(room.world.record.rows(), twin.world.record.rows())
    assert not drawn[0][Count.DISRUPTION].any()
    assert drawn[1][Count.DISRUPTION].any()


def test_consulting_lowers_false_signals_in_the_next_quarter_only():
    """Case 138. By a factor of e: counted over many worlds, and told by the record."""
    room = seen(pact(quarters=4), wrong={(1, 0): 1}).do({0: an_act(Verb.CONSULT, draft=0)})
    calm = room.until(Stage.NATURE).world
    assert calm.record.consulted.all()
    loud = room.do().until(Stage.NATURE).world
    assert not loud.record.consulted.any()
    assert false_signals(room.rules, calm) < false_signals(room.rules, loud)


def test_a_channel_that_only_a_former_party_keeps_open_calms_nobody():
    """Case 139."""
    room = pact(4, quarters=3, promises=[(0, 0, "channels")]).do({3: keep(delivers=ALL["channels"])})
    open_ = false_signals(room.rules, room.until(Stage.NATURE).world)
    seen(room, wrong={(0, 3): 1}).do({3: an_act(Verb.DENOUNCE, draft=0)}).until(Stage.NATURE)
    gone = false_signals(room.rules, room.world)
    never = false_signals(room.rules, room.with_record(delivered=np.zeros((1, 4))).world)
    assert gone == never
    assert gone > open_


def test_help_from_a_partner_finds_more_of_what_others_run_and_nothing_of_its_own():
    """Case 168. Assistance, the second duty: what a party misses of third states, its partner may find."""
    helped = pact(4, roles="MMOO", promises=[(0, 0, "assistance")], rate=6, numbers={"assist": 1})
    alone = pact(4, roles="MMOO", promises=[(0, 0, "assistance")], rate=6, numbers={"assist": 1})
    helped.do({1: keep(delivers=ALL["assistance"])})
    alone.do()
    found = np.zeros((2, 4, 4))
    for number in range(60):
        for place, room in enumerate((helped, alone)):
            found[place] += events_of(room.until(Stage.NATURE), number)[Count.RIGHT]
    assert found[0, 2:, 0].sum() > found[1, 2:, 0].sum()
    assert found[0, 1, 0] == found[1, 1, 0]
    assert np.array_equal(found[0, :, 1:], found[1, :, 1:])


def test_a_pact_binds_when_it_is_in_force_and_not_when_it_is_signed():
    """Case 169. Two quarters after signature at the earliest, and then as soon as it is ratified, here at once.

    Signed as quarter 0 begins, it binds in quarter 2 and not in 0 and 1.
    """
    rules = replace(board(2, 1, 2, decision=Decision.UNANIMITY, quarters=5), delay=np.array([2]))
    room = Room(rules).until(Stage.SIGNATURE).vote("YY").until(Stage.NATURE)
    bound_in = []
    while room.stage != Stage.CLOSED:
        if room.stage == Stage.NATURE:
            bound_in.append(bool(bound(room)))
            room.do(events=happen(room.rules, room.world, 1, np.array([0])))
        else:
            room.do()
    assert bound_in == [False, False, True, True, True]


def test_whoever_denounces_stays_bound_until_its_notice_is_over():
    """Case 170. Two quarters of notice: it is still asked how it keeps the pact in them."""
    rules = replace(board(3, 1, 2, decision=Decision.UNANIMITY, quarters=5), notice=np.array([2]))
    room = seen(Room(rules).until(Stage.SIGNATURE).vote("YYY"), wrong={(1, 0): 1})
    room.do({0: an_act(Verb.DENOUNCE, draft=0)})
    held = []
    while room.stage != Stage.CLOSED:
        room.until(Stage.NATURE, Stage.CLOSED)
        if room.stage == Stage.NATURE:
            held.append(bound(room))
            room.do()
    assert held == [[0, 1, 2], [0, 1, 2], [1, 2], [1, 2]]


# answers


NAMES_NOBODY = {Verb.CONSULT, Verb.DENOUNCE, Verb.PASS}


def test_only_whoever_has_seen_something_answers_a_state():
    """Case 140. And only one of which it has seen something; a party that has seen nothing may consult and leave."""
    room = seen(pact(), disruption={(1, 0): 2}, right={(1, 0): 1})
    assert room.asked() == [0, 1, 2]
    assert room.open_to(1) == room.open_to(2) == NAMES_NOBODY
    for verb in (Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION):
        how = {"wording": Accusation.STATEMENT} if verb == Verb.ACCUSE else {}
        assert room.why_not(0, an_act(verb, partner=1, **how)) == Refusal.NONE
        assert room.why_not(0, an_act(verb, partner=2, **how)) == Refusal.NOTHING_SEEN
        assert room.why_not(0, an_act(verb, partner=0, **how)) == Refusal.NO_SUCH_SEAT
    assert room.why_not(0, an_act(Verb.ACCUSE, partner=1, wording=3)) == Refusal.BAD_ACCUSATION
    unseen = seen(pact(), disruption={(1, 0): 9})
    assert all(unseen.open_to(seat) == NAMES_NOBODY for seat in range(3))


def test_a_state_without_a_pact_that_has_seen_nothing_is_not_asked():
    """Case 140."""
    room = unsigned().vote("NN").until(Stage.NATURE)
    assert room.do(events=happening(room.rules, disruption={(1, 0): 9})).asked() == []


def test_a_party_that_has_seen_nothing_can_leave_its_pact():
    """Case 140. It is bound no longer in the quarter after it."""
    room = seen(pact())
    room.do({2: an_act(Verb.DENOUNCE, draft=0)})
    assert bound(room.until(Stage.NATURE)) == [0, 1]


def test_consulting_and_denouncing_are_for_whoever_is_bound():
    """Case 141."""
    room = seen(pact(3, roles="MMO"), wrong={(1, 2): 1, (1, 0): 1})
    assert room.open_to(2) == {Verb.PASS, Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION}
    assert {Verb.CONSULT, Verb.DENOUNCE} <= room.open_to(0)


def test_accusations_and_sanctions_are_public():
    """Case 142."""
    room = seen(pact(), wrong={(1, 0): 1, (1, 2): 1})
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING), 2: an_act(Verb.SANCTION, partner=1)})
    r = room.world.record
    assert np.argwhere(r.accused[0]).tolist() == [[0, 1], [2, 1]]
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
    """Case 147. The odds of breach, .3 to .7, times (m1 / m0)^n e^(m0 - m1), then a twentieth of the way back to .7."""
    room = pact(rate=1)
    seen_each, alarm = (float(table[0, 1, 0]) for table in (room.rules.ground.seen, room.rules.ground.alarm))
    keeping, breach = 0.2 * seen_each + alarm, seen_each + alarm
    seen(room, told={(1, 0): 1})
    for other, told in ((1, 1), (2, 0)):
        odds = 3 / 7 * (breach / keeping) ** told * np.exp(keeping - breach)
        assert room.world.secrets.trust[0, 0, other] == round(1000 * (0.95 / (1 + odds) + 0.05 * 0.7))


def test_intelligence_moves_a_belief_without_a_signal():
    """Case 171. It is right in .85 of cases: odds of 17 to 3 either way."""
    rooms = [seen(pact(rate=0), learned={(1, 0): learned}) for learned in (0, 1, 2)]
    trust = [int(room.world.secrets.trust[0, 0, 1]) for room in rooms]
    expected_ = [0.7, 1 / (1 + 3 / 7 * 3 / 17), 1 / (1 + 3 / 7 * 17 / 3)]
    assert trust == [round(1000 * (0.95 * p + 0.05 * 0.7)) for p in expected_]


def test_what_waits_to_be_named_can_be_named_by_a_person_at_once():
    """Case 172. And is gone once it was; but it goes on waiting where something else is ready, which alone is named."""
    room = seen(pact(), disruption={(1, 0): 2}, right={(1, 0): 2}, reported={(1, 0): 2}, waiting={(1, 0): 2}).do()
    room = seen(room.do())
    assert Verb.ACCUSE in room.open_to(0)
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    assert not room.world.secrets.waiting.any()
    assert seen(room.do()).open_to(0) == NAMES_NOBODY
    room = seen(pact(), disruption={(1, 0): 3}, right={(1, 0): 3}, waiting={(1, 0): 2}, ready={(1, 0): 1})
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    assert room.world.secrets.waiting[0, 0, 1] == 2
    assert not room.world.secrets.ready.any()


def test_an_accusation_by_another_moves_the_belief_of_whoever_is_bound_to_the_accused():
    """Case 173. As one signal that may be false; the accuser counts it no second time, and others are not moved."""
    room = seen(pact(3, rate=1), right={(1, 0): 1})
    before = room.world.secrets.trust[0].copy()
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    after = room.world.secrets.trust[0]
    assert after[2, 1] < before[2, 1]
    assert after[0, 1] == before[0, 1]
    assert after[2, 0] == before[2, 0]


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


def test_a_threat_deters_under_a_pact_and_fades():
    """Case 150. Restraint on theft under the understanding of 2015, with the threat, without one, and years later."""
    held = [restrained(weight, quarters) for weight, quarters in ((0.8, 0), (0.0, 0), (0.8, 12))]
    assert held[0] > held[1]
    assert held[0] > held[2]


def test_a_threat_deters_without_a_pact_and_an_indictment_makes_one():
    """Case 174. Of theft and disruption alone: here three quarters of all."""
    room = seen(Room(board(2, 1, 1, quarters=3, rate=3)).ask_for_a_vote().vote("NN"), right={(1, 0): 1})
    before = rate(room)
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.INDICTMENT)}).until(Stage.NATURE)
    after = rate(room)
    assert int(room.world.record.threat[0, 0, 1]) == 300
    assert after[0] == pytest.approx(before[0])
    assert before[1, 0] / 4 < after[1, 0] < before[1, 0]
