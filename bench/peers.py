"""`python -m bench.peers [ROUNDS]`: full worlds a second of Démarche and of the same rules as Mesa loops, per core.

Everything is timed in turn, ROUNDS times (3 where no number is given), and the ratios are of one round with itself.
The section is written into bench/results.md.
"""

import sys
from collections.abc import Callable

import mesa

from bench.mesa_loops.model import Assembly
from bench.timing import in_turn, machine, ratios, spread, today, write_section
from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine

SCENARIO, QUARTERS = "dual-track-2018", 20
TITLE = "Peers"
LOOPS, TUNED = "Mesa loops", "Mesa loops, tuned"
LOOP_WORLDS = 2

Work = tuple[Callable[[], object], int]


def loops(worlds: int, quarters: int, *, tuned: bool = False, processes: int = 1) -> Work:
    """That many worlds under Mesa's own batch_run."""
    parameters = {"scenario": SCENARIO, "quarters": quarters, "replicate": range(worlds), "tuned": tuned}
    return lambda: mesa.batch_run(Assembly, parameters, number_processes=processes, display_progress=False), worlds


def demarche(by: str, quarters: int) -> Work:
    """A tile of worlds by one engine, from the scenario to the end, as in a study; reading its file is not counted."""
    scenario, worlds = load(SCENARIO, [f"quarters={quarters}"]), batch.TILE[by]

    def work() -> None:
        with engine.using(by):
            batch.play(game(scenario, seed=1, replicates=range(worlds)), by=by)

    return work, worlds


def engines(quarters: int) -> dict[str, Work]:
    """What is compared, by name."""
    return {
        LOOPS: loops(LOOP_WORLDS, quarters),
        TUNED: loops(LOOP_WORLDS, quarters, tuned=True),
    } | {f"Démarche, {by}": demarche(by, quarters) for by in batch.TILE if usable(by)}


def usable(by: str) -> bool:
    """Whether an engine is installed."""
    return by == engine.NUMPY or engine.installed()


def measured(quarters: int, rounds: int) -> list[str]:
    """Worlds a second of each, and how many times as fast as the loops, as lines of a Markdown table."""
    rates = in_turn(engines(quarters), rounds)
    plain, tuned = ratios(rates, LOOPS), ratios(rates, TUNED)
    lines = ["| | worlds a second, one core | × loops | × tuned loops |", "|---|---|---|---|"]
    return lines + [f"| {name} | {spread(row)} | {plain[name]} | {tuned[name]} |" for name, row in rates.items()]


def main(words: list[str]) -> None:
    """Measure, print, and write the section."""
    rounds = int(words[0]) if words else 3
    lines = [
        f"{today()}, `python -m bench.peers {rounds}`, on {machine('numpy', 'mesa', 'numba')}.",
        f"Medians of {rounds} rounds in turn, with least and greatest. A full world is `{SCENARIO}`: 193 seats,",
        f"12 rounds of informals, two drafts, and {QUARTERS} quarters over all dyads.",
        "",
        *measured(QUARTERS, rounds),
        "",
        "The session alone, without quarters:",
        "",
        *measured(0, rounds),
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
