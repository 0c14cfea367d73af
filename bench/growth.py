"""`python -m bench.growth [ROUNDS]`: time of Démarche against seats, quarters and worlds, as a table and a figure.

The figure is bench/growth.svg, the section goes into bench/results.md.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.rooms import SCENARIO, room
from bench.timing import Spread, in_turn, machine, spread, today, write_section
from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine

FIGURE = Path(__file__).parent / "growth.svg"
TITLE = "Growth"
TILE, ROOM, QUARTERS = 8, 193, 20
"""Worlds at once, seats and quarters, where they are not what is varied."""
SEATS = (10, 40, 80, 120, 160, 193)
SPANS = (0, 10, 20, 40)
WORLDS = (8, 16, 32)
"""Played in tiles, as a study plays them."""
LINES = (("#0072B2", "o"), ("#D55E00", "s"))
"""Colour and mark of each engine's line."""


def play(by: str, worlds: int, seats: int, quarters: int) -> Callable[[], object]:
    """That many worlds by one engine, a tile after the other."""
    scenario = load(SCENARIO, room(seats, quarters=quarters))

    def tiles() -> None:
        for first in range(0, worlds, TILE):
            batch.play(game(scenario, seed=1, replicates=range(first, min(first + TILE, worlds))), by=by)

    return tiles


def seconds(works: dict[int, Callable[[], object]], rounds: int) -> dict[int, Spread]:
    """How long each takes."""
    rates = in_turn({str(size): (work, 1) for size, work in works.items()}, rounds)
    return {size: spread([1 / rate for rate in rates[str(size)]]) for size in works}


def exponent(times: dict[int, Spread]) -> float:
    """The power of its size with which the time grows, by least squares on logarithms; sizes of 0 are left out."""
    sizes = np.array([size for size in times if size])
    taken = np.array([times[size].median for size in times if size])
    return float(np.polyfit(np.log(sizes), np.log(taken), 1)[0])


def measured(by: str, rounds: int) -> dict[str, dict[int, Spread]]:
    """Times of one engine: what is varied -> its size -> seconds."""
    in_seats, in_span, in_worlds = (
        {n: play(by, TILE, n, QUARTERS) for n in SEATS},
        {n: play(by, TILE, ROOM, n) for n in SPANS},
        {n: play(by, n, ROOM, QUARTERS) for n in WORLDS},
    )
    return {
        f"seats ({TILE} worlds, {QUARTERS} quarters)": seconds(in_seats, rounds),
        f"quarters ({TILE} worlds, {ROOM} seats)": seconds(in_span, rounds),
        f"worlds ({ROOM} seats, {QUARTERS} quarters)": seconds(in_worlds, rounds),
    }


def draw(found: dict[str, dict[str, dict[int, Spread]]]) -> None:
    """A panel for each thing that is varied, with a line for each engine, and what growth in proportion would be."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "demarche"
    from matplotlib import pyplot

    varied = list(next(iter(found.values())))
    figure, panels = pyplot.subplots(1, len(varied), figsize=(11, 3.6), layout="constrained")
    for panel, name in zip(panels, varied, strict=True):
        for (by, all_times), (colour, mark) in zip(found.items(), LINES, strict=False):
            times = all_times[name]
            sizes, middle = np.array(list(times)), np.array([one.median for one in times.values()])
            bars = np.array([[one.median - one.least, one.most - one.median] for one in times.values()]).T
            panel.plot(sizes, middle[-1] * sizes / sizes[-1], color=colour, linestyle=":", linewidth=1)
            panel.errorbar(sizes, middle, yerr=bars, marker=mark, color=colour, capsize=2, label=by)
        panel.set(xlabel=name, ylabel="seconds of one core", xlim=(0, None), ylim=(0, None))
    panels[0].legend(frameon=False)
    figure.savefig(FIGURE, metadata={"Date": None})


def main(words: list[str]) -> None:
    """Measure, draw, print, and write the section."""
    rounds = int(words[0]) if words else 3
    found = {by: measured(by, rounds) for by in batch.TILE if by == engine.NUMPY or engine.installed()}
    draw(found)
    lines = [
        f"{today()}, `python -m bench.growth {rounds}`, on {machine('numpy', 'numba')}. Seconds of one core,",
        f"medians of {rounds}; worlds in tiles of {TILE}, compiling the scenario included. Dotted: in proportion.",
        "",
        "![Time against seats, quarters and worlds](growth.svg)",
    ]
    for name in next(iter(found.values())):
        lines += table(name, {by: times[name] for by, times in found.items()})
    print("\n".join(lines))
    write_section(TITLE, lines)


def table(name: str, by_engine: dict[str, dict[int, Spread]]) -> list[str]:
    """The times of what is varied, a line for each engine, and the power of the size with which they grow."""
    sizes = list(next(iter(by_engine.values())))
    lines = ["", f"| {name} | {' | '.join(map(str, sizes))} | power |", "|---" * (len(sizes) + 2) + "|"]
    for by, times in by_engine.items():
        cells = " | ".join(f"{times[size].median:.2f}" for size in sizes)
        lines.append(f"| {by} | {cells} | {exponent(times):.2f} |")
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
