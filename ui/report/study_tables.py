"""The tables of a study: what the figures show, as rows that can be read by anything."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.convergence import Convergence
from demarche.scenarios.study.effects import Paired, interval, main_effects, mean_of
from demarche.scenarios.study.indices import KIND, Indices
from demarche.scenarios.study.results import Results

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name and heads."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def csv(self) -> bytes:
        """As a file."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.heads)
        writer.writerows([[shown(cell) for cell in row] for row in self.rows])
        return text.getvalue().encode()


def shown(cell: Cell) -> str:
    """A number to six digits; nothing where there is none."""
    if isinstance(cell, float):
        return "" if np.isnan(cell) else f"{cell:.6g}"
    return str(cell)


def brief(cell: Cell) -> str:
    """The same to four digits, for a page or a terminal."""
    return f"{cell:.4g}" if isinstance(cell, float) and not np.isnan(cell) else shown(cell)


def measures_sheet(results: Results) -> Sheet:
    """Each measure over all runs, with the interval of its mean."""
    rows: list[tuple[Cell, ...]] = []
    axis = 0 if results.study.replicates > 1 else 1
    for name, table in results.measures.items():
        known = table[~np.isnan(table)]
        mean, low, high = interval(mean_of(table, axis=axis))
        spread = float(known.std()) if len(known) else float("nan")
        rows.append((name, len(known), float(np.isnan(table).mean()), mean, low, high, spread))
    return Sheet("measures", ("measure", "n", "missing", "mean", "low", "high", "spread"), rows)


def effects_sheet(results: Results) -> Sheet:
    """Every main effect, level by level."""
    rows: list[tuple[Cell, ...]] = [
        (measure, effect.factor, level, int(n), float(mean), float(low), float(high))
        for measure in results.measures
        for effect in main_effects(results, measure)
        for level, n, mean, low, high in zip(
            effect.levels.names, effect.n, effect.mean, effect.low, effect.high, strict=True
        )
    ]
    return Sheet("main-effects", ("measure", "factor", "level", "n", "mean", "low", "high"), rows)


def indices_sheet(found: dict[str, Indices]) -> Sheet:
    """Every index with the half-width of its interval."""
    one, other = KIND[next(iter(found.values())).kind]
    rows: list[tuple[Cell, ...]] = [
        (measure, factor, *(float(column[k]) for column in (i.one, i.one_wide, i.other, i.other_wide)))
        for measure, i in found.items()
        for k, factor in enumerate(i.factors)
    ]
    return Sheet("indices", ("measure", "factor", one, f"± {one}", other, f"± {other}"), rows)


def convergence_sheet(found: Sequence[Convergence]) -> Sheet:
    """The check of each measure."""
    rows: list[tuple[Cell, ...]] = [
        (c.measure, int(c.n[-1]), float(c.error[-1]), c.between, c.share, "yes" if c.enough else "no") for c in found
    ]
    return Sheet(
        "convergence", ("measure", "replicates", "error of a point", "spread between points", "chance", "enough"), rows
    )


def paired_sheet(found: Sequence[Paired]) -> Sheet:
    """The pact against its twin."""
    rows: list[tuple[Cell, ...]] = [(p.measure, p.n, p.mean, p.low, p.high, p.ratio, p.lower, p.gain) for p in found]
    heads = ("measure", "n", "effect", "low", "high", "over the twin's", "worlds with less", "gain of pairing")
    return Sheet("paired", heads, rows)


def points_sheet(results: Results) -> Sheet:
    """The mean of every measure at each point, beside the point."""
    columns = results.points.columns
    means = {name: mean_of(table, axis=1) for name, table in results.measures.items()}
    rows: list[tuple[Cell, ...]] = [
        (place, *(column[place] for column in columns.values()), *(float(mean[place]) for mean in means.values()))
        for place in range(len(results.points))
    ]
    return Sheet("points", ("point", *columns, *means), rows)
