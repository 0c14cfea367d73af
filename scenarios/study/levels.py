"""A factor cut into levels: each of its values, or bins of as many points each."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.sim.bargain import Doubles
from demarche.sim.terms import Array, Ints

MOST_LEVELS = 12
"""A factor of more values than this is cut into bins."""
BINS, BINS_OF_PAIR, LEAST_POINTS = 10, 6, 6
"""At most so many bins, and of at least so many points each, for fewer tell little of an error; chosen."""
DIGITS, DIGITS_OF_EDGE = 6, 3
"""Digits of a number that names a level, and of the edge of a bin; more where it takes more to tell them apart."""
MOST_DIGITS = 17


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A factor cut into levels. place (P,) the level of each point; names of them; middle of each, None of texts."""

    place: Ints
    names: list[str]
    middle: Doubles | None


def levels(column: Array, bins: int = BINS) -> Levels:
    """The levels of a factor's values (P,): each value, or bins with about as many points each."""
    known = list(dict.fromkeys(sorted(column.tolist())))
    if len(known) <= (MOST_LEVELS if bins == BINS else bins) or column.dtype.kind not in "if":
        place = np.array([known.index(value) for value in column.tolist()])
        middle = np.array(known, np.float64) if column.dtype.kind in "if" else None
        return Levels(place, names_of(known), middle)
    count = max(min(bins, len(column) // LEAST_POINTS), 1)
    edges = np.unique(np.quantile(column.astype(np.float64), np.linspace(0, 1, count + 1)))
    place = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, len(edges) - 2)
    middle = np.array([np.median(column[place == i]) for i in range(len(edges) - 1)])
    return Levels(place, [f"{low} to {high}" for low, high in itertools.pairwise(names_of_edges(edges))], middle)


def names_of(values: Sequence[bool | float | str]) -> list[str]:
    """The names of different values, as a study file writes them; no two are the same."""
    for digits in range(DIGITS, MOST_DIGITS):
        names = [name_of(value, digits) for value in values]
        if len(set(names)) == len(names):
            return names
    return [name_of(value, MOST_DIGITS) for value in values]


def name_of(value: bool | float | str, digits: int = DIGITS) -> str:
    """The name of one value: a number to so many digits, or as many as its whole part has."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    whole = len(f"{abs(value):.0f}")
    return f"{value:.{max(digits, whole if whole < MOST_DIGITS else 0)}g}"


def names_of_edges(edges: Doubles) -> list[str]:
    """The edges of bins, each rounded by no more than a twentieth of the narrower bin beside it."""
    wide = np.diff(edges)
    narrower = np.minimum(np.r_[wide[0], wide], np.r_[wide, wide[-1]])
    size = np.floor(np.log10(np.where(edges == 0, narrower, np.abs(edges))))
    digits = np.maximum(size - np.floor(np.log10(narrower)) + 2, DIGITS_OF_EDGE).astype(int)
    both = list(zip(edges.tolist(), np.minimum(digits, MOST_DIGITS).tolist(), strict=True))
    return [name_of(float(f"{edge:.{n}g}"), n) for edge, n in both]
