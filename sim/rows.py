"""Frozen arrays that lead with the world axis: taken, joined, changed where a mask says, and compared."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar, Self

import numpy as np

from demarche.sim.terms import Array, Bools, Ints


class PerWorld:
    """Frozen facts of B worlds: arrays that lead with the world axis, but for those that the worlds have in common."""

    __slots__ = ()
    IN_COMMON: ClassVar[tuple[str, ...]] = ()

    def take(self, worlds: Array | slice) -> Self:
        """The worlds named, in that order."""
        common = self.IN_COMMON
        names = [f.name for f in fields(self)]  # type: ignore[arg-type]
        return type(self)(
            **{name: getattr(self, name) if name in common else _taken(getattr(self, name), worlds) for name in names}
        )

    def in_each_of(self, worlds: int) -> Self:
        """Its one world, as that many that are all the same, without a copy."""
        common = self.IN_COMMON
        tables = {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
        return type(self)(
            **{
                name: table if name in common else np.broadcast_to(table, (worlds, *table.shape[1:]))
                for name, table in tables.items()
            }
        )

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """The worlds of all parts, one after another. Raises ValueError naming what they should have in common."""
        joined = {}
        for field in fields(cls):  # type: ignore[arg-type]
            tables = [getattr(part, field.name) for part in parts]
            if field.name not in cls.IN_COMMON:
                joined[field.name] = one_after_another(tables)
            elif all(np.array_equal(tables[0], table) for table in tables[1:]):
                joined[field.name] = tables[0]
            else:
                raise ValueError(f"worlds that differ in {field.name} cannot be played as one batch")
        return cls(**joined)


def _taken(part: Any, worlds: Array | slice) -> Any:
    """The worlds named, of a table or of facts that have tables."""
    return part.take(worlds) if isinstance(part, PerWorld) else part[worlds]


def one_after_another(tables: Sequence[Array]) -> Array:
    """Tables (B, ...) joined along their first axis: without a copy where every world of every table is the same."""
    if all(same_in_all(table) and np.array_equal(tables[0][:1], table[:1]) for table in tables):
        return np.broadcast_to(tables[0][:1], (sum(map(len, tables)), *tables[0].shape[1:]))
    return np.concatenate(tables)


def same_in_all(table: Array) -> bool:
    """Whether a table (B, ...) is one and the same for all its worlds, in memory too."""
    return len(table) < 2 or table.strides[0] == 0


def look_up(table: Array, world: Ints, *index: Any) -> Any:
    """table[world, *index], for indices that are not negative.

    Of a table that is the same for all worlds the world is not asked for, nor is it in the shape of what is found.
    """
    table, index = (table[0], index) if same_in_all(table) else (table, (world, *index))
    if not index:
        return table
    axes, place = len(index), index[0]
    for size, which in zip(table.shape[1:], index[1:], strict=False):
        place = place * size + which
    return table.reshape(-1, *table.shape[axes:]).take(place, axis=0)  # several times as fast as table[index]


class Rows(PerWorld):
    """Facts that no two worlds have in common, and that change."""

    __slots__ = ()

    def but(self, here: Bools, **changes: Any) -> Self:
        """The same with the named fields changed in the worlds `here` (B,). A change broadcasts against its field."""
        if not here.any():
            return self
        everywhere, new = bool(here.all()), {}
        for name, value in changes.items():
            old, given = getattr(self, name), np.asarray(value)
            if everywhere:
                new[name] = np.broadcast_to(given, old.shape).astype(old.dtype, order="C", copy=False)
                continue
            if given.dtype.kind != "f":  # values that are not chosen may overflow the target
                given = given.astype(old.dtype, copy=False)
            new[name] = np.where(here.reshape(-1, *(1,) * (old.ndim - 1)), given, old).astype(old.dtype, copy=False)
        return replace(self, **new)  # type: ignore[type-var]

    def rows(self) -> Ints:
        """Each world as one row of integers (B, k); equal rows are equal positions."""
        columns = [getattr(self, f.name) for f in fields(self)]  # type: ignore[arg-type]
        return np.concatenate([c.reshape(c.shape[0], -1).astype(np.int16) for c in columns], axis=1)
