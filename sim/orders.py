"""Operations that a state orders in one act: up to three targets, and of each a kind and a manner.

PARTNER, DRAFT2, CLAUSE2    the targets, NONE where there are fewer
DRAFT, CLAUSE, WORDING      kind and manner of each, packed in one number, or NONE
"""

import numpy as np

from demarche.sim.terms import NONE, Ints, Item

TARGETS = (Item.PARTNER, Item.DRAFT2, Item.CLAUSE2)
MANNERS = (Item.DRAFT, Item.CLAUSE, Item.WORDING)
OUTRIGHT, WITHIN_WORDS = 0, 1
"""Manner: whatever the texts say, or keeping to what no text clearly covers."""
ATTENTION = 3
"""Acts that a capital has the attention for in one quarter: measures delivered count as one, and so does each operation
ordered, an answer to what was found, and a pact proposed.  Judged."""
_MANNERS = 2


def packed_manner(kind: Ints | int, manner: Ints | int) -> Ints | int:
    """Kind and manner as one number."""
    return kind * _MANNERS + manner


def kind_of(packed: Ints) -> Ints:
    """The kind of each order."""
    return packed // _MANNERS


def keeps_within(packed: Ints) -> Ints:
    """1 for each order that keeps within the words of the texts, else 0."""
    return packed % _MANNERS


def orders_of(act: Ints) -> tuple[Ints, Ints]:
    """Target, and kind and manner packed, of each order of acts (..., 8), (..., 3) each; NONE where there is none."""
    return act[..., list(TARGETS)], act[..., list(MANNERS)]


def number_of(act: Ints) -> Ints:
    """How many operations each act (..., 8) orders, (...)."""
    return np.asarray((act[..., list(TARGETS)] != NONE).sum(axis=-1))
