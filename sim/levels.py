"""Restraint by kind of operation in an act: four shares in hundredths, two to a place of the act."""

import numpy as np

from demarche.sim.terms import Array, Ints, Item

GENERAL, APART = (Item.WORDING, Item.DRAFT2), (Item.CLAUSE2, Item.WORDING2)
"""The places of an act that hold restraint toward all parties, and toward the one that is treated otherwise."""
_BASE = 128


def packed(levels: Array) -> tuple[Ints, Ints]:
    """Restraint (..., 4), 0 .. 100 by kind, as the two numbers of an act."""
    whole = np.asarray(levels).astype(np.int16)
    return whole[..., 0] * _BASE + whole[..., 1], whole[..., 2] * _BASE + whole[..., 3]


def unpacked(act: Ints, places: tuple[Item, Item]) -> Ints:
    """Restraint by kind that acts (..., 8) give at those places, (..., 4); of an act without it, out of range."""
    pair = np.stack([act[..., place] for place in places], axis=-1)
    return np.stack([pair // _BASE, pair % _BASE], axis=-1).reshape(*act.shape[:-1], 4)
