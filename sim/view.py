"""What a seat may know: built by naming what is shown.

A View has a row for each ask, which is a world and a seat.  The public facts are shared by reference and looked up by
world; the private ones are looked up when they are asked for, and are that seat's own rows.  The tables that they come
from have hidden names, which no behaviour may use: tests/contract/test_seats.py.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from demarche.sim.numbers import places
from demarche.sim.record import Briefs, Dealings, Record, World
from demarche.sim.secrets import WORD, Secrets
from demarche.sim.terms import ABSENT, NONE, Bools, Floats, Ints, Item, Stage, Verb


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers that stand to the seats of a View: M of them. row (M,) of the View, sender (M,) seat, act (M, 8)."""

    row: Ints
    sender: Ints
    act: Ints


@dataclass(frozen=True, slots=True)
class OnOffer:
    """The pact that each of N asks is asked to consider; nothing of one that it is not invited to.

    text (N, C) wordings      parties (N, S) bool, itself too      agreed (N, S) bool, to that text
    proposer (N,) who proposed it, or NONE      basis (N, 3) template or NONE, delay and term in quarters
    """

    text: Ints
    parties: Bools
    agreed: Bools
    proposer: Ints
    basis: Ints


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

    def take(self, rows: Ints | slice) -> Self:
        """The asks named by their places (n,), in that order."""
        return type(self)(self._broke, self._saw, self._world[rows], self._seat[rows])


@dataclass(frozen=True, slots=True)
class View:
    """N asks. S seats, L drafts, C clauses, K wordings, D dimensions, V verbs.

    public    the Record, shared by every row        world, seat (N,) whose ask each row is
    past      its own histories of the quarters

    All else is looked up when it is asked for: each ask's own rows of tables, and nobody else's.
    """

    public: Record
    world: Ints
    seat: Ints
    past: Past
    _briefs: Briefs
    _dealings: Dealings
    _secrets: Secrets
    _verbs: Bools
    _everybody: bool

    @property
    def asks(self) -> int:
        """N."""
        return self.world.shape[0]

    @property
    def stage(self) -> Ints:
        """The question that is put to each, (N,) Stage."""
        return np.asarray(self.public.stage[self.world])

    @property
    def verbs(self) -> Bools:
        """What is open to each, (N, V)."""
        return self._own(self._verbs)

    def may(self, verb: Verb) -> Bools:
        """Whether that verb is open to each, (N,)."""
        return self._own(self._verbs[..., verb])

    @property
    def position(self) -> Floats:
        """Of its own instructions, (N, D)."""
        return self._own(self._briefs.position)

    @property
    def ideal(self) -> Floats:
        """Of its own instructions, (N, C)."""
        return self._own(self._briefs.ideal)

    @property
    def weight(self) -> Floats:
        """Of its own instructions, (N, C)."""
        return self._own(self._briefs.weight)

    @property
    def strict(self) -> Floats:
        """Of its own instructions, (N, C, K + 1)."""
        return self._own(self._briefs.strict)

    @property
    def promise(self) -> Ints:
        """The Ballot it has promised on each draft, (N, L)."""
        return self._own(self._dealings.promise)

    @property
    def promisee(self) -> Ints:
        """To whom it has promised it, (N, L)."""
        return self._own(self._dealings.promisee)

    @property
    def favours(self) -> Ints:
        """For how many favours, (N, L)."""
        return self._own(self._dealings.favours)

    @property
    def offer(self) -> Ints:
        """Its own offer, if one stands, (N, 8)."""
        return self._own(self._dealings.offer)

    @property
    def offers(self) -> Offers:
        """The offers that stand to it."""
        return offers_to(self._dealings.offer, self.world, self.seat)

    @property
    def on_offer(self) -> OnOffer:
        """The pact under negotiation whose turn it is, of those who are invited to it."""
        d, r = self._dealings, self.public
        slots = d.invited.shape[1]
        slot = r.turn[self.world].astype(np.intp) - (r.status.shape[1] - slots)
        within = (slot >= 0) & (slot < slots) & (self.stage == Stage.CONSIDERATION)
        if not within.any():
            seats, clauses = d.invited.shape[2], d.on_offer.shape[2]
            nobody, nothing = np.zeros((self.asks, seats), bool), np.full((self.asks, clauses), ABSENT)
            return OnOffer(nothing, nobody, nobody, np.full(self.asks, NONE), np.full((self.asks, 3), NONE))
        at = (self.world, np.where(within, slot, 0))
        invited = within & d.invited[at][np.arange(self.asks), self.seat]
        return OnOffer(
            text=np.where(invited[:, None], d.on_offer[at], ABSENT),
            parties=d.invited[at] & invited[:, None],
            agreed=d.agreed[at] & invited[:, None],
            proposer=np.where(invited, d.proposer[at], NONE),
            basis=np.where(invited[:, None], d.basis[at], NONE),
        )

    @property
    def signal(self) -> Ints:
        """Operations that it lays at each door this quarter, (N, S); (N, 0) where a scenario has no quarters."""
        return self._own(self._secrets.signal)

    @property
    def waiting(self) -> Ints:
        """Reported operations of each that it will be able to name it for, (N, S); (N, 0) without quarters."""
        return self._own(self._secrets.waiting)

    @property
    def ready(self) -> Ints:
        """Those that it can name each for now, (N, S); (N, 0) where a scenario has no quarters."""
        return self._own(self._secrets.ready)

    @property
    def trust(self) -> Ints:
        """That each honours its pledges, (N, S) thousandths; (N, 0) where a scenario has no quarters."""
        return self._own(self._secrets.trust)

    def _own(self, table: Any) -> Any:
        """Each ask's own row of a table (B, S, ...). Where everybody is asked it is the table, without a copy."""
        if not table.size:  # a scenario without quarters has no pairs
            return np.zeros((self.asks, *table.shape[2:]), table.dtype)
        rows = table.reshape(-1, *table.shape[2:])
        return rows if self._everybody else np.take(rows, self.world * table.shape[1] + self.seat, axis=0)

    def take(self, rows: Ints | slice) -> Self:
        """The asks named by their places (n,), in that order. All of them in their order are the View itself."""
        world, seat = self.world[rows], self.seat[rows]
        if np.array_equal(world, self.world) and np.array_equal(seat, self.seat):
            return self
        return replace(self, world=world, seat=seat, past=self.past.take(rows), _everybody=False)


def sight(world: World, briefs: Briefs, verbs: Bools, worlds: Ints, seats: Ints) -> View:
    """What seats[i] of worlds[i] sees. verbs (B, S, V) as from `may`, briefs of every seat; worlds, seats (N,)."""
    s = world.secrets
    everybody = np.array_equal(worlds * verbs.shape[1] + seats, np.arange(verbs.shape[0] * verbs.shape[1]))
    past = Past(s.broke, s.saw, worlds, seats)
    return View(world.record, worlds, seats, past, briefs, world.dealings, s, verbs, everybody)


def offers_to(offer: Ints, worlds: Ints, seats: Ints) -> Offers:
    """The offers that stand to seats[i] of worlds[i], in the order of their senders. offer (B, S, 8)."""
    b, sender = places(offer[..., Item.VERB] == Verb.OFFER)
    row_of = np.full(offer.shape[:2], -1)
    row_of[worlds, seats] = np.arange(len(worlds))
    row = row_of[b, offer[b, sender, Item.PARTNER]]
    mine = row >= 0
    return Offers(row[mine], sender[mine], offer[b[mine], sender[mine]])
