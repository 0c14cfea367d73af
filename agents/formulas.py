"""Formulas of what capitals do in the quarters, each written once.

See demarche.sim.formulas for how both engines use them.

Parameters p are the numbers of demarche.agents.doctrine.parameters by their names, of each ask or of one.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy import maximum, minimum, where

from demarche.sim.formulas import FULL, ONE, TWO, WRONG, ZERO, power_of
from demarche.sim.numbers import exp, logistic
from demarche.sim.terms import NONE, Accusation, Bools, Floats, Ints, Verb

_NONE = int(NONE)
_SANCTION, _DENOUNCE, _CONSULT = int(Verb.SANCTION), int(Verb.DENOUNCE), int(Verb.CONSULT)
_ACCUSE, _RETALIATE, _PROTEST, _PASS = int(Verb.ACCUSE), int(Verb.RETALIATE), int(Verb.PROTEST), int(Verb.PASS)
_NAMING, _STATEMENT, _INDICTMENT = int(Accusation.NAMING), int(Accusation.STATEMENT), int(Accusation.INDICTMENT)
LEAST_RATE = np.float32(1e-12)
"""Rates are held above this before anything is divided by them."""
LEAST_WEIGHT = np.float32(1e-6)
"""Every party weighs something in the restraint toward all, even one against which nothing would be run."""


# ── how far to keep a pledge ─────────────────────────────────────────────────────────────────────────────────────────


def signalled(keeping: Floats, otherwise: Floats) -> Floats:
    """Chance of a signal of breach in a quarter in which the pledge is kept.

    keeping  signals expected then      otherwise  chance that intelligence settles it, which may be wrong
    """
    return ONE - exp(-keeping) * (ONE - WRONG * otherwise)


def at_risk(discount: Floats, horizon: Floats, signalled: Floats) -> Floats:
    """Quarters of cooperation that a breach puts at risk, discounted: those of the punishment, less false ones.

    discount  weight of the next quarter      horizon  quarters for which a breach is punished, whole
    Source: the trigger strategies of Green and Porter 1984.
    """
    span = discount * (ONE - power_of(discount, horizon))
    return span / (ONE - discount + signalled * span)


def reciprocity(harm: Floats, other_way: Floats, rate: Floats, trust: Floats) -> Floats:
    """What the other's restraint is worth, over the gain from the same number of operations of one's own.

    harm   to a victim, over the gain of the doer      other_way, rate  operations a quarter, the other's and one's own
    trust  that the other keeps its pledge, 0 .. 1
    """
    return where(rate > ZERO, harm * minimum(other_way / maximum(rate, LEAST_RATE), TWO) * trust, ZERO)


def cost_of_breach(reciprocity: Floats, linkage: Floats, home: Floats, stake: Floats, deterred: Floats) -> Floats:
    """What a breach costs, over what it gains.

    reciprocity, linkage  the other's restraint, and other ties, in quarters' gains of the kind a quarter
    home      what it costs at home      stake  chance that it is noticed times the quarters it puts at risk
    deterred  the cost that threats add; it counts the same with a pact and without
    """
    return (stake * (reciprocity + linkage) + home) / (ONE + stake) + deterred


def weight(rate: Floats) -> Floats:
    """How much a party counts in the restraint toward all: by what would be run against it."""
    return rate + LEAST_WEIGHT


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


# ── what to do about what was found ──────────────────────────────────────────────────────────────────────────────────


class Suspicion(NamedTuple):
    """What a state knows of the one that it answers.

    ready  operations that it can name it for now      trust  in it, 0 .. 1
    held   whether it holds sanctions over it       able   whether it could retaliate
    pact   whether a pact binds both                talks  whether that promises consultations
    """

    ready: Ints
    trust: Floats
    held: Bools
    able: Bools
    pact: Bools
    talks: Bools


def answer(p: Any, about: Suspicion, u: Floats) -> Ints:
    """What a state does about one that it suspects, a Verb: the first of these that it is ready for. u (8, ...)."""
    names = (about.ready > 0) & (about.ready >= p.proof) & (u[3] < p.speak_out)
    rest = where(about.talks & (u[2] < p.talk), _CONSULT, where(u[6] < p.protest, _PROTEST, _PASS))
    rest = where(about.able & (u[5] < (ONE - about.trust) * p.hit_back), _RETALIATE, rest)
    rest = where(names, where(about.held & (u[0] < p.use_sanction), _SANCTION, _ACCUSE), rest)
    return where(about.pact & (about.trust < p.despair) & (u[1] < p.leave_pact), _DENOUNCE, rest)


def manner(p: Any, held: Bools, u: Floats) -> Ints:
    """How a state is named by one that names it, an Accusation. held: whether sanctions could be used; u in [0, 1).

    Where there are none to use, statements take their share.
    """
    states = p.indict + p.state_publicly + where(held, ZERO, p.use_sanction)
    return where(u < p.indict, _INDICTMENT, where(u < states, _STATEMENT, _NAMING))
