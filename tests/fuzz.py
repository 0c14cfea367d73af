"""Random acts that are in order, for laws that must hold whatever anybody does."""

from dataclasses import fields
from inspect import getmembers

import numpy as np

from demarche.sim.act import acts
from demarche.sim.acts import ACTS
from demarche.sim.procedure.order import refusal
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Ints, Item, Refusal, Verb
from demarche.sim.view import View
from tests.boards import quiet

TRIES = 12
SHOWN = [name for name, what in getmembers(View) if isinstance(what, property) and name != "asks"]
SHOWN += [field.name for field in fields(View) if not field.name.startswith("_")]
"""All that a View shows. What else it holds is where it looks that up, and nobody outside it may."""


def random_acts(rules: Rules, world: World, verbs: Bools, chance: np.random.Generator) -> Ints:
    """A joint act in order, (B, S, 8): for each seat the first of a few random acts that is, else the quiet one."""
    b, s = world.record.worlds, rules.seats
    joint, waiting = quiet(rules, world, verbs), verbs.any(axis=2)
    for _ in range(TRIES):
        tried = random_act(rules, verbs, chance)
        in_order = waiting & (refusal(rules, world, tried, verbs) == Refusal.NONE)
        joint = np.where(in_order[..., None], tried, joint).astype(np.int16)
        waiting &= ~in_order
    return joint.reshape(b, s, len(Item))


def random_act(rules: Rules, verbs: Bools, chance: np.random.Generator) -> Ints:
    """An act of a verb that is open, naming anything, (B, S, 8)."""
    b, s, _ = verbs.shape
    verb = np.where(verbs, chance.random(verbs.shape), -1).argmax(axis=2)
    most = {
        Item.PARTNER: s,
        Item.DRAFT: len(rules.pen),
        Item.DRAFT2: len(rules.pen),
        Item.CLAUSE: rules.book.clauses,
        Item.CLAUSE2: rules.book.clauses,
    }
    act = acts(b * s).reshape(b, s, len(Item))
    act[..., Item.VERB] = verb
    for item in list(Item)[1:]:
        used = np.array([item in ACTS[v].uses for v in Verb])[verb]
        act[..., item] = np.where(used, chance.integers(-1, most.get(item, 6), (b, s)), act[..., item])
    return act


def same(one: object, other: object) -> None:
    """Fails unless two frozen rows of arrays are equal field for field, bit for bit."""
    for name in type(one).__slots__:  # type: ignore[attr-defined]
        a, b = np.asarray(getattr(one, name)), np.asarray(getattr(other, name))
        assert a.dtype == b.dtype, name
        assert a.shape == b.shape, name
        assert a.tobytes() == b.tobytes(), name


def same_world(one: World, other: World) -> None:
    same(one.record, other.record)
    same(one.dealings, other.dealings)
    same(one.secrets, other.secrets)
