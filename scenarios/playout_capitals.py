"""What capitals do in a quarter, compiled: conduct under a pact, and answers. Used by demarche.scenarios.playout."""

import numpy as np

from demarche.agents.fast.capitals import (
    Sides,
    answer,
    capital,
    delivers,
    hang_over,
    holds_back,
    set_apart,
    stakes,
    temper,
    trusted,
)  # fmt: skip
from demarche.agents.formulas import Suspicion
from demarche.sim import formulas
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import F, N, U, philox, unit
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.session import BLOC_ADDRESS
from demarche.sim.terms import NONE, Use, Verb

_ACT, _BLOC, _NONE = U(Use.ACT), U(Use.BLOC), int(NONE)
_M, _TALKS = len(MEASURES), MEASURES.index("consultations")
_SANCTION, _DENOUNCE, _CONSULT = int(Verb.SANCTION), int(Verb.DENOUNCE), int(Verb.CONSULT)
_ACCUSE, _RETALIATE = int(Verb.ACCUSE), int(Verb.RETALIATE)
of_full, thousandths = formula(formulas.of_full), formula(formulas.thousandths)


@compiled
def _draw(u, question, address, line):
    """Write eight numbers for each seat into u (S, 8), its own and then its bloc's; see session.own_and_shared."""
    replicate, k0, k1 = address
    seats, lines = len(u), line.max() + 1
    drawn = np.empty((4, max(seats, lines)), F)
    for s in range(seats):
        _four(drawn, s, philox(replicate, question, U(s), _ACT, k0, k1))
    for s in range(seats):
        u[s, 0], u[s, 1], u[s, 2], u[s, 3] = drawn[0, s], drawn[1, s], drawn[2, s], drawn[3, s]
    for n in range(lines):
        _four(drawn, n, philox(replicate, question, U(BLOC_ADDRESS + n), _BLOC, k0, k1))
    for s in range(seats):
        n = line[s]
        u[s, 4], u[s, 5], u[s, 6], u[s, 7] = drawn[0, n], drawn[1, n], drawn[2, n], drawn[3, n]


@inlined
def _four(drawn, place, words):
    drawn[0, place], drawn[1, place], drawn[2, place], drawn[3, place] = (
        unit(words[0]), unit(words[1]), unit(words[2]), unit(words[3])
    )  # fmt: skip


@compiled
def keep(pact, states, question, address, trust, sanctioned):
    """Conduct of every party of one pact; see restrain.keep and quarter.keep."""
    who, weighed, chi, binding, promises, delivered, restraint, singled, toward, letter = pact
    values, family, audience, threat, threatened = (
        states.values, states.family, states.audience, states.threat, states.threatened
    )  # fmt: skip
    seats = len(who)
    u, others, bits = np.empty((seats, 8), F), np.empty(seats, N), np.empty(seats, np.int8)
    level = np.empty(seats, F)
    _draw(u, question, address, states.line)
    given, held = np.empty(seats, F), np.zeros(seats, F)
    due, company = 0, -1
    for measure in range(_M):
        due += promises[measure]
    for s in range(seats):
        others[s] = N(who[s])
        company += who[s]
        kept = 0
        for measure in range(_M):
            kept += promises[measure] and (delivered[s] >> measure) & 1
        given[s] = F(float(kept) / float(max(due, 1)))
    sides = Sides(others, given, held, states.named, states.rate)
    for s in range(seats):
        if not who[s]:
            continue
        others[s] = 0
        if threatened[s]:
            hang_over(held, threat, sanctioned, s)
        p = capital(values, family[s])
        least, whole = trusted(others, trust, s)
        at_stake = stakes(p, chi, binding, audience[s])
        general, one = holds_back(level, s, sides, at_stake, trust, s, least)
        general = general / weighed[s]
        apart = set_apart(p, F(trust[s, least]), least)
        if threatened[s]:
            held[:] = F(0)
        bits[s] = delivers(p, whole, company, promises, u, s)
        others[s] = 1
        restraint[s] = np.int16(thousandths(general))
        singled[s] = apart
        toward[s] = _NONE if apart == _NONE else np.int16(thousandths(one))
        letter[s] = 0
    for s in range(seats):
        if who[s]:
            delivered[s] = bits[s]


@inlined
def bound_together(signed, denounced, one, other):
    """Whether two states are bound by one pact, however few others are; see restrain.respond."""
    return signed[one] and not denounced[one] and signed[other] and not denounced[other]


@compiled
def respond(standing, states, question, address):
    """The answers of one world, all to what stood before any of them; see restrain.respond and quarter.respond."""
    signed, denounced, promises = standing.signed, standing.denounced, standing.promises
    sanctioned, signal, trust = standing.sanctioned, standing.signal, standing.trust
    values, family = states.values, states.family
    threat, name, offence = states.threat, states.name, states.offence
    pacts, seats = standing.who.shape
    u = np.empty((seats, 8), F)
    _draw(u, question, address, states.line)
    verb, about, under = np.zeros(seats, np.int64), np.zeros(seats, np.int64), np.zeros(seats, np.int64)
    for s in range(seats):
        heavy = np.int16(0)
        for j in range(seats):
            heavy = max(heavy, signal[s, j])
        if heavy <= 0:
            continue
        suspect = 0
        while signal[s, suspect] != heavy:
            suspect += 1
        shared, draft = False, 0
        for pact in range(pacts - 1, -1, -1):
            if bound_together(signed[pact], denounced[pact], s, suspect):
                shared, draft = True, pact
        held = threat[s, suspect] > F(0) and not sanctioned[s, suspect]
        about_it = Suspicion(
            F(heavy), of_full(F(trust[s, suspect])), name[suspect, s], held, offence[s] > F(0), shared,
            shared and promises[draft, _TALKS],
        )  # fmt: skip
        verb[s] = answer(temper(values, family[s]), about_it, u[s])
        about[s], under[s] = suspect, draft
    for s in range(seats):
        if verb[s] == _SANCTION:
            sanctioned[s, about[s]] = True
        elif verb[s] == _DENOUNCE:
            denounced[under[s], s] = True
        elif verb[s] == _CONSULT:
            standing.consulted[under[s]] = True
        elif verb[s] == _ACCUSE:
            standing.accused[s, about[s]] += 1
        elif verb[s] == _RETALIATE:
            standing.avenges[s, about[s]] = 1
