"""What happens by itself in a quarter: operations run, found, attributed, misattributed, imagined."""

import heapq
import math
import random
from collections import Counter
from typing import TYPE_CHECKING

from bench.mesa_loops.delegation import Delegation
from bench.mesa_loops.draft import Draft
from demarche.sim.conduct import MEASURES

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

MOST = 60
RETALIATION = 1.5
FULL = 1000
CHANNELS = MEASURES.index("channels")


def happen(model: "Assembly", partners: list[set[int]]) -> None:
    """One quarter of operations between all states, and what their victims make of them."""
    for d in model.delegations:
        d.signals = {}
        d.broke.append(set())
    for draft in model.drafts:
        draft.sums.append(Counter())
    pacts = [draft for draft in model.drafts if draft.in_force]
    false_alarms(model, pacts)
    count = 0
    for doer, d in enumerate(model.delegations):
        for victim, rate in rates(model, doer, pacts, partners[doer]):
            many = poisson(rate, model.random)
            if many == 0:
                continue
            count += many
            inside = 0
            if victim in partners[doer]:
                forbids = max(p.forbids for p in pacts if doer in p.members and victim in p.members)
                inside = share_of(many, forbids, model.random)
                if inside:
                    d.broke[-1].add(victim)
            add_up(model, doer, victim, many, inside, find(model, doer, victim, many))
    model.operations.append(count)


def add_up(model: "Assembly", doer: int, victim: int, many: int, inside: int, known: int) -> None:
    """Operations are counted with every pact that both signed; with none, as effort spent abroad."""
    among = [draft for draft in model.drafts if doer in draft.signed and victim in draft.signed]
    for draft in among:
        sums = draft.sums[-1]
        sums["operations"] += many
        sums["inside"] += inside
        sums["known"] += known
    if not among:
        model.counts["abroad"] += many


def lay_wrongly(model: "Assembly", suspect: int, victim: int, many: int) -> None:
    """A victim lays at a door what that state did not do."""
    signals = model.delegations[victim].signals
    signals[suspect] = signals.get(suspect, 0) + many
    model.counts["false"] += many
    for draft in model.drafts:
        if suspect in draft.signed and victim in draft.signed:
            draft.sums[-1]["false"] += many


def likely_doers(model: "Assembly", victim: Delegation) -> tuple[int, int]:
    """The two states that run most operations against a victim, the first before the second."""
    rated = [(-one.base_rate(victim.country), one.seat) for one in model.facts.countries]
    (_, first), (_, second) = heapq.nsmallest(2, rated)
    return first, second


def rates(model: "Assembly", doer: int, pacts: list[Draft], partners: set[int]) -> list[tuple[int, float]]:
    """Operations to be expected of one state against each other: held back, displaced elsewhere, driven by revenge."""
    me = model.delegations[doer]
    mine = [pact for pact in pacts if doer in pact.members]
    freed = elsewhere = 0.0
    held = []
    for victim, other in enumerate(model.facts.countries):
        base = me.country.base_rate(other)
        if base == 0:
            continue
        if victim in partners:
            restraint = max(pact.restraint(doer, victim) for pact in mine if victim in pact.members)
            rate = base * (1 - restraint / FULL)
            freed += base - rate
            held.append((victim, rate))
        else:
            elsewhere += base
            held.append((victim, base))
    displaced = freed * model.facts.q.displace / max(elsewhere, 1e-6)
    return [
        (
            victim,
            (rate if victim in partners else rate + displaced * rate) * (RETALIATION if victim in me.avenges else 1.0),
        )
        for victim, rate in held
    ]


def find(model: "Assembly", doer: int, victim: int, many: int) -> int:
    """Operations that a victim finds: laid at the right door, at the likeliest other, or at none. Returns the first."""
    who, signals = model.delegations[victim].country, model.delegations[victim].signals
    found = share_of(many, who.detection, model.random)
    right = share_of(found, model.facts.countries[doer].attribution(who), model.random)
    if right:
        signals[doer] = signals.get(doer, 0) + right
    if found > right:
        laid = share_of(found - right, model.facts.q.misread, model.random)
        first, second = model.delegations[victim].likeliest
        suspect = second if doer == first else first
        if laid and suspect != victim:
            lay_wrongly(model, suspect, victim, laid)
    return right


def false_alarms(model: "Assembly", pacts: list[Draft]) -> None:
    """Alarms between parties without an operation; fewer after consultations and with a channel open."""
    q = model.facts.q
    chance = {}
    for pact in pacts:
        line = any(CHANNELS in measures for measures in pact.delivered.values())
        chance[pact.number] = q.false_alarm * math.exp(-q.calm_talks * pact.consulted - q.calm_line * line)
    for suspect in range(len(model.delegations)):
        mine = [pact for pact in pacts if suspect in pact.members]
        for victim in range(len(model.delegations)):
            chances = [chance[pact.number] for pact in mine if victim in pact.members and victim != suspect]
            if chances and model.random.random() < max(chances):
                lay_wrongly(model, suspect, victim, 1)


def poisson(rate: float, chance: random.Random) -> int:
    """A Poisson count, by inversion."""
    u, count = chance.random(), 0
    term = total = math.exp(-rate)
    while u > total and count < MOST:
        count += 1
        term *= rate / count
        total += term
    return count


def share_of(count: int, each: float, chance: random.Random) -> int:
    """That share of a count, rounded up or down by chance so that it is right on average."""
    return min(math.floor(count * each + chance.random()), count)
