"""Several sets of rules as one batch: worlds that differ only in numbers are played together."""

import pickle
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from sim import book, conduct, roster
from sim.rules import Rules
from sim.terms import Ints

PARTS = {"book": book.SHARED, "roster": roster.SHARED, "conduct": conduct.SHARED}
"""The parts of Rules that have a world axis, each with its fields that have none."""
T = TypeVar("T")


def kind(rules: Rules) -> bytes:
    """What two sets of rules must have in common to be played in one batch: all that has no world axis."""
    apart = [getattr(rules, f.name) for f in fields(rules) if f.name not in PARTS]
    shared = [[getattr(getattr(rules, part), name) for name in names] for part, names in PARTS.items()]
    return pickle.dumps([apart, shared])


def together(several: Sequence[Rules], which: Ints) -> Rules:
    """One batch of rules of one kind, each of one world. which (B,) says whose rules each world of the batch has.

    An array that is the same in all of them is not copied.
    """
    first = several[0]
    return replace(
        first, **{part: _joined([getattr(r, part) for r in several], names, which) for part, names in PARTS.items()}
    )


def _joined(parts: Sequence[T], shared: Sequence[str], which: Ints) -> T:
    first: Any = parts[0]

    def field(name: str) -> Any:
        tables = [getattr(part, name) for part in parts]
        if all(table is tables[0] or np.array_equal(table, tables[0]) for table in tables[1:]):
            return np.broadcast_to(tables[0][0], (len(which), *tables[0].shape[1:]))
        return np.concatenate(tables)[which]

    leading = [f.name for f in fields(first) if f.name not in shared]
    joined: T = replace(first, **{name: field(name) for name in leading})
    return joined
