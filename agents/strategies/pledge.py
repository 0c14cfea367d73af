"""What a pledge strategy is shown, and what it is: a rule without memory of its own.

A row is an ordered pair of states, i toward j.  The rule says of each row whether i breaks its pledge to j this
quarter.  All that is remembered is in the Dossier, so that the same rule plays a noisy repeated game, in which what is
seen is the partner's act or a slip, and the quarters of the game, in which it is a private signal that may be false.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from demarche.sim.terms import Array, Bools, Floats


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What i can reckon from its signals beside taking them at their word. N pairs, H past quarters.

    prior       (N,) chance that j breaks its pledge in a quarter, before any signal, 0 .. 1
    if_partner  (N, H) chance of the signal that came, had j broken its pledge
    at_all      (N, H) chance of that signal whoever did it, if anybody; > 0
    """

    prior: Floats
    if_partner: Floats
    at_all: Floats


@dataclass(frozen=True, slots=True)
class Dossier:
    """What i has on j, for N ordered pairs over H past quarters, the latest last. H may be 0.

    own   (N, H) whether i broke its pledge to j        seen  (N, H) whether i believes that j broke its own to i
    suspicion   how sure i can be of that, where the signals say more than yes or no
    """

    own: Bools
    seen: Bools
    suspicion: Suspicion | None = None

    @property
    def quarters(self) -> int:
        """H."""
        return self.own.shape[1]

    @property
    def pairs(self) -> int:
        """N."""
        return self.own.shape[0]

    def take(self, rows: Array) -> Self:
        """The pairs named by their places (n,), in that order."""
        s = self.suspicion
        kept = None if s is None else Suspicion(s.prior[rows], s.if_partner[rows], s.at_all[rows])
        return type(self)(self.own[rows], self.seen[rows], kept)

    def until(self, quarters: int) -> Self:
        """The dossier as it stood after that many quarters."""
        s = self.suspicion
        kept = None if s is None else Suspicion(s.prior, s.if_partner[:, :quarters], s.at_all[:, :quarters])
        return type(self)(self.own[:, :quarters], self.seen[:, :quarters], kept)


Breaks = Callable[[Dossier, Floats], Bools]
"""A strategy: whether each pair's i breaks its pledge this quarter. Dossier of N, u (N, 2) in [0, 1) -> (N,) bool."""
