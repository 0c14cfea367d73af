"""Who is bound to whom, how far each holds back and what it runs, compiled: counterparts of sim/aftermath/bonds.py.

One row at a time: what one state does to each other.
"""

import numpy as np

from demarche.sim.aftermath.bonds import RETALIATION
from demarche.sim.fast.arithmetic import F, compiled, inlined, total

_RETALIATION = F(RETALIATION)


@inlined
def bound_by_any(i, j, who):
    """Whether a pact binds two states. who (L, S)."""
    bound = False
    for pact in range(who.shape[0]):
        bound |= who[pact, i] & who[pact, j]
    return bound


@compiled
def run_elsewhere(elsewhere, base, who):
    """Write what each state runs against those that no pact binds it to, were there no pact, into elsewhere (S,)."""
    pacts, seats = who.shape
    bound, work = np.empty(seats, F), np.empty(seats, F)
    for i in range(seats):
        bound[:] = F(0)
        for pact in range(pacts):
            if who[pact, i]:
                for j in range(seats):
                    bound[j] = F(1) if who[pact, j] else bound[j]
        for j in range(seats):
            work[j] = base[i, j] - base[i, j] * bound[j]
        elsewhere[i] = total(work, seats)


@compiled
def kinds(who, party, alarm, chi):
    """What pacts make of rows, (K, S), one for each of K kinds of state: see bonds.alike.

    Returns the kind of each state (S,); then, the most that any of its pacts does, whether it is bound to each other (1
    or 0), the chance of a false alarm, and the share that is forbidden, with one row more for `leave_undone`.
    """
    pacts, seats = who.shape
    like, first, many = np.empty(seats, np.int64), np.empty(seats, np.int64), 0
    for i in range(seats):
        kind = 0
        while kind < many and not _alike(i, first[kind], who):
            kind += 1
        if kind == many:
            first[kind] = i
            many += 1
        like[i] = kind
    bound, alarmed, forbidden = np.zeros((many, seats), F), np.zeros((many, seats), F), np.zeros((many + 1, seats), F)
    for kind in range(many):
        for pact in range(pacts):
            if who[pact, first[kind]]:
                for j in range(seats):
                    both = party[pact, j]
                    bound[kind, j] = max(bound[kind, j], both)
                    alarmed[kind, j] = max(alarmed[kind, j], alarm[pact] * both)
                    forbidden[kind, j] = max(forbidden[kind, j], chi[pact] * both)
    return like, bound, alarmed, forbidden


@inlined
def _alike(one, other, who):
    """Whether the same pacts bind two states."""
    same = True
    for pact in range(who.shape[0]):
        same &= who[pact, one] == who[pact, other]
    return same


@inlined
def hold_back(effect, i, who, party, restraint, singled, toward):
    """How far i holds back toward each other, the most under any pact, into effect (S,); see bonds.effect."""
    effect[:] = F(0)
    for pact in range(who.shape[0]):
        if who[pact, i]:
            level, apart = restraint[pact, i], singled[pact, i]
            before = effect[apart]
            for j in range(len(effect)):
                effect[j] = max(effect[j], level * party[pact, j])
            if apart >= 0:
                effect[apart] = max(before, toward[pact, i] * party[pact, apart])


@inlined
def leave_undone(rate, forbidden, kind, i, who, singled, letter):
    """Take from a row what i does not do if it keeps to the letter of a pact; see bonds.rates and nature._forbidden.

    Returns the row of forbidden that holds for i.
    """
    of = kind
    for pact in range(who.shape[0]):
        if who[pact, i] and letter[pact, i]:
            of = len(forbidden) - 1
    if of != kind:
        _to_the_letter(rate, forbidden, kind, i, who, singled, letter)
    return of


@compiled
def _to_the_letter(rate, forbidden, kind, i, who, singled, letter):
    pacts, seats = who.shape
    for j in range(seats):
        keeps = False
        for pact in range(pacts):
            keeps |= who[pact, i] and who[pact, j] and letter[pact, i] and singled[pact, i] != j
        rate[j] = rate[j] * (F(1) - forbidden[kind, j]) if keeps else rate[j]
        forbidden[-1, j] = F(0) if keeps else forbidden[kind, j]


@inlined
def go_elsewhere(rate, spare, i, base, bound, kind, elsewhere, displace):
    """Add to a row what goes elsewhere of the effort that pacts free; see bonds.rates. spare (S,) is for work."""
    for j in range(len(rate)):
        spare[j] = base[i, j] - rate[j]
    more = total(spare, len(spare)) * displace / max(elsewhere, F(1e-6))
    for j in range(len(rate)):
        rate[j] = rate[j] + (base[i, j] - base[i, j] * bound[kind, j]) * more


@inlined
def retaliate(rate, i, avenges):
    """Drive a row by the retaliation that i has ordered; few have."""
    ordered = False
    for j in range(len(rate)):
        ordered |= avenges[i, j] != 0
    if ordered:
        for j in range(len(rate)):
            rate[j] = rate[j] * (_RETALIATION if avenges[i, j] != 0 else F(1))
