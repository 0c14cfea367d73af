"""What a seat is shown and hears depends on nothing that it may not know; and no canary sings in the wrong room."""

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.acts import ACTS, Audience
from demarche.sim.record import Briefs, Dealings, World
from demarche.sim.secrets import BROADLY, Secrets
from demarche.sim.session import Moment, Session, Tick
from demarche.sim.terms import NONE, Item, Stage, Verb
from demarche.ui.seat.aloud import said_aloud
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.whispered import told_to
from demarche.ui.seat.why import why_vote
from demarche.ui.seat.wire import heard_to_json, room_to_json
from demarche.ui.words import Words

OTHERWISE = (Verb.SILENT, Verb.PASS, Verb.KEEP)
"""Acts that not everybody hears, and that are hidden in a way of their own, or not at all."""
ROOMS = [
    ("tutorial", ("level=4", "rounds=2", "quarters=2")),
    ("pact-2015", ("quarters=3",)),
    ("sco-2009", ("rounds=1",)),
]
SECRET_VERBS = [
    verb for verb, row in ACTS.items() if row.heard in (Audience.BETWEEN, Audience.ACTOR) and verb not in OTHERWISE
]
OWN_ROWS = ("signal", "waiting", "ready", "trust", "count", "gained", "spent")
BY_QUARTER = ("broke", "saw")


@cache
def played(place: int, seed: int) -> tuple[Game, Session]:
    """A whole session in which every seat does anything it may."""
    name, changes = ROOMS[place]
    made = game(load(name, changes), seed)
    session = open_session(made)
    session.seats = [AnyAct()] * made.rules.seats
    while not session.closed:
        session.advance(time_is_up=True)
    return made, session


def standing(session: Session, briefs: Briefs, world: World, ticks: int) -> Session:
    """A session that has come that far, in a world that may hold other secrets."""
    there = Session(session.rules, briefs, session.seats, session.luck)
    there.world, there.moments = world, session.moments[:ticks]
    if there.moments:
        there.moments[-1] = replace(there.moments[-1], ended=world)
    return there


def hide_briefs(told: Briefs, seat: int | None, chance: np.random.Generator) -> Briefs:
    """The same instructions for the seat, and others for everybody else."""
    changed = {}
    for field in fields(told):
        old = getattr(told, field.name)
        new = chance.random(old.shape).astype(old.dtype)
        if seat is not None:
            new[:, seat] = old[:, seat]
        changed[field.name] = new
    return Briefs(**changed)


def hide_dealings(dealings: Dealings, seat: int | None, chance: np.random.Generator) -> Dealings:
    """Other promises of everybody else, and no offers but those that the seat has a part in."""
    mine = np.zeros(dealings.offer.shape[1], bool)
    if seat is not None:
        mine[seat] = True
    party = mine | ((dealings.offer[0, :, Item.PARTNER] == seat) & (dealings.offer[0, :, Item.VERB] == Verb.OFFER))
    offer = np.where(party[None, :, None], dealings.offer, 0)
    changed: dict[str, Any] = {"offer": offer.astype(dealings.offer.dtype)}
    for name in ("promise", "promisee", "favours"):
        old = getattr(dealings, name)
        new = chance.integers(0, 2, old.shape).astype(old.dtype)
        changed[name] = np.where(mine[None, :, None], old, new).astype(old.dtype)
    return replace(dealings, **changed)


def hide_secrets(secrets: Secrets, seat: int | None, chance: np.random.Generator) -> Secrets:
    """Any truth at all; of the seat only its own signals, beliefs and deeds as they were."""
    changed = {}
    for field in fields(secrets):
        old = getattr(secrets, field.name)
        new = chance.integers(0, 3, old.shape).astype(old.dtype)
        if seat is not None and old.size and field.name in OWN_ROWS:
            new[:, seat] = old[:, seat]
        if seat is not None and old.size and field.name in BY_QUARTER:
            new[:, :, seat] = old[:, :, seat]
        changed[field.name] = new
    return Secrets(**changed)


def with_envoys(hidden: World, true: World, seat: int | None, chance: np.random.Generator) -> World:
    """The same with what the envoys of others may tell the seat.

    That is: whether each saw it break its pledge, and whether it trusts it less than at first, not how much.
    """
    if seat is None or not true.secrets.trust.size:
        return hidden
    s, trust, saw = hidden.secrets, hidden.secrets.trust.copy(), hidden.secrets.saw.copy()
    saw[..., seat] = true.secrets.saw[..., seat]
    was, first = true.secrets.trust[0, :, seat], 700
    among = np.arange(len(was)) != seat
    drawn = np.where(was < first, chance.integers(0, first, len(was)), chance.integers(first, 1001, len(was)))
    trust[0, among, seat] = drawn[among]
    return hidden.now(hidden.record, secrets=replace(s, trust=trust, saw=saw))


def hide_acts(tick: Tick, seat: int | None) -> Tick:
    """The joint act with everything that was done in private between others left undone, and the truth taken out."""
    act = tick.act.copy()
    for who in range(len(act)):
        concerns = seat is not None and seat in (who, act[who, Item.PARTNER])
        if act[who, Item.VERB] in SECRET_VERBS and not concerns:
            act[who] = NONE
            act[who, Item.VERB] = Verb.PASS
        if act[who, Item.VERB] == Verb.KEEP and who != seat:
            act[who, [Item.PARTNER, Item.CLAUSE2, Item.WORDING2]] = NONE
            act[who, [Item.WORDING, Item.DRAFT2]] = 0
            act[who, Item.CLAUSE] &= ~BROADLY
    return replace(tick, act=act, why=dict.fromkeys(range(len(act)), "nobody hears this"), events=None)


def hide(world: World, seat: int | None, chance: np.random.Generator) -> World:
    """The same public record over other dealings and secrets."""
    dealings, secrets = hide_dealings(world.dealings, seat, chance), hide_secrets(world.secrets, seat, chance)
    return world.now(world.record, dealings=dealings, secrets=secrets)


CASES = given(
    place=st.integers(0, len(ROOMS) - 1),
    seed=st.integers(0, 3),
    at=st.floats(0, 1, exclude_max=True),
    who=st.floats(-0.3, 1, exclude_max=True),
    chance=st.integers(0, 2**32),
)


def case(place: int, seed: int, at: float, who: float) -> tuple[Game, Session, Moment, int | None]:
    """One tick of one of the sessions, and a seat that looks; nobody's for a projector."""
    made, session = played(place, seed)
    moment = session.moments[int(at * len(session.ticks))]
    return made, session, moment, None if who < 0 else int(who * made.rules.seats)


@CASES
@settings(max_examples=150)
def test_what_a_seat_may_not_know_does_not_change_its_room(place, seed, at, who, chance):
    made, session, moment, seat = case(place, seed, at, who)
    other = np.random.default_rng(chance)
    true = standing(session, session.briefs, moment.world, moment.tick.number)
    told = hide_briefs(session.briefs, seat, other)
    twin = standing(session, told, hide(moment.world, seat, other), moment.tick.number)
    assert room_to_json(room(made, true, seat)) == room_to_json(room(made, twin, seat))


@CASES
@settings(max_examples=150)
def test_what_a_seat_may_not_know_does_not_change_what_it_hears(place, seed, at, who, chance):
    made, session, moment, seat = case(place, seed, at, who)
    other, words = np.random.default_rng(chance), Words(made)
    told = hide_briefs(session.briefs, seat, other)
    worlds = (with_envoys(hide(world, seat, other), world, seat, other) for world in (moment.world, moment.ended))
    twin = Moment(hide_acts(moment.tick, seat), *worlds)
    assert said_aloud(words, moment, tell_why=False) == said_aloud(words, twin, tell_why=False)
    if seat is not None:
        heard_here = told_to(words, session.briefs, moment, seat, tell_why=False)
        assert heard_here == told_to(words, told, twin, seat, tell_why=False)


@pytest.mark.parametrize("place", range(len(ROOMS)))
def test_the_sessions_of_these_laws_hold_secrets_worth_keeping(place):
    """Else the laws above would be true of nothing."""
    done = {Verb(int(verb)) for tick in played(place, 1)[1].ticks for verb in tick.act[:, 0]}
    assert done >= {Verb.OFFER}


def test_a_secret_that_is_a_seats_own_changes_its_room():
    """The laws can fail: what belongs to the seat is on its screen."""
    made, session = played(0, 1)
    moment = next(m for m in session.moments if m.tick.stage == Stage.ANSWERS and letters(m))
    sender, reader = letters(moment)[0]
    without = moment.world.dealings.offer.copy()
    without[0, sender] = 0
    there = standing(session, session.briefs, moment.world, moment.tick.number)
    not_there = standing(
        session,
        session.briefs,
        moment.world.now(moment.world.record, dealings=replace(moment.world.dealings, offer=without)),
        moment.tick.number,
    )
    assert room(made, there, reader).brief != room(made, not_there, reader).brief
    assert room(made, there, None) == room(made, not_there, None)


def letters(moment: Moment) -> list[tuple[int, int]]:
    """Who has an offer standing to whom."""
    offer = moment.world.dealings.offer[0]
    return [(int(s), int(offer[s, Item.PARTNER])) for s in np.flatnonzero(offer[:, Item.VERB] == Verb.OFFER)]


@pytest.mark.parametrize("reveal", ["none", "public"])
def test_no_reason_is_told_unless_all_are_revealed(reveal):
    made, session = played(0, 2)
    canary = standing(session, session.briefs, session.world, len(session.ticks))
    why = dict.fromkeys(range(made.rules.seats), "CANARY")
    canary.moments = [replace(moment, tick=replace(moment.tick, why=why)) for moment in session.moments]
    for tick in range(len(canary.ticks)):
        for seat in (None, 0, 3):
            assert b"CANARY" not in heard_to_json(heard(made, canary, tick, seat, reveal))
    for seat in range(made.rules.seats):
        assert "CANARY" not in why_vote(made, canary, seat, 1, reveal)


def test_a_reason_does_not_give_away_the_deal_or_the_conduct_behind_an_act():
    """Even where every reason is told, a deal is between two and restraint is nobody else's."""
    made, session = played(0, 2)
    for tick in session.ticks:
        for seat in range(made.rules.seats):
            tick.why[seat] = "CANARY"
    for moment in session.moments:
        acts = moment.tick.act
        for one in heard(made, session, moment.tick.number, None, "all"):
            if "CANARY" in one.why:
                by = made.rules.roster.names.index(one.by)
                assert acts[by, Item.VERB] not in (*SECRET_VERBS, Verb.KEEP)
    played.cache_clear()
