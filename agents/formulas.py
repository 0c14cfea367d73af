"""Formulas of what capitals do in the quarters, each written once.

See demarche.sim.formulas for how both engines use them.

Parameters p are the numbers of demarche.agents.doctrine.parameters by their names, of each ask or of one.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy import maximum, where

from demarche.sim.formulas import FULL, ONE, of_full
from demarche.sim.numbers import exp, logistic
from demarche.sim.terms import NONE, Bools, Floats, Ints, Verb

_NONE = int(NONE)
_SANCTION, _DENOUNCE, _CONSULT = int(Verb.SANCTION), int(Verb.DENOUNCE), int(Verb.CONSULT)
_ACCUSE, _RETALIATE, _PROTEST, _PASS = int(Verb.ACCUSE), int(Verb.RETALIATE), int(Verb.PROTEST), int(Verb.PASS)
LEAST_WEIGHT = np.float32(1e-6)
"""Every party weighs something in the restraint toward all, even one against which nothing would be run."""


class Stakes(NamedTuple):
    """What a state has at stake under a pact, in utils; see `penalty`.

    fame   by its name, where it is named      lost  by each thousandth of trust     sanctions  if all are held over it
    home   wherever it breaks its word         give  for all measures that the other delivers
    """

    fame: Floats
    lost: Floats
    sanctions: Floats
    home: Floats
    give: Floats


def stakes(p: Any, chi: Floats, binding: Floats, audience: Floats) -> Stakes:
    """What a state would lose by what its pact clearly forbids, and what it gives for what others deliver.

    chi  the share of acts that is clearly forbidden      binding, audience  0 .. 1
    """
    return Stakes(
        chi * (binding * p.reputation * audience),
        chi * of_full(p.lost_trust),
        chi * p.sanctions,
        chi * (binding * p.domestic * audience),
        p.cooperation,
    )


def penalty(at_stake: Stakes, trust: Floats, held: Floats, named: Floats, given: Floats) -> Floats:
    """What a state expects to pay for acts against another party, and gives for what it delivers, in utils.

    trust  thousandths      held   sanctions that the other holds over it
    named  chance that the other finds, understands and names it      given  share of the measures that it delivered
    """
    in_public = (trust * at_stake.lost + at_stake.fame + at_stake.sanctions * held) * named
    return in_public + (given * at_stake.give + at_stake.home)


def restraint(penalty: Floats) -> Floats:
    """How far it pays to hold back, 0 .. 1."""
    return ONE - exp(-penalty)


def weight(rate: Floats, is_party: Bools) -> Floats:
    """How much a party counts in the restraint toward all: by what would be run against it. is_party: 1 or 0."""
    return (rate + LEAST_WEIGHT) * is_party


def is_doubted(p: Any, trust: Ints) -> Bools:
    """Whether a party, trusted so many thousandths, is treated apart."""
    return trust < p.doubt * np.float32(FULL)


def apart(p: Any, trust: Ints, party: Ints) -> Ints:
    """The party trusted least, if it is treated apart, else NONE."""
    return where(is_doubted(p, trust), party, _NONE)


def readiness(p: Any, trust: Ints, parties: Ints) -> Floats:
    """Chance that a state delivers a measure. trust: thousandths in all of its other `parties` together."""
    mean = trust / maximum(parties, 1) / FULL
    return logistic(p.deliver + p.deliver_trust * np.float32(mean))


class Suspicion(NamedTuple):
    """What a state knows of the one that most was laid at the door of.

    heavy  signals of the quarter       trust  in it, 0 .. 1      named  will to name it, 0 .. 1
    held   whether it holds sanctions over it       able   whether it could retaliate
    pact   whether a pact binds both                talks  whether that promises consultations
    """

    heavy: Floats
    trust: Floats
    named: Floats
    held: Bools
    able: Bools
    pact: Bools
    talks: Bools


def answer(p: Any, about: Suspicion, u: Floats) -> Ints:
    """What a state does about one that it suspects, a Verb: the first of these that it is ready for. u (8, ...)."""
    rest = where(u[6] < p.protest, _PROTEST, _PASS)
    rest = where(about.able & (u[5] < (ONE - about.trust) * p.hit_back), _RETALIATE, rest)
    rest = where(u[3] < about.named * p.speak_out, _ACCUSE, rest)
    rest = where(about.talks & (u[2] < p.talk), _CONSULT, rest)
    rest = where(about.pact & (about.trust < p.despair) & (u[1] < p.leave_pact), _DENOUNCE, rest)
    return where(about.held & (about.heavy >= p.patience_sanction) & (u[0] < p.use_sanction), _SANCTION, rest)
