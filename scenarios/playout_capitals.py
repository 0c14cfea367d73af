"""What capitals do in a quarter, compiled: conduct under a pact, and answers. Used by demarche.scenarios.playout."""

import numpy as np

from demarche.agents.fast.capitals import answers, delivers, hang_over, holds_back, trusted
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import F, N, U, compiled, inlined, philox, unit
from demarche.sim.secrets import FULL
from demarche.sim.session import BLOC_ADDRESS
from demarche.sim.terms import NONE, Use, Verb

_ACT, _BLOC, _NONE, _FULL = U(Use.ACT), U(Use.BLOC), int(NONE), F(FULL)
_M, _TALKS = len(MEASURES), MEASURES.index("consultations")
_SANCTION, _DENOUNCE, _CONSULT = int(Verb.SANCTION), int(Verb.DENOUNCE), int(Verb.CONSULT)
_ACCUSE, _RETALIATE = int(Verb.ACCUSE), int(Verb.RETALIATE)


@compiled
def _draw(u, replicate, tick, k0, k1, line):
    """Write eight numbers for each seat into u (S, 8), as Chance.for_asks; u[:, :4] its own, u[:, 4:] its bloc's."""
    seats, lines = len(u), line.max() + 1
    drawn = np.empty((4, max(seats, lines)), F)
    for s in range(seats):
        _four(drawn, s, philox(replicate, tick, U(s), _ACT, k0, k1))
    for s in range(seats):
        u[s, 0], u[s, 1], u[s, 2], u[s, 3] = drawn[0, s], drawn[1, s], drawn[2, s], drawn[3, s]
    for n in range(lines):
        _four(drawn, n, philox(replicate, tick, U(BLOC_ADDRESS + n), _BLOC, k0, k1))
    for s in range(seats):
        n = line[s]
        u[s, 4], u[s, 5], u[s, 6], u[s, 7] = drawn[0, n], drawn[1, n], drawn[2, n], drawn[3, n]


@inlined
def _four(drawn, place, words):
    drawn[0, place], drawn[1, place], drawn[2, place], drawn[3, place] = (
        unit(words[0]), unit(words[1]), unit(words[2]), unit(words[3])
    )  # fmt: skip


@compiled
def keep(
    who, weighed, tick, replicate, k0, k1, line, chi, promises, binding, trust, values, family, named, rate, audience,
    threat, threatened, sanctioned, delivered, restraint, singled, toward, letter,
):  # fmt: skip
    """Conduct of every party of one pact; see restrain.keep and quarter.keep."""
    seats = len(who)
    u, others, bits = np.empty((seats, 8), F), np.empty(seats, N), np.empty(seats, np.int8)
    level = np.empty(seats, F)
    _draw(u, replicate, tick, k0, k1, line)
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
    for s in range(seats):
        if not who[s]:
            continue
        others[s] = 0
        if threatened[s]:
            hang_over(held, threat, sanctioned, s)
        least, whole = trusted(others, trust, s)
        general, apart, one = holds_back(
            level, others, least, chi, binding, trust, s, values, family[s], named, rate, s, audience[s], held, given,
            weighed[s],
        )  # fmt: skip
        if threatened[s]:
            held[:] = F(0)
        bits[s] = delivers(whole, company, promises, values, family[s], u, s)
        others[s] = 1
        restraint[s] = np.int16(np.rint(general * _FULL))
        singled[s] = apart
        toward[s] = _NONE if apart == _NONE else np.int16(np.rint(one * _FULL))
        letter[s] = 0
    for s in range(seats):
        if who[s]:
            delivered[s] = bits[s]


@inlined
def bound_together(signed, denounced, one, other):
    """Whether two states are bound by one pact, however few others are."""
    return signed[one] and not denounced[one] and signed[other] and not denounced[other]


@compiled
def respond(
    tick, replicate, k0, k1, line, who, signed, denounced, promises, signal, trust, values, family, name, threat,
    offence, avenges, accused, sanctioned, consulted,
):  # fmt: skip
    """The answers of one world, all to what stood before any of them; see restrain.respond and quarter.respond."""
    pacts, seats = who.shape
    u = np.empty((seats, 8), F)
    _draw(u, replicate, tick, k0, k1, line)
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
        verb[s], about[s], under[s] = answers(
            heavy, F(trust[s, suspect]) / _FULL, held, shared, shared and promises[draft, _TALKS], offence[s] > F(0),
            name[suspect, s], values[family[s]], u[s],
        ), suspect, draft  # fmt: skip
    for s in range(seats):
        if verb[s] == _SANCTION:
            sanctioned[s, about[s]] = True
        elif verb[s] == _DENOUNCE:
            denounced[under[s], s] = True
        elif verb[s] == _CONSULT:
            consulted[under[s]] = True
        elif verb[s] == _ACCUSE:
            accused[s, about[s]] += 1
        elif verb[s] == _RETALIATE:
            avenges[s, about[s]] = 1
