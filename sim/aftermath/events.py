"""What a quarter brings by itself, as a list of the pairs of states between which anything happened."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from demarche.sim.terms import Array, Bools, Ints


class Count(IntEnum):
    """The columns of Events. Operations are the doer's against the victim; signals are the victim's about the doer."""

    THEFT = 0
    ESPIONAGE = 1
    DISRUPTION = 2
    INFORMATION = 3
    CLEAR = 4  # operations that the texts between them clearly rule out: breaches
    ARGUED = 5  # operations that they cover arguably
    RIGHT = 6  # found and laid at the right door
    WRONG = 7  # laid at the doer's door, though it ran nothing that was found
    DISPUTED = 8  # of those rightly laid, covered arguably
    TOLD = 9  # signals that the victim counts as breaches, right or wrong
    REPORTED = 10  # found, rightly laid, and made public
    WAITING = 11  # reported, to be named in a later quarter
    READY = 12  # known so well now that the victim can name the doer
    DRAWN = 13  # of those, the ones that had been waiting
    LEARNED = 14  # by the victim's intelligence: 0 nothing, 1 the doer keeps its pledge, 2 it breaks it


OF_KIND = slice(Count.THEFT, Count.INFORMATION + 1)
"""The columns of operations by kind, in the order of terms.Kind."""


MOST_OF_ANY = 127
"""No number of a quarter's events is greater."""


@dataclass(frozen=True, slots=True)
class Events:
    """One quarter of B worlds: M pairs. world, doer, victim (M,) in rising order; counts (M, 15) int16, see Count.

    ratified (B, L) bool, pacts that come into force now
    """

    world: Ints
    doer: Ints
    victim: Ints
    counts: Ints
    ratified: Bools

    def of(self, count: Count) -> Ints:
        """One column, (M,)."""
        return np.asarray(self.counts[:, count])

    @property
    def operations(self) -> Ints:
        """Of all kinds, (M,)."""
        return np.asarray(self.counts[:, OF_KIND].sum(axis=1, dtype=np.int16))

    def table(self, column: Ints, seats: int) -> Ints:
        """A column as a table of doers and victims, (B, S, S)."""
        whole = np.zeros((len(self.ratified), seats, seats), np.int16)
        whole[self.world, self.doer, self.victim] = column
        return whole


class Gathered:
    """Columns of events gathered pair by pair, in any order."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Count, Ints]] = []

    def add(self, place: Ints, count: Count, number: Array) -> None:
        """That many of a column at each place (n,) among B S S; no place twice."""
        some = np.flatnonzero(number)
        self._parts.append((place[some], count, number[some].astype(np.int16)))

    def events(self, seats: int, ratified: Bools) -> Events:
        """All of them as events, of pairs for which any number is not 0."""
        places = np.unique(np.concatenate([np.zeros(0, np.intp), *(place for place, _, _ in self._parts)]))
        counts = np.zeros((len(places), len(Count)), np.int16)
        for place, count, number in self._parts:
            counts[np.searchsorted(places, place), count] += number
        first = places // seats
        return Events(first // seats, first % seats, places % seats, counts, ratified)
