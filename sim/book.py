"""The clause book: every wording a text can be made of, as arrays."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from demarche.sim.rows import PerWorld, same_in_all
from demarche.sim.terms import ABSENT, Bools, Floats, Ints

_ONE = np.float32(1)


def clear(vague: Floats) -> Floats:
    """Share of plausible acts on whose coverage by a wording parties agree, 0 .. 1. vague: of the same shape."""
    return _ONE - vague


@dataclass(frozen=True, slots=True)
class Book(PerWorld):
    """C clauses of up to K wordings on D dimensions. All numbers are judgements; the arrays lead with worlds B.

    position (B, C, K) -1 information-security pole .. 1 cybersecurity pole
    vague    (B, C, K) share of plausible acts on whose coverage parties can disagree, 0 .. 1
    depth    (B, C, K) cost of doing what the wording asks, 0 .. 1
    touches  (B, C, D) which dimensions a clause touches, rows sum to 1
    mass     (B, C) weight of the clause in a text      help (B, C) benefit to states of little capacity, 0 .. 1
    fallback (B, C) position that holds if the clause is not agreed
    exists   (C, K) whether the clause has such a wording     costs (C, K) whether it spends the regular budget
    names    C ids of the clauses, by which the notation calls them      titles C, in words
    """

    IN_COMMON: ClassVar[tuple[str, ...]] = ("exists", "costs", "names", "titles")

    position: Floats
    vague: Floats
    depth: Floats
    touches: Floats
    mass: Floats
    help: Floats
    fallback: Floats
    exists: Bools
    costs: Bools
    names: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def clauses(self) -> int:
        """C."""
        return self.exists.shape[0]

    @property
    def wordings(self) -> int:
        """K, the most that any clause has."""
        return self.exists.shape[1]

    def has(self, clause: Ints, wording: Ints) -> Bools:
        """Whether the wording is one of the clause's own, or leaves the clause out. Both (...), any integers."""
        known = (clause >= 0) & (clause < self.clauses) & (wording >= 0) & (wording < self.wordings)
        return (known & self.exists[np.where(known, clause, 0), np.where(known, wording, 0)]) | (
            (wording == ABSENT) & (clause >= 0) & (clause < self.clauses)
        )

    def of_wordings(self, world: Ints, text: Ints) -> tuple[Floats, Floats, Floats]:
        """Position, vagueness and depth of every clause as worded in texts (n, C) of worlds (n,), each (n, C).

        Those of the first wording where a clause does not stand.
        """
        place = np.arange(self.clauses) * self.wordings + np.maximum(text, 0)

        def chosen(table: Floats) -> Floats:
            if same_in_all(table):
                return table[0].take(place)
            return table.take(place + world[:, None] * self.exists.size)

        return chosen(self.position), chosen(self.vague), chosen(self.depth)

    def of_text(self, what: Floats, text: Ints, absent: Floats | float = 0.0) -> Floats:
        """`what` (B, C, K) at the wording chosen in text (B, ..., C) -> (B, ..., C); `absent` where none stands."""
        table = what.reshape(what.shape[0], *(1,) * (text.ndim - 2), *what.shape[1:])
        table = np.broadcast_to(table, (*text.shape, what.shape[2]))
        chosen = np.take_along_axis(table, np.maximum(text, 0)[..., None].astype(np.intp), axis=-1)[..., 0]
        return np.where(text == ABSENT, np.asarray(absent, np.float32), chosen)

    def spends(self, text: Ints) -> Bools:
        """Whether a text (..., C) has a clause that needs an estimate of costs (rule 153)."""
        chosen = self.costs[np.arange(self.clauses), np.maximum(text, 0)]
        return np.asarray((chosen & (text != ABSENT)).any(axis=-1))
