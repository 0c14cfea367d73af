"""How the figures of a study look, and how they are written: the same bytes for the same numbers."""

import html
import io
import logging
import re
from dataclasses import dataclass
from typing import Any

# It is imported with notices about its cache of fonts, which is made once or put elsewhere: nothing need be done.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#555555",
)
"""Okabe and Ito's colours: they can be told apart by those who do not see red or green."""
MAP = "cividis"
STYLE: Any = {
    "svg.hashsalt": "demarche",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "figure.constrained_layout.use": True,
}
DPI = 110
PLACES = re.compile(r' (?:d|x|y|x1|x2|y1|y2|width|height|transform|clip-path|points)="[^"]*"')
DECIMALS = re.compile(r"(\d\.\d\d)\d+")
"""Where a figure says places, a hundredth of a point is enough: a page has many."""
PANEL = (2.9, 2.3)
"""Inches of one panel."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure with its name and caption. heading: the part of the report that it belongs to."""

    name: str
    heading: str
    caption: str
    svg: str
    png: bytes


def panels(count: int, across: int = 3, size: tuple[float, float] = PANEL) -> tuple[Figure, list[Any]]:
    """A figure of that many panels, and their axes."""
    across = min(count, across)
    down = -(-count // across)
    figure = Figure(figsize=(size[0] * across, size[1] * down))
    grid = figure.subplots(down, across, squeeze=False).ravel()
    for empty in grid[count:]:
        empty.set_axis_off()
    return figure, list(grid[:count])


def drawn(figure: Figure, name: str, heading: str, caption: str) -> Drawn:
    """A finished figure as SVG and PNG."""
    vector, pixels = io.StringIO(), io.BytesIO()
    figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
    figure.savefig(pixels, format="png", dpi=DPI, metadata={"Software": None})
    svg = alone(vector.getvalue(), name)
    # A reader that does not see it is told what it shows.
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(caption, quote=True)}" ', 1)
    return Drawn(name, heading, caption, svg, pixels.getvalue())


def alone(svg: str, name: str) -> str:
    """A drawing fit to stand in a page with others: small, its identifiers its own and no more than are used."""
    svg = PLACES.sub(lambda where: DECIMALS.sub(r"\1", where[0]), svg[svg.index("<svg") :])
    svg = re.sub(r"\n\s+", "\n", re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL))
    used = set(re.findall(r"#([A-Za-z_][\w.-]*)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", svg)
    return re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{name}-", svg)


def styled() -> Any:
    """The style, for as long as figures are drawn."""
    return matplotlib.rc_context(STYLE)
