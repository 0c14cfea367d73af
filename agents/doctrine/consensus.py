"""Bodies that decide by consensus and parties that sign: to object, to stand aside, to join.

    P(object) = σ((-V - ξ) / T)            a state that expects no company stands aside instead with chance e_0
    P(object or aside) = σ((-V - ξ_a) / T)

To dissociate costs less than to object, and is done at a smaller loss: ξ_a < ξ.
"""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.restrain import willing
from demarche.agents.doctrine.worth import whole_worth
from demarche.sim.act import acts, write
from demarche.sim.numbers import exp, logistic
from demarche.sim.parameter import Numbers
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Bools, Floats, Ints, Stage, Verb
from demarche.sim.view import View


def objects(p: Numbers, value: Floats) -> Floats:
    """P(a state would object to a text of that worth). value and the parameters have one shape."""
    return logistic((-value - p.resolve) / p.heat)


def objections(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints) -> Floats:
    """P(each seat would object) to each of n texts, by what is published, (n, S). world (n,), text (n, C)."""
    nearer, other = doctrine.published(world, text)
    p = doctrine.at(world[:, None], np.arange(rules.seats))
    return np.where(rules.voters, objects(p, nearer + other), np.float32(0))


def expected_blocks(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints) -> Floats:
    """How many would block each of n texts, (n,): whoever expects to be alone stands aside instead."""
    against = objections(rules, doctrine, world, text)
    others = against.sum(axis=1, keepdims=True, dtype=np.float32) - against
    p = doctrine.at(world[:, None], np.arange(rules.seats))
    return np.asarray((against * (1 - p.alone * exp(-others / p.company))).sum(axis=1, dtype=np.float32))


def likely_objectors(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints) -> Bools:
    """Seats that are more likely than not to object to each of n texts, (n, S): the company one may count on."""
    counted_on = doctrine.at(world[:, None], np.arange(rules.seats)).expected
    return np.asarray(objections(rules, doctrine, world, text) > counted_on)


def join_or_object(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Block, dissociate or join in silence. Uses chance; no memory."""
    minds = doctrine.own_minds(view)
    r = view.public
    text = r.wording[view.world, r.current[view.world]]
    value = whole_worth(rules, minds, text)
    against, uneasy = objects(minds.p, value), logistic((-value - minds.p.unease) / minds.p.heat)
    worlds, which = np.unique(view.world, return_inverse=True)
    likely = likely_objectors(rules, doctrine, worlds, r.wording[worlds, r.current[worlds]])[which.reshape(-1)]
    others = likely.sum(axis=1) - likely[np.arange(view.asks), view.seat]
    alone = exp(-others.astype(np.float32) / minds.p.company)
    act = acts(view.asks)
    objecting = u[:, 0] < against
    aside = u[:, 1] < minds.p.alone * alone
    write(act, np.flatnonzero((u[:, 0] < uneasy) & (aside | ~objecting)), Verb.DISSOCIATE)
    write(act, np.flatnonzero(objecting & ~aside), Verb.BLOCK)
    return act


def sign_or_not(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """A party signs what it is willing to and would not object to. Uses chance; no memory."""
    minds, r = doctrine.own_minds(view), view.public
    draft = np.where(view.stage == Stage.SIGNING, r.turn[view.world], r.current[view.world]).astype(np.intp)
    value = whole_worth(rules, minds, r.wording[view.world, draft])
    refuses = (u[:, 0] < objects(minds.p, value)) | (u[:, 1] >= willing(rules, doctrine, view, draft))
    act = acts(view.asks, Verb.CAST)
    write(act, np.arange(view.asks), Verb.CAST, wording=np.where(refuses, Ballot.NO, Ballot.YES))
    return act
