"""The figures of a study: main effects, distributions, whether there are enough replicates, counts by quarter."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from demarche.scenarios.study.convergence import ENOUGH, Convergence
from demarche.scenarios.study.effects import MainEffect, by_quarter, main_effects
from demarche.scenarios.study.measures import EFFECT, TWIN, is_true_or_not
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.ui.report import study_words as words
from demarche.ui.report.study_axes import (
    PLOT,
    along,
    factor_axis,
    fitted,
    is_log,
    legend,
    log_ticks,
    room,
    ticked,
    upward,
)
from demarche.ui.report.study_style import BLUE, GREY, ORANGE, RED, Drawn, drawn, panels
from demarche.ui.report.study_words import bars, factor_words, mean_of_runs, meaning, named

FEW_VALUES, BARS = 12, 40


def effects_figure(results: Results, measure: str) -> Drawn:
    """A panel a factor: the mean of a measure at each level, with its interval."""
    found = main_effects(results, measure)
    figure, axes = panels(len(found))
    for ax, effect in zip(axes, found, strict=True):
        _effect(ax, results, effect)
        if measure.endswith(EFFECT):
            ax.axhline(0, color=GREY, linewidth=0.8)
    low = min(ax.get_ylim()[0] for ax in axes)
    high = max(ax.get_ylim()[1] for ax in axes)
    for place, ax in enumerate(axes):
        ax.set_ylim(low, high)
        if place % 3 == 0:
            ax.set_ylabel(upward(mean_of_runs(measure)))
    fitted(figure, axes, room([effect.levels for effect in found if effect.levels.middle is None]))
    return drawn(figure, f"effects-{measure}", "Main effects", effects_caption(results, measure, found))


def effects_caption(results: Results, measure: str, found: list[MainEffect]) -> str:
    """What was varied, n, and what the interval means."""
    varied = ", ".join(factor_words(results, effect.factor) for effect in found)
    runs = sorted({int(n) for effect in found for n in effect.n})
    of = f"{runs[0]:,}" if len(runs) == 1 else f"{runs[0]:,} to {runs[-1]:,}"
    return (
        f"{named(measure)} Varied: {varied}; the other factors as the design has them. Each mark is the "
        f"mean of {of} runs at that level. {bars(results)}"
    )


def _effect(ax: Any, results: Results, effect: MainEffect) -> None:
    x = factor_axis(ax, effect.levels, log=is_log(results, effect.factor))
    wide = np.nan_to_num(np.abs(effect.ends - effect.mean))
    joined = "none" if effect.levels.middle is None else "-"
    ax.errorbar(x, effect.mean, wide, marker="o", markersize=3.5, linestyle=joined, color=BLUE, ecolor=BLUE, capsize=2)
    ax.set_xlabel(along(factor_words(results, effect.factor)))


def edges_of(values: Doubles) -> Doubles:
    """Where bars begin and end: around whole numbers where there are no others, as many to a bar as are needed."""
    if (values % 1 == 0).all():
        step = int(np.ceil((np.ptp(values) + 1) / BARS))
        return np.arange(values[0] - 0.5, values[-1] + step + 0.5, step)
    return np.histogram_bin_edges(values, BARS)


def distributions_figure(results: Results, names: Sequence[str]) -> Drawn:
    """A panel a measure: how its values fall over all runs."""
    figure, axes = panels(len(names))
    for place, (ax, name) in enumerate(zip(axes, names, strict=True)):
        table = results.measures[name]
        _distribution(ax, table[~np.isnan(table)])
        if is_true_or_not(name):
            ax.set_xticks((0, 1), ("no", "yes"))
        lacking = np.isnan(table).mean()
        ax.set_xlabel(along(meaning(name) + (f" (missing in {lacking:.0%} of runs)" if lacking else "")))
        if place % 3 == 0:
            ax.set_ylabel(words.RUNS)
    fitted(figure, axes, PLOT)
    n = results.measures[names[0]].size
    caption = (
        f"How each measure falls over all {n:,} runs, points and replicates together. Missing are runs that have no "
        "such number, as a split without a vote. Shares are of these runs and have no interval."
    )
    return drawn(figure, "distributions", "Distributions", caption)


def _distribution(ax: Any, known: Doubles) -> None:
    """Bars at the values themselves where they are few and not too close, else a histogram; the axis is of numbers."""
    values, counts = np.unique(known, return_counts=True)
    shares = counts / len(known)
    apart = float(np.diff(values).min())
    if len(values) <= FEW_VALUES and apart * BARS >= np.ptp(values):
        ax.bar(values, shares, width=0.8 * apart, color=BLUE)
        if not ticked(ax, values) and (values % 1 == 0).all():
            ax.xaxis.get_major_locator().set_params(integer=True)
        return
    counted, edges = np.histogram(known, edges_of(values))
    ax.stairs(counted / len(known), edges, fill=True, color=BLUE)


def convergence_figure(results: Results, found: list[Convergence]) -> Drawn:
    """A panel a measure: how the error of a point's mean falls with replicates, beside what the factors do."""
    figure, axes = panels(len(found))
    for place, (ax, one) in enumerate(zip(axes, found, strict=True)):
        seen = one.error > 0
        ax.loglog(one.n[seen], one.error[seen], marker="o", markersize=3.5, color=BLUE, label="error of a point's mean")
        if one.between > 0:
            ax.axhline(one.between, color=RED, linestyle="--", label="spread between points")
        ax.set_title(along(f"{meaning(one.measure)}: {one.share:.0%} of the variance is chance"))
        ax.set_xticks(one.n[:: 1 + len(one.n) // 6], [f"{n:g}" for n in one.n[:: 1 + len(one.n) // 6]])
        ax.set_xticks([], minor=True)
        log_ticks(ax.yaxis)
        ax.set_yticks([], minor=True)
        ax.set_xlabel(words.REPLICATES)
        if place % 3 == 0:
            ax.set_ylabel(upward(words.ERROR))
    legend(figure, axes, PLOT)
    points, replicates = next(iter(results.measures.values())).shape
    alike = ", less what chance does to all points alike" if results.study.common_chance else ""
    caption = (
        f"Are {replicates:,} replicates enough? The standard error of a point's mean after the first n replicates, "
        f"over {points:,} points{alike}; dashed, how far the means of points lie apart. Titles say "
        f"what share of the variance between points is chance; below {ENOUGH:.0%} is enough (chosen). "
        "Marks are standard errors and have no interval themselves."
    )
    return drawn(figure, "convergence", "Enough replicates?", caption)


def series_figure(results: Results, names: Sequence[str]) -> Drawn:
    """A panel a count: its mean by quarter, with the pact and without it."""
    figure, axes = panels(len(names))
    for place, (ax, name) in enumerate(zip(axes, names, strict=True)):
        for key, colour, style, label in (
            (name, BLUE, "-", "with the pact"),
            (name + TWIN, ORANGE, "--", "without it"),
        ):
            if key in results.series:
                found = by_quarter(results, key)
                quarters = np.arange(1, len(found) + 1)
                ax.plot(quarters, [one.mean for one in found], style, color=colour, label=label)
                ends = [one.low for one in found], [one.high for one in found]
                ax.fill_between(quarters, *ends, color=colour, alpha=0.2, linewidth=0)
        ax.set_title(along(meaning(name, by_quarter=True)))
        ax.set_xlabel(words.QUARTER)
        ax.xaxis.get_major_locator().set_params(integer=True)
        if place % 3 == 0:
            ax.set_ylabel(upward(words.MEAN_COUNT))
    legend(figure, axes, PLOT)
    points, replicates = next(iter(results.series.values())).shape[:2]
    caption = (
        f"Mean counts of each quarter over {points:,} points of {replicates:,} replicates. {bars(results, 'Bands')}"
    )
    return drawn(figure, "series", "By quarter", caption)
