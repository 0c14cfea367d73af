"""Chance for the checks, by address: no check shares a draw with another, nor one case of it with the next."""

from enum import IntEnum

import numpy as np

from demarche.scenarios.theory.check import Reals
from demarche.sim import chance
from demarche.sim.terms import Floats, Ints


class Draw(IntEnum):
    """What a draw is for. Above every Use of the game."""

    TRIGGER = 1 << 12
    NOISE = TRIGGER + 1
    ATTRIBUTION = TRIGGER + 2
    OPPORTUNITY = TRIGGER + 3
    TIMING = TRIGGER + 4
    BARGAINING = TRIGGER + 5
    ENFORCEMENT = TRIGGER + 6
    DEPTH = TRIGGER + 7
    TEMPTATION = TRIGGER + 8
    ESCAPE = TRIGGER + 9
    TEXTS = TRIGGER + 10
    SHUFFLE = TRIGGER + 11
    RESTRAINT = TRIGGER + 12
    SIGNS = TRIGGER + 13
    LEAGUE = TRIGGER + 14


MOST_GAMES = 1 << 20


def replicates(case: int, games: int) -> Ints:
    """The addresses of that many games of one case, (games,). Raises ValueError where the next case's begin."""
    if not (0 <= case < 1 << 12 and 0 < games <= MOST_GAMES):
        raise ValueError(f"case {case} with {games} games: there are 4096 cases of {MOST_GAMES} games")
    return case * MOST_GAMES + np.arange(games, dtype=np.int64)


def drawn(seed: int, use: Draw, case: int, games: int, tick: int = 0, sides: int = 1) -> Floats:
    """Four numbers in [0, 1) for each side of each game at a tick, (games, sides, 4)."""
    return chance.uniform(seed, replicates(case, games)[:, None], tick, np.arange(sides), use)


def stakes(seed: int, use: Draw, case: int, games: int, tick: int = 0) -> Reals:
    """Four numbers in (0, 1) for each game at a tick, (games, 4) float64, in the middle of their 24-bit steps."""
    return drawn(seed, use, case, games, tick)[:, 0].astype(np.float64) + 2.0**-25
