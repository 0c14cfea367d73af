"""Whether a seat gave way on the clause that its card lets it trade: in a deal, or by changing its own text."""

import numpy as np

from demarche.sim.record import Record
from demarche.sim.terms import Bools, Ints, Item, Stage, Verb


class Trade:
    """Watches the joint acts of B worlds for one seat and one clause.

    used  (B,) bool, so far
    """

    def __init__(self, worlds: int, seat: int, clause: int) -> None:
        """Before the first act."""
        self.used: Bools = np.zeros(worlds, bool)
        self._seat, self._clause = seat, clause
        self._offers: Ints | None = None

    def __call__(self, record: Record, act: Ints) -> None:
        """One joint act (B, S, 8) and the record before it."""
        own = act[:, self._seat]
        changes = np.isin(own[:, Item.VERB], (Verb.TAKE, Verb.REVISE)) & (own[:, Item.CLAUSE] == self._clause)
        self.used |= changes
        on_floor = record.stage == Stage.FLOOR
        if self._offers is None:
            self._offers = np.zeros_like(act)
        self._offers[on_floor] = act[on_floor]
        for b in np.flatnonzero((record.stage == Stage.ANSWERS) & (act[..., Item.VERB] == Verb.ACCEPT).any(axis=1)):
            self.used[b] |= self._gave(self._offers[b], act[b])

    def _gave(self, offers: Ints, act: Ints) -> bool:
        """Whether a deal that was struck in one world has this seat give a wording of the clause."""
        for taker in np.flatnonzero(act[:, Item.VERB] == Verb.ACCEPT).tolist():
            giver = int(act[taker, Item.PARTNER])
            gives = giver == self._seat and offers[giver, Item.CLAUSE] == self._clause
            asked = taker == self._seat and offers[giver, Item.CLAUSE2] == self._clause
            if offers[giver, Item.VERB] == Verb.OFFER and (gives or asked):
                return True
        return False
