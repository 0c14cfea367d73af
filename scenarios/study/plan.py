"""A plan: the runs of a study in their order, cut into shards."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.factors import Point
from demarche.scenarios.study.play import Player
from demarche.scenarios.study.schema import REPLICATES
from demarche.sim.terms import Ints, Unreadable

LEAST_SHARD = 500
"""Fewer runs than this make too many files."""
USUAL_SHARDS = 1000
"""A design so large that its shards of the least size would be more than this has larger ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The runs first .. last - 1 of a study, which one shard holds; by point and then by replicate.

    common: replicate r has the same chance at every point; else the replicate of each run is its own
    """

    number: int
    first: int
    last: int
    replicates: int
    common: bool = field(default=True, kw_only=True)

    @property
    def rows(self) -> int:
        """How many runs."""
        return self.last - self.first

    def place(self) -> tuple[Ints, Ints]:
        """The point and the replicate of each run, (rows,) each."""
        run = np.arange(self.first, self.last, dtype=np.int64)
        place, replicate = np.divmod(run, self.replicates)
        return place, replicate if self.common else run

    def ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The point and the replicate of the first run, and of the last."""
        return divmod(self.first, self.replicates), divmod(self.last - 1, self.replicates)


@dataclass(frozen=True, slots=True)
class Cut:
    """How the runs of N points of R replicates are cut into shards of `size` runs; the last may have fewer."""

    points: int
    replicates: int
    size: int
    common: bool = True

    @property
    def runs(self) -> int:
        """N × R."""
        return self.points * self.replicates

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return -(-self.runs // self.size)

    def block(self, number: int) -> Block:
        """The runs of one shard."""
        first = number * self.size
        return Block(number, first, min(first + self.size, self.runs), self.replicates, common=self.common)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """N points of R replicates, played by a player: N × R runs, by point and then by replicate.

    shard     runs of a shard, the last may have fewer        identity  what a folder of results must agree with
    common    replicate r has the same chance at every point; else the replicate of each run is its own
    Raises Unreadable where there are fewer replicates in the world than runs that need one of their own.
    """

    points: Points
    replicates: int
    seed: int
    player: Player
    shard: int
    identity: Mapping[str, Any] = field(default_factory=dict)
    common: bool = True

    def __post_init__(self) -> None:
        """Where each run has its own chance, replicates are counted through all points."""
        if not self.common and self.runs > REPLICATES:
            raise Unreadable(f"chance: {self.runs:,} runs with chance of their own, and at most {REPLICATES:,} have it")

    @property
    def cut(self) -> Cut:
        """How its runs are cut into shards."""
        return Cut(len(self.points), self.replicates, self.shard, self.common)

    @property
    def runs(self) -> int:
        """N × R."""
        return self.cut.runs

    @property
    def shards(self) -> int:
        """How many files there will be."""
        return self.cut.shards

    def rows(self, number: int) -> int:
        """How many runs a shard has."""
        return self.cut.block(number).rows

    def task(self, number: int, ahead: int = 0) -> "Task":
        """All that is needed to play one shard, wherever that is. ahead: runs that its worker has to play, about."""
        block = self.cut.block(number)
        (first, _), (last, _) = block.ends()
        points = {place: self.points.point(place) for place in range(first, last + 1)}
        return Task(
            number,
            block.first,
            block.last,
            self.replicates,
            self.seed,
            points,
            self.player,
            fingerprint(self.identity),
            ahead,
            common=self.common,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Task(Block):
    """One shard to be played, with the points it needs.

    study  the fingerprint of the study's identity      ahead  runs that the worker has to play, these among them
    """

    seed: int
    points: Mapping[int, Point]
    player: Player
    study: str = ""
    ahead: int = 0


def fingerprint(identity: Mapping[str, Any]) -> str:
    """SHA-256 of a study's identity, which each of its shards carries.

    Keys without a value are left out, so that a key which studies gain later changes nothing where it is not given.
    """
    text = json.dumps(_given(identity), sort_keys=True, ensure_ascii=True, allow_nan=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _given(one) for key, one in value.items() if one is not None}
    if isinstance(value, float) and value.is_integer():
        return int(value)  # a number is the same, however it is written
    return [_given(one) for one in value] if isinstance(value, list | tuple) else value


def shard_size(runs: int) -> int:
    """Runs of a shard: a number of shards that comes out even, none of fewer runs than the least."""
    shards = min(max(runs // LEAST_SHARD, 1), USUAL_SHARDS)
    return -(-runs // shards)
