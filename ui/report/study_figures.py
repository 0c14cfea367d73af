"""The figures of a study: main effects, distributions, whether there are enough replicates, counts by quarter."""

from typing import Any

import numpy as np

from demarche.scenarios.study.convergence import ENOUGH, Convergence
from demarche.scenarios.study.effects import MainEffect, by_quarter, main_effects
from demarche.scenarios.study.measures import EFFECT, TWIN
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.ui.report.study_style import BLUE, GREY, ORANGE, RED, Drawn, drawn, folded, panels
from demarche.ui.report.study_words import bars, meaning

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
            ax.set_ylabel(measure)
    return drawn(figure, f"effects-{measure}", "Main effects", effects_caption(results, measure, found))


def effects_caption(results: Results, measure: str, found: list[MainEffect]) -> str:
    """What was varied, n, and what the interval means."""
    varied = ", ".join(results.label(effect.factor) for effect in found)
    runs = sorted({int(n) for effect in found for n in effect.n})
    of = f"{runs[0]:,}" if len(runs) == 1 else f"{runs[0]:,} to {runs[-1]:,}"
    return (
        f"{measure}: {meaning(measure)}. Varied: {varied}; the other factors as the design has them. Each mark is the "
        f"mean of {of} runs at that level. {bars(results)}"
    )


def _effect(ax: Any, results: Results, effect: MainEffect) -> None:
    cut = effect.levels
    x = np.arange(len(cut.names)) if cut.middle is None else cut.middle
    wide = np.nan_to_num(np.abs(effect.ends - effect.mean))
    joined = "none" if cut.middle is None else "-"
    ax.errorbar(x, effect.mean, wide, marker="o", markersize=3.5, linestyle=joined, color=BLUE, ecolor=BLUE, capsize=2)
    if cut.middle is None:
        ax.set_xticks(x, cut.names, rotation=30, ha="right")
        ax.margins(x=0.2)
    ax.set_xlabel(folded(results.label(effect.factor)))


def edges_of(values: Doubles) -> Doubles:
    """Where bars begin and end: around whole numbers where there are no others, as many to a bar as are needed."""
    if (values % 1 == 0).all():
        step = int(np.ceil((np.ptp(values) + 1) / BARS))
        return np.arange(values[0] - 0.5, values[-1] + step + 0.5, step)
    return np.histogram_bin_edges(values, BARS)


def distributions_figure(results: Results) -> Drawn:
    """A panel a measure: how its values fall over all runs."""
    figure, axes = panels(len(results.measures))
    for ax, (name, table) in zip(axes, results.measures.items(), strict=True):
        known = table[~np.isnan(table)]
        values, counts = np.unique(known, return_counts=True)
        if len(values) > FEW_VALUES:
            counts, edges = np.histogram(known, edges_of(values))
            ax.stairs(counts / len(known), edges, fill=True, color=BLUE)
        elif len(values):
            ax.bar([f"{v:g}" for v in values], counts / len(known), color=BLUE)
        lacking = np.isnan(table).mean()
        ax.set_title(f"{name}" + (f" (missing in {lacking:.0%})" if lacking else ""))
        ax.set_ylabel("share of runs")
    n = next(iter(results.measures.values())).size
    caption = (
        f"How each measure falls over all {n:,} runs, points and replicates together. Missing are runs that have no "
        "such number, as a split without a vote. Shares are of these runs and have no interval."
    )
    return drawn(figure, "distributions", "Distributions", caption)


def convergence_figure(results: Results, found: list[Convergence]) -> Drawn:
    """A panel a measure: how the error of a point's mean falls with replicates, beside what the factors do."""
    figure, axes = panels(len(found))
    for ax, one in zip(axes, found, strict=True):
        seen = one.error > 0
        ax.loglog(one.n[seen], one.error[seen], marker="o", markersize=3.5, color=BLUE, label="error of a point's mean")
        if one.between > 0:
            ax.axhline(one.between, color=RED, linestyle="--", label="spread between points")
        ax.set_title(f"{one.measure}\n{one.share:.0%} is chance")
        ax.set_xlabel("replicates")
    axes[0].legend(frameon=False, fontsize=7)
    points, replicates = next(iter(results.measures.values())).shape
    alike = ", less what chance does to all points alike" if results.study.common_chance else ""
    caption = (
        f"Are {replicates:,} replicates enough? The standard error of a point's mean after the first n replicates, "
        f"over {points:,} points{alike}; dashed, how far the means of points lie apart. Titles say "
        f"what share of the variance between points is chance; below {ENOUGH:.0%} is enough (chosen). "
        "Marks are standard errors and have no interval themselves."
    )
    return drawn(figure, "convergence", "Enough replicates?", caption)


def series_figure(results: Results) -> Drawn:
    """A panel a count: its mean by quarter, with the pact and without it."""
    names = [name for name in results.series if not name.endswith(TWIN)]
    figure, axes = panels(len(names))
    for ax, name in zip(axes, names, strict=True):
        for key, colour, style, label in ((name, BLUE, "-", "with"), (name + TWIN, ORANGE, "--", "without the pact")):
            if key in results.series:
                found = by_quarter(results, key)
                quarters = np.arange(1, len(found) + 1)
                ax.plot(quarters, [one.mean for one in found], style, color=colour, label=label)
                ends = [one.low for one in found], [one.high for one in found]
                ax.fill_between(quarters, *ends, color=colour, alpha=0.2, linewidth=0)
        ax.set(title=name, xlabel="quarter", ylabel="a world")
        ax.xaxis.get_major_locator().set_params(integer=True)
    axes[0].legend(frameon=False, fontsize=7)
    points, replicates = next(iter(results.series.values())).shape[:2]
    caption = (
        f"Mean counts of each quarter over {points:,} points of {replicates:,} replicates. {bars(results, 'Bands')}"
    )
    return drawn(figure, "series", "By quarter", caption)
