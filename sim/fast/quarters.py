"""A quarter between all states, compiled: the counterparts of sim.aftermath.nature and sim.aftermath.quarter."""

import numpy as np

from sim.aftermath.nature import LEAST_TERM, MOST, RETALIATION, Events, alarms, parties
from sim.fast.arithmetic import F, N, U, compiled, exp, inlined, philox, total, unit
from sim.record import World
from sim.rules import Rules
from sim.secrets import FULL, Secrets
from sim.terms import Bools, Ints, Stage, Use

_OPERATION, _SIGNAL = U(Use.OPERATION), U(Use.SIGNAL)
_FULL, _LEAST_TERM, _RETALIATION = F(FULL), F(LEAST_TERM), F(RETALIATION)


def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """The same as sim.aftermath.nature.happen."""
    r, s, ground, conduct = world.record, world.secrets, rules.ground, rules.conduct
    here = r.stage == Stage.NATURE if here is None else here
    chi = conduct.forbids(rules.book.vague, rules.book.depth, r.wording)
    numbers = conduct.numbers()
    whole = np.zeros((4, len(replicate), rules.seats, rules.seats), np.int16)
    _happen(
        whole, np.flatnonzero(here), np.asarray(replicate).astype(np.uint32), r.quarter, parties(world),
        U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF), bool(conduct.void), chi, alarms(rules, world),
        numbers.displace, numbers.misread, s.restraint, s.singled, s.toward, s.letter, s.avenges,
        ground.rate, ground.detect, ground.tell, ground.first, ground.second,
    )  # fmt: skip
    return Events(*whole)


@compiled
def _happen(
    whole, here, replicate, quarter, who, k0, k1, void, chi, alarm,
    displace, misread, restraint, singled, toward, letter, avenges,
    base, detect, tell, first, second,
):  # fmt: skip
    """Doer by doer: rates, draws, counts, what is found of them, and false alarms; see nature.happen."""
    seats, pacts = who.shape[2], who.shape[1]
    rate, none, u0, u1 = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    forbidden, effect, alarmed = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    bound, kept_to = np.empty(seats, np.bool_), np.empty(seats, np.bool_)
    for b in here:
        q, replica, among = U(quarter[b]), replicate[b], who[b]
        anybody = False
        for pact in range(pacts):
            for i in range(seats):
                anybody |= among[pact, i]
        for i in range(seats):
            bound_to_any = False
            for pact in range(pacts):
                bound_to_any |= among[pact, i]
            _ties(bound, effect, kept_to, forbidden, alarmed, i, among, void, chi[b], alarm[b],
                  restraint[b], singled[b], toward[b], letter[b])  # fmt: skip
            _rates(rate, none, base[b, i], bound, effect, kept_to, forbidden, avenges[b, i], displace[b])
            for j in range(seats):
                pair = U(i) | (U(j) << U(16))
                u0[j] = unit(philox(replica, q, pair, _OPERATION, k0, k1)[0])
            for j in range(seats):
                none[j] = exp(-rate[j])
            if bound_to_any:
                for j in range(seats):
                    pair = U(i) | (U(j) << U(16))
                    u1[j] = unit(philox(replica, q, pair, _SIGNAL, k0, k1)[0])
                for j in range(seats):
                    whole[3, b, i, j] += np.int16(u1[j] < alarmed[j])
            for j in range(seats):
                if not (u0[j] > none[j] and rate[j] > F(0)):
                    continue
                many = _poisson(rate[j], none[j], u0[j])
                if many == 0:
                    continue
                pair = U(i) | (U(j) << U(16))
                _, x1, x2, x3 = philox(replica, q, pair, _OPERATION, k0, k1)
                found = _share(many, detect[b, j], unit(x2))
                right = _share(found, tell[b, i, j], unit(x3))
                whole[0, b, i, j] = many
                whole[1, b, i, j] = _share(many, F(0) if kept_to[j] else forbidden[j], unit(x1))
                whole[2, b, i, j] = right
                if found > right:
                    suspect = second[b, j] if first[b, j] == i else first[b, j]
                    if suspect != j:
                        laid = _share(found - right, misread[b], unit(philox(replica, q, pair, _SIGNAL, k0, k1)[1]))
                        whole[3, b, suspect, j] += np.int16(laid)


@compiled
def _ties(bound, effect, kept_to, forbidden, alarmed, i, who, void, chi, alarm, restraint, singled, toward, letter):
    """One row of nature.ties and of the alarms, for the doer i; see there."""
    seats, pacts = who.shape[1], who.shape[0]
    for j in range(seats):
        bound[j], kept_to[j], effect[j], forbidden[j], alarmed[j] = False, False, F(0), F(0), F(0)
    for pact in range(pacts):
        if not who[pact, i]:
            continue
        level, apart = F(0) if void else F(restraint[pact, i]) / _FULL, singled[pact, i]
        lawful = letter[pact, i] > 0 and not void
        for j in range(seats):
            there = who[pact, j] and j != i
            bound[j] |= there
            kept_to[j] |= there and lawful and j != apart
            effect[j] = max(effect[j], level if there and j != apart else F(0))
            forbidden[j] = max(forbidden[j], chi[pact] if there else F(0))
            alarmed[j] = max(alarmed[j], alarm[pact] if there else F(0))
        if 0 <= apart < seats and apart != i and who[pact, apart] and not void:
            effect[apart] = max(effect[apart], F(toward[pact, i]) / _FULL)


@compiled
def _rates(rate, work, base, bound, effect, kept_to, forbidden, avenges, displace):
    """One row of nature.rates; see there."""
    seats = base.shape[0]
    for j in range(seats):
        kept = F(1) - forbidden[j] if kept_to[j] else F(1)
        rate[j] = base[j] * kept * (F(1) - effect[j])
        work[j] = base[j] - rate[j]
    freed = total(work, seats) * displace
    for j in range(seats):
        work[j] = F(0) if bound[j] else base[j]
    elsewhere = max(total(work, seats), F(1e-6))
    for j in range(seats):
        rate[j] = (rate[j] + freed * (work[j] / elsewhere)) * (_RETALIATION if avenges[j] > 0 else F(1))


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
def _share(count, chance_each, u):
    """nature.share_of of one number."""
    return min(max(N(np.floor(F(count) * chance_each + u)), 0), count)


def beliefs(rules: Rules, s: Secrets, world: World, here: Bools) -> Ints:
    """The same as sim.aftermath.quarter.beliefs."""
    p, trust = rules.conduct.numbers(), s.trust.copy()
    _beliefs(
        trust, np.flatnonzero(here), s.signal, parties(world), p.false_alarm, p.surprise, p.forget, p.prior
    )  # fmt: skip
    return trust


@compiled
def _beliefs(trust, here, signal, who, false_alarm, surprise, forget, prior):
    """Row by row; see quarter.beliefs."""
    seats, pacts = who.shape[2], who.shape[1]
    bound, after = np.empty(seats, np.bool_), np.empty(seats, F)
    for b in here:
        alarm, q = false_alarm[b], surprise[b]
        calm, quiet = F(1) - alarm, F(1) - q
        for i in range(seats):
            bound[:] = False
            for pact in range(pacts):
                if who[b, pact, i]:
                    for j in range(seats):
                        bound[j] |= who[b, pact, j] and j != i
            row, seen = trust[b, i], signal[b, i]
            for j in range(seats):
                before = F(row[j]) / _FULL
                honours, breaks = (alarm, q) if seen[j] > 0 else (calm, quiet)
                kept = before * honours
                x = kept / max(kept + (F(1) - before) * breaks, F(1e-6))
                x = x + forget[b] * (prior[b] - x)
                after[j] = np.rint(min(max(x, F(0.01)), F(0.99)) * _FULL)
            for j in range(seats):
                row[j] = np.int16(after[j]) if bound[j] else row[j]


def enter(history: Ints, what: Ints, world: World, here: Bools) -> None:
    """The same as sim.aftermath.quarter.enter."""
    _enter(history, np.flatnonzero(here), what, parties(world), world.record.quarter)


@compiled
def _enter(history, here, what, who, quarter):
    """Row by row; see quarter.enter."""
    seats, pacts = who.shape[2], who.shape[1]
    bound = np.empty(seats, np.bool_)
    for b in here:
        for i in range(seats):
            bound[:] = False
            for pact in range(pacts):
                if who[b, pact, i]:
                    for j in range(seats):
                        bound[j] |= who[b, pact, j]
            bound[i] = False
            row, done = history[b, quarter[b], i], what[b, i]
            for j in range(seats):
                row[j] = bound[j] & (done[j] > 0)


def within(who: Bools, what: Ints) -> tuple[Ints, Ints]:
    """The same as sim.aftermath.quarter.within."""
    by_pact, outside = np.zeros(who.shape[:2], np.int64), np.zeros(len(who), np.int64)
    _within(by_pact, outside, who, what)
    return by_pact, outside


@compiled
def _within(by_pact, outside, who, what):
    """Row by row; see quarter.within."""
    worlds, pacts, seats = who.shape
    free = np.empty(seats, N)
    for b in range(worlds):
        for i in range(seats):
            row = what[b, i]
            free[:] = 1
            for pact in range(pacts):
                if who[b, pact, i]:
                    mates, much = who[b, pact], N(0)
                    for j in range(seats):
                        much += N(row[j]) * N(mates[j])
                        free[j] = 0 if mates[j] else free[j]
                    by_pact[b, pact] += much - row[i]
            free[i], abroad = 1, N(0)
            for j in range(seats):
                abroad += N(row[j]) * free[j]
            outside[b] += abroad
