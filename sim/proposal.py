"""A pact as it is proposed in an act: up to three states or groups, a template or none, other wordings, and dates.

PARTNER, DRAFT2, CLAUSE2    the states invited, NONE where there are fewer; a group as FIRST_GROUP less its place
DRAFT, CLAUSE, WORDING      up to three changes, clause and wording packed in one number, or NONE
WORDING2                    template, delay and term, packed in one number
"""

from typing import NamedTuple

import numpy as np

from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item

INVITED = (Item.PARTNER, Item.DRAFT2, Item.CLAUSE2)
CHANGED = (Item.DRAFT, Item.CLAUSE, Item.WORDING)
FIRST_GROUP = -2
"""The first bloc of the roster, where a state is named; the next is one less."""
_PLACES = 32
"""Wordings of a clause, and the place that leaves it out, in a packed change."""
MOST_TEMPLATES, MOST_DELAY, MOST_TERM = 15, 30, 60
"""Templates; quarters until it can be in force; years of its term."""
_DELAYS = 32


class Basis(NamedTuple):
    """What a proposal rests on: template or NONE, delay in quarters or NONE for the template's, term in years or 0."""

    template: Ints
    delay: Ints
    term: Ints


def packed_change(clause: Ints | int, wording: Ints | int) -> Ints | int:
    """One change as one number: that clause in that wording, ABSENT to leave it out."""
    return clause * _PLACES + wording + 1


def changes(act: Ints) -> tuple[Ints, Ints]:
    """Clause and wording of each change, (..., 3) each, NONE and ABSENT where there is none. act (..., 8)."""
    packed = act[..., list(CHANGED)].astype(np.int64)
    return np.where(packed == NONE, NONE, packed // _PLACES), np.where(packed == NONE, ABSENT, packed % _PLACES - 1)


def packed_basis(template: Ints | int, delay: Ints | int = NONE, term: Ints | int = 0) -> Ints | int:
    """What a proposal rests on as one number."""
    return template + 1 + (MOST_TEMPLATES + 1) * (delay + 1 + _DELAYS * term)


def basis(act: Ints) -> Basis:
    """What proposals (..., 8) rest on, each (...)."""
    packed = act[..., Item.WORDING2].astype(np.int64)
    template, dates = packed % (MOST_TEMPLATES + 1) - 1, packed // (MOST_TEMPLATES + 1)
    return Basis(template, dates % _DELAYS - 1, dates // _DELAYS)


def text_of(texts: Ints, act: Ints, clauses: int) -> Ints:
    """The text that each of M proposals puts forward, (M, C). texts (T, C) of the templates."""
    template = basis(act).template
    base = np.full((len(act), clauses), ABSENT, np.int8)
    worded = template >= 0
    base[worded] = texts[template[worded]]
    for clause, wording in zip(*(part.T for part in changes(act)), strict=True):
        rows = np.flatnonzero(clause != NONE)
        base[rows, clause[rows]] = wording[rows]
    return base


def group_of(named: Ints) -> Ints:
    """The place of each group named, below 0 where it is a state or nothing."""
    return FIRST_GROUP - named


def parties_of(act: Ints, by: Ints, member: Bools) -> Bools:
    """Who would be a party to each of M proposals, (M, S): those invited, and whoever invites them, by (M,).

    member (S, G) of the groups of the roster
    """
    seats = np.arange(len(member))
    who = seats == by[:, None]
    for item in INVITED:
        named = act[:, item]
        who = who | (seats == named[:, None])
        rows = np.flatnonzero(named <= FIRST_GROUP)
        who[rows] |= member[:, group_of(named[rows])].T
    return who
