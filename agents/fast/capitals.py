"""How far capitals hold back and how they answer, compiled: counterparts of demarche.agents.doctrine.restrain."""

from typing import NamedTuple

import numpy as np

from demarche.agents import formulas
from demarche.agents.doctrine import restrain
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.restrain import Pact, Plan
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import F, N, tables, total
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL
from demarche.sim.terms import Bools, Floats, Ints
from demarche.sim.view import View

_PLACES = 1 << 10
"""More than there are seats in any room: a number of thousandths and a seat are one whole number."""
_MEASURES = len(MEASURES)
stakes, penalty, restraint = formula(formulas.stakes), formula(formulas.penalty), formula(formulas.restraint)
weight, set_apart, answer = formula(formulas.weight), formula(formulas.apart), formula(formulas.answer)
readiness = formula(formulas.readiness)


class Capital(NamedTuple):
    """The parameters by which one state keeps a pact."""

    reputation: np.float32
    lost_trust: np.float32
    sanctions: np.float32
    domestic: np.float32
    cooperation: np.float32
    doubt: np.float32
    deliver: np.float32
    deliver_trust: np.float32


class Temper(NamedTuple):
    """The parameters by which it answers."""

    use_sanction: np.float32
    patience_sanction: np.float32
    leave_pact: np.float32
    despair: np.float32
    talk: np.float32
    speak_out: np.float32
    hit_back: np.float32
    protest: np.float32


_C = tuple(PLACES[name] for name in Capital._fields)
_T = tuple(PLACES[name] for name in Temper._fields)


@inlined
def capital(values, family):
    """Those of a family. values (F, P)."""
    return Capital(
        values[family, _C[0]], values[family, _C[1]], values[family, _C[2]], values[family, _C[3]],
        values[family, _C[4]], values[family, _C[5]], values[family, _C[6]], values[family, _C[7]],
    )  # fmt: skip


@inlined
def temper(values, family):
    """Those of a family. values (F, P)."""
    return Temper(
        values[family, _T[0]], values[family, _T[1]], values[family, _T[2]], values[family, _T[3]],
        values[family, _T[4]], values[family, _T[5]], values[family, _T[6]], values[family, _T[7]],
    )  # fmt: skip


class Asks(NamedTuple):
    """What N asks are asked about, and what they know; see restrain.Pact. trust (N, S)."""

    world: Ints
    seat: Ints
    draft: Ints
    others: Bools
    chi: Floats
    binding: Floats
    trust: Ints


class Known(NamedTuple):
    """What is known of all worlds: (B, ...), or (1, ...) where they have it in common. given (B, L, S)."""

    values: Floats
    family: Ints
    named: Floats
    rate: Floats
    audience: Floats
    threat: Floats
    sanctioned: Bools
    given: Floats


class Sides(NamedTuple):
    """What a party reads of the others: by seat, 1 for each other party, what each delivered, sanctions still held.

    named, rate (S, S) of the world
    """

    others: Ints
    given: Floats
    held: Floats
    named: Floats
    rate: Floats


def by_utility(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """The same as demarche.agents.doctrine.restrain.by_utility."""
    n = view.asks
    general, apart, toward = np.empty(n, F), np.empty(n, np.int64), np.empty(n, F)
    known = Known(
        *tables(doctrine.values), *tables(doctrine.family), *tables(rules.ground.named, rules.ground.rate),
        *tables(rules.roster.audience), *tables(rules.conduct.threat), view.public.sanctioned,
        restrain.shares_delivered(rules, view),
    )  # fmt: skip
    asks = Asks(view.world, view.seat, pact.draft, pact.others, pact.chi, pact.binding, view.trust)
    _by_utility(general, apart, toward, asks, known)
    return Plan(general, np.zeros(n, bool), apart, toward)


@compiled
def _by_utility(general, apart, toward, asks, known):
    seats = asks.others.shape[1]
    held, level, company = np.empty(seats, F), np.empty(seats, F), np.empty(seats, N)
    values, family, threat, audience = known.values, known.family, known.threat, known.audience
    for n in range(len(asks.world)):
        b, i = asks.world[n], asks.seat[n]
        t, p = b % len(known.named), capital(values[b % len(values)], family[b % len(family), i])
        hang_over(held, threat[b % len(threat)], known.sanctioned[b], i)
        for j in range(seats):
            company[j] = N(asks.others[n, j])
        least, _ = trusted(company, asks.trust, n)
        at_stake = stakes(p, asks.chi[n], asks.binding[n], audience[b % len(audience), i])
        sides = Sides(company, known.given[b, asks.draft[n]], held, known.named[t], known.rate[t])
        general[n], toward[n] = holds_back(level, i, sides, at_stake, asks.trust, n, least)
        general[n] = general[n] / weight_of(level, sides.rate, i, company)
        apart[n] = set_apart(p, F(asks.trust[n, least]), least)


@compiled
def hang_over(held, threat, sanctioned, i):
    """Write into held (S,) the sanctions that each state still holds over i; see restrain.sanctions_held."""
    for j in range(len(held)):
        held[j] = threat[j, i] * F(not sanctioned[j, i])


# Rows are read where they stand in their tables: numba would count each row that has a name, for every state.


@inlined
def holds_back(level, i, sides, at_stake, trust, n, least):
    """Restraint of state i under one pact: toward all others, each by its weight, in sum; and toward the least trusted.

    See restrain.restraint and restrain.by_utility. n: its row of trust; level (S,) is for work.
    """
    for j in range(len(level)):
        level[j] = restraint(penalty(at_stake, F(trust[n, j]), sides.held[j], sides.named[i, j], sides.given[j]))
    toward = level[least]
    for j in range(len(level)):
        level[j] = level[j] * weight(sides.rate[i, j], F(sides.others[j]))
    return total(level, len(level)), toward


@inlined
def weight_of(work, rate, i, others):
    """The weight of all other parties together; see restrain.by_utility. others (S,) 1 or 0; work (S,) is for work."""
    for j in range(len(others)):
        work[j] = weight(rate[i, j], F(others[j]))
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
def delivers(p, whole, company, due, u, n):
    """The measures one ask delivers, as bits; see restrain.deliveries. due (M,), u (N, 8).

    whole  its trust in all of its `company` of other parties together
    """
    ready, bits = readiness(p, whole, company), 0
    for measure in range(_MEASURES):
        bits |= (due[measure] and u[n, measure] < ready) << measure
    return bits
