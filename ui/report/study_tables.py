"""The tables of a study: what the figures show, as rows that can be read by anything."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.convergence import Convergence
from demarche.scenarios.study.effects import Paired, main_effects, overall
from demarche.scenarios.study.indices import KIND, Indices
from demarche.scenarios.study.intervals import mean_of
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
    for name, table in results.measures.items():
        known, whole = table[~np.isnan(table)], overall(results, name)
        spread = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
        rows.append((name, len(known), float(np.isnan(table).mean()), whole.mean, whole.low, whole.high, spread))
    return Sheet("measures", ("measure", "n", "missing", "mean", "low", "high", "spread"), rows)


def effects_sheet(results: Results) -> Sheet:
    """Every main effect, level by level."""
    rows: list[tuple[Cell, ...]] = [
        (measure, effect.factor, level, int(n), one.mean, one.low, one.high)
        for measure in results.measures
        for effect in main_effects(results, measure)
        for level, n, one in zip(effect.levels.names, effect.n, effect.means, strict=True)
    ]
    return Sheet("main-effects", ("measure", "factor", "level", "n", "mean", "low", "high"), rows)


def changes_sheet(results: Results) -> Sheet:
    """For every main effect the mean at the last level less that at the first."""
    rows: list[tuple[Cell, ...]] = [
        (measure, e.factor, e.levels.names[0], e.levels.names[-1], e.change.mean, e.change.low, e.change.high)
        for measure in results.measures
        for e in main_effects(results, measure)
    ]
    return Sheet("changes", ("measure", "factor", "from", "to", "change", "low", "high"), rows)


def indices_sheet(found: dict[str, Indices]) -> Sheet:
    """Every index with the half-width of its interval."""
    one, other = KIND[next(iter(found.values())).kind]
    rows: list[tuple[Cell, ...]] = [
        (measure, factor, *(float(column[k]) for column in (i.one, i.one_wide, i.other, i.other_wide)))
        for measure, i in found.items()
        for k, factor in enumerate(i.factors)
    ]
    return Sheet("indices", ("measure", "factor", one, f"± {one}", other, f"± {other}"), rows)


def pairs_sheet(found: dict[str, Indices]) -> Sheet:
    """Every second-order index with the half-width of its interval."""
    rows: list[tuple[Cell, ...]] = [
        (measure, *names, *index) for measure, i in found.items() for names, index in i.pairs.items()
    ]
    return Sheet("second-order", ("measure", "factor", "with", "second", "± second"), rows)


def convergence_sheet(found: Sequence[Convergence]) -> Sheet:
    """The check of each measure."""
    rows: list[tuple[Cell, ...]] = [
        (c.measure, int(c.n[-1]), float(c.error[-1]), c.between, c.share, "yes" if c.enough else "no") for c in found
    ]
    return Sheet(
        "convergence", ("measure", "replicates", "error of a point", "spread between points", "chance", "enough"), rows
    )


def paired_sheet(found: Sequence[Paired]) -> Sheet:
    """With the pact, less the same without it."""
    rows: list[tuple[Cell, ...]] = [
        (p.measure, p.n, p.effect.mean, p.effect.low, p.effect.high, p.ratio, p.less, p.gain) for p in found
    ]
    heads = (
        *("measure", "n", "effect", "low", "high"),
        *("ratio to counterfactual", "P(effect < 0)", "variance reduction by pairing"),
    )
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
