"""Strategies that punish for a time, or for ever."""

import numpy as np

from demarche.agents.strategies.pledge import Dossier
from demarche.sim.terms import Bools, Floats


def grim(dossier: Dossier, u: Floats) -> Bools:
    """Honours until it has once seen a breach, and never again. Uses no chance; memory all.

    Source: Friedman, "A non-cooperative equilibrium for supergames", Review of Economic Studies 38, 1971.
    """
    return np.asarray(dossier.seen.any(axis=1), np.bool_)


def trigger(dossier: Dossier, u: Floats, *, length: float) -> Bools:
    """A breach seen in peace begins `length` quarters of punishment, in which signals mean nothing; then peace again.

    Uses no chance; memory all.  Where the signal is public, both sides punish and forgive together.
    Source: Green and Porter, "Noncooperative collusion under imperfect price information", Econometrica 52, 1984.
    """
    left = np.zeros(dossier.pairs, np.int32)  # quarters of punishment still to come
    for quarter in range(dossier.quarters):
        left = np.where(left > 0, left - 1, np.int32(length) * dossier.seen[:, quarter])
    return left > 0
