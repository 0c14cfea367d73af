"""A plan: the runs of a study in their order, cut into shards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.factors import Point
from demarche.scenarios.study.play import Player
from demarche.sim.terms import Ints

LEAST_SHARD = 500
"""Fewer runs than this make too many files."""
USUAL_SHARDS = 1000
"""A design so large that its shards of the least size would be more than this has larger ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """N points of R replicates, played by a player: N × R runs, by point and then by replicate.

    shard     runs of a shard, the last may have fewer        identity  what a folder of results must agree with
    """

    points: Points
    replicates: int
    seed: int
    player: Player
    shard: int
    identity: Mapping[str, Any] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """N × R."""
        return len(self.points) * self.replicates

    @property
    def shards(self) -> int:
        """How many files there will be."""
        return -(-self.runs // self.shard)

    def rows(self, number: int) -> int:
        """How many runs a shard has."""
        return min(self.shard, self.runs - number * self.shard)

    def task(self, number: int) -> "Task":
        """All that is needed to play one shard, wherever that is."""
        first = number * self.shard
        last = min(first + self.shard, self.runs)
        places = range(first // self.replicates, (last - 1) // self.replicates + 1)
        points = {place: self.points.point(place) for place in places}
        return Task(number, first, last, self.replicates, self.seed, points, self.player)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One shard: the runs first .. last - 1 of a plan, with the points they need."""

    number: int
    first: int
    last: int
    replicates: int
    seed: int
    points: Mapping[int, Point]
    player: Player

    @property
    def rows(self) -> int:
        """How many runs."""
        return self.last - self.first

    def first_run(self) -> "Task":
        """The first of its runs alone."""
        place = self.first // self.replicates
        return replace(self, last=self.first + 1, points={place: self.points[place]})

    def place(self) -> tuple[Ints, Ints]:
        """The point and the replicate of each run, (N,) each."""
        place, replicate = np.divmod(np.arange(self.first, self.last, dtype=np.int64), self.replicates)
        return place, replicate


def shard_size(runs: int) -> int:
    """Runs of a shard: a number of shards that comes out even, none of fewer runs than the least."""
    shards = min(max(runs // LEAST_SHARD, 1), USUAL_SHARDS)
    return -(-runs // shards)
