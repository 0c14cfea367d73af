"""`python -m bench.engines`: the time of full worlds by each engine, by one worker and by two, and how it grows.

A full world is 193 seats, a session of twelve rounds of informals with two rival drafts, its ladder of votes, and an
aftermath of twenty quarters between all pairs of states.  `--worlds N` plays that many on all cores and nothing else;
`--growth` varies seats, quarters and runs.
"""

import argparse
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np

from scenarios import batch
from scenarios.compile import game
from scenarios.load import LIBRARY, parse, read_toml
from scenarios.schema import Scenario
from sim import engine
from sim.terms import Status

SCENARIO, QUARTERS, SEED = "dual-track-2018", 20, 1
REPEATS = 5


def full(seats: int = 193, quarters: int = QUARTERS) -> Scenario:
    """The scenario of a full world, or one with fewer seats, those named in it first."""
    document = read_toml(LIBRARY / f"{SCENARIO}.toml") | {"quarters": quarters}
    if seats < 193:
        everybody = parse(document, where=SCENARIO)
        pens = [draft.pen_holder for draft in everybody.drafts]
        others = [name for name in game(everybody, SEED).rules.roster.names if name not in pens]
        document["seats"] = sorted((pens + others)[:seats])
        for draft in document["drafts"]:
            draft["sponsors"] = [name for name in draft.get("sponsors", ()) if name in document["seats"]]
        document["states"] = {k: v for k, v in document.get("states", {}).items() if k in document["seats"]}
        document["cards"] = [card for card in document.get("cards", ()) if card["seat"] in document["seats"]]
    return parse(document, where=SCENARIO)


def play(scenario: Scenario, first: int, worlds: int, by: str) -> int:
    """Play that many worlds in tiles, and throw them away. Returns how many drafts they adopted."""
    most = batch.TILE[by]
    adopted = 0
    for start in range(first, first + worlds, most):
        made = game(scenario, SEED, range(start, min(start + most, first + worlds)))
        adopted += int((batch.play(made, by=by).world.record.status == Status.ADOPTED).sum())
    return adopted


def seconds(work: Callable[[], object], clock: Callable[[], float], repeats: int = REPEATS) -> float:
    """The median time of some work, after once that does not count."""
    work()
    times = []
    for _ in range(repeats):
        begun = clock()
        work()
        times.append(clock() - begun)
    return statistics.median(times)


def by_two(pool: Executor, scenario: Scenario, worlds: int, by: str) -> None:
    """Two workers, half the worlds each."""
    half = worlds // 2
    for job in [pool.submit(play, scenario, first, half, by) for first in (0, half)]:
        job.result()


def engines() -> list[str]:
    """Those that can be used here."""
    return [engine.NUMPY] + ([engine.NUMBA] if engine.installed() else [])


def one_and_two() -> Iterator[tuple[str, float]]:
    """Seconds a full world: one core, then by the clock with one worker and with two."""
    scenario, session = full(), full(quarters=0)
    for by in engines():
        tile = batch.TILE[by]
        yield f"{by}, one core", seconds(partial(play, scenario, 0, tile, by), time.process_time) / tile
        yield f"{by}, session alone", seconds(partial(play, session, 0, tile, by), time.process_time) / tile
        worlds = 2 * tile
        yield f"{by}, one worker", seconds(partial(play, scenario, 0, worlds, by), time.perf_counter, 3) / worlds
        for name, pool in (
            ("threads", ThreadPoolExecutor(2)),
            ("processes", ProcessPoolExecutor(2, mp_context=get_context("spawn"))),
        ):
            with pool:
                took = seconds(partial(by_two, pool, scenario, worlds, by), time.perf_counter, 3)
            yield f"{by}, two {name}", took / worlds


def growth() -> Iterator[tuple[str, float]]:
    """Seconds a world, one core, against seats, quarters and runs."""
    for by in engines():
        for seats in (10, 25, 50, 100, 193):
            yield f"{by}, {seats} seats, 20 quarters", _one_core(full(seats), 32, by)
        for quarters in (0, 5, 10, 20, 40):
            yield f"{by}, 193 seats, {quarters} quarters", _one_core(full(quarters=quarters), 32, by)
        for runs in (1, 4, 16, 64, 256):
            yield f"{by}, 193 seats, 20 quarters, {runs} runs", _one_core(full(), runs, by)


def _one_core(scenario: Scenario, worlds: int, by: str) -> float:
    return seconds(partial(play, scenario, 0, worlds, by), time.process_time, 3) / worlds


def many(worlds: int) -> None:
    """That many full worlds on all cores by the best engine: time by the clock, and the most memory of one worker."""
    by, cores, scenario = engine.best(), os.cpu_count() or 1, full()
    share = 8 * batch.TILE[by]
    jobs = [(first, min(share, worlds - first)) for first in range(0, worlds, share)]
    begun = time.perf_counter()
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        adopted = sum(job.result() for job in [pool.submit(play, scenario, *part, by) for part in jobs])
    took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{worlds} full worlds by {by} on {cores} cores: {took:.0f} s, {took / worlds * 1e3:.2f} ms each;")
    print(f"the largest worker held {most:.0f} MB; {adopted / worlds:.2f} drafts adopted a world")


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--worlds", type=int, help="play that many full worlds on all cores, and nothing else")
    words.add_argument("--growth", action="store_true", help="vary seats, quarters and runs")
    asked = words.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {SCENARIO} with {QUARTERS} quarters")
    if asked.worlds:
        many(asked.worlds)
        return
    for name, took in growth() if asked.growth else one_and_two():
        print(f"{name:44} {took * 1e3:9.2f} ms a world", flush=True)


if __name__ == "__main__":
    main()
