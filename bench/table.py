"""What a window waits for at a table of 193: every call it makes, while the delegations act in their thread.

    python -m bench.table [GAMES]

Times in milliseconds, of the window's thread: polls while the game moves, and acts that are offered.  A frame at 60 a
second is 16.7.
"""

import os
import sys
import tempfile
import time
from statistics import median

from demarche.sim.terms import OutOfOrder
from demarche.ui.play.home import OVERRIDE
from demarche.ui.play.levels import LEVELS
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table

FRAME = 1 / 240
"""Seconds between two polls: four times as often as a window at 60 frames a second."""


def played(seed: int, level: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each poll while the game moves, of each act offered, and from each act to the next question."""
    polls, offers, waits = list[float](), list[float](), list[float]()
    table = Table.new("dual-track-2018", seed, ["KEN"], level=LEVELS[level - 1])
    asked = time.perf_counter()
    while table.state != State.OVER:
        begun = time.perf_counter()
        table.poll()
        polls.append(1000 * (time.perf_counter() - begun))
        if table.state == State.ASKS:
            waits.append(1000 * (time.perf_counter() - asked))
            begun = asked = time.perf_counter()
            try:
                table.offer("pass")
            except OutOfOrder:
                table.offer("abstain")
            offers.append(1000 * (time.perf_counter() - begun))
        time.sleep(FRAME)
    table.close()
    return polls, offers, waits


def told(name: str, times: list[float]) -> str:
    """Median, 99th percentile and longest."""
    ranked = sorted(times)
    return f"{name:24} {len(ranked):6} {median(ranked):9.3f} {ranked[int(0.99 * len(ranked))]:9.3f} {ranked[-1]:9.3f}"


if __name__ == "__main__":
    games = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        os.environ[OVERRIDE] = folder
        print(f"{'milliseconds':24} {'calls':>6} {'median':>9} {'99 %':>9} {'longest':>9}")
        for number in (2, 4):
            found = [played(seed, number) for seed in range(1, games + 1)]
            polls, offers, waits = ([t for game in found for t in game[kind]] for kind in range(3))
            name = LEVELS[number - 1].name
            print(told(f"{name}: poll", polls), told(f"{name}: act", offers), sep="\n")
            print(told(f"{name}: to be asked again", waits), flush=True)
