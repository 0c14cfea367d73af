"""The figures of a study in two dimensions, and those that rank: heat maps, indices, the pact against its twin."""

import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from demarche.scenarios.study.effects import Paired, main_effects, pair
from demarche.scenarios.study.indices import KIND, Indices
from demarche.scenarios.study.meanings import DIFFERENCE
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.ui.report.study_axes import along, fitted, legend, names_of, upward
from demarche.ui.report.study_style import BLUE, GREY, MAP, ORANGE, Drawn, drawn, panels
from demarche.ui.report.study_words import EVEN, INDEX, bars, factor_words, mean_of_runs, meaning, named

MOST_PAIRS, FEW_CELLS = 6, 30
"""Heat maps of a measure: of the factors that move it most; with numbers in them where there are few cells."""
MAP_PLOT, CELL, COLOUR_BAR = (2.2, 1.9), 0.17, 1.1
"""Inches of a heat map's plot area, at least of each cell, and across for the colour bar with its label."""
ROW = 0.36
"""Inches for each row of a chart of bars."""
BAR_PLOT, ROW_LABEL = 3.6, 48
"""Inches across of its plot area, and characters of a line of a row's label."""
TURNED: Any = {"rotation": 35, "ha": "right", "rotation_mode": "anchor"}
SAID = {
    "sobol": "Sobol indices: the share of the variance between points that a factor explains by itself (first) and "
    "with all its interactions (total)",
    "morris": "Morris: the mean absolute effect of taking a factor over its whole range, and the spread of "
    "such effects",
}


def pairs_shown(results: Results, measure: str) -> tuple[list[tuple[str, str]], int]:
    """The pairs of factors that are drawn, and how many there are."""
    spans = {effect.factor: effect.span for effect in main_effects(results, measure)}
    every = list(itertools.combinations(results.factors, 2))
    ranked = sorted(every, key=lambda two: -(spans[two[0]] + spans[two[1]]))
    return ranked[:MOST_PAIRS], len(every)


def maps_figure(results: Results, measure: str) -> Drawn | None:
    """A panel a pair of factors: the mean of a measure at each pair of levels. None where one factor varies."""
    shown, every = pairs_shown(results, measure)
    if not shown:
        return None
    figure, axes = panels(len(shown))
    tables = [pair(results, measure, one, other) for one, other in shown]
    known = np.concatenate([table[~np.isnan(table)] for _, _, table in tables])
    low, high = float(known.min()), float(known.max())
    for ax, (one, other), (rows, columns, table) in zip(axes, shown, tables, strict=True):
        picture = ax.imshow(table, origin="lower", aspect="auto", cmap=MAP, vmin=low, vmax=high)
        ax.set_yticks(range(len(rows.names)), names_of(rows.names), fontsize=7)
        ax.set_xticks(range(len(columns.names)), names_of(columns.names), fontsize=7, **TURNED)
        ax.set(ylabel=upward(factor_words(results, one)), xlabel=along(factor_words(results, other)))
        if table.size <= FEW_CELLS:
            _numbers(ax, table, (low + high) / 2)
    figure.colorbar(picture, ax=axes, label=upward(mean_of_runs(measure)), shrink=0.8)
    cells = [max(len(cut.names) for cut in cuts) for cuts in zip(*((c, r) for r, c, _ in tables), strict=True)]
    plot = max(MAP_PLOT[0], CELL * cells[0]), max(MAP_PLOT[1], CELL * cells[1])
    fitted(figure, axes, plot, (COLOUR_BAR, 0))
    n = results.measures[measure].size
    cut = "" if len(shown) == every else f" Of {every} pairs the {len(shown)} whose factors move it most are drawn."
    caption = (
        f"{named(measure)} The mean at each pair of levels, over {n:,} runs in all, the other factors "
        f"as the design has them; blank where no point lies. Means have no interval here: see the main effects.{cut}"
    )
    return drawn(figure, f"pairs-{measure}", "Pairs of factors", caption)


def _numbers(ax: Any, table: Doubles, middle: float) -> None:
    """The number of each cell, dark on the light half of the scale."""
    for i, j in np.ndindex(table.shape):
        if not np.isnan(table[i, j]):
            colour = "black" if table[i, j] > middle else "white"
            ax.text(j, i, f"{table[i, j]:.3g}", ha="center", va="center", fontsize=6.5, color=colour)


def indices_figure(results: Results, measure: str, found: Indices) -> Drawn:
    """Bars of the indices of each factor, the greatest on top."""
    order = np.argsort(found.other if found.kind == "sobol" else found.one)
    figure, axes = panels(1)
    ax, y = axes[0], np.arange(len(order))
    one, other = KIND[found.kind]
    style = {"height": 0.38, "capsize": 2, "error_kw": {"elinewidth": 1}}
    ax.barh(y + 0.2, found.other[order], xerr=np.nan_to_num(found.other_wide[order]), color=BLUE, label=other, **style)
    ax.barh(y - 0.2, found.one[order], xerr=np.nan_to_num(found.one_wide[order]), color=ORANGE, label=one, **style)
    ax.set_yticks(y, rows_of([factor_words(results, found.factors[k]) for k in order]))
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_xlabel(INDEX[found.kind])
    legend(figure, axes, (BAR_PLOT, ROW * len(order) + 0.1))
    points, replicates = results.measures[measure].shape
    caption = (
        f"{named(measure)} {SAID[found.kind]}. Varied: {len(order)} factors at once, {points:,} points, each the "
        f"mean of {replicates:,} replicates: chance that is left in it counts with every factor. "
        f"{_index_intervals(results, found)}"
    )
    return drawn(figure, f"indices-{measure}", "Which factors matter", caption)


def _index_intervals(results: Results, found: Indices) -> str:
    """What the bars of indices are, for the caption."""
    lacking = np.isnan(found.one_wide) & np.isnan(found.other_wide)
    if lacking.all():
        return "There are no intervals: see the note above."
    rows = "base rows" if found.kind == "sobol" else "trajectories"
    said = f"Bars are 95 % intervals from {rows}{' and replicates' if results.study.common_chance else ''}."
    if lacking.any():
        said += " A factor without one changed nothing at any point, or nothing tells the error of its index."
    return f"{said} {EVEN}" if found.kind == "sobol" else said


def rows_of(labels: Sequence[str]) -> list[str]:
    """Labels of the rows of a chart, in lines."""
    return [textwrap.fill(label, ROW_LABEL) for label in labels]


def paired_figure(results: Results, found: Sequence[Paired]) -> Drawn:
    """The mean effect of the pact on each measure that has a counterfactual, with its interval."""
    figure, axes = panels(1)
    ax, y = axes[0], np.arange(len(found))[::-1]
    effects = [one.effect for one in found]
    mean = np.array([one.mean for one in effects])
    wide = np.nan_to_num(np.array([[one.mean - one.low for one in effects], [one.high - one.mean for one in effects]]))
    ax.errorbar(mean, y, xerr=wide, fmt="o", color=BLUE, capsize=2, markersize=4)
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_yticks(y, rows_of([meaning(one.measure) for one in found]))
    ax.set_ylim(-0.6, len(found) - 0.4)
    ax.set_xlabel(DIFFERENCE)
    fitted(figure, axes, (BAR_PLOT, ROW * len(found) + 0.1))
    runs = sorted({one.n for one in found})
    of = f"{runs[0]:,}" if len(runs) == 1 else f"{runs[0]:,} to {runs[-1]:,}"
    caption = (
        f"What the pact does: each of {of} runs less its counterfactual, the same world with the same chance in which "
        f"pacts have no effect. Marks are means over all points. {bars(results)}"
    )
    return drawn(figure, "paired", "With and without the pact", caption)
