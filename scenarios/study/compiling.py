"""Loops are compiled by a process of its own before workers begin, as a compiler takes twice the memory of a worker.

That is done once for a study, these loops and this machine, and a mark beside them tells so.  Where it cannot be left,
every sweep begins some seconds later; what the first run does not come to, each worker compiles for itself.
"""

import os
import pickle
import platform
import sys
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from demarche.scenarios.study import shards
from demarche.scenarios.study.executors import Crew
from demarche.scenarios.study.plan import Task
from demarche.scenarios.study.play import Player
from demarche.sim import engine

TREE = Path(__file__).parents[2]
LOOPS_FROM = ("sim", "agents", "scenarios")
"""Where the text of all loops stands, and all that they are made with."""


def compile_first(task: Task, crew: Crew) -> None:
    """Play the first run of a task apart, for what is compiled on the way, where each of the crew would compile it."""
    if crew.apart is None or task.player.engine != engine.NUMBA or mark(task.player).exists():
        return
    alone = crew.apart()
    try:
        played = alone.submit(shards.play, task.first_run()).result()
    except BrokenExecutor:  # ignored here: the workers will raise the same error
        return
    finally:
        crew.dismiss(alone)
    if not played.note.errors:  # a run that failed may have failed before anything was compiled
        with suppress(OSError):
            mark(task.player).touch()


def mark(player: Player) -> Path:
    """The file that tells that what such a study needs of these loops was compiled on this machine."""
    made_of = sha256()
    for part in LOOPS_FROM:
        for file in sorted((TREE / part).rglob("*.py")):
            made_of.update(file.read_bytes())
    where = (platform.uname(), sys.version, version("numba"), os.environ.get("NUMBA_CACHE_DIR"))
    made_of.update(repr(where).encode() + pickle.dumps(player))
    return TREE / "sim" / "fast" / "__pycache__" / f"compiled-{made_of.hexdigest()[:16]}"
