"""Many worlds: played in tiles, with their twins, by the engine that suits them.  What a study runner calls.

for place, part in tiles(games):                # any number of settings, each with any replicates
    played = play(part, with_twin=True)         # a world is the same alone and in a crowd, by either engine
    ... outcome(part.rules, played.world.record), pacts(part.rules, played.world, played.twin)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.twins import without_effect
from demarche.sim import engine
from demarche.sim.record import Record, World, opening
from demarche.sim.secrets import Secrets
from demarche.sim.session import Watch, go_on
from demarche.sim.terms import Ints

Owned = TypeVar("Owned", Record, Secrets)

TILE = {engine.NUMPY: 64, engine.NUMBA: 128}
"""Worlds played at once, by engine: many enough that the interpreter does not count, few enough for the cache.

Measured: half as many take a twentieth longer or more, twice as many no less, and twice the memory."""

KINDS_AT_ONCE = 8
"""Batches that are being filled at once, each with worlds of another kind."""


@dataclass(frozen=True, slots=True)
class Played:
    """B worlds at their end. twin: the same without the effect of their pacts, where it was asked for."""

    world: World
    twin: World | None = None


def tiles(games: Iterable[Game], worlds: int | None = None) -> Iterator[tuple[Ints, Game]]:
    """The worlds of all games in batches of at most `worlds`; those of the engine where it is None.

    Each batch comes with the places (B,) of its worlds, counted through all games.  Worlds that differ in more than
    numbers are never in one batch; where many kinds alternate, the batch that has waited longest goes first.
    """
    most, next_place = worlds or TILE[engine.best()], 0
    begun: list[_Tile] = []
    for game in games:
        for start in range(0, len(game.luck.replicate), most):
            part = game.take(slice(start, start + most))
            tile = next((tile for tile in begun if alike(tile.kind, part)), None)
            if tile is None:
                begun.append(tile := _Tile(part.take(slice(1))))
            if tile.parts and tile.worlds + len(part.luck.replicate) > most:
                yield tile.done()
            tile.add(part, next_place)
            next_place += len(part.luck.replicate)
            if len(begun) > KINDS_AT_ONCE:
                yield begun.pop(0).done()
    for tile in begun:
        yield tile.done()


@dataclass(slots=True)
class _Tile:
    """A batch that is being filled, with worlds like the first of them."""

    kind: Game
    parts: list[Game] = field(default_factory=list)
    places: list[Ints] = field(default_factory=list)

    @property
    def worlds(self) -> int:
        return sum(map(len, self.places))

    def add(self, part: Game, first: int) -> None:
        self.parts.append(part)
        self.places.append(np.arange(first, first + len(part.luck.replicate)))

    def done(self) -> tuple[Ints, Game]:
        """What it holds, as one; it is empty then."""
        whole = np.concatenate(self.places), Game.join(self.parts)
        self.parts, self.places = [], []
        return whole


def alike(one: Game, other: Game) -> bool:
    """Whether the worlds of two games can be played as one batch."""
    try:
        Game.join([one, other.take(slice(1))])
    except ValueError:
        return False
    return True


def play(
    game: Game,
    *,
    with_twin: bool = False,
    by: str | None = None,
    watch: Watch | None = None,
    watch_twin: Watch | None = None,
) -> Played:
    """Play every world of a game to its end; with their twins, which share the session up to the first quarter.

    by: the engine, the best there is where it is None
    watch, watch_twin: as in demarche.sim.session.go_on; of the worlds, and of the quarters of their twins
    Raises Unreadable where there is no such engine, or it cannot play so many seats.
    """
    by = by or engine.best()
    engine.require_seats(by, game.rules.seats)
    with engine.using(by):
        world = opening(game.rules, game.luck.lot(game.rules))
        quarters = with_twin and game.rules.conduct.quarters > 0
        if quarters:
            world = go_on(game.rules, world, game.briefs, game.seats, game.luck, until=0, watch=watch)
        other = _apart(world) if quarters else None
        world = go_on(game.rules, world, game.briefs, game.seats, game.luck, watch=watch)
        if other is not None:
            made = without_effect(game)
            other = go_on(made.rules, other, made.briefs, made.seats, made.luck, watch=watch_twin)
        return Played(world, (other or world) if with_twin else None)


def _apart(world: World) -> World:
    """The same worlds with arrays of their own, which whoever plays on may write on."""

    def own(rows: Owned) -> Owned:
        return replace(rows, **{field.name: getattr(rows, field.name).copy() for field in fields(rows)})

    return world.now(own(world.record), secrets=own(world.secrets))
