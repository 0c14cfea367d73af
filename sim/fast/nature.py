"""What happens by itself in a quarter, compiled: the counterpart of sim.aftermath.nature and of the rates in bonds."""

import numpy as np

from sim.aftermath.bonds import RETALIATION, bonds
from sim.aftermath.nature import FOUND, LEAST_TERM, MOST, NEAR, READ, Events
from sim.fast.arithmetic import F, N, U, W, compiled, exp, inlined, numbered, philox, tables, total, two_of
from sim.record import World
from sim.rules import Rules
from sim.terms import Bools, Ints, Stage, Use

_QUARTER, _FOUND, _READ = U(Use.QUARTER), W(FOUND), W(READ)
_LEAST_TERM, _RETALIATION, _SURE = F(LEAST_TERM), F(RETALIATION), F(1 - NEAR)


def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """The same as sim.aftermath.nature.happen."""
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
    run, wrong = lists(who.shape[2])
    for b in here:
        t = b % len(base)
        runs, wrongs = befalls(
            run, wrong, U(quarter[b]), replicate[b], k0, k1, who[b], chi[b], alarm[b],
            restraint[b], singled[b], toward[b], letter[b], avenges[b], displace[b], misread[b],
            base[t], detect[t], tell[t], first[t], second[t],
        )  # fmt: skip
        for n in range(runs):
            i, j, many, inside, right = run[n]
            whole[0, b, i, j], whole[1, b, i, j], whole[2, b, i, j] = many, inside, right
        for n in range(wrongs):
            i, j, much = wrong[n]
            whole[3, b, i, j] += much


@compiled
def lists(seats):
    """Room for what one quarter brings between that many states, as `befalls` writes it."""
    return np.empty((seats * seats, 5), N), np.empty((2 * seats * seats, 3), N)


@compiled
def befalls(
    run, wrong, quarter, replicate, k0, k1, who, chi, alarm, restraint, singled, toward, letter, avenges,
    displace, misread, base, detect, tell, first, second,
):  # fmt: skip
    """One quarter of one world, doer by doer; see nature.play_quarter. Returns how many rows of each list it wrote.

    run    (S * S, 5) doer, victim, operations, those inside, those found and laid at the right door
    wrong  (2 * S * S, 3) suspect, victim, signals of what it did not do
    """
    pacts, seats = who.shape
    rate, u, calm, alarmed = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    effect, bound, work = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    some, party = np.empty(seats, np.int64), np.empty((pacts, seats), F)
    for pact in range(pacts):
        for j in range(seats):
            party[pact, j] = F(1) if who[pact, j] else F(0)
    runs, wrongs = 0, 0
    for i in range(seats):
        tied = _held_back(effect, bound, alarmed, i, who, party, alarm, restraint, singled, toward)
        _rates(rate, work, i, base[i], tied, effect, bound, who, party, chi, singled, letter, avenges[i], displace)
        low, high, _, _ = philox(replicate, quarter, U(i), _QUARTER, k0, k1)
        begun = (W(high) << W(32)) | W(low)
        for j in range(seats):
            u[j], calm[j] = two_of(numbered(begun, W(j)))
        alarmed[i] = F(0)
        many = 0
        for j in range(seats):  # written whether or not it is one, so that nothing has to be guessed
            some[many] = j
            many += (u[j] + rate[j] > _SURE) | (calm[j] < alarmed[j])
        for j in some[:many]:
            if calm[j] < alarmed[j]:
                wrong[wrongs, 0], wrong[wrongs, 1], wrong[wrongs, 2] = i, j, 1
                wrongs += 1
            count = poisson(rate[j], u[j])
            if not count:
                continue
            by_text, by_skill = two_of(numbered(begun, W(j) + _FOUND))
            by_doer, by_door = two_of(numbered(begun, W(j) + _READ))
            found = _share(count, detect[j], by_skill)
            right = _share(found, tell[i, j], by_doer)
            run[runs, 0], run[runs, 1], run[runs, 2] = i, j, count
            run[runs, 3] = _share(count, _forbidden(i, j, who, chi, singled, letter), by_text)
            run[runs, 4] = right
            runs += 1
            suspect = second[j] if first[j] == i else first[j]
            if found > right and suspect != j:
                wrong[wrongs, 0], wrong[wrongs, 1] = suspect, j
                wrong[wrongs, 2] = _share(found - right, misread, by_door)
                wrongs += 1
    return runs, wrongs


@compiled
def _held_back(effect, bound, alarmed, i, who, party, alarm, restraint, singled, toward):
    """One row of bonds._held_back and of the alarms, for the doer i; whether any pact binds it."""
    pacts, seats = who.shape
    effect[:], bound[:], alarmed[:] = F(0), F(0), F(0)
    tied = False
    for pact in range(pacts):
        if not who[pact, i]:
            continue
        tied = True
        level, chance, both = restraint[pact, i], alarm[pact], party[pact]
        apart = singled[pact, i]
        before = effect[apart]
        for j in range(seats):
            bound[j] = max(bound[j], both[j])
            effect[j] = max(effect[j], level * both[j])
            alarmed[j] = max(alarmed[j], chance * both[j])
        if apart >= 0:
            effect[apart] = max(before, toward[pact, i] * both[apart])
    return tied


@compiled
def _rates(rate, work, i, base, tied, effect, bound, who, party, chi, singled, letter, avenges, displace):
    """One row of bonds.rates; see there."""
    pacts, seats = who.shape
    if not tied:
        rate[:] = base
    else:
        for j in range(seats):
            rate[j] = base[j] * (F(1) - effect[j])
        for pact in range(pacts):
            if who[pact, i] and letter[pact, i]:
                _lawful(rate, i, who, chi, singled, letter)
                break
        for j in range(seats):
            work[j] = base[j] - rate[j]
        freed = total(work, seats) * displace
        for j in range(seats):
            work[j] = base[j] - base[j] * bound[j]
        elsewhere = freed / max(total(work, seats), F(1e-6))
        for j in range(seats):
            rate[j] = rate[j] + work[j] * elsewhere
    for j in range(seats):
        rate[j] = rate[j] * (_RETALIATION if avenges[j] > 0 else F(1))


@compiled
def _lawful(rate, i, who, chi, singled, letter):
    """Take from a row of rates what is clearly forbidden, where i keeps to the letter; see bonds._lawful."""
    pacts, seats = who.shape
    for j in range(seats):
        most, keeps = F(0), False
        for pact in range(pacts):
            if who[pact, i] and who[pact, j]:
                most = max(most, chi[pact])
                keeps |= letter[pact, i] and singled[pact, i] != j
        rate[j] = rate[j] * (F(1) - most if keeps else F(1))


@inlined
def _forbidden(i, j, who, chi, singled, letter):
    """nature._forbidden of one pair."""
    most, keeps = F(0), False
    for pact in range(who.shape[0]):
        if who[pact, i] and who[pact, j]:
            most = max(most, chi[pact])
            keeps |= letter[pact, i] and singled[pact, i] != j
    return F(0) if keeps else most


@inlined
def poisson(rate, u):
    """nature.poisson of one number."""
    term = exp(-rate)
    so_far, count = term, 0
    for k in range(1, MOST + 1):
        if not (u > so_far and (F(k) <= rate or term > _LEAST_TERM)):
            break
        count += 1
        term = term * rate / F(k)
        so_far = so_far + term
    return count


@inlined
def _share(count, chance_each, u):
    """nature.share_of of one number."""
    return min(max(N(np.floor(F(count) * chance_each + u)), 0), count)
