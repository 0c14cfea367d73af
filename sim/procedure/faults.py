"""What judges of acts have in common: what an act names, whether it exists, and the first fault of several."""

import numpy as np

from sim.rules import Rules
from sim.terms import NONE, Bools, Ints, Item, Refusal


def draft_named(rules: Rules, act: Ints, item: Item = Item.DRAFT) -> tuple[Ints, Bools]:
    """The draft named, held within range for look-ups, and whether there is no such draft. Both (B, S)."""
    draft = act[..., item]
    bad = (draft < 0) | (draft >= len(rules.pen))
    return np.where(bad, 0, draft), bad


def of_draft(what: Ints | Bools, draft: Ints) -> Ints:
    """`what` (B, L, ...) of the draft each seat names, (B, S, ...)."""
    return np.asarray(what[np.arange(what.shape[0])[:, None], draft])


def wording_faults(rules: Rules, clause: Ints, wording: Ints) -> list[tuple[Bools, Refusal]]:
    """What may be wrong with a clause and its wording, each a mask (B, S) and why."""
    no_clause = (clause < 0) | (clause >= rules.book.clauses)
    return [(no_clause, Refusal.NO_SUCH_CLAUSE), (~rules.book.has(clause, wording), Refusal.NO_SUCH_WORDING)]


def first_fault(*faults: tuple[Bools, Refusal]) -> Ints:
    """The first fault that each act has, (B, S)."""
    return np.select([found for found, _ in faults], [why for _, why in faults], Refusal.NONE)


def names_wrongly(rules: Rules, act: Ints, *, allow_none: bool) -> Bools:
    """Whether the partner is no other seat of the room. (B, S)."""
    partner = act[..., Item.PARTNER]
    no_seat = (partner < 0) | (partner >= rules.seats) | (partner == np.arange(rules.seats))
    return np.asarray(no_seat & ~(allow_none & (partner == NONE)))
