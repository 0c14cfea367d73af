"""All quarters of a world before those of the next, compiled: what the session does tick by tick, to the same bits.

It agrees with session.go_on where every seat is the national doctrine and no pact is on offer any more: in each
quarter conduct under each pact in turn, what happens by itself, and answers.  Whatever else there is goes tick by tick.
"""

from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.fast.capitals import weigh
from demarche.scenarios.playout_capitals import keep, respond
from demarche.sim.aftermath.bonds import CHANNELS
from demarche.sim.aftermath.quarter import MOST_COUNTED
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import F, N, U, compiled, exp, inlined, tables
from demarche.sim.fast.bonds import run_elsewhere
from demarche.sim.fast.nature import befalls, lists
from demarche.sim.fast.quarters import believe, bit_of
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import AMONG, CONTESTED, DELIVERED, DUE, FALSE, FULL, INSIDE, KNOWN, OPERATIONS, WORD
from demarche.sim.session import Chance
from demarche.sim.terms import NONE, Bools, Stage, Status

_FULL, _MOST, _M = F(FULL), int(MOST_COUNTED), len(MEASURES)
_NUMBERS = ("false_alarm", "calm_talks", "calm_line", "displace", "misread", "surprise", "forget", "prior")
MOST_PACTS = 31
"""Pacts that are told apart by the bits of one number; a world with more is played tick by tick."""
_CHANGED = (
    "restraint", "singled", "toward", "letter", "avenges", "count", "inside", "signal", "trust", "broke", "saw", "sums",
    "abroad",
)  # fmt: skip


def fits(world: World) -> Bools:
    """The worlds whose quarters can be played so, (B,): at the opening of one, with no pact on offer."""
    r = world.record
    if r.signed.shape[1] > MOST_PACTS:
        return np.zeros(r.worlds, bool)
    opening = ((r.stage == Stage.CONDUCT) | (r.stage == Stage.NATURE)) & (r.quarter != NONE)
    return np.asarray(opening & ~np.isin(r.status, (Status.UNSIGNED, Status.OPEN)).any(axis=1))


def play_out(rules: Rules, world: World, doctrine: Doctrine, luck: Chance) -> World:
    """The worlds at their end. Every one of them fits, and is spent."""
    r, s, conduct, roster, ground = world.record, world.secrets, rules.conduct, rules.roster, rules.ground
    p, line = conduct.numbers(), roster.line
    names = ("tick", "denounced", "delivered", "consulted", "accused", "sanctioned")
    record = {name: np.require(getattr(r, name), requirements=("C", "W")) for name in names}
    secret = {name: np.require(getattr(s, name), requirements=("C", "W")) for name in _CHANGED}
    own = (record["tick"], r.signed, record["denounced"], record["delivered"], record["consulted"], record["accused"],
           record["sanctioned"], *secret.values())  # fmt: skip
    _play_out(
        *own, int(r.quarter[0]), conduct.quarters, bool(conduct.void),
        np.asarray(luck.replicate).astype(np.uint32), U(luck.seed & 0xFFFFFFFF), U((luck.seed >> 32) & 0xFFFFFFFF),
        np.where(line == NONE, len(roster.blocs), line).astype(np.uint32),
        rules.may_be_parties,
        conduct.forbids(rules.book.vague, rules.book.depth, r.wording), conduct.promises(r.wording),
        *tables(rules.binding),
        *tables(*(getattr(p, number) for number in _NUMBERS)),
        *tables(ground.rate), *tables(ground.tell), *tables(ground.name), *tables(ground.named),
        *tables(ground.detect, ground.first, ground.second),
        *tables(roster.offence), *tables(roster.audience), *tables(conduct.threat),
        *tables(doctrine.values), *tables(doctrine.family),
    )  # fmt: skip
    everywhere = np.ones(r.worlds, bool)
    r = replace(r, **record).but(everywhere, quarter=conduct.quarters, turn=0, stage=Stage.CLOSED)
    return world.now(r, secrets=replace(s, **secret))


@compiled
def _play_out(
    tick, signed, denounced, delivered, consulted, accused, sanctioned,
    restraint, singled, toward, letter, avenges, count, inside, signal, trust, broke, saw, sums, abroad,
    begin, end, void, replicate, k0, k1, line, intended, chi, promises, binding,
    false_alarm, calm_talks, calm_line, displace, misread, surprise, forget, prior,
    rate, tell, name, named, detect, first, second, offence, audience, threat, values, family,
):  # fmt: skip
    worlds, pacts, seats = signed.shape
    run, wrong, work, begins = lists(seats)
    who, alarm, threatened = np.empty((pacts, seats), np.bool_), np.empty(pacts, F), np.empty(seats, np.bool_)
    kept, apart = np.empty((pacts, seats), F), np.empty((pacts, seats), F)
    bits = np.empty(seats, N)
    elsewhere, weighed, binds = np.empty(seats, F), np.empty((pacts, seats), F), F(0) if void else F(1)
    for b in range(worlds):
        # Where each table has the facts of this world: at 0 where all worlds have them in common.
        o, a, h, f = b % len(offence), b % len(audience), b % len(threat), b % len(family)
        v, n, c, d = b % len(values), b % len(binding), b % len(prior), b % len(detect)
        r, t, m, w = b % len(rate), b % len(tell), b % len(named), b % len(name)
        threatened[:] = False
        for i in range(seats):
            for s in range(seats):
                threatened[s] |= threat[h, i, s] != 0
        _signed_bits(bits, signed[b])
        runs = 0
        for quarter in range(begin, end):
            changed = quarter == begin
            for pact in range(pacts):
                if _parties(who[pact], signed[b, pact], denounced[b, pact]) or quarter == begin:
                    weigh(weighed[pact], rate[r], who[pact])
                    changed = True
            if changed:
                run_elsewhere(elsewhere, rate[r], who)
            for pact in range(pacts):
                if _any(who[pact]):
                    keep(
                        who[pact], weighed[pact], U(tick[b]), replicate[b], k0, k1, line, chi[b, pact],
                        promises[b, pact], binding[n, pact], trust[b], values[v], family[f], named[m], rate[r],
                        audience[a], threat[h], threatened, sanctioned[b], delivered[b, pact],
                        restraint[b, pact], singled[b, pact], toward[b, pact], letter[b, pact],
                    )  # fmt: skip
                    tick[b] += 1
                alarm[pact] = _alarm(who[pact], promises[b, pact, CHANNELS], delivered[b, pact], consulted[b, pact],
                                     false_alarm[c], calm_talks[c], calm_line[c])  # fmt: skip
                for s in range(seats):
                    kept[pact, s] = F(restraint[b, pact, s]) / _FULL * binds
                    apart[pact, s] = F(toward[b, pact, s]) / _FULL * binds
            runs, wrongs = befalls(
                run, wrong, work, begins, U(quarter), replicate[b], k0, k1, bits, who, chi[b], alarm, kept, singled[b],
                apart, letter[b] * np.int8(not void), avenges[b], elsewhere, displace[c], misread[c],
                rate[r], detect[d], tell[t], first[d], second[d],
            )  # fmt: skip
            _enter(signal[b], broke[b, quarter // WORD], run, runs, wrong, wrongs, bit_of(quarter))
            avenges[b] = 0
            consulted[b] = False
            believe(
                trust[b], saw[b, quarter // WORD], signal[b], who, bit_of(quarter),
                false_alarm[c], surprise[c], forget[c], prior[c],
            )  # fmt: skip
            abroad[b, quarter] = _sum_up(
                sums[b, :, quarter], run, runs, wrong, wrongs, who, intended, promises[b], delivered[b]
            )
            tick[b] += 1
            respond(
                U(tick[b]), replicate[b], k0, k1, line, who, signed[b], denounced[b], promises[b], signal[b], trust[b],
                values[v], family[f], name[w], threat[h], offence[o], avenges[b], accused[b], sanctioned[b],
                consulted[b],
            )  # fmt: skip
            tick[b] += 1
        count[b], inside[b] = 0, 0
        for n in range(runs):
            i, j = run[0, n], run[1, n]
            count[b, i, j], inside[b, i, j] = run[2, n], run[3, n]


@compiled
def _signed_bits(bits, signed):
    """Write which pacts each state signed with another, as bits, into bits (S,). signed (L, S)."""
    bits[:] = 0
    for pact in range(len(signed)):
        if signed[pact].sum() > 1:
            for s in range(len(bits)):
                bits[s] |= N(signed[pact, s]) << N(pact)


@compiled
def _enter(signal, broke, run, runs, wrong, wrongs, bit):
    """Signals and breaches of one quarter, from the lists of `befalls`; see quarter.befall and quarter.enter."""
    signal[:] = 0
    for n in range(runs):
        signal[run[1, n], run[0, n]] = run[4, n]
    for n in range(runs):
        if run[3, n] > 0:  # what a pact forbids is between two that it binds
            broke[run[0, n], run[1, n]] |= bit
    for n in range(wrongs):
        signal[wrong[1, n], wrong[0, n]] += wrong[2, n]


@inlined
def _any(who):
    found = False
    for s in range(who.shape[0]):
        found |= who[s]
    return found


@compiled
def _parties(who, signed, denounced):
    """Write who is bound by one pact into who (S,), and say whether it is others than before; see bonds.parties."""
    bound, changed = 0, False
    for s in range(len(who)):
        bound += signed[s] and not denounced[s]
    for s in range(len(who)):
        now = bound > 1 and signed[s] and not denounced[s]
        changed |= who[s] != now
        who[s] = now
    return changed


@compiled
def _alarm(who, promised, delivered, consulted, false_alarm, calm_talks, calm_line):
    """Chance of a false alarm between two parties of one pact; see bonds.alarms and conduct.false_alarms."""
    line = False
    for s in range(len(who)):
        line |= who[s] and (delivered[s] >> CHANNELS) & 1 > 0
    return false_alarm * exp(-calm_talks * F(consulted) - calm_line * F(line and promised))


@compiled
def _sum_up(sums, run, runs, wrong, wrongs, who, intended, promises, delivered):
    """Write one quarter's sums (L, 8) of one world and return what was run abroad; see quarter.sums_of."""
    pacts, seats = who.shape
    kinds, elsewhere = np.zeros((4, pacts), np.int64), 0
    for pact in range(pacts):
        count, inside, right, false = N(0), N(0), N(0), N(0)
        for n in range(runs):
            both = (run[5, n] >> N(pact)) & N(1)
            count, inside, right = count + both * run[2, n], inside + both * run[3, n], right + both * run[4, n]
        for n in range(wrongs):
            false += ((wrong[3, n] >> N(pact)) & N(1)) * wrong[2, n]
        kinds[0, pact], kinds[1, pact], kinds[2, pact], kinds[3, pact] = count, inside, right, false
    for n in range(runs):
        elsewhere += run[2, n] if run[5, n] == 0 else 0
    for pact in range(pacts):
        bound, due, given = 0, 0, 0
        for s in range(seats):
            bound += who[pact, s]
        for measure in range(_M):
            if promises[pact, measure] and bound:
                due += bound
                for s in range(seats):
                    given += who[pact, s] and (delivered[pact, s] >> measure) & 1
        count, inside, right, false = kinds[0, pact], kinds[1, pact], kinds[2, pact], kinds[3, pact]
        sums[pact, OPERATIONS], sums[pact, INSIDE] = min(count, _MOST), min(inside, _MOST)
        sums[pact, CONTESTED], sums[pact, KNOWN] = min(max(right - inside, 0), _MOST), min(right, _MOST)
        sums[pact, FALSE], sums[pact, DUE] = min(false, _MOST), min(due, _MOST)
        sums[pact, DELIVERED], between = min(given, _MOST), 0
        for n in range(runs):
            between += run[2, n] if intended[pact, run[0, n]] and intended[pact, run[1, n]] else 0
        sums[pact, AMONG] = min(between, _MOST)
    return min(elsewhere, _MOST)
