"""What a seat may not know does not reach it; what others are asked does not change what it does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.agents.doctrine.national import NationalInterest
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.question import address
from demarche.sim.record import Briefs, Dealings, World, opening
from demarche.sim.session import ask
from demarche.sim.terms import Ballot, Item, Stage, Verb
from demarche.sim.view import View, sight
from tests.boards import Room, board, briefs
from tests.fuzz import SHOWN, random_acts, same

SEATS = 5


def after_deals() -> World:
    """Offers stand between several seats, and one deal is done."""
    rules = board(SEATS, rounds=2, drafts=2)
    room = Room(rules).until(Stage.FLOOR)
    room.do({0: an_act(Verb.OFFER, partner=1, wording=2, draft2=0, wording2=Ballot.YES)})
    room.do({1: an_act(Verb.ACCEPT, partner=0)}).until(Stage.FLOOR)
    offers = {0: 1, 1: 2, 3: 4, 4: 1}
    return room.do(
        {s: an_act(Verb.OFFER, partner=to, wording=1, draft2=1, wording2=Ballot.NO) for s, to in offers.items()}
    ).world


def what_others_have(dealings: Dealings, seat: int, chance: np.random.Generator) -> Dealings:
    """The same dealings for the seat, and anything at all between the others."""
    others = np.arange(SEATS) != seat
    to_seat = (dealings.offer[..., Item.PARTNER] == seat) & (dealings.offer[..., Item.VERB] == Verb.OFFER)
    hidden = others[None] & ~to_seat
    offer = chance.integers(-1, 6, dealings.offer.shape).astype(np.int16)
    offer[..., Item.VERB] = np.where(chance.random(hidden.shape) < 0.5, Verb.OFFER, Verb.SILENT)
    offer[..., Item.PARTNER] = (seat + chance.integers(1, SEATS, hidden.shape)) % SEATS
    changed = {"offer": np.where(hidden[..., None], offer, dealings.offer)}
    for name in ("promise", "promisee", "favours"):
        old = getattr(dealings, name)
        changed[name] = np.where(others[None, :, None], chance.integers(0, 3, old.shape), old).astype(old.dtype)
    return replace(dealings, **changed)


def what_others_want(told: Briefs, seat: int, chance: np.random.Generator) -> Briefs:
    """The same instructions for the seat, and any for the others."""
    changed = {}
    for name in Briefs.__slots__:
        old = getattr(told, name)
        new = chance.random(old.shape).astype(old.dtype)
        new[:, seat] = old[:, seat]
        changed[name] = new
    return Briefs(**changed)


def see(rules, world, told, seats) -> View:
    s = np.array(seats)
    return sight(world, told, may(rules, world), np.zeros_like(s), s)


@given(seat=st.integers(0, SEATS - 1), seed=st.integers(0, 2**32))
@settings(max_examples=60)
def test_what_a_seat_may_not_know_does_not_change_its_view(seat, seed):
    rules, world, told = board(SEATS, rounds=2, drafts=2), after_deals(), briefs(board(SEATS))
    chance = np.random.default_rng(seed)
    changed = world.now(world.record, dealings=what_others_have(world.dealings, seat, chance))
    before, after = see(rules, world, told, [seat]), see(rules, changed, what_others_want(told, seat, chance), [seat])
    for name in SHOWN:
        if name in ("offers", "on_offer"):
            same(getattr(before, name), getattr(after, name))
        elif name == "public":
            same(before.public, after.public)
        elif name not in ("verbs", "past"):  # a board without quarters has no past
            assert getattr(before, name).tobytes() == getattr(after, name).tobytes(), name


def test_whether_a_seat_is_asked_tells_it_only_of_offers_to_itself():
    rules, world = board(SEATS, rounds=2, drafts=2), after_deals()
    for seat in range(SEATS):
        hidden = what_others_have(world.dealings, seat, np.random.default_rng(seat))
        before, after = may(rules, world), may(rules, world.now(world.record, dealings=hidden))
        assert np.array_equal(before[:, seat], after[:, seat])


@given(order=st.permutations(range(SEATS)))
def test_a_view_of_some_seats_is_part_of_the_view_of_all(order):
    rules, world, told = board(SEATS, rounds=2, drafts=2), after_deals(), briefs(board(SEATS))
    every = see(rules, world, told, range(SEATS))
    for part in (order, order[:2]):
        taken, seen = every.take(np.array(part)), see(rules, world, told, part)
        for name in SHOWN:
            if name == "offers":
                pairs = [sorted(zip(v.offers.row, v.offers.sender, strict=True)) for v in (taken, seen)]
                assert pairs[0] == pairs[1]
            elif name == "on_offer":
                same(taken.on_offer, seen.on_offer)
            elif name == "past":
                assert np.array_equal(taken.past.broke, seen.past.broke)
            elif name != "public":
                assert np.array_equal(getattr(taken, name), getattr(seen, name)), name


@pytest.mark.parametrize("name", ["tutorial", "gge-2017"])
def test_what_others_are_asked_does_not_change_my_act(name):
    g = game(load(name), 3, (0, 1))
    seats, chance = g.seats, np.random.default_rng(0)
    world = opening(g.rules, g.luck.lot(g.rules))
    behaviour = seats[0]
    assert isinstance(behaviour, NationalInterest)
    while not world.record.closed.all():
        verbs = may(g.rules, world)
        b, s = np.nonzero(verbs.any(axis=2))
        if b.size:
            view, u = sight(world, g.briefs, verbs, b, s), g.luck.for_asks(g.rules, address(world.record), b, s)
            act = behaviour.decide(g.rules, view, u)
            mixed = chance.permutation(view.asks)
            assert np.array_equal(behaviour.decide(g.rules, view.take(mixed), u[mixed]), act[mixed])
            one = mixed[:1]
            assert np.array_equal(behaviour.decide(g.rules, view.take(one), u[one]), act[one])
        world = step(g.rules, world, ask(g.rules, world, g.briefs, verbs, seats, g.luck), verbs)


def test_the_views_of_a_random_session_are_silent_too():
    rules, chance = board(SEATS, rounds=1, drafts=2, level=4), np.random.default_rng(1)
    told = briefs(rules)
    world = opening(rules, np.array([2]))
    while not world.record.closed.all():
        verbs = may(rules, world)
        for seat in np.flatnonzero(verbs[0].any(axis=1)):
            changed = world.now(world.record, dealings=what_others_have(world.dealings, int(seat), chance))
            before, after = see(rules, world, told, [seat]), see(rules, changed, told, [seat])
            assert before.promise.tobytes() == after.promise.tobytes()
            assert before.offer.tobytes() == after.offer.tobytes()
            same(before.offers, after.offers)
        world = step(rules, world, random_acts(rules, world, verbs, chance))
