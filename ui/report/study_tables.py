"""The tables of a study: what the figures show, as rows that can be read by anything."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.convergence import Convergence
from demarche.scenarios.study.effects import Paired, main_effects, overall
from demarche.scenarios.study.indices import KIND, Indices
from demarche.scenarios.study.inference import Estimate
from demarche.scenarios.study.intervals import mean_of
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.schema import Value
from demarche.ui.report.study_numbers import Cell, in_brief, in_file
from demarche.ui.report.study_words import factor_named, meaning, measure_named
from demarche.ui.story.parts import Table

MEASURE, FACTORS = "measure", ("factor", "with")
"""Heads of the columns that name a measure, and of those that name a factor, as the study file does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name and heads. estimates: the columns of each mean and its interval, three or two of them."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    estimates: tuple[tuple[int, ...], ...] = ()

    def csv(self) -> bytes:
        """As a file."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.heads)
        writer.writerows(in_file(row, self.estimates) for row in self.rows)
        return text.getvalue().encode()

    def shown(self, results: Results, caption: str = "") -> Table:
        """As a page shows it with a caption: measures and factors in words, numbers in brief and set to the right.

        A terminal has no caption, and no room for the names that the columns of measures have in files.
        """
        right = tuple(
            place for place in range(len(self.heads)) if any(isinstance(row[place], int | float) for row in self.rows)
        )
        rows = [in_brief(row, self.estimates) for row in self.rows]
        for row in rows:
            for place, head in enumerate(self.heads):
                if head == MEASURE:
                    row[place] = measure_named(row[place]) if caption else meaning(row[place])
                elif head in FACTORS:
                    row[place] = factor_named(results, row[place])
        return Table(self.heads, tuple(map(tuple, rows)), right, caption)


def measures_sheet(results: Results) -> Sheet:
    """Each measure over all runs, with the interval of its mean."""
    rows: list[tuple[Cell, ...]] = []
    for name, table in results.measures.items():
        known, whole = table[~np.isnan(table)], overall(results, name)
        spread = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
        rows.append((name, len(known), float(np.isnan(table).mean()), *_ends(whole), spread))
    return Sheet("measures", (MEASURE, "n", "missing", "mean", "low", "high", "spread"), rows, ((3, 4, 5),))


def effects_sheet(results: Results) -> Sheet:
    """Every main effect, level by level."""
    rows: list[tuple[Cell, ...]] = [
        (measure, effect.factor, level, int(n), *_ends(one))
        for measure in results.measures
        for effect in main_effects(results, measure)
        for level, n, one in zip(effect.levels.names, effect.n, effect.means, strict=True)
    ]
    return Sheet("main-effects", (MEASURE, "factor", "level", "n", "mean", "low", "high"), rows, ((4, 5, 6),))


def changes_sheet(results: Results) -> Sheet:
    """For every main effect the mean at the last level less that at the first."""
    rows: list[tuple[Cell, ...]] = [
        (measure, e.factor, e.levels.names[0], e.levels.names[-1], *_ends(e.change))
        for measure in results.measures
        for e in main_effects(results, measure)
    ]
    return Sheet("changes", (MEASURE, "factor", "from", "to", "change", "low", "high"), rows, ((4, 5, 6),))


def indices_sheet(found: dict[str, Indices]) -> Sheet:
    """Every index with the half-width of its interval."""
    one, other = KIND[next(iter(found.values())).kind]
    rows: list[tuple[Cell, ...]] = [
        (measure, factor, *(float(column[k]) for column in (i.one, i.one_wide, i.other, i.other_wide)))
        for measure, i in found.items()
        for k, factor in enumerate(i.factors)
    ]
    return Sheet("indices", (MEASURE, "factor", one, f"± {one}", other, f"± {other}"), rows, ((2, 3), (4, 5)))


def pairs_sheet(found: dict[str, Indices]) -> Sheet:
    """Every second-order index with the half-width of its interval."""
    rows: list[tuple[Cell, ...]] = [
        (measure, *names, *index) for measure, i in found.items() for names, index in i.pairs.items()
    ]
    return Sheet("second-order", (MEASURE, "factor", "with", "second", "± second"), rows, ((3, 4),))


def convergence_sheet(found: Sequence[Convergence]) -> Sheet:
    """The check of each measure."""
    rows: list[tuple[Cell, ...]] = [
        (c.measure, int(c.n[-1]), float(c.error[-1]), c.between, c.share, "yes" if c.enough else "no") for c in found
    ]
    return Sheet(
        "convergence", (MEASURE, "replicates", "error of a point", "spread between points", "chance", "enough"), rows
    )


def paired_sheet(found: Sequence[Paired]) -> Sheet:
    """With the pact, less the same without it."""
    rows: list[tuple[Cell, ...]] = [
        (p.measure, p.n, *_ends(p.effect), *_ends(p.ratio), *_ends(p.less), p.gain) for p in found
    ]
    heads = (
        *(MEASURE, "n", "effect", "low", "high"),
        *("ratio to counterfactual", "ratio low", "ratio high"),
        *("P(effect < 0)", "P low", "P high", "variance reduction by pairing"),
    )
    return Sheet("paired", heads, rows, ((2, 3, 4), (5, 6, 7), (8, 9, 10)))


def _ends(one: Estimate) -> tuple[float, float, float]:
    """A mean with the ends of its interval, for three cells."""
    return one.mean, one.low, one.high


def points_sheet(results: Results) -> Sheet:
    """The mean of every measure at each point, beside the point, whose values are written in full."""
    means = {name: mean_of(table, axis=1) for name, table in results.measures.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            place,
            *(as_set(value) for value in results.points.point(place).values()),
            *(float(m[place]) for m in means.values()),
        )
        for place in range(len(results.points))
    ]
    return Sheet("points", ("point", *results.points.columns, *means), rows)


def as_set(value: Value) -> str:
    """A value as `run --set` takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
