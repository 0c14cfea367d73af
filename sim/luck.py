"""Where the draws of a batch of worlds come from: the numbers that each seat acts by, and the lot."""

from dataclasses import dataclass

import numpy as np

from demarche.sim import chance
from demarche.sim.engine import also_compiled
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Use

BLOC_ADDRESS = 1 << 15
"""Blocs draw from addresses above those of the seats."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Where the draws of a batch come from. seed 0 .. 2**64 - 1, replicate (B,) the number of each world."""

    seed: int
    replicate: Ints

    def for_asks(self, rules: Rules, question: Ints, worlds: Ints, seats: Ints) -> Floats:
        """Eight numbers for each ask, (N, 8): four of the seat's own, four of its bloc's. question (B,) addresses."""
        line = rules.roster.line[seats]
        return own_and_shared(self.seed, self.replicate, question, len(rules.roster.blocs), worlds, seats, line)

    def lot(self, rules: Rules) -> Ints:
        """The seat drawn to be called first in each world, (B,)."""
        drawn = chance.uniform(self.seed, self.replicate, 0, 0, Use.LOT)[..., 0]
        return np.minimum((drawn * rules.seats).astype(np.int16), rules.seats - 1)


@also_compiled("demarche.sim.fast.draws:own_and_shared")
def own_and_shared(
    seed: int, replicate: Ints, question: Ints, blocs: int, worlds: Ints, seats: Ints, line: Ints
) -> Floats:
    """Four numbers of each seat's own and four of its bloc's, (N, 8).

    replicate, question (B,); worlds, seats, line (N,)

    Those of a world who follow no bloc have four in common too.
    """
    own = chance.uniform(seed, replicate[worlds], question[worlds], seats, Use.ACT)
    each = BLOC_ADDRESS + np.arange(blocs + 1)
    shared = chance.uniform(seed, replicate[:, None], question[:, None], each, Use.BLOC)
    return np.concatenate([own, shared[worlds, line]], axis=1)
