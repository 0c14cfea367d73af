"""Batch sizes: large enough to amortise Python overhead, small enough to fit in the processor cache."""

from collections.abc import Iterator

from demarche.sim.terms import Ints

PAIRS_AT_ONCE = 1 << 15
"""Pairs of states worked on together."""


def a_few(worlds: Ints, seats: int, pairs: int = PAIRS_AT_ONCE) -> Iterator[Ints | slice]:
    """Those places of worlds, as many together as have that many pairs of seats, and at least one.

    As a slice, whose worlds are not copied, where they follow one another.
    """
    at_once = max(pairs // seats**2, 1)
    for start in range(0, len(worlds), at_once):
        few = worlds[start : start + at_once]
        yield slice(few[0], few[-1] + 1) if few[-1] - few[0] < len(few) else few


def rows(many: int, pairs: int) -> Iterator[slice]:
    """All of `many` rows with that many pairs each, as many together as make PAIRS_AT_ONCE, and at least one."""
    at_once = max(PAIRS_AT_ONCE // pairs, 1)
    for start in range(0, many, at_once):
        yield slice(start, start + at_once)
