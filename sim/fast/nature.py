"""What happens by itself in a quarter, compiled: a counterpart of demarche.sim.aftermath.nature."""

import numpy as np

from demarche.sim import formulas
from demarche.sim.aftermath.bonds import bonds
from demarche.sim.aftermath.nature import FOUND, MOST, READ, Events
from demarche.sim.fast.arithmetic import F, N, U, W, exp, mixed, numbered, philox, step, tables, two_of
from demarche.sim.fast.bonds import go_elsewhere, hold_back, kinds, leave_undone, retaliate, run_elsewhere
from demarche.sim.fast.bundles import Address, Bound, Lists, Terrain
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Ints, Stage, Use

_QUARTER, _FOUND, _READ = U(Use.QUARTER), W(FOUND), W(READ)
_CALM = F(2)
_RATE, _DRAWN, _FORBIDDEN, _TERM, _BY_DOER, _BY_DOOR = range(6)
_DETECT, _TELL = _DRAWN, _FORBIDDEN
_FIRST = 4
"""Counts that are made without looking whether they are needed."""
held_back, may_run, suspected = formula(formulas.held_back), formula(formulas.may_run), formula(formulas.suspected)
counts_on, next_term, share_of = formula(formulas.counts_on), formula(formulas.next_term), formula(formulas.share_of)


def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """The same as demarche.sim.aftermath.nature.happen."""
    here = world.record.stage == Stage.NATURE if here is None else here
    b = bonds(rules, world)
    whole = np.zeros((4, len(replicate), rules.seats, rules.seats), np.int16)
    numbers = (np.ascontiguousarray(number) for number in (b.retaliation, b.displace, b.misread))
    no_lists = np.empty((len(replicate), 0), F), np.zeros((len(replicate), rules.seats), N)
    _happen(
        whole, np.flatnonzero(here), world.record.quarter,
        Address(np.asarray(replicate).astype(np.uint32), U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF)),
        Bound(b.who, b.chi, b.alarm, b.restraint, b.singled, b.toward, b.letter, b.avenges, *no_lists, *numbers),
        Terrain(*tables(b.base, b.detect, b.tell, b.first, b.second)),
    )  # fmt: skip
    return Events(*whole)


@compiled
def _happen(whole, here, quarter, address, all_bound, terrain):
    """World by world, `here` (n,). The bundles hold a row for each world, in terrain for one where all are the same."""
    room, elsewhere = lists(whole.shape[2]), np.empty(whole.shape[2], F)
    for b in here:
        t = b % len(terrain.base)
        a, ground = all_bound, Terrain(
            terrain.base[t], terrain.detect[t], terrain.tell[t], terrain.first[t], terrain.second[t]
        )  # fmt: skip
        run_elsewhere(elsewhere, ground.base, a.who[b])
        bound = Bound(
            a.who[b], a.chi[b], a.alarm[b], a.restraint[b], a.singled[b], a.toward[b], a.letter[b], a.avenges[b],
            elsewhere, a.signed[b], a.retaliation[b], a.displace[b], a.misread[b],
        )  # fmt: skip
        runs, wrongs = befalls(
            room, U(quarter[b]), Address(address.replicate[b], address.k0, address.k1), bound, ground
        )
        run, wrong = room.run, room.wrong
        for n in range(runs):
            for kind in range(3):
                whole[kind, b, run[0, n], run[1, n]] = run[2 + kind, n]
        for n in range(wrongs):
            whole[3, b, wrong[0, n], wrong[1, n]] += wrong[2, n]


@compiled
def lists(seats):
    """Room for what one quarter brings between that many states."""
    pairs = seats * seats
    return Lists(
        np.empty((6, pairs), N), np.empty((4, 2 * pairs), N), np.empty((6, pairs), F), np.empty(pairs, W)
    )  # fmt: skip


@compiled
def befalls(room, quarter, address, pacts, ground):
    """One quarter of one world, doer by doer, into the lists of `room`. Returns how many of run and wrong it wrote.

    See nature.play_quarter.
    Work is done in one short loop after another, so that each becomes vector instructions; what need not be is written
    whether or not it is one, so that nothing has to be guessed; and places have no sign, as none is from the end.
    """
    run, wrong, work, begins = room.run, room.wrong, room.work, room.begins
    base, seats, party = ground.base, pacts.who.shape[1], pacts.who.astype(F)
    # Arrays are taken out of bundles before the loop over states: numba would count each of them for every state.
    who, chi, alarm, restraint, singled, toward, letter, avenges, elsewhere, signed, retaliation, displace, misread = (
        pacts
    )
    like, bound, alarmed, forbidden = kinds(who, party, alarm, chi)
    rate, spare, u, calm = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    some, opened, steps, looked = np.empty(seats, W), np.empty(seats, W), np.empty(seats, W), np.empty(seats, np.int8)
    many, wrongs = 0, 0
    for i in range(seats):
        low, high, _, _ = philox(address.replicate, quarter, U(i), _QUARTER, address.k0, address.k1)
        opened[i] = (W(high) << W(32)) | W(low)
        steps[i] = step(W(i))
    for i in range(seats):
        begun, here, kind = opened[i], 0, like[i]
        hold_back(spare, i, who, party, restraint, singled, toward)
        for j in range(seats):
            rate[j] = held_back(base[i, j], spare[j])
        of = leave_undone(rate, forbidden, kind, i, who, singled, letter)
        go_elsewhere(rate, spare, i, base, bound, kind, elsewhere, displace)
        retaliate(rate, i, avenges, retaliation)
        for j in range(seats):
            u[j], calm[j] = two_of(mixed(begun + steps[j]))
        calm[i] = _CALM
        for j in range(seats):
            looked[j] = may_run(rate[j], u[j]) | (calm[j] < alarmed[kind, j])
        for j in range(seats):
            some[here] = j
            here += looked[j]
        for n in range(here):
            j = some[n]
            wrong[0, wrongs], wrong[1, wrongs] = i, j
            wrongs += calm[j] < alarmed[kind, j]
            run[0, many], run[1, many], begins[many] = i, j, begun
            work[_RATE, many], work[_DRAWN, many], work[_FORBIDDEN, many] = rate[j], u[j], forbidden[of, j]
            many += may_run(rate[j], u[j])
    for n in range(wrongs):
        wrong[2, n] = 1
    runs = _count(run, work, begins, many)
    _find(room, runs, ground)
    wrongs = _misread(room, runs, wrongs, misread, ground)
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
            going = going if counts_on(drawn, so_far, F(k), at, term) else F(0)
            number += going
            term = next_term(term, at, F(k))
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
        if not counts_on(u, so_far, F(k), rate, term):
            break
        count += 1
        term = next_term(term, rate, F(k))
        so_far = so_far + term
    return count


@inlined
def _find(room, runs, ground):
    """Of operations, those inside into run[3], those laid at the right door into [4] and those found into [5].

    See nature._find.
    """
    run, work, begins, detect, tell = room.run, room.work, room.begins, ground.detect, ground.tell
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
def _misread(room, runs, wrongs, misread, ground):
    """Write what is laid at a wrong door after the first `wrongs`, and return how many they are then.

    See nature._find.
    """
    run, wrong, work, first, second = room.run, room.wrong, room.work, ground.first, ground.second
    places, some = room.begins, 0
    for n in range(runs):
        places[some] = n
        some += run[5, n] > run[4, n]
    for k in range(some):
        n = places[k]
        i, j = run[0, n], W(run[1, n])
        suspect = suspected(i, first[j], second[j])
        wrong[0, wrongs], wrong[1, wrongs] = suspect, j
        wrong[2, wrongs] = _share(run[5, n] - run[4, n], misread, work[_BY_DOOR, n])
        wrongs += suspect != j
    return wrongs


@inlined
def _share(count, chance_each, u):
    """nature.share_of of one number."""
    return N(share_of(F(count), chance_each, u))
