"""Strategies that look at nothing."""

import numpy as np

from demarche.agents.strategies.pledge import Dossier
from demarche.sim.terms import Bools, Floats


def always_honour(dossier: Dossier, u: Floats) -> Bools:
    """Keeps every pledge. Uses no chance; memory 0.  Source: ALL C in Axelrod 1984."""
    return np.zeros(dossier.pairs, np.bool_)


def always_attack(dossier: Dossier, u: Floats) -> Bools:
    """Keeps none. Uses no chance; memory 0.  Source: ALL D in Axelrod 1984."""
    return np.ones(dossier.pairs, np.bool_)
