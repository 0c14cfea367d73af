"""The repeated game among all pairs of pledge strategies at once, with acts that slip and acts that are misread."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import Strategy
from demarche.scenarios.theory.check import Reals
from demarche.scenarios.theory.draws import Draw, drawn
from demarche.scenarios.theory.games import P, R, S, T


def payoffs(strategies: Sequence[Strategy], games: int, quarters: int, noise: tuple[float, float], seed: int) -> Reals:
    """Mean payoff a quarter of each entrant against each other, (games, N, N) utils: T, R, P, S of theory.games.

    noise  the chances that an act comes out as its opposite, which both see, and that a side misreads the other's act
    Game g has the same chance in every pair, so that entrants are compared under the same slips.
    """
    n = len(strategies)
    shape = (n, n, games, 2)  # who plays side 0, who side 1, the game, the side
    players = np.broadcast_to(np.arange(n)[:, None, None, None], shape).copy()
    players[..., 1] = np.arange(n)[None, :, None]
    rows = [np.flatnonzero(players == k) for k in range(n)]
    own, seen = (np.zeros((quarters, players.size), np.bool_).T for _ in range(2))
    slip, misread = (np.float32(chance) for chance in noise)
    total = np.zeros((games, n, n))
    for t in range(quarters):
        u = np.broadcast_to(drawn(seed, Draw.LEAGUE, 0, games, t, sides=2), (*shape, 4)).reshape(-1, 4)
        broke = np.empty(players.size, np.bool_)
        for strategy, mine in zip(strategies, rows, strict=True):
            broke[mine] = strategy.breaks(Dossier(own[mine, :t], seen[mine, :t]), u[mine, :2])
        broke ^= u[:, 2] < slip
        own[:, t] = broke
        theirs = broke.reshape(shape)[..., ::-1].reshape(-1)
        seen[:, t] = theirs ^ (u[:, 3] < misread)
        paid = np.where(broke, np.where(theirs, P, T), np.where(theirs, S, R)).reshape(shape)
        total += np.moveaxis(paid[..., 0], 2, 0)
    return total / quarters
