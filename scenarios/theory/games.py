"""The repeated game between two players of one pledge strategy, many games at once.

T > R > P > S: to break against a partner that honours, both honour, both break, to honour against one that breaks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demarche.agents.strategies.pledge import Breaks, Dossier
from demarche.scenarios.theory.check import Reals
from demarche.scenarios.theory.draws import Draw, drawn
from demarche.sim.terms import Bools, Floats

T, R, P, S = 5.0, 3.0, 1.0, 0.0
"""Axelrod's payoffs, in utils per quarter."""

Sense = Callable[[Bools, Floats], Bools]
"""What each side sees of the other. broke (G, 2), u (G, 2) -> seen (G, 2)."""


def clearly(broke: Bools, u: Floats) -> Bools:
    """Each side sees what the other did."""
    return broke[:, ::-1]


def by_public_signal(if_honoured: float, if_broken: float) -> Sense:
    """Both see the same signal, whose chance depends on whether anybody broke. Nobody sees more than it."""

    def seen(broke: Bools, u: Floats) -> Bools:
        chance = np.where(broke.any(axis=1), np.float32(if_broken), np.float32(if_honoured))
        return np.repeat((u[:, 0] < chance)[:, None], 2, axis=1)

    return seen


def misread(chance: float) -> Sense:
    """Each side takes the other's act for its opposite with that chance, and nobody tells it."""

    def seen(broke: Bools, u: Floats) -> Bools:
        return broke[:, ::-1] ^ (u < np.float32(chance))

    return seen


@dataclass(frozen=True, slots=True)
class Table:
    """How a game is played: what is seen, how often an act comes out as its opposite, whether side 0 breaks first."""

    sense: Sense = clearly
    slip: float = 0.0
    first_breach: bool = False


def play(breaks: Breaks, table: Table, games: int, quarters: int, luck: tuple[int, Draw, int]) -> Bools:
    """Whether each side broke in each quarter, (games, 2, quarters). luck is a seed, what for, and a case."""
    seed, use, case = luck
    # Quarters first in memory: each is written once and read by whoever scans the dossier.
    own, seen = (np.zeros((quarters, games * 2), np.bool_).T for _ in range(2))
    for t in range(quarters):
        u = drawn(seed, use, case, games, t, sides=2)
        meant = breaks(Dossier(own[:, :t], seen[:, :t]), u[..., :2].reshape(-1, 2)).reshape(games, 2)
        broke = meant ^ (u[..., 2] < np.float32(table.slip))
        if table.first_breach and t == 0:
            broke[:, 0] = True
        own[:, t] = broke.reshape(-1)
        seen[:, t] = table.sense(broke, u[..., 3]).reshape(-1)
    return own.reshape(games, 2, quarters)


def payoffs(broke: Bools) -> Reals:
    """What side 0 gets in each quarter, (games, quarters) utils. broke (games, 2, quarters)."""
    mine, theirs = broke[:, 0], broke[:, 1]
    return np.where(mine, np.where(theirs, P, T), np.where(theirs, S, R))


def discounted(stream: Reals, discount: float) -> Reals:
    """Worth today of a stream (games, quarters), (games,); the first quarter counts in full."""
    return (stream * discount ** np.arange(stream.shape[1])).sum(axis=1)
