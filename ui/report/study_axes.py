"""Axes of the figures of a study: linear, logarithmic or of words, and room for every label."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from demarche.scenarios.study.levels import Levels
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles

Inches = tuple[float, float]
"""Across and up."""
ACROSS, UP, NAME = 28, 24, 18
"""Characters of a line of a label along the horizontal axis, the vertical one, and of a level's name."""
FEW_TICKS, NEAR = 5, 0.15
"""At most so many levels have each their tick, if no two are nearer than this share of the axis."""
SHORT, MARGIN = 4, 0.05
"""Characters of names that fit side by side, and the share of an axis that is left free at either end."""
TWO_STEPS, ONE_STEP = 1.2, 2.5
"""Decades of a logarithmic axis from which each has ticks at 1 and 3, and at 1 alone; fewer decades have 1, 2 and 5."""
CROWDED = 6
"""More levels of words than this are written upright."""
RATIO = 1.5
"""Values that grow by at least this factor each are spaced logarithmically; chosen."""
PLOT, UPRIGHT = (2.15, 1.6), 0.15
"""Inches of the plot area of a panel, and across for each level that is written upright."""
GAP = 0.15
"""Inches between panels."""


def along(label: str) -> str:
    """A label of a horizontal axis, in lines as wide as a panel."""
    return textwrap.fill(label, ACROSS)


def upward(label: str) -> str:
    """A label of a vertical axis, in lines as long as a panel is high."""
    return textwrap.fill(label, UP)


def names_of(levels: Sequence[str]) -> list[str]:
    """Names of levels, in lines."""
    return [textwrap.fill(name, NAME) for name in levels]


def is_log(results: Results, factor: str) -> bool:
    """Whether a factor has a log axis: it is log-uniform, or its values are a geometric series of three or more."""
    if any(f.name == factor and f.distribution == "log-uniform" for f in results.study.factors):
        return True
    column = results.points.columns[factor]
    values = np.unique(column.astype(np.float64)) if column.dtype.kind in "if" else np.empty(0)
    if len(values) < 3 or values[0] <= 0:
        return False
    ratios = np.diff(np.log(values))
    return bool(np.allclose(ratios, ratios[0], rtol=0.02) and ratios[0] >= np.log(RATIO))


def factor_axis(ax: Any, levels: Levels, *, log: bool) -> Doubles:
    """Set up a horizontal axis for the levels of a factor; where each level lies on it."""
    if levels.middle is None:
        places = np.arange(len(levels.names), dtype=np.float64)
        crowded = len(places) > CROWDED
        turned: Any = {"rotation": 90, "fontsize": 7} if crowded else {"rotation": 30, "ha": "right"}
        ax.set_xticks(places, names_of(levels.names), rotation_mode="anchor" if not crowded else "default", **turned)
        ax.margins(x=0.2 if not crowded else 0.05)
        return places
    if log:
        log_axis(ax, levels.middle)
    else:
        linear_axis(ax, levels.middle)
    return levels.middle


def room(cuts: Sequence[Levels]) -> Inches:
    """Inches of a plot area in which the names of these levels do not overlap."""
    return max([PLOT[0], *(UPRIGHT * len(levels.names) for levels in cuts)]), PLOT[1]


def ticked(ax: Any, values: Doubles) -> bool:
    """Whether these values have each their tick: they do where they are few, far enough apart and short to write."""
    names = [f"{value:g}" for value in values]
    places = ax.transAxes.inverted().transform(ax.transData.transform([(value, 0.5) for value in values]))[:, 0]
    fit = 1 < len(values) <= FEW_TICKS and max(map(len, names)) <= SHORT and np.diff(places).min() >= NEAR
    if fit:
        ax.set_xticks(values, names)
    return bool(fit)


def linear_axis(ax: Any, values: Doubles) -> None:
    """A linear axis, with ticks at whole numbers where there are no others."""
    ax.set_xlim(*padded(values.min(), values.max()))
    if not ticked(ax, values) and (values % 1 == 0).all():
        ax.xaxis.get_major_locator().set_params(integer=True)


def padded(low: float, high: float) -> tuple[float, float]:
    """The ends of an axis a little beyond those of the values."""
    margin = MARGIN * (high - low)
    return low - margin, high + margin


def log_axis(ax: Any, values: Doubles) -> None:
    """A logarithmic axis whose ticks are plain numbers, a few in any range."""
    ax.set_xscale("log")
    ax.set_xlim(*np.exp(padded(np.log(values.min()), np.log(values.max()))))
    if ticked(ax, values):
        ax.set_xticks([], minor=True)
        return
    log_ticks(ax.xaxis)
    ax.set_xticks([], minor=True)


def log_ticks(axis: Any) -> None:
    """A few ticks on an axis that is logarithmic, in plain numbers."""
    low, high = axis.get_view_interval()
    decades = np.log10(high / low)
    steps = (1, 2, 5) if decades < TWO_STEPS else (1, 3) if decades < ONE_STEP else (1,)
    axis.get_major_locator().set_params(subs=steps, numticks=FEW_TICKS + 2)
    axis.set_major_formatter("{x:g}")


def fitted(figure: Any, axes: Sequence[Any], plot: Inches, beside: Inches = (0, 0)) -> None:
    """Make a figure so large that each panel keeps its plot area, whatever its labels take.

    plot    inches of a plot area, across and up      beside  inches of what is outside the panels: legend, colour bar
    """
    engine = figure.get_layout_engine()
    figure.set_layout_engine("none")
    figure.draw_without_rendering()
    across: dict[int, list[float]] = {}
    up: dict[int, list[float]] = {}
    for ax in axes:
        around, inside = ax.get_tightbbox(), ax.get_window_extent()
        spec = ax.get_subplotspec()
        sides = across.setdefault(spec.colspan.start, [0.0, 0.0]), up.setdefault(spec.rowspan.start, [0.0, 0.0])
        for side, below, above in zip(
            sides, (inside.x0 - around.x0, inside.y0 - around.y0), (around.x1 - inside.x1, around.y1 - inside.y1),
            strict=True,
        ):  # fmt: skip
            side[:] = max(side[0], below), max(side[1], above)
    width, height = (
        sum(sum(sides) / figure.dpi + size + GAP for sides in places.values()) + more
        for places, size, more in zip((across, up), plot, beside, strict=True)
    )
    figure.set_size_inches(width, height)
    figure.set_layout_engine(engine)


def legend(figure: Any, axes: Sequence[Any], plot: Inches) -> None:
    """The legend of the first panel above all of them, and the figure as large as it needs to be."""
    fitted(figure, axes, plot, (0, 0.3))
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper left", ncols=2, frameon=False, fontsize=8)
