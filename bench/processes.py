"""`python -m bench.processes [ROUNDS]`: the quarters under Mesa's batch_run on one process and on two.

Time is that of the clock on the wall.  The sessions before the quarters are played beforehand and not counted; the
start of the processes is.  The section is written into bench/results.md; let nothing else run meanwhile.
"""

import sys
import time

from bench.peers import QUARTERS, SCENARIO, loops
from bench.timing import in_turn, machine, ratios, spread, today, write_section

TITLE = "Mesa on two processes"
WORLDS = 6
ONE, TWO = "one process", "two processes"


def main(words: list[str]) -> None:
    """Measure, print, and write the section."""
    rounds = int(words[0]) if words else 2
    works = {name: loops(WORLDS, QUARTERS, processes=n) for n, name in enumerate((ONE, TWO), start=1)}
    rates = in_turn(works, rounds, time.perf_counter)
    times = ratios(rates, ONE)
    lines = [
        f"{today()}, `python -m bench.processes {rounds}`, on {machine('numpy', 'mesa')}. The {QUARTERS} quarters",
        f"of {WORLDS} worlds of `{SCENARIO}` by the clock on the wall, start of them included; medians of {rounds}.",
        "",
        "| batch_run | worlds a second | × one process |",
        "|---|---|---|",
        *[f"| {name} | {spread(row)} | {times[name]} |" for name, row in rates.items()],
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
