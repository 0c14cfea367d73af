"""`python -m bench.learning [WORLDS]`: decisions of learning agents a second of one core, alone and many."""

import sys
import time

import numpy as np

from bench.timing import machine, today, write_section
from demarche.scenarios.learning.choices import Choice
from demarche.scenarios.learning.worlds import Worlds
from demarche.scenarios.load import load
from demarche.sim import engine

SCENARIO, SEATS = "pact-2015", ("RUS", "CHN")
ALONE, AIM = 20, 2000


def decisions(by: str, worlds: int, times: int) -> tuple[int, float]:
    """Decisions, any that is open with equal chance, and the processor seconds of one core that they took."""
    made, drawn = Worlds(load(SCENARIO), SEATS, by=by), np.random.default_rng(1)
    made.open(1, range(worlds))  # compiled and read before the clock starts
    asked = made.go_on(np.zeros(len(made._doctrine), np.intp))
    while len(asked.world):
        asked = made.go_on(np.full(len(asked.world), Choice.DOCTRINE))
    count, begun = 0, time.process_time()
    for seed in range(times):
        asked = made.open(seed, range(worlds))
        while len(asked.world):
            count += len(asked.world)
            chance = np.where(asked.open, drawn.random(asked.open.shape), -1)
            asked = made.go_on(chance.argmax(axis=1))
    return count, time.process_time() - begun


def main() -> int:
    """Measure, and write the section."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    lines = ["| engine | worlds at once | decisions | a second |", "|---|---|---|---|"]
    for by in (engine.NUMPY, engine.NUMBA) if engine.installed() else (engine.NUMPY,):
        for many, times in ((1, ALONE), (worlds, 3)):
            count, seconds = decisions(by, many, times)
            lines.append(f"| {by} | {many} | {count:,} | {count / seconds:,.0f} |")
            print(lines[-1], flush=True)
    said = f"`python -m bench.learning {worlds}`, {today()}, {machine()}. Both seats of `{SCENARIO}`; aim: {AIM:,}."
    write_section("Learning agents", [said, "", *lines])
    return 0


if __name__ == "__main__":
    sys.exit(main())
