"""`python -m bench.growth`: time of Démarche against seats, quarters and worlds, as a table and a figure.

Needs matplotlib (extra `bench`).  The figure is bench/growth.svg, the section goes into bench/results.md.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.rooms import SCENARIO, room
from bench.timing import Spread, in_turn, machine, spread, today, write_section
from scenarios.compile import game
from scenarios.load import load
from sim.session import run

FIGURE = Path(__file__).parent / "growth.svg"
TITLE = "Growth"
ROUNDS = 3
TILE, ROOM, QUARTERS = 8, 193, 20
"""Worlds at once, seats and quarters, where they are not what is varied."""
SEATS = (10, 20, 40, 80, 120, 160, 193)
SPANS = (0, 5, 10, 20, 40)
WORLDS = (8, 16, 32, 64)
"""Played in tiles, as a study plays them."""


def play(worlds: int, seats: int, quarters: int) -> Callable[[], object]:
    """That many worlds, a tile after the other."""
    scenario = load(SCENARIO, room(seats, quarters=quarters))

    def tiles() -> None:
        for first in range(0, worlds, TILE):
            made = game(scenario, seed=1, replicates=range(first, min(first + TILE, worlds)))
            run(made.rules, made.briefs, made.seats, made.luck)

    return tiles


def seconds(works: dict[int, Callable[[], object]]) -> dict[int, Spread]:
    """How long each takes."""
    rates = in_turn({str(size): (work, 1) for size, work in works.items()}, ROUNDS)
    return {size: spread([1 / rate for rate in rates[str(size)]]) for size in works}


def exponent(times: dict[int, Spread]) -> float:
    """The power of its size with which the time grows, by least squares on logarithms; sizes of 0 are left out."""
    sizes = np.array([size for size in times if size])
    taken = np.array([times[size].median for size in times if size])
    return float(np.polyfit(np.log(sizes), np.log(taken), 1)[0])


def draw(measured: dict[str, dict[int, Spread]]) -> None:
    """Three panels, each with the line of straight growth through its last point."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "demarche"
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, len(measured), figsize=(11, 3.6), layout="constrained")
    for panel, (name, times) in zip(panels, measured.items(), strict=True):
        sizes = np.array(list(times))
        middle: NDArray[np.float64] = np.array([found.median for found in times.values()])
        bars = np.array([[f.median - f.least, f.most - f.median] for f in times.values()]).T
        panel.plot(sizes, middle[-1] * sizes / sizes[-1], color="0.7", linestyle="--", label="in proportion")
        panel.errorbar(sizes, middle, yerr=bars, marker="o", color="#0072B2", capsize=2, label="measured")
        panel.set(xlabel=name, ylabel="seconds of one core", xlim=(0, None), ylim=(0, None))
    panels[0].legend(frameon=False)
    figure.savefig(FIGURE, metadata={"Date": None})


def main() -> None:
    """Measure, draw, print, and write the section."""
    measured = {
        f"seats ({TILE} worlds, {QUARTERS} quarters)": seconds({n: play(TILE, n, QUARTERS) for n in SEATS}),
        f"quarters ({TILE} worlds, {ROOM} seats)": seconds({n: play(TILE, ROOM, n) for n in SPANS}),
        f"worlds ({ROOM} seats, {QUARTERS} quarters)": seconds({n: play(n, ROOM, QUARTERS) for n in WORLDS}),
    }
    draw(measured)
    lines = [
        f"{today()}, `python -m bench.growth`, on {machine('numpy', 'numba')}. Seconds of one core, medians of",
        f"{ROUNDS}; worlds in tiles of {TILE}, the compilation of each tile included.",
        "",
        "![Time against seats, quarters and worlds](growth.svg)",
    ]
    for name, times in measured.items():
        lines += ["", f"| {name} | {' | '.join(str(size) for size in times)} |", "|---" * (len(times) + 1) + "|"]
        lines.append(f"| seconds | {' | '.join(f'{found.median:.2f}' for found in times.values())} |")
        lines += ["", f"Grows with the power {exponent(times):.2f} of it."]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main()
