"""What a seat is shown and hears depends on nothing that it may not know; and no canary sings in the wrong room."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.any_act import AnyAct
from scenarios.compile import game
from scenarios.load import load
from scenarios.saves import open_session
from sim.record import Briefs, Dealings
from sim.secrets import Secrets
from sim.session import Session, Tick
from sim.terms import NONE, Item, Stage, Verb
from ui.seat.room import room
from ui.seat.wire import room_to_json

ROOMS = [
    ("tutorial", ("level=4", "rounds=2", "quarters=2")),
    ("pact-2015", ("quarters=3",)),
    ("sco-2009", ("rounds=1",)),
]
SECRET_VERBS = (Verb.OFFER, Verb.ACCEPT, Verb.PROTEST, Verb.RETALIATE)
OWN_ROWS = ("signal", "trust")
BY_QUARTER = ("broke", "saw")
INDIFFERENT = Verb.PASS


def played(name: str, changes: tuple[str, ...], seed: int, *, ticks: int | None = None) -> tuple[object, Session]:
    """A session in which every seat does anything it may, up to that many ticks."""
    made = game(load(name, changes), seed)
    session = open_session(made)
    session.seats = [AnyAct()] * made.rules.seats
    while not session.closed and (ticks is None or len(session.ticks) < ticks):
        session.advance(time_is_up=True)
    return made, session


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
    changed = {"offer": offer.astype(dealings.offer.dtype)}
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


def hide_acts(tick: Tick, seat: int | None) -> Tick:
    """The joint act with everything that was done in private between others left undone, and the truth taken out."""
    act = tick.act.copy()
    for who in range(len(act)):
        concerns = seat is not None and seat in (who, act[who, Item.PARTNER])
        if act[who, Item.VERB] in SECRET_VERBS and not concerns:
            act[who] = NONE
            act[who, Item.VERB] = INDIFFERENT
        if act[who, Item.VERB] == Verb.KEEP and who != seat:
            act[who, Item.WORDING], act[who, Item.PARTNER], act[who, Item.WORDING2] = 0, NONE, NONE
    return replace(tick, act=act, why=dict.fromkeys(range(len(act)), "CANARY"), events=None)


class Twin(Session):
    """A session that stands where another does, with all that a seat may not know changed."""

    def __init__(self, like: Session, seat: int | None, chance: np.random.Generator) -> None:
        super().__init__(like.rules, hide_briefs(like.briefs, seat, chance), like.seats, like.luck)
        self.world = like.world.now(
            like.world.record,
            dealings=hide_dealings(like.world.dealings, seat, chance),
            secrets=hide_secrets(like.world.secrets, seat, chance),
        )
        self.ticks = [hide_acts(tick, seat) for tick in like.ticks]


@pytest.mark.parametrize(("name", "changes"), ROOMS)
@given(seed=st.integers(0, 40), stop=st.integers(0, 40), data=st.data())
@settings(max_examples=25)
def test_what_a_seat_may_not_know_does_not_change_its_room(name, changes, seed, stop, data):
    made, session = played(name, changes, seed % 3, ticks=stop)
    seat = data.draw(st.one_of(st.none(), st.integers(0, made.rules.seats - 1)))
    twin = Twin(session, seat, np.random.default_rng(seed))
    with_ladder = session.ticks and session.stage not in (Stage.SIGNING, Stage.CONDUCT)
    assert room_to_json(room(made, session, seat)) == room_to_json(room(made, twin, seat)), with_ladder
