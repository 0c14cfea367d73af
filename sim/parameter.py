"""A table of parameters: symbol, meaning, unit, default, range and origin of every number, and the numbers by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.sim.terms import Floats

JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of a table. default: None where the number must be given."""

    name: str
    symbol: str
    meaning: str
    unit: str
    default: float | None
    low: float
    high: float
    origin: str = JUDGED


class Numbers:
    """Parameters of a table by their names, float32, looked up when they are asked for.

    table, index  what they are looked up in and where, for compiled loops that look for themselves
    """

    __slots__ = ("_places", "index", "table")

    def __init__(self, places: Mapping[str, int], values: Floats, *index: Any) -> None:
        """values (..., P); index looks up all its axes but the last, and every parameter has the shape that gives."""
        self._places, self.table, self.index = places, values, index

    def __getattr__(self, name: str) -> Floats:
        """One parameter. Raises AttributeError where the table has no such row."""
        if name not in self._places:
            raise AttributeError(f"there is no parameter {name}")
        return np.asarray(self.table[..., self._places[name]][self.index])


def places(table: Sequence[Parameter]) -> dict[str, int]:
    """Name -> place in the table."""
    return {row.name: place for place, row in enumerate(table)}


def set_to(table: Sequence[Parameter], settings: Mapping[str, float], name: str) -> float:
    """One row that is the same in all worlds and columns, as it is set or by default, in double precision."""
    (default,) = (row.default for row in table if row.name == name)
    value = settings.get(name, default)
    if value is None:
        raise ValueError(f"{name} has no default; give it among the settings")
    return float(value)


def values(
    table: Sequence[Parameter],
    settings: Mapping[str, float],
    worlds: int,
    columns: Sequence[Mapping[str, float]] = ({},),
) -> Floats:
    """The defaults, with what each column has otherwise, and some rows set in all of them: (B, columns, P) float32.

    The same in every world.  Settings that are no rows of the table are passed over.  Raises ValueError where a number
    lies out of its range, or is not given and has no default.
    """
    numbers = np.zeros((len(columns), len(table)), np.float32)
    for place, row in enumerate(table):
        for column, own in enumerate(columns):
            value = settings.get(row.name, own.get(row.name, row.default))
            if value is None:
                raise ValueError(f"{row.name} has no default; give it among the settings")
            if not row.low <= value <= row.high:
                raise ValueError(f"{row.name} = {value:g} is out of range; it lies within {row.low:g} .. {row.high:g}")
            numbers[column, place] = value
    return np.broadcast_to(numbers, (worlds, *numbers.shape))
