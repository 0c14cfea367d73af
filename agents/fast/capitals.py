"""How far capitals hold back and how they answer, compiled: counterparts of demarche.agents.doctrine.restrain."""

import numpy as np

from demarche.agents.doctrine import restrain
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.restrain import Pact, Plan
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import F, N, compiled, exp, inlined, tables, total
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL
from demarche.sim.terms import NONE, Verb
from demarche.sim.view import View

_PLACES = 1 << 10
"""More than there are seats in any room: a number of thousandths and a seat are one whole number."""
_FULL, _NONE, _MEASURES = F(FULL), int(NONE), len(MEASURES)
REPUTATION, LOST_TRUST, SANCTIONS = PLACES["reputation"], PLACES["lost_trust"], PLACES["sanctions"]
DOMESTIC, COOPERATION, DOUBT = PLACES["domestic"], PLACES["cooperation"], PLACES["doubt"]
DELIVER, DELIVER_TRUST = PLACES["deliver"], PLACES["deliver_trust"]
USE_SANCTION, PATIENCE = PLACES["use_sanction"], PLACES["patience_sanction"]
LEAVE, DESPAIR, TALK = PLACES["leave_pact"], PLACES["despair"], PLACES["talk"]
SPEAK_OUT, HIT_BACK, PROTEST = PLACES["speak_out"], PLACES["hit_back"], PLACES["protest"]
_SANCTIONS, _DENOUNCES, _CONSULTS = int(Verb.SANCTION), int(Verb.DENOUNCE), int(Verb.CONSULT)
_ACCUSES, _RETALIATES, _PROTESTS, _PASSES = int(Verb.ACCUSE), int(Verb.RETALIATE), int(Verb.PROTEST), int(Verb.PASS)


def by_utility(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """The same as demarche.agents.doctrine.restrain.by_utility."""
    n = view.asks
    general, apart, toward = np.empty(n, F), np.empty(n, np.int64), np.empty(n, F)
    _by_utility(
        general, apart, toward, view.world, view.seat, pact.draft, pact.others, pact.chi, pact.binding, view.trust,
        *tables(doctrine.values), *tables(doctrine.family), *tables(rules.ground.named, rules.ground.rate),
        *tables(rules.roster.audience), *tables(rules.conduct.threat), view.public.sanctioned,
        restrain.shares_delivered(rules, view),
    )  # fmt: skip
    return Plan(general, np.zeros(n, bool), apart, toward)


@compiled
def _by_utility(
    general, apart, toward, world, seat, draft, others, chi, binding, trust,
    values, family, named, rate, audience, threat, sanctioned, given,
):  # fmt: skip
    seats = others.shape[1]
    held, level, company = np.empty(seats, F), np.empty(seats, F), np.empty(seats, N)
    for n in range(len(world)):
        b, i = world[n], seat[n]
        t, f = b % len(named), family[b % len(family), i]
        hang_over(held, threat[b % len(threat)], sanctioned[b], i)
        for j in range(seats):
            company[j] = N(others[n, j])
        least, _ = trusted(company, trust, n)
        general[n], apart[n], toward[n] = holds_back(
            level, company, least, chi[n], binding[n], trust, n, values[b % len(values)], f, named[t], rate[t], i,
            audience[b % len(audience), i], held, given[b, draft[n]], weight_of(level, rate[t], i, company),
        )  # fmt: skip


@compiled
def hang_over(held, threat, sanctioned, i):
    """Write into held (S,) the sanctions that each state still holds over i."""
    for j in range(len(held)):
        held[j] = threat[j, i] * F(not sanctioned[j, i])


# Rows are read where they stand in their tables: numba would count each row that has a name, for every state.


@inlined
def holds_back(
    level, others, least, chi, binding, trust, n, values, family, named, rate, i, audience, held, given, weighed
):  # fmt: skip
    """The plan of state i under one pact: restraint, the party apart or NONE, and restraint toward that one.

    See restrain.stakes, restrain.restraint and restrain.by_utility. others (S,) 1 for each other party, else 0
    least, n  the party trusted least, and the row of trust      weighed  as from weight_of      level (S,) is for work
    """
    fame, lost = chi * (binding * values[family, REPUTATION] * audience), chi * (values[family, LOST_TRUST] / _FULL)
    sanctions, home = chi * values[family, SANCTIONS], chi * (binding * values[family, DOMESTIC] * audience)
    give = values[family, COOPERATION]
    for j in range(len(others)):
        x = (F(trust[n, j]) * lost + fame + sanctions * held[j]) * named[i, j] + (given[j] * give + home)
        level[j] = F(1) - exp(-x)
    toward = level[least]
    apart = least if F(trust[n, least]) < values[family, DOUBT] * _FULL else _NONE
    for j in range(len(others)):
        level[j] = level[j] * ((rate[i, j] + F(1e-6)) * F(others[j]))
    return total(level, len(others)) / weighed, apart, toward


@inlined
def weight_of(work, rate, i, others):
    """The weight of all other parties together; see restrain.by_utility. others (S,) 1 or 0; work (S,) is for work."""
    for j in range(len(others)):
        work[j] = (rate[i, j] + F(1e-6)) * F(others[j])
    return total(work, len(others))


@compiled
def weigh(weighed, rate, who):
    """Write the weight of all other parties of one pact, to each of them, into weighed (S,). who (S,)."""
    others, work = who.astype(N), np.empty(len(who), F)
    for i in range(len(who)):
        if who[i]:
            others[i] = 0
            weighed[i] = weight_of(work, rate, i, others)
            others[i] = 1


@inlined
def trusted(others, trust, n):
    """The first of the parties that row n trusts least, and its trust in all of them together.

    See restrain.least_trusted and restrain.deliveries. others (S,) 1 for each other party, else 0; S below _PLACES
    """
    least, whole = N(2 * (FULL + 1) * _PLACES), N(0)
    for j in range(len(others)):
        now, other = N(trust[n, j]), others[j]
        least = min(least, N(((now + (N(1) - other) * N(FULL + 1)) << N(10)) | N(j)))
        whole = N(whole + now * other)
    return least & N(_PLACES - 1), whole


@inlined
def delivers(whole, company, due, values, family, u, n):
    """The measures one ask delivers, as bits; see restrain.deliveries. due (M,), u (N, 8).

    whole  its trust in all of its `company` of other parties together
    """
    mean, bits = F(np.float64(whole) / np.float64(max(company, 1)) / np.float64(FULL)), 0
    ready = F(1) / (F(1) + exp(-(values[family, DELIVER] + values[family, DELIVER_TRUST] * mean)))
    for measure in range(_MEASURES):
        bits |= (due[measure] and u[n, measure] < ready) << measure
    return bits


@inlined
def answers(heavy, trust, held, pact, talks, able, name, p, u):
    """The verb of one ask about the state that most was laid at the door of; see restrain.respond. u (8,)."""
    if held and F(heavy) >= p[PATIENCE] and u[0] < p[USE_SANCTION]:
        return _SANCTIONS
    if pact and trust < p[DESPAIR] and u[1] < p[LEAVE]:
        return _DENOUNCES
    if talks and u[2] < p[TALK]:
        return _CONSULTS
    if u[3] < name * p[SPEAK_OUT]:
        return _ACCUSES
    if able and u[5] < (F(1) - trust) * p[HIT_BACK]:
        return _RETALIATES
    return _PROTESTS if u[6] < p[PROTEST] else _PASSES
