"""Loops are compiled by a process of its own before workers begin, as a compiler takes twice the memory of a worker.

That is done once for these loops on this machine, and a mark beside them tells so.  Where it cannot be left, every
sweep begins some seconds later; where the loops have gone and the mark has not, each worker compiles for itself.
"""

import os
import platform
import sys
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from scenarios.study import shards
from scenarios.study.executors import Crew
from scenarios.study.plan import Task
from sim import engine

TREE = Path(__file__).parents[2]
LOOPS_FROM = ("sim", "agents", "scenarios")
"""Where the text of all loops stands, and all that they are made with."""


def compile_first(task: Task, crew: Crew) -> None:
    """Play the first run of a task apart, for what is compiled on the way, where each of the crew would compile it."""
    if crew.apart is None or task.player.engine != engine.NUMBA or mark().exists():
        return
    alone = crew.apart()
    try:
        alone.submit(shards.play, task.first_run()).result()
    except BrokenExecutor:  # whatever it died of, the workers will tell
        return
    finally:
        crew.dismiss(alone)
    with suppress(OSError):
        mark().touch()


def mark() -> Path:
    """The file that tells that these loops were compiled on this machine."""
    made_of = sha256()
    for part in LOOPS_FROM:
        for file in sorted((TREE / part).rglob("*.py")):
            made_of.update(file.read_bytes())
    where = (platform.uname(), sys.version, version("numba"), os.environ.get("NUMBA_CACHE_DIR"))
    made_of.update(repr(where).encode())
    return TREE / "sim" / "fast" / "__pycache__" / f"compiled-{made_of.hexdigest()[:16]}"
