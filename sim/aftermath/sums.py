"""What a quarter adds to the sums of each pact, for the debrief, and what was run outside pacts."""

import numpy as np

from demarche.sim.aftermath.bonds import ASSISTANCE, parties
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import delivers
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import Sum
from demarche.sim.terms import Bools, Ints

MOST_COUNTED = np.iinfo(np.int16).max
"""A sum of a quarter stops here; only settings at the end of their range bring a full room to it."""
_COLUMNS = {
    Sum.BREACHES: Count.CLEAR,
    Sum.DISPUTED: Count.DISPUTED,
    Sum.ATTRIBUTED: Count.RIGHT,
    Sum.FALSE: Count.WRONG,
    Sum.THEFT: Count.THEFT,
    Sum.ESPIONAGE: Count.ESPIONAGE,
    Sum.DISRUPTION: Count.DISRUPTION,
    Sum.INFORMATION: Count.INFORMATION,
    Sum.REPORTED: Count.REPORTED,
    Sum.READY: Count.READY,
}
"""The column of events that each of these is the sum of."""


def sums_of(rules: Rules, world: World, events: Events) -> dict[str, Ints]:
    """The sums of every world with those of this quarter, and operations abroad: `sums` and `abroad` of Secrets."""
    s, r = world.secrets, world.record
    # Signatories stay in the counts after denouncing, so that series are comparable over time.
    signatories = r.signed & r.in_force[..., None] & (r.signed.sum(axis=2, keepdims=True) > 1)
    within = between(signatories, events)
    worlds, pacts = r.worlds, within.shape[1]
    of_slots = np.arange(len(rules.pen))[:, None] >= rules.texts
    intended = between(np.where(of_slots, r.signed, rules.may_be_parties), events)
    added = np.zeros((worlds, pacts, len(Sum)), np.int64)
    added[..., Sum.OPERATIONS] = _summed(within, events.world, events.operations, worlds)
    added[..., Sum.AMONG] = _summed(intended, events.world, events.operations, worlds)
    for place, column in _COLUMNS.items():
        added[..., place] = _summed(within, events.world, events.of(column), worlds)
    for place, number in measures(rules, world).items():
        added[..., place] = number
    abroad = np.bincount(events.world, events.operations * ~within.any(axis=1), worlds).astype(np.int64)
    now = np.arange(rules.conduct.quarters) == r.quarter[:, None]
    return {
        "sums": np.where(now[:, None, :, None], np.minimum(added, MOST_COUNTED)[:, :, None], s.sums).astype(np.int16),
        "abroad": np.where(now, np.minimum(abroad, MOST_COUNTED)[:, None], s.abroad).astype(np.int16),
    }


def between(who: Bools, events: Events) -> Bools:
    """Whether doer and victim of each event are both among those of each pact, (M, L). who (B, L, S)."""
    return np.asarray(who[events.world, :, events.doer] & who[events.world, :, events.victim])


def _summed(chosen: Bools, world: Ints, number: Ints, worlds: int) -> Ints:
    """Sums of number (M,) by world and pact, (B, L), where chosen (M, L)."""
    pacts = chosen.shape[1]
    row, pact = np.nonzero(chosen)
    whole = np.bincount(world[row] * pacts + pact, number[row], worlds * pacts)  # whole numbers, so exact
    return whole.astype(np.int64).reshape(worlds, pacts)


def measures(rules: Rules, world: World) -> dict[Sum, Ints]:
    """Measures due and delivered under each pact, and of those assistance, by their places in the sums, each (B, L)."""
    r, who = world.record, parties(world)
    promised = rules.conduct.promises(r.wording) & np.asarray(who.any(axis=2))[..., None]
    company = who.sum(axis=2)
    given = [(delivers(r.delivered, m) & who).sum(axis=2) * promised[..., m] for m in range(len(MEASURES))]
    return {
        Sum.DUE: promised.sum(axis=2) * company,
        Sum.DELIVERED: np.asarray(sum(given)),
        Sum.HELP_DUE: promised[..., ASSISTANCE] * company,
        Sum.HELP_GIVEN: given[ASSISTANCE],
    }
