"""What the parties to pacts come to believe of each other, from what they see in a quarter and what others say."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from demarche.sim.aftermath.bonds import parties, ties
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.formulas import (
    by_intelligence,
    likelihood,
    of_breach,
    of_full,
    of_keeping,
    on_hearsay,
    remembered,
    updated,
)  # fmt: skip
from demarche.sim.in_public import Pairs
from demarche.sim.record import World
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.secrets import WORD, Secrets
from demarche.sim.terms import Array, Bools, Floats, Ints, Kind


@dataclass(frozen=True, slots=True)
class Partners:
    """N pairs of states that pacts bind, each once: world, one, other (N,); clear, reach (N, K) of their texts.

    Of several texts the one that covers most counts.
    """

    world: Ints
    one: Ints
    other: Ints
    clear: Floats
    reach: Floats

    def places(self, seats: int) -> Ints:
        """The place of each pair among B S S, (N,)."""
        return np.asarray((self.world * seats + self.one) * seats + self.other)

    def take(self, rows: Array) -> Self:
        """Those named by their places, in that order."""
        return type(self)(*(part[rows] for part in (self.world, self.one, self.other, self.clear, self.reach)))


def partners(rules: Rules, world: World, here: Bools) -> Partners:
    """Every pair of states that a pact binds in the worlds `here`."""
    bound = ties(parties(world) & here[:, None, None])
    places, row = np.unique(bound.places(rules.seats), return_inverse=True)
    found = np.zeros((2, len(places), len(Kind)), np.float32)
    for most, table in zip(found, rules.conduct.covers(world.record.wording), strict=True):
        np.maximum.at(most, row, table[bound.world, bound.pact])
    first, other = np.divmod(places, rules.seats)
    return Partners(first // rules.seats, first % rules.seats, other, *found)


def expected_signals(rules: Rules, of: Partners, tolerance: Floats, publicly: Floats) -> tuple[Floats, Floats]:
    """Signals a quarter that `other` expects of `one`, if it keeps its pledge and if it pays it no heed, each (N,).

    Without restraint, and without the dispersion of worlds, which nobody else knows.
    tolerance (N,) of whoever reads them      publicly (N,) the chance that what is seen reaches the reader
    """
    at = (of.world, of.one, of.other)
    rate = look_up(rules.ground.rate, *at)[:, None] * look_up(rules.conduct.share, of.world, of.one)
    clear, reach = ((rate * covered).sum(axis=1, dtype=np.float32) for covered in (of.clear, of.reach))
    seen, alarm = (look_up(table, *at) * publicly for table in (rules.ground.seen, rules.ground.alarm))
    return of_keeping(clear, reach - clear, seen, alarm, tolerance), of_breach(clear, reach - clear, seen, alarm)


def remember(rules: Rules, s: Secrets, world: World, events: Events, here: Bools) -> None:
    """Write what the quarter leaves into the histories and beliefs of s, of those whom a pact binds to each other.

    The odds of breach are multiplied by the likelihood of what was told, and by what intelligence says.
    """
    of, conduct = partners(rules, world, here), rules.conduct
    told, learned, clear = (
        of_pairs(events, count, of, rules.seats) for count in (Count.TOLD, Count.LEARNED, Count.CLEAR)
    )
    tolerance = look_up(conduct.tolerance, of.world, of.other)
    keeping, breach = expected_signals(rules, of, tolerance, np.ones_like(tolerance))
    step = likelihood(keeping, breach, told.astype(np.float32)) * by_intelligence(learned)
    believe(
        s,
        of,
        step,
        conduct.numbers().forget.take(of.world, mode="clip"),
        conduct.numbers().prior.take(of.world, mode="clip"),
    )
    quarter = world.record.quarter[of.world].astype(np.int64)
    word, bit = quarter // WORD, (1 << (quarter % WORD)).astype(np.int16)
    s.saw[of.world, word, of.other, of.one] |= (told > 0) * bit
    s.broke[of.world, word, of.one, of.other] |= (clear > 0) * bit


def hear(rules: Rules, s: Secrets, world: World, named: Pairs, here: Bools) -> None:
    """Write what public accusations of this quarter make third states believe of those accused.

    named: worlds, states, and those they accuse of something found.  Whoever is bound to the one accused takes each
    accusation by another as one signal, which may be false.
    """
    of, conduct = partners(rules, world, here), rules.conduct
    times = np.zeros((len(here), rules.seats), np.int64)
    np.add.at(times, (named[0], named[2]), 1)
    own = np.isin(of.places(rules.seats), (named[0] * rules.seats + named[2]) * rules.seats + named[1])
    by_others = times[of.world, of.one] - own
    some = np.flatnonzero(by_others)
    if not some.size:
        return
    of, signals = of.take(some), by_others[some].astype(np.float32)
    tolerance, ever = (look_up(table, of.world, of.other) for table in (conduct.tolerance, conduct.ever))
    step = on_hearsay(*expected_signals(rules, of, tolerance, ever), signals)
    believe(s, of, step, np.zeros_like(step), conduct.numbers().prior.take(of.world, mode="clip"))


def believe(s: Secrets, of: Partners, step: Floats, forget: Floats, prior: Floats) -> None:
    """Multiply the odds that `one` breaks its pledge, as `other` believes, by step, (N,); then forget a share."""
    at = (of.world, of.other, of.one)
    trust = updated(of_full(s.trust[at].astype(np.float32)), step)
    s.trust[at] = remembered(trust, forget, prior).astype(np.int16)


def of_pairs(events: Events, count: Count, of: Partners, seats: int) -> Ints:
    """A column of events at pairs that it may not have, (N,); 0 there."""
    found = np.zeros(len(of.world), np.int64)
    if len(events.world):
        places, mine = (events.world * seats + events.doer) * seats + events.victim, of.places(seats)
        row = np.minimum(np.searchsorted(places, mine), len(places) - 1)
        there = places[row] == mine
        found[there] = events.of(count)[row[there]]
    return found
