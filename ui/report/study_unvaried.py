"""What does not vary in a study: each such measure or count has a sentence in place of a figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.study.convergence import Convergence
from demarche.scenarios.study.inference import ROUNDING
from demarche.scenarios.study.intervals import mean_of
from demarche.scenarios.study.levels import name_of
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.ui.report.study_words import measure_named


@dataclass(frozen=True, slots=True)
class Unvaried:
    """Columns that do not vary, each with the sentence that says so.

    constant  measures and counts by quarter that have one value in every run, or in none: they are in no figure
    unmoved   measures that vary between runs and have the same mean at every point: no factor moves them
    exact     measures whose points chance does not set apart: there is no error that more replicates would bring down
    """

    constant: dict[str, str]
    unmoved: dict[str, str]
    exact: dict[str, str]

    def __iter__(self) -> Iterator[str]:
        """Every sentence."""
        for said in (self.constant, self.unmoved, self.exact):
            yield from said.values()


def unvaried(results: Results, checks: Sequence[Convergence]) -> Unvaried:
    """What does not vary. checks: of the measures, whether there are enough replicates."""
    found = {name: _constant(subject(name), table) for name, table in results.measures.items()}
    found |= {name: _constant(subject(name, by_quarter=True), table) for name, table in results.series.items()}
    constant = {name: said for name, said in found.items() if said}
    unmoved = {name: _unmoved(name, table) for name, table in results.measures.items() if name not in constant}
    exact = {
        one.measure: _exact(one.measure, results.measures[one.measure])
        for one in checks
        if one.measure not in constant and (one.error <= ROUNDING * one.between).all()
    }
    return Unvaried(constant, {name: said for name, said in unmoved.items() if said}, exact)


def subject(column: str, *, by_quarter: bool = False) -> str:
    """What a sentence is about: a column in words, and its name in the tables."""
    words = measure_named(column, by_quarter=by_quarter)
    return f"{words[0].upper()}{words[1:]}"


def _constant(subject: str, table: Doubles) -> str:
    """The sentence for a table that has one value or none; nothing for another."""
    known = table[~np.isnan(table)]
    if not known.size:
        return f"{subject}: no run has such a number, so that there is no figure of it."
    if np.ptp(known) > 0:
        return ""
    having = "in every run" if known.size == table.size else "in every run that has it"
    return f"{subject}: {name_of(float(known[0]))} {having}, so that there is no figure of it."


def _unmoved(measure: str, table: Doubles) -> str:
    """The sentence for a measure whose mean is the same at each of several points; nothing for another."""
    means = mean_of(table, axis=1)
    means = means[~np.isnan(means)]
    if len(means) < 2 or np.ptp(means) > ROUNDING * np.abs(means).max():
        return ""
    return (
        f"{subject(measure)}: a mean of {means[0]:.4g} at every point, whatever the factors, so that there is no "
        "figure of its main effects."
    )


def _exact(measure: str, table: Doubles) -> str:
    """The sentence for a measure that chance leaves as it is, or moves alike at every point. table (P, R)."""
    known = ~np.isnan(table)
    apart = np.where(known, table - mean_of(table, axis=1)[:, None], 0)
    if np.abs(apart).max() <= ROUNDING * np.abs(table[known]).max():
        return f"{subject(measure)}: the same in every replicate of a point, so that more replicates add nothing."
    return (
        f"{subject(measure)}: chance moves it alike at every point, so that differences between points have no error."
    )
