"""Whatever is done in order, the procedure goes on, ends, and counts as it should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.sim.procedure.order import may, refusal, require_in_order
from demarche.sim.procedure.step import step
from demarche.sim.record import opening
from demarche.sim.tally import call_order, carries, carries_by_two_thirds, first_called, tally
from demarche.sim.terms import Ballot, Bools, Decision, OutOfOrder, Refusal, Role, Stage, Status
from tests.boards import Room, board
from tests.fuzz import random_act, random_acts, same_world

ENDED = tuple(s for s in Status if s >= Status.HELD)
LONGEST = 400
"""Ticks after which a small session must have closed. Chosen: the longest that was seen has about 150."""

assemblies = st.builds(
    board,
    seats=st.just(4),
    clauses=st.integers(1, 3),
    wordings=st.integers(1, 3),
    drafts=st.integers(1, 3),
    level=st.integers(1, 4),
    rounds=st.integers(0, 2),
    decision=st.sampled_from(Decision),
    roles=st.sampled_from(["MMMM", "MMMO", "CMMM", "MOMC"]),
    pens=st.just([0, 1, 2]),
    pocket=st.sampled_from([[], [1]]),
    costs=st.sampled_from([[], [(0, 0)]]),
    capacity=st.sampled_from([1, [0, 1, 2, 2]]),
)


@given(rules=assemblies, seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_any_acts_in_order_lead_to_an_end(rules, seed):
    chance = np.random.default_rng(seed)
    world = opening(rules, chance.integers(0, 4, 8))
    for _ in range(LONGEST):
        if world.record.closed.all():
            break
        before = world
        verbs = may(rules, world)
        world = step(rules, world, random_acts(rules, world, verbs, chance), verbs)
        holds_its_invariants(rules, before, world)
    assert world.record.closed.all()
    assert np.isin(world.record.status, ENDED).all()


def holds_its_invariants(rules, before, after):
    was, now = before.record, after.record
    shut = was.closed
    same_world(before.take(shut), after.take(shut))
    assert (now.tick == was.tick + ~shut).all()
    assert (now.wording >= -1).all()
    assert (now.wording < rules.book.wordings).all()
    assert np.isin(now.final[..., ~rules.voters], Ballot.UNCAST).all()
    assert not now.sponsor[..., rules.roster.role != Role.MEMBER].any()
    yes, no = tally(now.final)
    voted = (now.final != Ballot.UNCAST).any(axis=2)
    present = np.isin(now.final, (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)).sum(axis=2)
    if rules.decision == Decision.VOTE:
        assert (voted == np.isin(now.status, (Status.ADOPTED, Status.REJECTED))).all()
        assert (present[voted] >= rules.quorum).all()
        assert np.array_equal(now.status == Status.ADOPTED, voted & (yes > no))
    ended = np.isin(was.status, ENDED)
    reopened: Bools = np.asarray(ended & (now.status != was.status))
    assert np.isin(was.status[reopened], (Status.ADOPTED, Status.REJECTED)).all()
    assert (was.stage[reopened.any(axis=1)] == Stage.RECONSIDER_VOTE).all()
    asked = may(rules, after).any(axis=2)
    assert not np.asarray(asked)[now.closed].any()


@given(rules=assemblies, seed=st.integers(0, 2**32))
@settings(max_examples=20)
def test_an_act_is_refused_before_anything_moves(rules, seed):
    chance = np.random.default_rng(seed)
    world = opening(rules, np.array([1]))
    while not world.record.closed.all():
        verbs = may(rules, world)
        tried = random_act(rules, verbs, chance)
        if (refusal(rules, world, tried, verbs) != Refusal.NONE).any():
            with pytest.raises(OutOfOrder):
                require_in_order(rules, world, tried, verbs)
        world = step(rules, world, random_acts(rules, world, verbs, chance))


@given(order=st.permutations(range(7)), ballots=st.lists(st.sampled_from(Ballot), min_size=7, max_size=7))
def test_the_order_of_seats_does_not_sway_a_tally(order, ballots):
    cast = np.array(ballots)
    assert [int(n) for n in tally(cast[list(order)])] == [int(n) for n in tally(cast)]


@given(order=st.permutations(range(5)), ballots=st.text("YNA-", min_size=5, max_size=5))
@settings(max_examples=50)
def test_the_order_of_seats_does_not_sway_a_decision(order, ballots):
    def status(cast):
        return Room(board(5, 1, 1)).ask_for_a_vote().vote(cast).status()

    assert status(ballots) == status("".join(ballots[i] for i in order))


@given(yes=st.integers(0, 193), no=st.integers(0, 193))
def test_two_thirds_are_a_majority_and_more_yes_never_hurts(yes, no):
    y, n = np.array(yes), np.array(no)
    assert not (carries_by_two_thirds(y, n) and not carries(y, n))
    assert carries(y + 1, n) or not carries(y, n)
    assert bool(carries_by_two_thirds(y, n)) == (3 * yes >= 2 * (yes + no) and yes > 0)


@given(who=st.lists(st.booleans(), min_size=6, max_size=6), lot=st.integers(0, 5))
def test_the_first_called_is_the_nearest_after_the_lot(who, lot):
    found = int(first_called(np.array([who]), call_order(board(6), np.array([lot])))[0])
    listed = [(lot + i) % 6 for i in range(6)]
    assert found == next((seat for seat in listed if who[seat]), -1)
