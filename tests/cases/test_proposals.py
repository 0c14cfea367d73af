"""Pacts that states propose to each other in a quarter, one rule a case."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.sim.act import an_act
from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.nature import happen
from demarche.sim.proposal import packed_basis
from demarche.sim.question import address
from demarche.sim.terms import ABSENT, NONE, Item, Objection, Refusal, Stage, Status, Verb
from tests.pacts_on_boards import unsigned
from tests.slots_on_boards import AGREE, DECLINE, counter, invite, proposals, to_proposals

SLOT = 1
"""The draft that is the first slot: the board has one text."""


def signed(room, slot=SLOT):
    return np.flatnonzero(room.world.record.signed[0, slot]).tolist()


def invited(room, slot=0):
    return np.flatnonzero(room.world.dealings.invited[0, slot]).tolist()


def test_proposals_come_after_the_answers_of_a_quarter_and_only_where_there_are_slots():
    room = proposals()
    assert int(room.world.record.quarter[0]) == 0
    assert room.asked() == [0, 1, 2, 3]
    assert room.open_to(2) == {Verb.INVITE, Verb.PASS}
    without = unsigned(seats=4, quarters=3)
    stages = set()
    while without.stage != Stage.CLOSED:
        stages.add(without.stage)
        without.vote("NNNN") if without.stage == Stage.SIGNING else without.do()
    assert Stage.RESPONSES in stages
    assert not {Stage.PROPOSALS, Stage.CONSIDERATION} & stages


def test_who_is_invited_is_asked_and_nobody_else():
    room = proposals().do({0: invite(1, 2)})
    assert (room.stage, room.status(SLOT)) == (Stage.CONSIDERATION, Status.PROPOSED)
    assert room.asked() == [1, 2]
    assert room.open_to(1) == {Verb.AGREE, Verb.DECLINE, Verb.COUNTER}


def test_a_pact_that_all_agree_to_is_signed_and_binds_in_the_next_quarter():
    room = proposals().do({0: invite(1, 2)}).do({1: AGREE, 2: AGREE})
    r = room.world.record
    assert room.status(SLOT) == Status.SIGNED
    assert signed(room) == [0, 1, 2]
    assert room.text(SLOT) == [0, 0, ABSENT]
    assert (int(r.signed_in[0, SLOT]), bool(r.in_force[0, SLOT]), int(r.template[0, 0])) == (0, True, 0)
    while room.stage != Stage.CONDUCT:
        room.do()
    assert (int(room.world.record.quarter[0]), int(room.world.record.turn[0])) == (1, SLOT)
    assert room.asked() == [0, 1, 2]


def test_a_slot_is_free_again_when_its_only_partner_declines():
    room = proposals(slots=1).do({0: invite(1)}).do({1: DECLINE})
    assert (room.status(SLOT), signed(room), invited(room)) == (Status.FREE, [], [])
    assert to_proposals(room).do({1: invite(3)}).do({3: AGREE}).status(SLOT) == Status.SIGNED


def test_whoever_declines_is_left_out_and_the_others_sign():
    room = proposals().do({0: invite(1, 2, 3)}).do({1: AGREE, 2: DECLINE, 3: AGREE})
    assert signed(room) == [0, 1, 3]


def test_with_fewer_than_two_states_left_there_is_no_pact():
    room = proposals().do({0: invite(1, 2)}).do({1: DECLINE, 2: DECLINE})
    assert (room.status(SLOT), signed(room)) == (Status.FREE, [])


def test_a_change_is_put_to_all_the_others_again_also_to_those_who_had_agreed():
    room = proposals().do({0: invite(1, 2)}).do({1: AGREE, 2: counter(2, 1)})
    assert (room.stage, room.asked()) == (Stage.CONSIDERATION, [0, 1])
    assert room.world.dealings.on_offer[0, 0].tolist() == [0, 0, 1]
    room.do({0: AGREE, 1: AGREE})
    assert (signed(room), room.text(SLOT)) == ([0, 1, 2], [0, 0, 1])


def test_every_answer_to_a_pact_is_a_question_of_its_own():
    """In one quarter: two slots, and each change in them."""
    room = proposals().do({0: invite(1), 2: invite(3)})
    asked = [int(address(room.world.record)[0])]
    for by, wording in ((1, 1), (0, 0), (1, 1)):
        room.do({by: counter(0, wording)})
        asked.append(int(address(room.world.record)[0]))
    room.do({0: AGREE})
    asked.append(int(address(room.world.record)[0]))
    assert len(set(asked)) == 5


def test_of_several_changes_the_first_in_the_list_of_speakers_is_put():
    room = proposals().do({0: invite(1, 2)}).do({1: counter(0, 1), 2: counter(1, 1)})
    assert room.world.dealings.on_offer[0, 0].tolist() == [1, 0, ABSENT]
    assert room.asked() == [0, 2]


def test_the_one_that_proposed_may_decline_what_has_become_of_its_pact():
    room = proposals().do({0: invite(1)}).do({1: counter(0, 1)}).do({0: DECLINE})
    assert (room.status(SLOT), signed(room)) == (Status.FREE, [])


def test_there_are_as_many_changes_as_the_rules_allow():
    room = proposals(exchanges=2).do({0: invite(1)}).do({1: counter(0, 1)}).do({0: counter(0, 0)})
    assert room.open_to(1) == {Verb.AGREE, Verb.DECLINE}
    assert proposals(exchanges=0).do({0: invite(1)}).open_to(1) == {Verb.AGREE, Verb.DECLINE}


def test_a_new_proposal_in_the_same_slot_has_all_its_changes_again():
    room = proposals(slots=1, exchanges=1).do({0: invite(1)}).do({1: counter(0, 1)}).do({0: DECLINE})
    assert Verb.COUNTER in to_proposals(room).do({0: invite(1)}).open_to(1)


def test_proposals_take_slots_in_the_order_of_the_list_and_those_beyond_them_are_not_made():
    room = proposals(slots=2).do({0: invite(1), 2: invite(3), 3: invite(0)})
    assert [invited(room, n) for n in (0, 1)] == [[0, 1], [2, 3]]
    room.do({1: AGREE})
    assert (room.stage, int(room.world.record.turn[0]), room.asked()) == (Stage.CONSIDERATION, 2, [3])


def test_no_proposals_are_asked_for_when_every_slot_is_taken():
    room = proposals(slots=1, quarters=3).do({0: invite(1)}).do({1: AGREE})
    while room.stage != Stage.CLOSED:
        assert room.stage != Stage.PROPOSALS
        room.vote("NNNN") if room.stage == Stage.SIGNING else room.do()


def test_the_clock_declines_for_a_state_that_does_not_answer():
    room = proposals().do({0: invite(1)}).do()
    assert (room.status(SLOT), signed(room)) == (Status.FREE, [])


def test_a_pact_waits_for_its_delay_and_for_ratification():
    room = proposals(delay=1).do({0: invite(1)}).do({1: AGREE})
    assert not room.world.record.in_force[0, SLOT]
    own = proposals(delay=1).do({0: invite(1, delay=0)}).do({1: AGREE})
    assert own.world.record.in_force[0, SLOT]
    later = proposals().do({0: invite(1, delay=3)}).do({1: AGREE})
    assert (later.world.record.delay[0, 0], bool(later.world.record.in_force[0, SLOT])) == (3, False)
    assert not proposals(ratification=0.5).do({0: invite(1)}).do({1: AGREE}).world.record.in_force[0, SLOT]


@pytest.mark.parametrize("delay", [0, 1, 2])
def test_a_pact_signed_as_a_quarter_ends_is_in_force_that_many_quarters_after_the_next_begins(delay):
    room = proposals(delay=delay, quarters=6).do({0: invite(1)}).do({1: AGREE})
    bound = []
    while room.stage != Stage.CLOSED:
        if room.stage == Stage.NATURE:
            bound.append(bool(parties(room.world)[0, SLOT].any()))
            room.do(events=happen(room.rules, room.world, 1, np.array([0])))
        else:
            room.do()
    assert bound == [quarter >= delay for quarter in range(5)]


def test_a_pact_for_a_term_expires_and_binds_nobody_then():
    room = proposals(quarters=8).do({0: invite(1, term=1)}).do({1: AGREE})
    bound = {}
    while room.stage != Stage.CLOSED:
        bound[int(room.world.record.quarter[0])] = bool(parties(room.world)[0, SLOT].any())
        room.vote("NNNN") if room.stage == Stage.SIGNING else room.do()
    assert bound == {**dict.fromkeys((1, 2, 3, 4), True), **dict.fromkeys((5, 6, 7), False)}
    assert signed(room) == [0, 1], "who signed is remembered"


def test_a_pact_can_be_denounced_with_the_notice_of_its_template():
    room = proposals().do({0: invite(1)}).do({1: AGREE})
    while room.stage != Stage.RESPONSES:
        room.vote("NNNN") if room.stage == Stage.SIGNING else room.do()
    signal = np.zeros_like(room.world.secrets.signal)
    signal[0, 0, 1] = 1
    room.world = room.world.now(room.world.record, secrets=replace(room.world.secrets, signal=signal))
    room.do({0: an_act(Verb.DENOUNCE, draft=SLOT)})
    assert int(room.world.record.left_in[0, SLOT, 0]) == 1 + 1 + 1


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (invite(0), Refusal.NO_SUCH_SEAT),
        (invite(9), Refusal.NO_SUCH_SEAT),
        (invite(1, 1), Refusal.NAMED_TWICE),
        (invite(1, 2, 2), Refusal.NAMED_TWICE),
        (an_act(Verb.INVITE, draft2=1, wording2=int(packed_basis(0))), Refusal.NO_SUCH_SEAT),
        (invite(1, changes=[(0, 1), (0, 0)]), Refusal.NAMED_TWICE),
        (an_act(Verb.INVITE, partner=1, clause2=2, wording2=int(packed_basis(0))), Refusal.OUT_OF_PLACE),
        (an_act(Verb.INVITE, partner=1, wording=1, wording2=int(packed_basis(0))), Refusal.OUT_OF_PLACE),
        (invite(1, template=1), Refusal.NO_SUCH_TEMPLATE),
        (an_act(Verb.INVITE, partner=1), Refusal.NO_SUCH_TEMPLATE),
        (invite(1, term=61), Refusal.BAD_DATES),
        (invite(1, changes=[(7, 0)]), Refusal.NO_SUCH_CLAUSE),
        (invite(1, changes=[(0, 7)]), Refusal.NO_SUCH_WORDING),
        (invite(1, template=NONE), Refusal.EMPTIES_TEXT),
        (invite(1, changes=[(0, ABSENT), (1, ABSENT)]), Refusal.EMPTIES_TEXT),
        (invite(1, template=NONE, changes=[(2, 1)]), Refusal.NONE),
        (invite(1, 2, 3, changes=[(0, 1), (1, 1), (2, 1)], delay=30, term=60), Refusal.NONE),
    ],
)  # fmt: skip
def test_a_proposal_is_judged_whole(act, why):
    assert proposals().why_not(0, act) == why


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (counter(0, 0), Refusal.NOTHING_CHANGES),
        (counter(9, 0), Refusal.NO_SUCH_CLAUSE),
        (counter(0, 9), Refusal.NO_SUCH_WORDING),
        (counter(0, ABSENT), Refusal.EMPTIES_TEXT),
        (counter(2, 1), Refusal.NONE),
        (an_act(Verb.DECLINE, wording=len(Objection)), Refusal.BAD_OBJECTION),
        (an_act(Verb.DECLINE), Refusal.BAD_OBJECTION),
        (an_act(Verb.AGREE), Refusal.NONE),
    ],
)
def test_an_answer_is_judged_whole(act, why):
    room = proposals().do({0: invite(1, template=NONE, changes=[(0, 0)])})
    assert room.why_not(1, act) == why


def test_any_number_in_any_place_of_a_proposal_is_judged_without_an_error():
    room, chance = proposals(), np.random.default_rng(1)
    for _ in range(300):
        act = chance.integers(-40, 32767, len(Item)).astype(np.int16)
        act[Item.VERB] = Verb.INVITE
        room.why_not(0, act)
