"""The world without a delegation: the same chance, with a passive diplomat in its seat.

Chance is addressed by question, so the two worlds differ by what the seat did and by what came of it, and by nothing
else.  Points compare with the reference at level Delegate; what a seat changed is told at the level it was played at.
"""

from collections.abc import Sequence

from demarche.agents.passive import Passive
from demarche.agents.registry import behaviour
from demarche.scenarios.compile import Game
from demarche.sim import engine
from demarche.sim.record import World
from demarche.sim.seat import Seat
from demarche.sim.session import run

DELEGATE = "national"
"""The behaviour that sits in the other seats of a reference world by which points are counted."""


def seated(game: Game, seat: int, player: Seat, level: str = DELEGATE) -> list[Seat]:
    """Every seat of a game with that behaviour where the scenario names none, and a player in one."""
    seats = list(game.delegations(behaviour(level).kind))
    seats[seat] = player
    return seats


def played(game: Game, seats: Sequence[Seat]) -> World:
    """Every world of a game to its end, by the engine that suits the number of worlds."""
    suits = engine.best() if len(game.luck.replicate) > 1 else engine.NUMPY
    with engine.using(suits):
        return run(game.rules, game.briefs, seats, game.luck)


def reference(game: Game, seat: int, level: str = DELEGATE) -> World:
    """The worlds of a game with a passive diplomat in one seat, at their end."""
    return played(game, seated(game, seat, Passive(game.doctrine), level))
