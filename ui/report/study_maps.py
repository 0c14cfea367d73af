"""The figures of a study in two dimensions, and those that rank: heat maps, indices, the pact against its twin."""

import itertools

import numpy as np

from demarche.scenarios.study.effects import Paired, main_effects, pair
from demarche.scenarios.study.indices import KIND, Indices
from demarche.scenarios.study.results import Results
from demarche.ui.report.study_style import BLUE, GREY, MAP, ORANGE, Drawn, drawn, folded, panels
from demarche.ui.report.study_words import bars, meaning

MOST_PAIRS, FEW_CELLS = 6, 30
"""Heat maps of a measure: of the factors that move it most; with numbers in them where there are few cells."""


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
    figure, axes = panels(len(shown), size=(3.2, 2.7))
    tables = [pair(results, measure, one, other) for one, other in shown]
    known = np.concatenate([table[~np.isnan(table)] for _, _, table in tables])
    low, high = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    for ax, (one, other), (rows, columns, table) in zip(axes, shown, tables, strict=True):
        picture = ax.imshow(table, origin="lower", aspect="auto", cmap=MAP, vmin=low, vmax=high)
        ax.set_yticks(range(len(rows.names)), rows.names, fontsize=7)
        ax.set_xticks(range(len(columns.names)), columns.names, fontsize=7, rotation=35, ha="right")
        ax.set(ylabel=folded(results.label(one)), xlabel=folded(results.label(other)))
        if table.size <= FEW_CELLS:
            middle = (low + high) / 2
            for i, j in np.ndindex(table.shape):
                if not np.isnan(table[i, j]):
                    colour = "black" if table[i, j] > middle else "white"
                    ax.text(j, i, f"{table[i, j]:.3g}", ha="center", va="center", fontsize=6.5, color=colour)
    figure.colorbar(picture, ax=axes, label=measure, shrink=0.8)
    n = results.measures[measure].size
    cut = "" if len(shown) == every else f" Of {every} pairs the {len(shown)} whose factors move it most are drawn."
    caption = (
        f"{measure}: {meaning(measure)}. The mean at each pair of levels, over {n:,} runs in all, the other factors "
        f"as the design has them; blank where no point lies. Means have no interval here: see the main effects.{cut}"
    )
    return drawn(figure, f"pairs-{measure}", "Pairs of factors", caption)


def indices_figure(results: Results, measure: str, found: Indices) -> Drawn:
    """Bars of the indices of each factor, the greatest on top."""
    order = np.argsort(found.other if found.kind == "sobol" else found.one)
    figure, (ax,) = panels(1, size=(5.6, 0.9 + 0.34 * len(order)))
    y = np.arange(len(order))
    one, other = KIND[found.kind]
    style = {"height": 0.38, "capsize": 2, "error_kw": {"elinewidth": 1}}
    ax.barh(y + 0.2, found.other[order], xerr=np.nan_to_num(found.other_wide[order]), color=BLUE, label=other, **style)
    ax.barh(y - 0.2, found.one[order], xerr=np.nan_to_num(found.one_wide[order]), color=ORANGE, label=one, **style)
    ax.set_yticks(y, [results.label(found.factors[k]) for k in order])
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_title(measure)
    ax.legend(frameon=False, fontsize=7, loc="lower right")
    points, replicates = results.measures[measure].shape
    said = (
        "Sobol indices: the share of the variance between points that a factor explains by itself (first) and with "
        "all it meets with (total)"
        if found.kind == "sobol"
        else "Morris: the mean absolute effect of taking a factor over its whole range, and the spread of such effects"
    )
    rows = "base rows" if found.kind == "sobol" else "trajectories"
    ends = (
        f"Bars are 95 % intervals from {rows}{' and replicates' if results.study.common_chance else ''}."
        if not np.isnan(found.one_wide).any()
        else "There are no intervals: see the note above."
    )
    caption = (
        f"{measure}: {meaning(measure)}. {said}. Varied: {len(order)} factors at once, {points:,} points, each the "
        f"mean of {replicates:,} replicates: chance that is left in it counts with every factor. {ends}"
    )
    return drawn(figure, f"indices-{measure}", "Which factors matter", caption)


def paired_figure(results: Results, found: list[Paired]) -> Drawn:
    """The effect of the pact on each measure that has a twin, with its interval, as a share of the twin's mean."""
    figure, (ax,) = panels(1, size=(5.6, 0.9 + 0.34 * len(found)))
    y = np.arange(len(found))[::-1]
    effects = [one.effect for one in found]
    mean = np.array([one.mean for one in effects])
    wide = np.nan_to_num(np.array([[one.mean - one.low for one in effects], [one.high - one.mean for one in effects]]))
    ax.errorbar(mean, y, xerr=wide, fmt="o", color=BLUE, capsize=2, markersize=4)
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_yticks(y, [one.measure for one in found])
    ax.set_ylim(-0.6, len(found) - 0.4)
    ax.set_xlabel("with the pact, less without it")
    runs = sorted({one.n for one in found})
    of = f"{runs[0]:,}" if len(runs) == 1 else f"{runs[0]:,} to {runs[-1]:,}"
    caption = (
        f"What the pact does: each of {of} runs less its counterfactual, the same world with the same chance in which "
        f"pacts have no effect. Marks are means over all points. {bars(results)}"
    )
    return drawn(figure, "paired", "With and without the pact", caption)
