"""What happens by itself in a quarter: operations run, found, attributed, misattributed, imagined."""

import math
import random
from collections import Counter
from typing import TYPE_CHECKING

from bench.mesa_loops.pact import Pact
from demarche.sim.conduct import MEASURES

if TYPE_CHECKING:
    from bench.mesa_loops.model import Aftermath

MOST = 60
FULL = 1000
CHANNELS = MEASURES.index("channels")


def happen(model: "Aftermath", partners: list[set[int]]) -> None:
    """One quarter of operations between all states, and what their victims make of them."""
    for d in model.capitals:
        d.signals = {}
    for pact in model.pacts:
        pact.sums.append(Counter())
    pacts = [pact for pact in model.pacts if pact.in_force]
    false_alarms(model, pacts)
    count = 0
    for doer in range(len(model.capitals)):
        for victim, rate in rates(model, doer, pacts, partners[doer]):
            many = poisson(rate, model.random)
            if many == 0:
                continue
            count += many
            inside = 0
            if victim in partners[doer]:
                forbids = max(p.forbids for p in pacts if doer in p.members and victim in p.members)
                inside = share_of(many, forbids, model.random)
            add_up(model, doer, victim, many, inside, find(model, doer, victim, many))
    model.operations.append(count)


def add_up(model: "Aftermath", doer: int, victim: int, many: int, inside: int, known: int) -> None:
    """Operations are counted with every pact that both signed; with none, as effort spent abroad."""
    among = [pact for pact in model.pacts if doer in pact.signed and victim in pact.signed]
    for pact in among:
        sums = pact.sums[-1]
        sums["operations"] += many
        sums["inside"] += inside
        sums["known"] += known
    if not among:
        model.counts["abroad"] += many


def lay_wrongly(model: "Aftermath", suspect: int, victim: int, many: int) -> None:
    """A victim lays at a door what that state did not do."""
    signals = model.capitals[victim].signals
    signals[suspect] = signals.get(suspect, 0) + many
    model.counts["false"] += many
    for pact in model.pacts:
        if suspect in pact.signed and victim in pact.signed:
            pact.sums[-1]["false"] += many


def rates(model: "Aftermath", doer: int, pacts: list[Pact], partners: set[int]) -> list[tuple[int, float]]:
    """Operations to be expected of one state against each other: held back, displaced elsewhere, driven by revenge."""
    me = model.capitals[doer]
    mine = [pact for pact in pacts if doer in pact.members]
    freed = elsewhere = 0.0
    held = []
    for victim, base in enumerate(me.country.rates):
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
            (rate if victim in partners else rate + displaced * rate)
            * (model.facts.q.retaliation if victim in me.avenges else 1.0),
        )
        for victim, rate in held
    ]


def find(model: "Aftermath", doer: int, victim: int, many: int) -> int:
    """Operations that a victim finds: laid at the right door, at the likeliest other, or at none. Returns the first."""
    who, signals = model.capitals[victim].country, model.capitals[victim].signals
    found = share_of(many, who.detection, model.random)
    right = share_of(found, model.facts.countries[doer].known[victim], model.random)
    if right:
        signals[doer] = signals.get(doer, 0) + right
    if found > right:
        laid = share_of(found - right, model.facts.q.misread, model.random)
        first, second = who.likeliest
        suspect = second if doer == first else first
        if laid and suspect != victim:
            lay_wrongly(model, suspect, victim, laid)
    return right


def false_alarms(model: "Aftermath", pacts: list[Pact]) -> None:
    """Alarms between parties without an operation; fewer after consultations and with a channel open."""
    q = model.facts.q
    chance = {}
    for pact in pacts:
        line = any(CHANNELS in measures for measures in pact.delivered.values())
        chance[pact.number] = q.false_alarm * math.exp(-q.calm_talks * pact.consulted - q.calm_line * line)
    for suspect in range(len(model.capitals)):
        mine = [pact for pact in pacts if suspect in pact.members]
        for victim in range(len(model.capitals)):
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
