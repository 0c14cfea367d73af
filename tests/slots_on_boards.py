"""Boards with slots for pacts that are proposed in the quarters, and the acts by which they are."""

from dataclasses import replace
from typing import Any

import numpy as np

from demarche.sim.act import an_act
from demarche.sim.proposal import CHANGED, INVITED, packed_basis, packed_change
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Decision, Objection, Stage, Verb
from tests.boards import Room, board


def with_slots(rules: Rules, slots: int, exchanges: int = 3, *, ratification: float = 1, delay: int = 0) -> Rules:
    """The rules of a board with that many slots, and one template: its first two clauses as they are worded first."""
    clauses = rules.book.clauses

    def longer(table: np.ndarray, value: float, axis: int = 0) -> np.ndarray:
        shape = [*table.shape]
        shape[axis] = slots
        return np.concatenate([table, np.full(shape, value, table.dtype)], axis=axis)

    flat = ("pocket", "standing", "sponsors", "crime", "welcomes", "usual", "lead", "delay", "notice")
    changed: dict[str, Any] = {name: longer(getattr(rules, name), 0) for name in flat}
    changed |= {name: longer(getattr(rules, name), 0, 1) for name in ("visibility", "binding", "linkage")}
    template = np.full((1, clauses), ABSENT, np.int8)
    template[0, :2] = 0
    return replace(
        rules,
        drafts=(*rules.drafts, *(f"PACT-{n + 1}" for n in range(slots))),
        pen=longer(rules.pen, NONE),
        opened=longer(rules.opened, ABSENT),
        **changed,
        ratification=longer(rules.ratification, 1, 1),
        slots=slots,
        exchanges=exchanges,
        templates=("memorandum",),
        template_texts=template,
        template_terms=np.array([[0.3, 4.5, ratification]], np.float32),
        template_dates=np.array([[delay, 1]]),
    )


def proposals(seats: int = 4, slots: int = 2, quarters: int = 6, exchanges: int = 3, **terms) -> Room:
    """A board whose one text was not signed, at the first question of what pacts are proposed."""
    roles = "M" * seats
    rules = board(seats, 3, 2, decision=Decision.UNANIMITY, quarters=quarters, roles=roles)
    room = Room(with_slots(rules, slots, exchanges, **terms)).until(Stage.SIGNATURE).vote("N" * seats)
    return to_proposals(room)


def to_proposals(room: Room) -> Room:
    """On to the next question of what pacts are proposed; nothing is signed or answered before it."""
    while room.stage != Stage.PROPOSALS:
        assert room.stage != Stage.CLOSED, "no proposals were asked for"
        if room.stage == Stage.SIGNING:
            room.vote("N" * room.rules.seats)
        else:
            room.do()
    return room


def invite(*partners: int, template: int = 0, changes=(), delay: int = NONE, term: int = 0):
    """A proposal to those states. changes: (clause, wording) pairs; term in years."""
    act = an_act(Verb.INVITE, wording2=int(packed_basis(template, delay, term)))
    for item, partner in zip(INVITED, partners, strict=False):
        act[item] = partner
    for item, change in zip(CHANGED, changes, strict=False):
        act[item] = packed_change(*change)
    return act


AGREE = an_act(Verb.AGREE)
DECLINE = an_act(Verb.DECLINE, wording=Objection.TEXT)


def counter(clause: int, wording: int):
    return an_act(Verb.COUNTER, clause=clause, wording=wording)
