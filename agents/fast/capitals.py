"""How far capitals hold back, compiled: the counterpart of agents.doctrine.restrain."""

import numpy as np

from agents.doctrine import restrain
from agents.doctrine.doctrine import Doctrine
from agents.doctrine.restrain import Pact, Plan
from sim.fast.arithmetic import F, compiled, exp, total
from sim.rules import Rules
from sim.secrets import FULL
from sim.terms import NONE
from sim.view import View

_FULL, _NONE = F(FULL), int(NONE)


def by_utility(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """The same as agents.doctrine.restrain.by_utility."""
    p, n = doctrine.at(view.world, view.seat), view.asks
    general, apart, toward = np.empty(n, F), np.empty(n, np.int64), np.empty(n, F)
    _by_utility(
        general, apart, toward, view.world, view.seat, pact.draft, pact.others, pact.chi, pact.binding, view.trust,
        rules.ground.named, rules.ground.gain, rules.roster.audience, rules.conduct.threat, view.public.sanctioned,
        restrain.shares_delivered(rules, view), p.reputation, p.lost_trust, p.sanctions, p.domestic,
        p.cooperation, p.doubt,
    )  # fmt: skip
    return Plan(general, np.zeros(n, bool), apart, toward)


@compiled
def _by_utility(
    general, apart, toward, world, seat, draft, others, chi, binding, trust,
    named, gain, audience, threat, sanctioned, given, reputation, lost_trust, sanctions, domestic, cooperation, doubt,
):  # fmt: skip
    """Ask by ask; see restrain.restraint and restrain.by_utility."""
    seats = others.shape[1]
    level, weight = np.empty(seats, F), np.empty(seats, F)
    for n in range(len(world)):
        w, i, heard = world[n], seat[n], audience[world[n], seat[n]]
        fame = binding[n] * reputation[n] * heard
        at_home = binding[n] * domestic[n] * heard * chi[n]
        name, delivered, least, least_trust = named[w, i], given[w, draft[n]], 0, FULL + 1
        for j in range(seats):
            held = threat[w, j, i] * F(not sanctioned[w, j, i])
            price = fame + lost_trust[n] * (F(trust[n, j]) / _FULL) + sanctions[n] * held
            level[j] = chi[n] * name[j] * price + at_home + cooperation[n] * delivered[j]
        for j in range(seats):
            level[j] = F(1) - exp(-level[j])
        for j in range(seats):
            weight[j] = gain[w, i, j] + F(1e-6) if others[n, j] else F(0)
            if others[n, j] and trust[n, j] < least_trust:
                least, least_trust = j, trust[n, j]
        toward[n] = level[least]
        apart[n] = least if F(trust[n, least]) < doubt[n] * _FULL else _NONE
        for j in range(seats):
            level[j] = level[j] * weight[j]
        general[n] = total(level, seats) / total(weight, seats)
