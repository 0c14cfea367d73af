"""What happens by itself in a quarter, compiled: the counterpart of demarche.sim.aftermath.nature."""

import numpy as np

from demarche.sim.aftermath.bonds import bonds
from demarche.sim.aftermath.nature import FOUND, LEAST_TERM, MOST, NEAR, READ, Events
from demarche.sim.fast.arithmetic import (
    F,
    N,
    U,
    W,
    compiled,
    exp,
    inlined,
    mixed,
    numbered,
    philox,
    step,
    tables,
    two_of,
)
from demarche.sim.fast.bonds import go_elsewhere, hold_back, kinds, leave_undone, retaliate, run_elsewhere
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Ints, Stage, Use

_QUARTER, _FOUND, _READ = U(Use.QUARTER), W(FOUND), W(READ)
_LEAST_TERM, _SURE, _CALM = F(LEAST_TERM), F(1 - NEAR), F(2)
_RATE, _DRAWN, _FORBIDDEN, _TERM, _BY_DOER, _BY_DOOR = range(6)
_DETECT, _TELL = _DRAWN, _FORBIDDEN
_FIRST = 4
"""Counts that are made without looking whether they are needed."""


def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """The same as demarche.sim.aftermath.nature.happen."""
    here = world.record.stage == Stage.NATURE if here is None else here
    b = bonds(rules, world)
    whole = np.zeros((4, len(replicate), rules.seats, rules.seats), np.int16)
    _happen(
        whole, np.flatnonzero(here), np.asarray(replicate).astype(np.uint32), world.record.quarter,
        U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF), b.who, b.chi, b.alarm,
        b.restraint, b.singled, b.toward, b.letter, b.avenges,
        np.ascontiguousarray(b.displace), np.ascontiguousarray(b.misread),
        *tables(b.base, b.detect, b.tell, b.first, b.second),
    )  # fmt: skip
    return Events(*whole)


@compiled
def _happen(
    whole, here, replicate, quarter, k0, k1, who, chi, alarm, restraint, singled, toward, letter, avenges,
    displace, misread, base, detect, tell, first, second,
):  # fmt: skip
    run, wrong, work, begins = lists(who.shape[2])
    elsewhere, signed = np.empty(who.shape[2], F), np.zeros(who.shape[2], N)
    for b in here:
        t = b % len(base)
        run_elsewhere(elsewhere, base[t], who[b])
        runs, wrongs = befalls(
            run, wrong, work, begins, U(quarter[b]), replicate[b], k0, k1, signed, who[b], chi[b], alarm[b],
            restraint[b], singled[b], toward[b], letter[b], avenges[b], elsewhere, displace[b], misread[b],
            base[t], detect[t], tell[t], first[t], second[t],
        )  # fmt: skip
        for n in range(runs):
            for kind in range(3):
                whole[kind, b, run[0, n], run[1, n]] = run[2 + kind, n]
        for n in range(wrongs):
            whole[3, b, wrong[0, n], wrong[1, n]] += wrong[2, n]


@compiled
def lists(seats):
    """Room for what one quarter brings between that many states, as `befalls` writes it: run, wrong, work, begins."""
    pairs = seats * seats
    return np.empty((6, pairs), N), np.empty((4, 2 * pairs), N), np.empty((6, pairs), F), np.empty(pairs, W)


@compiled
def befalls(
    run, wrong, work, begins, quarter, replicate, k0, k1, signed, who, chi, alarm, restraint, singled, toward, letter,
    avenges, elsewhere, displace, misread, base, detect, tell, first, second,
):  # fmt: skip
    """One quarter of one world, doer by doer; see nature.play_quarter. Returns how many of each list it wrote.

    run    (6, S * S) doer, victim, operations, those inside, those found and laid at the right door, pacts of both
    wrong  (4, 2 * S * S) suspect, victim, signals of what it did not do, pacts of both
    work, begins  room as from `lists`      signed (S,) the pacts that each signed, as bits: for the lists alone
    Work is done in one short loop after another, so that each becomes vector instructions; what need not be is written
    whether or not it is one, so that nothing has to be guessed; and places have no sign, as none is from the end.
    """
    seats, party = who.shape[1], who.astype(F)
    like, bound, alarmed, forbidden = kinds(who, party, alarm, chi)
    rate, spare, u, calm = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    some, opened, steps, looked = np.empty(seats, W), np.empty(seats, W), np.empty(seats, W), np.empty(seats, np.int8)
    many, wrongs = 0, 0
    for i in range(seats):
        low, high, _, _ = philox(replicate, quarter, U(i), _QUARTER, k0, k1)
        opened[i] = (W(high) << W(32)) | W(low)
        steps[i] = step(W(i))
    for i in range(seats):
        begun, here, kind = opened[i], 0, like[i]
        hold_back(spare, i, who, party, restraint, singled, toward)
        for j in range(seats):
            rate[j] = base[i, j] * (F(1) - spare[j])
        of = leave_undone(rate, forbidden, kind, i, who, singled, letter)
        go_elsewhere(rate, spare, i, base, bound, kind, elsewhere[i], displace)
        retaliate(rate, i, avenges)
        for j in range(seats):
            u[j], calm[j] = two_of(mixed(begun + steps[j]))
        calm[i] = _CALM
        for j in range(seats):
            looked[j] = (u[j] + rate[j] > _SURE) | (calm[j] < alarmed[kind, j])
        for j in range(seats):
            some[here] = j
            here += looked[j]
        for n in range(here):
            j = some[n]
            wrong[0, wrongs], wrong[1, wrongs] = i, j
            wrongs += calm[j] < alarmed[kind, j]
            run[0, many], run[1, many], begins[many] = i, j, begun
            work[_RATE, many], work[_DRAWN, many], work[_FORBIDDEN, many] = rate[j], u[j], forbidden[of, j]
            many += u[j] + rate[j] > _SURE
    for n in range(wrongs):
        wrong[2, n] = 1
    runs = _count(run, work, begins, many)
    _find(run, work, begins, runs, detect, tell)
    wrongs = _misread(wrong, wrongs, run, work, begins, runs, misread, first, second)
    for n in range(runs):
        run[5, n] = signed[W(run[0, n])] & signed[W(run[1, n])]
    for n in range(wrongs):
        wrong[3, n] = signed[W(wrong[0, n])] & signed[W(wrong[1, n])]
    return runs, wrongs


@inlined
def _count(run, work, begins, many):
    """nature.poisson of the first `many` of the lists: those above 0 come to stand first. Returns how many they are.

    The first counts are made in one go; hardly any is greater.
    """
    for n in range(many):
        work[_TERM, n] = exp(-work[_RATE, n])
    for n in range(many):
        at, term, drawn = work[_RATE, n], work[_TERM, n], work[_DRAWN, n]
        so_far, number, going = term, F(0), F(1)
        for k in range(1, _FIRST + 1):
            going = going if (drawn > so_far) & ((F(k) <= at) | (term > _LEAST_TERM)) else F(0)
            number += going
            term = term * at / F(k)
            so_far = so_far + term
        run[2, n] = N(number)
    runs = 0
    for n in range(many):
        number = run[2, n]
        if number == _FIRST:
            number = _poisson(work[_RATE, n], work[_TERM, n], work[_DRAWN, n])
        run[0, runs], run[1, runs], run[2, runs] = run[0, n], run[1, n], number
        work[_FORBIDDEN, runs], begins[runs] = work[_FORBIDDEN, n], begins[n]
        runs += number > 0
    return runs


@inlined
def _poisson(rate, term, u):
    """nature.poisson of one number; term is exp(-rate)."""
    so_far, count = term, 0
    for k in range(1, MOST + 1):
        if not (u > so_far and (F(k) <= rate or term > _LEAST_TERM)):
            break
        count += 1
        term = term * rate / F(k)
        so_far = so_far + term
    return count


@inlined
def _find(run, work, begins, runs, detect, tell):
    """Of operations, those inside into run[3], those laid at the right door into [4] and those found into [5].

    See nature._find.
    """
    for n in range(runs):
        begun, victim = begins[n], W(run[1, n])
        work[_RATE, n], work[_TERM, n] = two_of(numbered(begun, victim + _FOUND))
        work[_BY_DOER, n], work[_BY_DOOR, n] = two_of(numbered(begun, victim + _READ))
    for n in range(runs):
        run[3, n] = _share(run[2, n], work[_FORBIDDEN, n], work[_RATE, n])
    for n in range(runs):
        i, j = W(run[0, n]), W(run[1, n])
        work[_DETECT, n], work[_TELL, n] = detect[j], tell[i, j]
    for n in range(runs):
        run[5, n] = _share(run[2, n], work[_DETECT, n], work[_TERM, n])
        run[4, n] = _share(run[5, n], work[_TELL, n], work[_BY_DOER, n])


@inlined
def _misread(wrong, wrongs, run, work, places, runs, misread, first, second):
    """Write what is laid at a wrong door after the first `wrongs`, and return how many they are then.

    See nature._find. places (S * S,) is for work.
    """
    some = 0
    for n in range(runs):
        places[some] = n
        some += run[5, n] > run[4, n]
    for k in range(some):
        n = places[k]
        i, j = run[0, n], W(run[1, n])
        suspect = second[j] if first[j] == i else first[j]
        wrong[0, wrongs], wrong[1, wrongs] = suspect, j
        wrong[2, wrongs] = _share(run[5, n] - run[4, n], misread, work[_BY_DOOR, n])
        wrongs += suspect != j
    return wrongs


@inlined
def _share(count, chance_each, u):
    """nature.share_of of one number."""
    return min(max(N(np.floor(F(count) * chance_each + u)), N(0)), N(count))
