"""What is made of a quarter, compiled: counterparts of demarche.sim.aftermath.quarter."""

from typing import NamedTuple

import numpy as np

from demarche.sim import formulas
from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.nature import Events
from demarche.sim.fast.arithmetic import F
from demarche.sim.fast.bonds import bound_by_any
from demarche.sim.fast.bundles import Belief
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import WORD, Secrets
from demarche.sim.terms import Bools, Ints

believed, of_full = formula(formulas.believed), formula(formulas.of_full)


def remember(rules: Rules, s: Secrets, world: World, here: Bools) -> None:
    """The same as demarche.sim.aftermath.quarter.remember."""
    p = rules.conduct.numbers()
    numbers = [
        np.ascontiguousarray(np.broadcast_to(number, len(here)))
        for number in (getattr(p, name) for name in Belief._fields)
    ]
    who, quarter = parties(world), world.record.quarter
    _remember(Minds(s.trust, s.broke, s.saw, s.inside, s.signal), np.flatnonzero(here), who, quarter, Belief(*numbers))


class Minds(NamedTuple):
    """What the states of all worlds keep in mind; see Secrets."""

    trust: Ints
    broke: Ints
    saw: Ints
    inside: Ints
    signal: Ints


@compiled
def _remember(minds, here, who, quarter, numbers):
    trust, broke, saw, inside, signal = minds
    seats = who.shape[2]
    for b in here:
        word, bit = quarter[b] // WORD, bit_of(quarter[b])
        of_world = Belief(numbers.false_alarm[b], numbers.surprise[b], numbers.forget[b], numbers.prior[b])
        believe(trust[b], saw[b, word], signal[b], who[b], bit, of_world)
        for i in range(seats):
            for j in range(seats):
                if inside[b, i, j] > 0 and bound_by_any(i, j, who[b]):
                    broke[b, word, i, j] |= bit


@inlined
def bit_of(quarter):
    """That quarter in its number of a history; see Secrets."""
    return np.int16(np.int64(1) << (quarter % WORD))


@compiled
def believe(trust, saw, signal, who, bit, numbers):
    """Change the beliefs trust (S, S) of one world, row by row, and write into saw (S, S) who has heard of whom.

    See quarter.remember. bit is that of the quarter in its number of a history.
    """
    seats = who.shape[1]
    bound, after, seen = np.empty(seats, np.bool_), np.empty(seats, F), np.empty(seats, np.bool_)
    for i in range(seats):
        if not bound_to(bound, who, i):
            continue
        for j in range(seats):
            seen[j] = signal[i, j] > 0
        for j in range(seats):
            after[j] = believed(
                of_full(F(trust[i, j])), seen[j], numbers.false_alarm, numbers.surprise, numbers.forget, numbers.prior
            )
        for j in range(seats):
            trust[i, j] = np.int16(after[j]) if bound[j] else trust[i, j]
        for j in range(seats):
            saw[i, j] |= bit if bound[j] & seen[j] else np.int16(0)


@compiled
def bound_to(bound, who, i):
    """Write whom a pact binds i to into bound (S,), and say whether there is anybody; see bonds.bound. who (L, S)."""
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
