"""Which engine plays the next batch of a study: numpy until what numba needs is compiled, and worth to be loaded.

Both give the same bits, so that a sweep may change from one to the other between two batches.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from demarche.scenarios.compiling import begin_in_background, ensure_compiled
from demarche.sim import engine, loops

WORTH_LOADING = 6.0
"""Seconds of work left, by numpy, from which a process loads compiled loops: measured, that takes about 2."""
WORTH_COMPILING = 120.0
"""Seconds of work left, by numpy, from which loops are compiled in the background: measured, that takes 30 to 60 of one
core, which is taken from whoever plays."""


@dataclass(slots=True)
class Choice:
    """Chooses for one worker. runs: how many it has still to play; used: the engines that it has played with."""

    runs: int
    used: set[str] = field(default_factory=set)
    _seconds: float = 0.0
    _played: int = 0

    @contextmanager
    def batch(self, runs: int) -> Iterator[str]:
        """The engine for a batch of so many runs, which is played within."""
        by = self._next()
        self.used.add(by)
        began = time.perf_counter()
        yield by
        self.runs -= runs
        if by == engine.NUMPY:
            self._seconds += time.perf_counter() - began
            self._played += runs

    def _next(self) -> str:
        forced = engine.forced()
        if forced == engine.NUMBA:
            ensure_compiled()
        if forced is not None:
            return forced
        if not engine.installed():
            return engine.NUMPY
        if loops.all_compiled():
            loaded = engine.NUMBA in sys.modules
            return engine.NUMBA if loaded or self._left() > WORTH_LOADING else engine.NUMPY
        if self._left() > WORTH_COMPILING:
            begin_in_background()
        return engine.NUMPY

    def _left(self) -> float:
        """Seconds that numpy would take for the rest, as far as it has been seen to play; 0 before that."""
        return self.runs * self._seconds / self._played if self._played else 0.0
