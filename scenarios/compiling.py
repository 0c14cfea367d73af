"""The loops of the engine numba, compiled once for a machine: beforehand, or in the background of a long sweep."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module

from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine, loops

ROOMS = {
    "tutorial": [],
    "pact-2015": ["quarters=2", "rounds=0"],
    "us-china-2015": ["quarters=18"],
    "gge-2017": ["rounds=2"],
    "dual-track-2018": ["quarters=4", "rounds=1"],
}
"""Scenarios with settings that together come to every compiled loop."""
PAUSE = 0.2
"""Seconds between two looks at whether another process has compiled the loops."""
CHILD = "from demarche.scenarios.compiling import compile_for_parent; compile_for_parent()"
Tell = Callable[[int, int], None]
"""Is told how many loops are ready, of how many."""


def compile_loops(tell: Tell = lambda ready, loops: None) -> None:
    """Play a few worlds by numba, so that each loop that is not on disk yet is compiled and kept there.

    Raises Unreadable where numba is not installed.
    """
    engine.checked(engine.NUMBA)
    known = _all_loops()
    forget = _listen(lambda: tell(sum(bool(loop.signatures) for loop in known), len(known)))
    try:
        for name, settings in ROOMS.items():
            batch.play(game(load(name, settings), 1, range(2)), with_twin=True, by=engine.NUMBA)
    finally:
        forget()
    tell(len(known), len(known))
    loops.mark_compiled()


def ensure_compiled(tell: Tell = lambda ready, loops: None) -> None:
    """Compile the loops unless they are there. Where another process of this machine does, wait until it has.

    Where nothing can be kept on disk, each process has to compile for itself, and nothing is done here.
    """
    while loops.mark() is not None and not loops.all_compiled():
        with loops.sole_compiler() as mine:
            if mine:
                compile_loops(tell)
                return
        time.sleep(PAUSE)


def begin_in_background() -> "subprocess.Popen[bytes] | None":
    """Compile in a process of its own that ends with this one; None where some process of this machine is at it.

    Nobody waits for it: whoever plays looks for the mark that it leaves.
    """
    with loops.sole_compiler() as free:
        if not free or loops.mark() is None:
            return None
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    quiet = subprocess.DEVNULL
    words = [sys.executable, "-c", CHILD]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=environment)


def compile_for_parent() -> None:
    """What the process in the background does. Its standard input ends when its parent does, however that is."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with loops.sole_compiler() as mine:
        if mine and not loops.all_compiled():
            compile_loops()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _all_loops() -> list[engine.Loop]:
    """Every compiled loop there is."""
    for module in {place.partition(":")[0] for place in (*engine.COUNTERPARTS, *engine.RESTATED)}:
        import_module(module)
    known: list[engine.Loop] = import_module("demarche.sim.fast.compiling").LOOPS
    return known


def _listen(do: Callable[[], None]) -> Callable[[], None]:
    """Call something after each function that is compiled; returns what ends that."""
    end: Callable[[], None] = import_module("demarche.sim.fast.compiling").after_each(do)
    return end
