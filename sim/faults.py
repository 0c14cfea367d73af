"""What judges of acts have in common: what an act names, whether it exists, and the first fault of several."""

from collections.abc import Callable

import numpy as np

from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Bools, Ints, Item, Refusal

Judge = Callable[[Rules, World, Ints, Ints, Ints], Ints]
"""(rules, world, b, s, act) -> (M,) Refusal: of M acts (M, 8) of one verb, and the world and seat (M,) of each."""


def draft_named(rules: Rules, act: Ints, item: Item = Item.DRAFT) -> tuple[Ints, Bools]:
    """The draft named, held within range for look-ups, and whether there is no such draft. Both (M,)."""
    draft = act[..., item]
    bad = (draft < 0) | (draft >= len(rules.pen))
    return np.where(bad, 0, draft), bad


def wording_faults(rules: Rules, clause: Ints, wording: Ints) -> list[tuple[Bools, Refusal]]:
    """What may be wrong with a clause and its wording, each a mask (M,) and why."""
    no_clause = (clause < 0) | (clause >= rules.book.clauses)
    return [(no_clause, Refusal.NO_SUCH_CLAUSE), (~rules.book.has(clause, wording), Refusal.NO_SUCH_WORDING)]


def first_fault(*faults: tuple[Bools, Refusal]) -> Ints:
    """The first fault that each act has, (M,) Refusal."""
    why = np.full(np.shape(faults[0][0]), Refusal.NONE, np.int64)
    for found, reason in reversed(faults):
        why[found] = reason
    return why


def names_wrongly(rules: Rules, s: Ints, act: Ints, *, allow_none: bool) -> Bools:
    """Whether the partner is no other seat of the room than its own, s; (M,)."""
    partner = act[..., Item.PARTNER]
    no_seat = (partner < 0) | (partner >= rules.seats) | (partner == s)
    return np.asarray(no_seat & ~(allow_none & (partner == NONE)))
