"""What each state did, suffered and was blamed for in the quarters, by state and by party to a pact: for a debrief.

The truth and the beliefs in it are known to nobody in a world.
"""

from enum import IntEnum

import numpy as np

from demarche.sim.aftermath.events import OF_KIND, Count, Events
from demarche.sim.aftermath.sums import between
from demarche.sim.bargain import Doubles
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL
from demarche.sim.terms import Bools, Ints, Item, Kind, Verb


class Deed(IntEnum):
    """The last axis of deeds: operations by kind, in the order of Kind, and what states were blamed for."""

    THEFT_DONE = 0
    ESPIONAGE_DONE = 1
    DISRUPTION_DONE = 2
    INFORMATION_OPERATIONS_DONE = 3
    THEFT_SUFFERED = 4
    ESPIONAGE_SUFFERED = 5
    DISRUPTION_SUFFERED = 6
    INFORMATION_OPERATIONS_SUFFERED = 7
    ATTRIBUTED = 8  # its operations that victims laid at its door
    MISATTRIBUTED = 9  # signals at its door, of which it ran nothing
    ACCUSED = 10  # in public, sanctions among them
    FALSELY_ACCUSED = 11  # of those, by states that had found no operation of its


DONE, SUFFERED = slice(Deed.THEFT_DONE, Deed.THEFT_SUFFERED), slice(Deed.THEFT_SUFFERED, Deed.ATTRIBUTED)


class Ledger:
    """Deeds added up over the quarters of B worlds of S seats and L drafts; `enter` is shown every joint act.

    whole  (B, 1 + L, S, Deed) of each state, first toward all others, then as a party to each pact toward the others
    found  (B, S, S) whether the first has found an operation of the second
    """

    def __init__(self, rules: Rules, worlds: int) -> None:
        """Nothing yet."""
        self._rules = rules
        self.whole = np.zeros((worlds, 1 + len(rules.pen), rules.seats, len(Deed)), np.int64)
        self.found = np.zeros((worlds, rules.seats, rules.seats), np.bool_)

    def enter(self, before: Record, act: Ints, events: Events | None) -> None:
        """Add one joint act (B, S, 8) and what happened by itself with it."""
        if events is not None:
            self._enter_events(before, events)
        b, victim = np.nonzero(np.isin(act[..., Item.VERB], (Verb.ACCUSE, Verb.SANCTION)))
        if b.size:
            doer = act[b, victim, Item.PARTNER].astype(np.intp)
            groups = together(parties_bound(before), b, victim, doer)
            self._add(b, doer, Deed.ACCUSED, np.ones(len(b), np.int64), groups)
            self._add(b, doer, Deed.FALSELY_ACCUSED, (~self.found[b, victim, doer]).astype(np.int64), groups)

    def _enter_events(self, before: Record, events: Events) -> None:
        groups = np.insert(between(parties_bound(before), events), 0, True, axis=1)
        for kind in range(len(Kind)):
            number = events.counts[:, OF_KIND][:, kind].astype(np.int64)
            self._add(events.world, events.doer, Deed(DONE.start + kind), number, groups)
            self._add(events.world, events.victim, Deed(SUFFERED.start + kind), number, groups)
        for deed, count in ((Deed.ATTRIBUTED, Count.RIGHT), (Deed.MISATTRIBUTED, Count.WRONG)):
            self._add(events.world, events.doer, deed, events.of(count).astype(np.int64), groups)
        right = events.of(Count.RIGHT) > 0
        self.found[events.world[right], events.victim[right], events.doer[right]] = True

    def _add(self, world: Ints, state: Ints, deed: Deed, number: Ints, groups: Bools) -> None:
        """Add number (M,) to a deed of states of worlds, in each group (M, 1 + L) that it counts for."""
        shape = self.whole.shape[0] * self.whole.shape[2]
        place = world.astype(np.int64) * self.whole.shape[2] + state
        for group in range(self.whole.shape[1]):
            some = np.flatnonzero(groups[:, group] & (number > 0))
            if some.size:
                added = np.bincount(place[some], number[some], shape).astype(np.int64)
                self.whole[:, group, :, deed] += added.reshape(len(self.whole), -1)


def parties_bound(record: Record) -> Bools:
    """Who counts as a party to each pact, (B, L, S): signatories of what is in force, also after they denounced it."""
    several = record.signed.sum(axis=2, keepdims=True) > 1
    return np.asarray(record.signed & record.in_force[..., None] & several)


def together(who: Bools, world: Ints, one: Ints, other: Ints) -> Bools:
    """The groups that M pairs of states are both in, (M, 1 + L): all states, then each of who (B, L, S)."""
    both = who[world, :, one] & who[world, :, other]
    return np.insert(both, 0, True, axis=1)


def payoff(deeds: Ints, harm: Doubles) -> Doubles:
    """Gains of operations done, less harm of those suffered, (...,). deeds (..., Deed); harm (..., K), over a gain."""
    return np.asarray(deeds[..., DONE].sum(axis=-1) - (deeds[..., SUFFERED] * harm).sum(axis=-1))


def trust(world: World) -> Doubles:
    """Mean belief of others that each state honours its pledges, 0 .. 1, (B, 1 + L, S).

    First of all other states, then of the other signatories of each draft; NaN of a state that has not signed it.
    """
    believed = world.secrets.trust / FULL
    worlds, seats = believed.shape[:2]
    everybody = np.ones((worlds, 1, seats), np.bool_)
    among = np.concatenate([everybody, world.record.signed], axis=1).astype(np.float64)
    itself = np.arange(seats)
    own = believed[:, itself, itself][:, None]
    whole = np.matmul(among, believed) - among * own
    others = among.sum(axis=2, keepdims=True) - among
    return np.where((among > 0) & (others > 0), whole / np.maximum(others, 1), np.nan)
