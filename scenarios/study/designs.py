"""Designs: the points of a study. scipy.stats.qmc and SALib sample; nothing here is a sampler of our own."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from demarche.scenarios.reading.points import read_points
from demarche.scenarios.reading.text import clipped, some
from demarche.scenarios.study.factors import level_count, levels, tidy, values
from demarche.scenarios.study.schema import Design, Factor, Value
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Array, Unreadable

MOST_POINTS = 1 << 22
"""A design of more points is refused before any is made. Each has a row in memory, and at least one run."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """N points of K factors. columns: name -> (N,) values; units (N, K) in [0, 1], None where nothing was sampled."""

    columns: dict[str, Array]
    units: Doubles | None = None

    def __len__(self) -> int:
        """N."""
        return len(next(iter(self.columns.values())))

    def point(self, number: int) -> dict[str, Value]:
        """The values of one point, as a file would have them."""
        return {name: plain(column[number]) for name, column in self.columns.items()}

    def fingerprint(self, *, units: bool = False) -> str:
        """SHA-256 of the names and values of all points; with `units`, of where they were sampled too."""
        sha = hashlib.sha256()
        for name, column in self.columns.items():
            sha.update(name.encode())
            sha.update(repr(column.tolist()).encode() if column.dtype == object else column.tobytes())
        if units and self.units is not None:
            sha.update(np.ascontiguousarray(self.units, np.float64).tobytes())
        return sha.hexdigest()


def plain(value: Any) -> Value:
    """A value of a column as Python has it."""
    return value.item() if isinstance(value, np.generic) else value


def column(name: str, values: Sequence[Value]) -> Array:
    """Values of one kind as an array: numbers, truths or texts. Raises Unreadable where they are mixed."""
    kinds = {type(value) for value in values}
    if kinds <= {int} or kinds <= {bool}:
        return np.array(values)
    if kinds <= {int, float}:
        return np.array(values, np.float64)
    if kinds != {str}:
        raise Unreadable(
            f"factor {clipped(name)}: its values are of several kinds: {', '.join(sorted(k.__name__ for k in kinds))}"
        )
    return np.array(values, object)


def size(design: Design, factors: Sequence[Factor]) -> int | None:
    """How many points a design has, before it is made; None where a file says."""
    if design.kind == "grid":
        return math.prod(map(level_count, factors))
    if design.kind == "list":
        return len(design.rows or ())
    if design.kind == "table":
        return None
    draws = {"sobol": design.base, "morris": design.trajectories}.get(design.kind, design.points)
    return (draws or 0) * design.drawn_together(len(factors))


def points(design: Design, factors: Sequence[Factor], seed: int, folder: Path = Path()) -> Points:
    """The points of a design. folder: where the file of a table is looked for.

    Raises Unreadable where the design is empty or its table cannot be read.
    """
    count = size(design, factors)
    if count is not None and count > MOST_POINTS:
        raise Unreadable(f"the design has {count:,} points; {MOST_POINTS:,} can be held: take fewer steps or factors")
    if count == 0:
        raise Unreadable("the design is empty: no whole number lies within the range of a factor")
    if design.kind == "grid":
        return _crossed({factor.name: column(factor.name, levels(factor)) for factor in factors})
    if design.kind in ("list", "table"):
        names = [factor.name for factor in factors]
        if design.kind == "list":
            return _given(list(design.rows or ()), names)
        return _from_table(folder / str(design.file), names)
    units = _sampled(design, len(factors), seed)
    return Points({f.name: column(f.name, values(f, units[:, k])) for k, f in enumerate(factors)}, units)


def _crossed(levels: Mapping[str, Array]) -> Points:
    """Every level of each factor with every level of the others; the last factor changes fastest."""
    count = math.prod(len(column) for column in levels.values())
    inner, columns = count, {}
    for name, column in levels.items():
        inner //= len(column)
        columns[name] = np.tile(np.repeat(column, inner), count // (inner * len(column)))
    return Points(columns)


def problem(names: Sequence[str]) -> dict[str, Any]:
    """The factors on the unit interval, as SALib wants them."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _sampled(design: Design, k: int, seed: int) -> Doubles:
    """Points of the unit cube, (N, K)."""
    rng = np.random.default_rng(seed)
    if design.kind == "random":
        return rng.random((design.points or 0, k))
    if design.kind == "latin-hypercube":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(k, rng=rng).random(design.points or 0))
    names = [str(i) for i in range(k)]
    if design.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem(names), design.base, calc_second_order=design.second_order, seed=rng))
    from SALib.sample import morris

    return np.asarray(morris.sample(problem(names), design.trajectories, num_levels=design.levels, seed=seed % 2**32))


def _given(rows: Sequence[dict[str, Value]], names: Sequence[str]) -> Points:
    """Points that somebody has chosen. A column that is no factor is a path of the scenario itself."""
    if not rows:
        raise Unreadable("the design is empty: it has no points")
    columns = list(rows[0])
    _require_columns(columns, names)
    for i, row in enumerate(rows):
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))[0]
            raise Unreadable(f"design: point {i} and point 0 do not have the same columns: {odd}")
    return Points({name: column(name, [row[name] for row in rows]) for name in columns})


def _from_table(path: Path, names: Sequence[str]) -> Points:
    """Points that a CSV or Parquet file holds."""
    columns = read_points(path, names)
    _require_columns(list(columns), names)
    if not next(iter(columns.values())):
        raise Unreadable("the design is empty: it has no points")
    return Points(
        {
            name: column(name, [tidy(value) if isinstance(value, float) else value for value in values])
            for name, values in columns.items()
        }
    )


def _require_columns(columns: Sequence[str], names: Sequence[str]) -> None:
    if not columns:
        raise Unreadable("the design is empty: its points have no columns")
    missing = [name for name in names if name not in columns]
    if missing:
        raise Unreadable(f"design: no column {missing[0]}; there are {some(columns)}")
