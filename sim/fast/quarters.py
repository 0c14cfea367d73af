"""A quarter between all states, compiled: the counterparts of sim.aftermath.nature and sim.aftermath.quarter."""

import numpy as np

from sim.aftermath.nature import LEAST_TERM, MOST, RETALIATION, Events, alarms, parties
from sim.fast.arithmetic import F, N, U, compiled, exp, inlined, philox, tables, total, unit
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
    whole = np.zeros((len(replicate), 4, rules.seats, rules.seats), np.int16)
    _happen(
        whole, np.flatnonzero(here), np.asarray(replicate).astype(np.uint32), r.quarter, parties(world),
        U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF), bool(conduct.void), chi, alarms(rules, world),
        np.ascontiguousarray(numbers.displace), np.ascontiguousarray(numbers.misread),
        s.restraint, s.singled, s.toward, s.letter, s.avenges,
        *tables(ground.rate, ground.detect, ground.tell, ground.first, ground.second),
    )  # fmt: skip
    return Events(*np.swapaxes(whole, 0, 1))


@compiled
def _happen(
    whole, here, replicate, quarter, who, k0, k1, void, chi, alarm,
    displace, misread, restraint, singled, toward, letter, avenges,
    base, detect, tell, first, second,
):  # fmt: skip
    for b in here:
        t = b % len(base)
        befalls(
            whole[b], U(quarter[b]), replicate[b], who[b], k0, k1, void, chi[b], alarm[b],
            displace[b], misread[b], restraint[b], singled[b], toward[b], letter[b], avenges[b],
            base[t], detect[t], tell[t], first[t], second[t],
        )  # fmt: skip


@compiled
def befalls(
    whole, quarter, replicate, who, k0, k1, void, chi, alarm,
    displace, misread, restraint, singled, toward, letter, avenges,
    base, detect, tell, first, second,
):  # fmt: skip
    """One quarter of one world, doer by doer: rates, draws, counts, what is found of them, and false alarms.

    Adds to whole (4, S, S), by kind as in Events; see nature.happen.
    """
    seats = who.shape[1]
    rate, none, forbidden, effect = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    alarmed, u0, u1, u2, u3 = (np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F),
                               np.empty(seats, F))  # fmt: skip
    bound, kept_to, hit = np.empty(seats, np.bool_), np.empty(seats, np.bool_), np.empty(seats, np.int64)
    for i in range(seats):
        _ties(bound, effect, kept_to, forbidden, alarmed, i, who, void, chi, alarm,
              restraint, singled, toward, letter)  # fmt: skip
        if _any(alarmed):
            for j in range(seats):
                u0[j] = unit(philox(replicate, quarter, U(i) | (U(j) << U(16)), _SIGNAL, k0, k1)[0])
            for j in range(seats):
                whole[3, i, j] += np.int16(u0[j] < alarmed[j])
        if not _any(base[i]):
            continue
        _rates(rate, none, base[i], bound, effect, kept_to, forbidden, avenges[i], displace)
        for j in range(seats):
            a, b, c, d = philox(replicate, quarter, U(i) | (U(j) << U(16)), _OPERATION, k0, k1)
            u0[j], u1[j], u2[j], u3[j] = unit(a), unit(b), unit(c), unit(d)
        for j in range(seats):
            none[j] = exp(-rate[j])
        hits = 0
        for j in range(seats):  # written whether or not it is one, so that nothing has to be guessed
            hit[hits] = j
            hits += (u0[j] > none[j]) & (rate[j] > F(0))
        for j in hit[:hits]:
            many = _poisson(rate[j], none[j], u0[j])
            found = _share(many, detect[j], u2[j])
            right = _share(found, tell[i, j], u3[j])
            whole[0, i, j] = many
            whole[1, i, j] = _share(many, F(0) if kept_to[j] else forbidden[j], u1[j])
            whole[2, i, j] = right
            suspect = second[j] if first[j] == i else first[j]
            if found > right and suspect != j:
                drawn = unit(philox(replicate, quarter, U(i) | (U(j) << U(16)), _SIGNAL, k0, k1)[1])
                whole[3, suspect, j] += np.int16(_share(found - right, misread, drawn))


@inlined
def _any(x):
    """Whether any number of a row is above 0."""
    found = False
    for j in range(x.shape[0]):
        found |= x[j] > F(0)
    return found


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
    numbers = [
        np.ascontiguousarray(np.broadcast_to(number, len(trust)))
        for number in (p.false_alarm, p.surprise, p.forget, p.prior)
    ]
    _beliefs(trust, np.flatnonzero(here), s.signal, parties(world), *numbers)
    return trust


@compiled
def _beliefs(trust, here, signal, who, false_alarm, surprise, forget, prior):
    for b in here:
        believe(trust[b], signal[b], who[b], false_alarm[b], surprise[b], forget[b], prior[b])


@compiled
def believe(trust, signal, who, alarm, surprise, forget, prior):
    """Change the beliefs trust (S, S) of one world, row by row; see quarter.beliefs."""
    seats = who.shape[1]
    bound, after = np.empty(seats, np.bool_), np.empty(seats, F)
    calm, quiet = F(1) - alarm, F(1) - surprise
    for i in range(seats):
        if not bound_to(bound, who, i):
            continue
        row, seen = trust[i], signal[i]
        for j in range(seats):
            before = F(row[j]) / _FULL
            honours, breaks = (alarm, surprise) if seen[j] > 0 else (calm, quiet)
            kept = before * honours
            x = kept / max(kept + (F(1) - before) * breaks, F(1e-6))
            x = x + forget * (prior - x)
            after[j] = np.rint(min(max(x, F(0.01)), F(0.99)) * _FULL)
        for j in range(seats):
            row[j] = np.int16(after[j]) if bound[j] else row[j]


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


def enter(history: Ints, what: Ints, world: World, here: Bools) -> None:
    """The same as sim.aftermath.quarter.enter."""
    _enter(history, np.flatnonzero(here), what, parties(world), world.record.quarter)


@compiled
def _enter(history, here, what, who, quarter):
    for b in here:
        note(history[b, quarter[b]], what[b], who[b])


@compiled
def note(history, what, who):
    """Write into one quarter of one history, (S, S), toward whom there was any of `what`; see quarter.enter."""
    seats = who.shape[1]
    bound = np.empty(seats, np.bool_)
    for i in range(seats):
        bound_to(bound, who, i)
        row, done = history[i], what[i]
        for j in range(seats):
            row[j] = bound[j] & (done[j] > 0)


def within(who: Bools, what: Ints) -> tuple[Ints, Ints]:
    """The same as sim.aftermath.quarter.within."""
    by_pact, outside = np.zeros(who.shape[:2], np.int64), np.zeros(len(who), np.int64)
    _within(by_pact, outside, who, what)
    return by_pact, outside


@compiled
def _within(by_pact, outside, who, what):
    for b in range(len(who)):
        outside[b] = add_up(by_pact[b], who[b], what[b])


@compiled
def add_up(by_pact, who, what):
    """Add what is between two of each pact to by_pact (L,), and return what is between others; see quarter.within."""
    pacts, seats = who.shape
    free, outside = np.empty(seats, N), np.int64(0)
    for i in range(seats):
        row = what[i]
        free[:] = 1
        for pact in range(pacts):
            if who[pact, i]:
                mates, much = who[pact], N(0)
                for j in range(seats):
                    much += N(row[j]) * N(mates[j])
                    free[j] = 0 if mates[j] else free[j]
                by_pact[pact] += much - row[i]
        free[i], abroad = 1, N(0)
        for j in range(seats):
            abroad += N(row[j]) * free[j]
        outside += abroad
    return outside
