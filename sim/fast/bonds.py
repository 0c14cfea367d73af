"""Who is bound to whom, how far each holds back and what it runs, compiled: counterparts of sim/aftermath/bonds.py.

One row at a time: what one state does to each other.
"""

import numpy as np

from demarche.sim import formulas
from demarche.sim.fast.arithmetic import F, total
from demarche.sim.fast.bundles import Kinds
from demarche.sim.fast.compiling import compiled, formula, inlined

held_back, to_the_letter = formula(formulas.held_back), formula(formulas.to_the_letter)
outside, spread, avenging = formula(formulas.outside), formula(formulas.spread), formula(formulas.avenging)


@inlined
def bound_by_any(i, j, who):
    """Whether a pact binds two states; see bonds.bound. who (L, S)."""
    bound = False
    for pact in range(who.shape[0]):
        bound |= who[pact, i] & who[pact, j]
    return bound


@compiled
def run_elsewhere(elsewhere, base, who):
    """Write what each state runs against those that no pact binds it to, were there no pact, into elsewhere (S,).

    See bonds.rates.
    """
    pacts, seats = who.shape
    bound, work = np.empty(seats, F), np.empty(seats, F)
    for i in range(seats):
        bound[:] = F(0)
        for pact in range(pacts):
            if who[pact, i]:
                for j in range(seats):
                    bound[j] = F(1) if who[pact, j] else bound[j]
        for j in range(seats):
            work[j] = outside(base[i, j], bound[j])
        elsewhere[i] = total(work, seats)


@compiled
def kinds(who, party, alarm, chi):
    """What pacts make of rows, the most that any of them does; see bonds.alike and bonds.kinds."""
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
    return Kinds(like, bound, alarmed, forbidden)


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
    """Take from a row what i does not do if it keeps to the letter of a pact.

    Returns the row of forbidden that holds for i. See bonds.keeps_to_the_letter and nature._forbidden.
    """
    of = kind
    for pact in range(who.shape[0]):
        if who[pact, i] and letter[pact, i]:
            of = len(forbidden) - 1
    if of != kind:
        _leave_row_undone(rate, forbidden, kind, i, who, singled, letter)
    return of


@compiled
def _leave_row_undone(rate, forbidden, kind, i, who, singled, letter):
    for j in range(who.shape[1]):
        keeps = False
        for pact in range(who.shape[0]):
            keeps |= who[pact, i] and who[pact, j] and letter[pact, i] and singled[pact, i] != j
        rate[j] = to_the_letter(rate[j], forbidden[kind, j], keeps)
        forbidden[-1, j] = F(0) if keeps else forbidden[kind, j]


@inlined
def go_elsewhere(rate, spare, i, base, bound, kind, elsewhere, displace):
    """Add to a row what goes elsewhere of the effort that pacts free; see bonds.rates.

    bound (K, S) of the kinds of state; spare (S,) is for work.
    """
    for j in range(len(rate)):
        spare[j] = base[i, j] - rate[j]
    more = spread(total(spare, len(spare)), displace, elsewhere[i])
    for j in range(len(rate)):
        rate[j] = rate[j] + outside(base[i, j], bound[kind, j]) * more


@inlined
def retaliate(rate, i, avenges, retaliation):
    """Drive a row by the retaliation that i has ordered, which few have; see bonds.rates."""
    ordered = False
    for j in range(len(rate)):
        ordered |= avenges[i, j] != 0
    if ordered:
        for j in range(len(rate)):
            rate[j] = avenging(rate[j], avenges[i, j], retaliation)
