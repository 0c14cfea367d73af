"""What is made of a quarter, compiled: counterparts of demarche.sim.aftermath.quarter."""

import numpy as np

from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.nature import Events
from demarche.sim.fast.arithmetic import F, compiled, inlined
from demarche.sim.fast.bonds import bound_by_any
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, WORD, Secrets
from demarche.sim.terms import Bools, Ints

_FULL = F(FULL)


def remember(rules: Rules, s: Secrets, world: World, here: Bools) -> None:
    """The same as demarche.sim.aftermath.quarter.remember."""
    p = rules.conduct.numbers()
    numbers = [
        np.ascontiguousarray(np.broadcast_to(number, len(here)))
        for number in (p.false_alarm, p.surprise, p.forget, p.prior)
    ]
    who, quarter = parties(world), world.record.quarter
    _remember(s.trust, s.broke, s.saw, np.flatnonzero(here), s.inside, s.signal, who, quarter, *numbers)


@compiled
def _remember(trust, broke, saw, here, inside, signal, who, quarter, false_alarm, surprise, forget, prior):
    seats = who.shape[2]
    for b in here:
        word, bit = quarter[b] // WORD, bit_of(quarter[b])
        believe(trust[b], saw[b, word], signal[b], who[b], bit, false_alarm[b], surprise[b], forget[b], prior[b])
        for i in range(seats):
            for j in range(seats):
                if inside[b, i, j] > 0 and bound_by_any(i, j, who[b]):
                    broke[b, word, i, j] |= bit


@inlined
def bit_of(quarter):
    """That quarter in its number of a history; see Secrets."""
    return np.int16(1 << (quarter % WORD))


@compiled
def believe(trust, saw, signal, who, bit, alarm, surprise, forget, prior):
    """Change the beliefs trust (S, S) of one world, row by row, and write into saw (S, S) who has heard of whom.

    See quarter.remember. bit is that of the quarter in its number of a history.
    """
    seats = who.shape[1]
    bound, after, seen = np.empty(seats, np.bool_), np.empty(seats, F), np.empty(seats, np.bool_)
    calm, quiet = F(1) - alarm, F(1) - surprise
    for i in range(seats):
        if not bound_to(bound, who, i):
            continue
        for j in range(seats):
            seen[j] = signal[i, j] > 0
        for j in range(seats):
            before = F(trust[i, j]) / _FULL
            honours, breaks = (alarm, surprise) if seen[j] else (calm, quiet)
            kept = before * honours
            x = kept / max(kept + (F(1) - before) * breaks, F(1e-6))
            x = x + forget * (prior - x)
            after[j] = np.rint(min(max(x, F(0.01)), F(0.99)) * _FULL)
        for j in range(seats):
            trust[i, j] = np.int16(after[j]) if bound[j] else trust[i, j]
        for j in range(seats):
            saw[i, j] |= bit if bound[j] & seen[j] else np.int16(0)


@compiled
def bound_to(bound, who, i):
    """Write whom a pact binds i to into bound (S,), and say whether there is anybody. who (L, S)."""
    pacts, seats = who.shape
    bound[:] = False
    for pact in range(pacts):
        if who[pact, i]:
            for j in range(seats):
                bound[j] |= who[pact, j]
    anybody = bound[i]
    bound[i] = False
    return anybody


def within(who: Bools, events: Events) -> tuple[Ints, Ints]:
    """The same as demarche.sim.aftermath.quarter.within."""
    by_pact, outside = np.zeros((4, *who.shape[:2]), np.int64), np.zeros((4, len(who)), np.int64)
    for kind, table in enumerate((events.count, events.inside, events.right, events.wrong)):
        _within(by_pact[kind], outside[kind], who, np.ascontiguousarray(table))
    return by_pact, outside[0]


@compiled
def _within(by_pact, outside, who, what):
    worlds, seats, _ = what.shape
    for b in range(worlds):
        for i in range(seats):
            for j in range(seats):
                if what[b, i, j]:
                    for pact in range(who.shape[1]):
                        by_pact[b, pact] += what[b, i, j] if who[b, pact, i] and who[b, pact, j] else 0
                    outside[b] += 0 if bound_by_any(i, j, who[b]) else what[b, i, j]
