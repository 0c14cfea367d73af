"""Minds, their texts and the clause book as the compiled loops of demarche.agents.fast.worth read them."""

from typing import NamedTuple

import numpy as np

from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.worth import Minds
from demarche.sim.fast.arithmetic import tables
from demarche.sim.rules import Rules
from demarche.sim.terms import Decision, Floats, Ints


class Texts(NamedTuple):
    """N minds, each with its text: see demarche.agents.doctrine.worth.Minds. rows (N,) of Facts.numbers."""

    text: Ints
    world: Ints
    seat: Ints
    rows: Ints
    ideal: Floats
    weight: Floats
    strict: Floats


class Facts(NamedTuple):
    """What is known to all: (B, ...), or (1, ...) where all worlds have it in common.

    fallback  (B, C) positions that hold without a text, or (N, C) those of each mind where they are its own
    numbers   (1, F, P) the doctrine's, slack the place of that which this room uses
    """

    fallback: Floats
    own: bool
    numbers: Floats
    slack: int
    development: Floats
    offence: Floats
    position: Floats
    vague: Floats
    depth: Floats
    mass: Floats
    help: Floats


def read(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None) -> tuple[Texts, Facts]:
    """Both, for texts (N, C). fallback (N, C), or None for that of the book."""
    book, roster = rules.book, rules.roster
    (found,) = tables(book.fallback if fallback is None else fallback[None])
    (row,) = minds.p.index
    texts = Texts(
        np.ascontiguousarray(text, np.int8), *map(np.ascontiguousarray, (minds.world, minds.seat, row)),
        *map(np.ascontiguousarray, (minds.ideal, minds.weight, minds.strict)),
    )  # fmt: skip
    own = fallback is not None
    facts = Facts(
        found[0] if own else found, own, *tables(minds.p.table[None]),
        PLACES["slack_vote" if rules.decision == Decision.VOTE else "slack_consensus"],
        *tables(roster.development, roster.offence),
        *tables(book.position, book.vague, book.depth, book.mass, book.help),
    )  # fmt: skip
    return texts, facts
