"""`python -m bench.peers [ROUNDS]`: how fast Démarche and the same rules as Mesa loops play the quarters, per core.

Worlds begin where a session that Démarche has played ends; neither that nor reading the scenario is counted.
Everything is timed in turn, ROUNDS times (3 where no number is given), and the ratios are of one round with itself.
The section is written into bench/results.md.
"""

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

import mesa

from bench.mesa_loops.facts import facts, opened
from bench.mesa_loops.model import Aftermath
from bench.timing import in_turn, machine, ratios, spread, today, write_section
from demarche.scenarios import batch
from demarche.scenarios.compile import Game
from demarche.sim import engine
from demarche.sim.record import Record, World
from demarche.sim.secrets import Secrets
from demarche.sim.session import go_on

SCENARIO, QUARTERS = "dual-track-2018", 20
TITLE = "Peers"
LOOPS = "Mesa loops"
LOOP_WORLDS = 2

Work = tuple[Callable[[], object], int]
Rows = TypeVar("Rows", Record, Secrets)


def loops(worlds: int, quarters: int, *, processes: int = 1) -> Work:
    """The quarters of that many worlds under Mesa's own batch_run."""
    opened(SCENARIO, quarters, worlds), facts(SCENARIO, quarters)
    parameters = {"scenario": SCENARIO, "quarters": quarters, "replicate": range(worlds), "worlds": worlds}
    return lambda: mesa.batch_run(Aftermath, parameters, number_processes=processes, display_progress=False), worlds


def demarche(by: str, quarters: int) -> Work:
    """The quarters of a tile of worlds by one engine."""
    worlds = batch.TILE[by]
    made, world = opened(SCENARIO, quarters, worlds)

    def work() -> None:
        to_the_end(made, own(world), by)

    return work, worlds


def own(world: World) -> World:
    """The same worlds with arrays of their own, which are written on."""

    def copied(rows: Rows) -> Rows:
        return replace(rows, **{field.name: getattr(rows, field.name).copy() for field in fields(rows)})

    return world.now(copied(world.record), secrets=copied(world.secrets))


def to_the_end(made: Game, world: World, by: str) -> World:
    """The worlds at their end, as a study plays them by that engine. The world given is spent."""
    with engine.using(by):
        return go_on(made.rules, world, made.briefs, made.seats, made.luck)


def engines(quarters: int) -> dict[str, Work]:
    """What is compared, by name."""
    return {LOOPS: loops(LOOP_WORLDS, quarters)} | {
        f"Démarche, {by}": demarche(by, quarters) for by in batch.TILE if usable(by)
    }


def usable(by: str) -> bool:
    """Whether an engine is installed."""
    return by == engine.NUMPY or engine.installed()


def measured(quarters: int, rounds: int) -> list[str]:
    """Worlds a second of each, and how many times as fast as the loops, as lines of a Markdown table."""
    rates = in_turn(engines(quarters), rounds)
    times = ratios(rates, LOOPS)
    lines = ["| | quarters of worlds a second, one core | × loops |", "|---|---|---|"]
    for name, row in rates.items():
        lines.append(f"| {name} | {spread([quarters * rate for rate in row])} | {times[name]} |")
    return lines


def main(words: list[str]) -> None:
    """Measure, print, and write the section."""
    rounds = int(words[0]) if words else 3
    lines = [
        f"{today()}, `python -m bench.peers {rounds}`, on {machine('numpy', 'mesa', 'numba')}.",
        f"Medians of {rounds} rounds in turn, with least and greatest. All peers play the same slice, the quarters:",
        f"{QUARTERS} of `{SCENARIO}` over all dyads of 193 seats, from where a session ended.",
        "",
        *measured(QUARTERS, rounds),
        "",
        "In this slice no pact binds anybody, and the loops leave pacts out. Earlier figures are not comparable: those",
        "of whole worlds (50 and 250 times the loops), and those of the quarters before rates came from the record",
        "(31 and 281 times), in which some forty times as many operations were run.",
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
