"""What a seat may know: built by naming what is shown.

A View has a row for each ask, which is a world and a seat.  The public facts are shared by reference and looked up by
world; the private ones are that seat's own rows.  Nothing else of Dealings or Briefs is in reach.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from sim.record import Briefs, Record, World
from sim.secrets import WORD
from sim.terms import Array, Bools, Floats, Ints, Item, Verb


@dataclass(frozen=True, slots=True)
class Letters:
    """Offers that stand to the seats of a View: M letters. row (M,) of the View, sender (M,) seat, act (M, 8)."""

    row: Ints
    sender: Ints
    act: Ints


@dataclass(frozen=True, slots=True)
class Past:
    """What each ask remembers of past quarters, looked up when it is asked for: nobody else's. N asks.

    broke, saw (N, T, S) by quarter, played or not: it broke its pledge toward each, and saw each break its own
    """

    _broke: Ints
    _saw: Ints
    _world: Ints
    _seat: Ints

    @property
    def broke(self) -> Ints:
        """(N, T, S) 0 or 1."""
        return self._own(self._broke)

    @property
    def saw(self) -> Ints:
        """(N, T, S) 0 or 1."""
        return self._own(self._saw)

    def _own(self, of_all: Ints) -> Ints:
        """Each ask's own rows, the bits of each number as quarters; none where a scenario has no quarters."""
        if not of_all.size:
            return np.zeros((len(self._seat), 1, 0), np.int8)
        words = of_all[self._world, :, self._seat]
        bits = (words[:, :, None] >> np.arange(WORD)[:, None]) & 1
        return np.asarray(bits.reshape(len(words), -1, words.shape[2]), np.int8)

    def take(self, rows: Array) -> Self:
        """The asks named by their places (n,), in that order."""
        return type(self)(self._broke, self._saw, self._world[rows], self._seat[rows])


@dataclass(frozen=True, slots=True)
class View:
    """N asks. S seats, L drafts, C clauses, K wordings, D dimensions, V verbs.

    public    the Record, shared by every row        world, seat (N,) whose ask each row is
    stage     (N,) Stage        verbs (N, V) what is open to it
    position (N, D), ideal, weight (N, C) and strict (N, C, K + 1): its own instructions
    promise   (N, L) Ballot it has promised, promisee (N, L) to whom, favours (N, L) for how many
    letters   the offers that stand to it        offer (N, 8) its own offer, if one stands
    signal    (N, S) operations it lays at each door this quarter      trust (N, S) thousandths, that each honours
    past      its own histories of the quarters
    """

    public: Record
    world: Ints
    seat: Ints
    stage: Ints
    verbs: Bools
    position: Floats
    ideal: Floats
    weight: Floats
    strict: Floats
    promise: Ints
    promisee: Ints
    favours: Ints
    letters: Letters
    offer: Ints
    signal: Ints
    trust: Ints
    past: Past

    @property
    def asks(self) -> int:
        """N."""
        return self.world.shape[0]

    def take(self, rows: Array) -> Self:
        """The asks named by their places (n,), in that order. All of them in their order are the View itself."""
        if len(rows) == self.asks and np.array_equal(rows, np.arange(self.asks)):
            return self
        renumbered = np.full(self.asks, -1)
        renumbered[rows] = np.arange(len(rows))
        kept = renumbered[self.letters.row] >= 0
        letters = Letters(renumbered[self.letters.row[kept]], self.letters.sender[kept], self.letters.act[kept])
        return type(self)(
            public=self.public,
            world=self.world[rows],
            seat=self.seat[rows],
            stage=self.stage[rows],
            verbs=self.verbs[rows],
            position=self.position[rows],
            ideal=self.ideal[rows],
            weight=self.weight[rows],
            strict=self.strict[rows],
            promise=self.promise[rows],
            promisee=self.promisee[rows],
            favours=self.favours[rows],
            letters=letters,
            offer=self.offer[rows],
            signal=self.signal[rows],
            trust=self.trust[rows],
            past=self.past.take(rows),
        )


def sight(world: World, briefs: Briefs, verbs: Bools, worlds: Ints, seats: Ints) -> View:
    """What seats[i] of worlds[i] sees. verbs (B, S, V) as from `may`, briefs of every seat; worlds, seats (N,)."""
    d, s = world.dealings, world.secrets
    everybody = np.array_equal(worlds * verbs.shape[1] + seats, np.arange(verbs.shape[0] * verbs.shape[1]))

    def own(table: Any) -> Any:
        """Each ask's own row of a table (B, S, ...). Where everybody is asked it is the table, without a copy."""
        return table.reshape(-1, *table.shape[2:]) if everybody else table[worlds, seats]

    nothing = np.zeros((len(worlds), 0), np.int16)  # a scenario without quarters has no pairs
    return View(
        public=world.record,
        world=worlds,
        seat=seats,
        stage=world.record.stage[worlds],
        verbs=own(verbs),
        position=own(briefs.position),
        ideal=own(briefs.ideal),
        weight=own(briefs.weight),
        strict=own(briefs.strict),
        promise=own(d.promise),
        promisee=own(d.promisee),
        favours=own(d.favours),
        letters=letters_to(world, worlds, seats),
        offer=own(d.offer),
        signal=own(s.signal) if s.signal.size else nothing,
        trust=own(s.trust) if s.trust.size else nothing,
        past=Past(s.broke, s.saw, worlds, seats),
    )


def letters_to(world: World, worlds: Ints, seats: Ints) -> Letters:
    """The offers that stand to seats[i] of worlds[i], in the order of their senders."""
    offer = world.dealings.offer
    b, sender = np.nonzero(offer[..., Item.VERB] == Verb.OFFER)
    row_of = np.full(offer.shape[:2], -1)
    row_of[worlds, seats] = np.arange(len(worlds))
    row = row_of[b, offer[b, sender, Item.PARTNER]]
    mine = row >= 0
    return Letters(row[mine], sender[mine], offer[b[mine], sender[mine]])
