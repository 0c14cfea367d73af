"""`python -m bench.engines [ROUNDS]`: full worlds by each engine, one worker and two, and where the time goes.

A full world is 193 seats, a session of twelve rounds of informals with two rival drafts, its ladder of votes, and an
aftermath of twenty quarters between all pairs of states.  Needs a quiet machine: two workers are timed by the clock.

`python -m bench.engines --worlds 100000` plays that many full worlds on all cores and says how long it took.
"""

import os
import resource
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

from bench.rooms import SCENARIO
from bench.timing import in_turn, machine, spread, today, write_section
from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.schema import Scenario
from demarche.sim import engine
from demarche.sim.terms import Status

TITLE, QUARTERS, SEED = "Engines", 20, 1
TILES_A_JOB = 8


def scenario(quarters: int = QUARTERS) -> Scenario:
    """That of a full world."""
    return load(SCENARIO, [f"quarters={quarters}"])


def play(of: Scenario, first: int, worlds: int, by: str, with_twin: bool = False) -> int:
    """Play that many worlds in tiles, and throw them away. Returns how many drafts they adopted."""
    most, adopted = batch.TILE[by], 0
    with engine.using(by):
        for start in range(first, first + worlds, most):
            made = game(of, SEED, range(start, min(start + most, first + worlds)))
            played = batch.play(made, with_twin=with_twin, by=by)
            adopted += int((played.world.record.status == Status.ADOPTED).sum())
    return adopted


def engines() -> list[str]:
    """Those that can be used here."""
    return [engine.NUMPY, engine.NUMBA] if engine.installed() else [engine.NUMPY]


def one_core(rounds: int) -> list[str]:
    """Milliseconds of one core a full world, with its parts, as lines of a Markdown table."""
    full, session = scenario(), scenario(quarters=0)
    works = {}
    for by in engines():
        tile = batch.TILE[by]
        works[f"{by}, a full world, tiles of {tile}"] = partial(play, full, 0, tile, by), tile
        works[f"{by}, its session"] = partial(play, session, 0, tile, by), tile
        works[f"{by}, a full world and its twin"] = partial(play, full, 0, tile, by, True), tile
    rates = in_turn(works, rounds)
    lines = ["| one core | milliseconds a world |", "|---|---|"]
    return lines + [f"| {name} | {spread([1000 / rate for rate in row])} |" for name, row in rates.items()]


def two_workers(rounds: int) -> list[str]:
    """One worker against two threads and two processes, by the clock, as lines of a Markdown table."""
    lines, full = ["| by the clock | milliseconds a world | × one worker |", "|---|---|---|"], scenario()
    for by in engines():
        worlds = 2 * batch.TILE[by]
        with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
            works = {
                f"{by}, one worker": (partial(play, full, 0, worlds, by), worlds),
                f"{by}, two threads": (partial(by_two, threads, full, worlds, by), worlds),
                f"{by}, two processes": (partial(by_two, processes, full, worlds, by), worlds),
            }
            rates = in_turn(works, rounds, time.perf_counter)
        alone = rates[f"{by}, one worker"]
        for name, row in rates.items():
            times = spread([mine / one for mine, one in zip(row, alone, strict=True)])
            lines.append(f"| {name} | {spread([1000 / rate for rate in row])} | {times} |")
    return lines


def by_two(pool: Executor, of: Scenario, worlds: int, by: str) -> None:
    """Two workers, half the worlds each."""
    half = worlds // 2
    for job in [pool.submit(play, of, first, half, by) for first in (0, half)]:
        job.result()


def many(worlds: int) -> str:
    """Play that many full worlds on all cores by the best engine; how long it took, and the most memory of a worker."""
    by, cores, full = engine.best(), os.cpu_count() or 1, scenario()
    share = TILES_A_JOB * batch.TILE[by]
    jobs = [(first, min(share, worlds - first)) for first in range(0, worlds, share)]
    begun = time.perf_counter()
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        adopted = sum(job.result() for job in [pool.submit(play, full, *part, by) for part in jobs])
    took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return (
        f"{worlds} full worlds by {by}, {cores} processes: {took:.0f} s, {took / worlds * 1e3:.2f} ms each; "
        f"{most:.0f} MB at most in one process; {adopted / worlds:.3f} drafts adopted a world"
    )


def main(words: list[str]) -> None:
    """Measure, print, and write the section."""
    if words[:1] == ["--worlds"]:
        print(many(int(words[1])))
        return
    rounds = int(words[0]) if words else 5
    lines = [
        f"{today()}, `python -m bench.engines {rounds}`, on {machine('numpy', 'numba')}. Medians of {rounds} rounds in",
        f"turn, with least and greatest. A full world is `{SCENARIO}`: 193 seats, 12 rounds of informals, two drafts,",
        f"and {QUARTERS} quarters over all dyads, from the scenario to the end. Both engines give the same bits.",
        "",
        *one_core(rounds),
        "",
        *two_workers(rounds),
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
