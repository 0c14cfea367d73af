"""`python -m bench.digests [RUNS]`: one study played in every way there is, and the SHA-256 of its rows each time.

3,000 runs where no number is given.  Threads, processes, shards of 500, 777 and 1,000, a Dask cluster of two workers on
loopback, every engine that is installed, and the command killed with -9 at a random moment and given again.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from demarche.scenarios.study.executors import Crew, cluster, local
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.sweeping import sweep_into
from demarche.sim import engine

POINTS = 30
STUDY = """
id = "digests"
title = "The same rows, whoever plays them"
scenario = "pact-2015"
replicates = {replicates}
measures = ["signed_1", "operations_within_1", "contested_1", "substance_1", "amendments_put_1", "vague_1"]
series = ["operations", "measures_delivered"]
twin = "no-pact"

[design]
kind = "grid"

[[factors]]
name = "vagueness"
path = "clauses.NAP.a.vague"
range = [0, 1]
steps = 5

[[factors]]
name = "rounds"
path = "rounds"
values = [2, 6]

[[factors]]
name = "attribution"
path = ["states.RUS.attribution", "states.CHN.attribution"]
values = [0.0, 0.5, 1.0]
"""


@contextmanager
def dask(workers: int) -> Iterator[str]:
    """A scheduler and that many workers, each a process, on loopback."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as found:
        yield found.scheduler_address


def played(file: Path, folder: Path, crew: Crew, shard: int | None) -> str:
    """The digests of one sweep."""
    swept = sweep_into(folder, read_study(file), crew, shard=shard)
    return f"{swept.digest} {str(swept.series_digest)[:8]}"


def killed(file: Path, folder: Path, pool: str, expected: float) -> tuple[str, str]:
    """The command killed with -9 at a random moment, and given again: what happened, and the digests."""
    words = ["sweep", str(file), "--out", str(folder), "--workers", "2", "--pool", pool, "--shard-size", "500"]
    command = [sys.executable, "-m", "demarche", *words, "--quiet"]
    begun = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    moment = random.uniform(0.5, expected)
    time.sleep(moment)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    kept = len(list(folder.glob("runs-*.parquet")))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return f"kill -9 after {moment:.1f} s, {kept} shards kept", played(file, folder, local(1, "threads"), None)


def by(engine_: str, file: Path, folder: Path) -> str:
    """The digests of one sweep by that engine."""
    before = os.environ.get(engine.FORCED_BY)
    os.environ[engine.FORCED_BY] = engine_
    try:
        return played(file, folder, local(1, "threads"), 500)
    finally:
        os.environ.pop(engine.FORCED_BY)
        os.environ.update({} if before is None else {engine.FORCED_BY: before})


def ways(file: Path, home: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every way to play it, by name."""

    def way(name: str, crew: Callable[[], Crew], shard: int) -> tuple[str, Callable[[], str]]:
        folder = home / name.replace(" ", "-").replace(",", "")
        return name, lambda: played(file, folder, crew(), shard)

    yield way("1 worker, shards of 500", lambda: local(1, "threads"), 500)
    yield way("1 worker, shards of 777", lambda: local(1, "threads"), 777)
    yield way("1 worker, shards of 1000", lambda: local(1, "threads"), 1000)
    yield way("2 threads, shards of 500", lambda: local(2, "threads"), 500)
    yield way("2 processes, shards of 500", lambda: local(2, "processes"), 500)
    yield way("2 processes, shards of 777", lambda: local(2, "processes"), 777)
    yield "1 worker, engine numpy", lambda: by(engine.NUMPY, file, home / "numpy")
    if engine.installed():
        yield "1 worker, engine numba", lambda: by(engine.NUMBA, file, home / "numba")


def main(words: list[str]) -> int:
    """Play and print; 1 where two digests differ."""
    runs = int(words[0]) if words else 3000
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "digests.toml"
        file.write_text(STUDY.format(replicates=runs // POINTS), encoding="utf-8")
        print(f"engine {engine.best()} where none is named")
        print(f"{runs // POINTS * POINTS} runs, each beside its twin; digests of runs, and of the series shortened")

        def show(name: str, began: float, digest: str) -> None:
            found[name] = digest
            print(f"{name:44} {time.perf_counter() - began:6.1f} s  {digest}", flush=True)

        for name, play in ways(file, Path(home)):
            began = time.perf_counter()
            show(name, began, play())
        took = time.perf_counter() - began
        began = time.perf_counter()
        with dask(2) as address:
            show(
                "Dask, 2 workers on loopback, shards of 500",
                began,
                played(file, Path(home) / "dask", cluster(address), 500),
            )
        for pool in ("processes", "threads"):
            began = time.perf_counter()
            how, digest = killed(file, Path(home) / f"killed-{pool}", pool, took)
            show(f"{pool}, {how}", began, digest)
    same = len(set(found.values())) == 1
    print("all the same" if same else "THEY DIFFER")
    return 0 if same else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", os.getcwd())
    sys.exit(main(sys.argv[1:]))
