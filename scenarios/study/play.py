"""The worlds of a study: rows of (point, replicate) in, measures out. A run that fails is a row with its error."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from scenarios.study.factors import Point, scenario_at
from scenarios.study.measures import columns, no_number
from scenarios.study.observe import observe
from scenarios.study.packing import Compiled, batches, compiled, pack
from sim.bargain import Doubles
from sim.terms import Ints, Unreadable

STOPPING = threading.Event()
"""Set when a sweep is stopped: threads leave after the batch that they are at."""


class Stopped(Exception):
    """The sweep was stopped before these rows were played."""


@dataclass(slots=True, eq=False)
class Played:
    """N runs. columns: measure -> (N,); series: `count_draft` -> (N, T); errors: row -> what went wrong in it."""

    columns: dict[str, Doubles]
    series: dict[str, Ints] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


class Player(Protocol):
    """What plays rows of a study. It must be fit to be pickled, and answer the same for a row whatever is beside it."""

    @property
    def columns(self) -> Sequence[str]:
        """The measures it gives, in the order of the table."""

    @property
    def engine(self) -> str:
        """What works the worlds out."""

    def __call__(self, points: Mapping[int, Point], place: Ints, replicate: Ints) -> Played:
        """Play rows. points: number -> values; place, replicate (N,) the point and the replicate of each."""


@dataclass(frozen=True, slots=True)
class ScenarioPlayer:
    """Plays a scenario with the factors of each point set. paths: factor -> its dotted paths."""

    document: Mapping[str, Any]
    paths: Mapping[str, Sequence[str]]
    seed: int
    measures: tuple[str, ...]
    series: tuple[str, ...] = ()
    twin: str | None = None

    @property
    def columns(self) -> Sequence[str]:
        """The measures, with those of the twin."""
        return columns(self.measures, self.twin)

    @property
    def engine(self) -> str:
        """What works the worlds out."""
        return "numpy"

    def __call__(self, points: Mapping[int, Point], place: Ints, replicate: Ints) -> Played:
        """Play rows, those of one kind together."""
        done = Played({name: no_number(len(place)) for name in self.columns})
        ready: dict[int, Compiled] = {}
        broken: dict[int, str] = {}
        for number, point in points.items():
            try:
                ready[number] = compiled(scenario_at(self.document, self.paths, point, f"point {number}"))
            except Unreadable as error:
                broken[number] = str(error)
        for row in np.flatnonzero(~np.isin(place, list(ready))).tolist():
            done.errors[row] = broken[int(place[row])]
        rows = np.flatnonzero(np.isin(place, list(ready)))
        for batch in batches(ready, place[rows]) if len(rows) else ():
            self._attempt(ready, place, replicate, rows[batch], done)
        return done

    def _attempt(self, ready: Mapping[int, Compiled], place: Ints, replicate: Ints, rows: Ints, done: Played) -> None:
        """Play some rows at one go; where that fails, by halves, down to the run that fails."""
        if STOPPING.is_set():
            raise Stopped
        try:
            made = pack(ready, place[rows], self.seed, replicate[rows])
            found, series = observe(made, self.measures, self.series, self.twin)
        except Exception as error:  # whatever it is, the other runs must go on
            if len(rows) == 1:
                done.errors[int(rows[0])] = f"{type(error).__name__}: {error}"
                return
            for half in np.array_split(rows, 2):
                self._attempt(ready, place, replicate, half, done)
            return
        for name, table in done.columns.items():
            table[rows] = found[name]
        for name, counts in series.items():
            kept = done.series.setdefault(name, np.zeros((len(place), counts.shape[1]), np.int32))
            if counts.shape[1] > kept.shape[1]:  # a point with more quarters
                kept = done.series[name] = np.pad(kept, ((0, 0), (0, counts.shape[1] - kept.shape[1])))
            kept[rows, : counts.shape[1]] = counts
