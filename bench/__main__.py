"""`python -m bench`: the time of a session with quarters and without, alone and in a batch, and of the command.

Medians of several runs; the first run of each is thrown away.  Sessions are timed in processor seconds of one core.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run

SCENARIO = "dual-track-2018"


def median(work: Callable[[], object], runs: int, clock: Callable[[], float]) -> tuple[float, float, float]:
    """Least, median and greatest time of that many runs, in seconds, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        begun = clock()
        work()
        times.append(clock() - begun)
    return min(times), statistics.median(times), max(times)


def session(worlds: int) -> Callable[[], object]:
    """A full committee session: 193 seats, 12 rounds of informals, two drafts; that many worlds at once."""
    made = game(load(SCENARIO), seed=1, replicates=list(range(worlds)))
    return lambda: run(made.rules, made.briefs, made.seats, made.luck)


def quarters(worlds: int) -> Callable[[], object]:
    """The same session with twenty quarters after it, between all 193 states."""
    made = game(load(SCENARIO, ["quarters=20"]), seed=1, replicates=list(range(worlds)))
    return lambda: run(made.rules, made.briefs, made.seats, made.luck)


def process(*words: str) -> Callable[[], object]:
    """The command as a user runs it, from the start of the process to its end."""
    command = [sys.executable, "-m", "demarche", *words]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {SCENARIO}")
    print(f"{'what':44} {'least':>8} {'median':>8} {'most':>8}  seconds")
    rows: list[tuple[str, Callable[[], object], int, Callable[[], float], int, float]] = [
        ("one session, one world", session(1), 9, time.process_time, 1, 0.15),
        ("one session, per world in a batch of 32", session(32), 5, time.process_time, 32, 0.03),
        ("session and 20 quarters, one world", quarters(1), 5, time.process_time, 1, 1.0),
        ("the same, per world in a batch of 16", quarters(16), 1, time.process_time, 16, 1.0),
        ("demarche --help, a process", process("--help"), 7, time.perf_counter, 1, 0.3),
        (f"demarche run {SCENARIO}, a process", process("run", SCENARIO), 5, time.perf_counter, 1, 3.0),
    ]
    for name, work, runs, clock, worlds, aim in rows:
        least, middle, most = (t / worlds for t in median(work, runs, clock))
        print(f"{name:44} {least:8.3f} {middle:8.3f} {most:8.3f}  aim: under {aim:g}")


if __name__ == "__main__":
    main()
