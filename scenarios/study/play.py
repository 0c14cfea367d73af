"""The worlds of a study: rows of (point, replicate) in, measures out. A run that fails is a row with its error."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.batch import TILE, tiles
from demarche.scenarios.compile import Game, game
from demarche.scenarios.study.choosing import Choice
from demarche.scenarios.study.factors import Point, scenario_at
from demarche.scenarios.study.measures import columns, no_number
from demarche.scenarios.study.observe import observe
from demarche.sim import engine
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Ints, Unreadable

SEATS_AT_ONCE = 1 << 10
"""Worlds of few seats are played more at a time than others, so that a batch has about so many seats."""
STOPPING = threading.Event()
"""Set when a sweep is stopped: threads leave after the batch that they are at."""


class Stopped(Exception):
    """The sweep was stopped before these rows were played."""


@dataclass(slots=True, eq=False)
class Played:
    """N runs. columns: measure -> (N,); series: `count_draft` -> (N, T); errors: row -> what went wrong in it.

    engines: what worked the worlds out
    """

    columns: dict[str, Doubles]
    series: dict[str, Ints] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    engines: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """N."""
        return len(next(iter(self.columns.values())))


def at_once(document: Mapping[str, Any]) -> int:
    """How many worlds of a scenario are played at once."""
    seats = document.get("seats")
    return max(TILE[engine.best()], SEATS_AT_ONCE // (len(seats) if isinstance(seats, list) else len(tables.members())))


def told(error: Exception) -> str:
    """What went wrong, as a row says it."""
    return str(error) if isinstance(error, Unreadable) else f"{type(error).__name__}: {error}"


class Player(Protocol):
    """What plays rows of a study. It must be fit to be pickled, and answer the same for a row whatever is beside it."""

    @property
    def columns(self) -> Sequence[str]:
        """The measures it gives, in the order of the table."""

    @property
    def engines(self) -> Sequence[str]:
        """What may work the worlds out."""

    def __call__(self, points: Mapping[int, Point], place: Ints, replicate: Ints, ahead: int) -> Played:
        """Play rows. points: number -> values; place, replicate (N,) the point and the replicate of each.

        ahead: how many runs the worker has to play, these among them, by which it chooses its engine
        """


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
    def engines(self) -> Sequence[str]:
        """What may work the worlds out."""
        forced = engine.forced()
        return (forced,) if forced else (engine.NUMPY, engine.NUMBA) if engine.installed() else (engine.NUMPY,)

    def __call__(self, points: Mapping[int, Point], place: Ints, replicate: Ints, ahead: int) -> Played:
        """Play rows, those of one kind together."""
        done = Played({name: no_number(len(place)) for name in self.columns})
        rows: list[Ints] = []
        choice = Choice(max(ahead, len(place)))
        for places, made in tiles(self._games(points, place, replicate, rows, done), at_once(self.document)):
            with choice.batch(len(places)) as by:
                self._attempt(made, np.concatenate(rows)[places], done, by)
        done.engines = tuple(sorted(choice.used))
        return done

    def _games(
        self, points: Mapping[int, Point], place: Ints, replicate: Ints, rows: list[Ints], done: Played
    ) -> Iterator[Game]:
        """The game of each point in turn; its rows go to `rows`, and to the errors where it is no scenario."""
        for number, point in points.items():
            here = np.flatnonzero(place == number)
            try:
                scenario = scenario_at(self.document, self.paths, point, f"point {number}")
                made = game(scenario, self.seed, replicate[here].tolist())
            except Exception as error:  # whatever it is, the other points must go on
                done.errors |= dict.fromkeys(here.tolist(), told(error))
                continue
            rows.append(here)
            yield made

    def _attempt(self, made: Game, rows: Ints, done: Played, by: str) -> None:
        """Play some rows at one go; where that fails, by halves, down to the run that fails."""
        if STOPPING.is_set():
            raise Stopped
        try:
            found, series = observe(made, self.measures, self.series, self.twin, by)
        except Exception as error:  # whatever it is, the other runs must go on
            if len(rows) == 1:
                done.errors[int(rows[0])] = told(error)
                return
            for half in np.array_split(np.arange(len(rows)), 2):
                self._attempt(made.take(half), rows[half], done, by)
            return
        for name, table in done.columns.items():
            table[rows] = found[name]
        for name, counts in series.items():
            kept = done.series.setdefault(name, np.zeros((done.rows, counts.shape[1]), np.int32))
            if counts.shape[1] > kept.shape[1]:  # a point with more quarters
                kept = done.series[name] = np.pad(kept, ((0, 0), (0, counts.shape[1] - kept.shape[1])))
            kept[rows, : counts.shape[1]] = counts
