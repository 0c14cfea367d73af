"""Who puts its name to a text, and who takes it off.

P(sponsor) = σ(g_0 + g_1 V + g_2 z lead + g_3 share of the bloc that sponsors)
"""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.worth import Minds, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.numbers import logistic
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Floats, Ints, Verb
from demarche.sim.view import View


def readiness(rules: Rules, minds: Minds, view: View, draft: Ints, value: Floats) -> Floats:
    """P(sponsor) of each ask for a draft of that worth, (N,). draft, value (N,)."""
    p = minds.p
    near = minds.mean * rules.lead[draft]
    line = rules.roster.line[view.seat]
    share = np.where(line == NONE, np.float32(0), signed_on(rules, view)[view.world, draft, line])
    return logistic(p.sponsor_base + p.sponsor_worth * value + p.sponsor_lead * near + p.sponsor_bloc * share)


def signed_on(rules: Rules, view: View) -> Floats:
    """Share of the members of each bloc that sponsor each draft, (B, L, G)."""
    member = rules.roster.member.astype(np.float32)
    # Whole numbers, that a matrix product adds without rounding.
    return (view.public.sponsor.astype(np.float32) @ member) / np.maximum(member.sum(axis=0), np.float32(1))


def close_list(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """The last call for the draft whose turn it is. Uses chance; no memory."""
    r = view.public
    draft = r.order[view.world, np.clip(r.turn[view.world], 0, len(rules.pen) - 1)]
    minds = doctrine.own_minds(view)
    value = whole_worth(rules, minds, r.wording[view.world, draft])
    act, ready = acts(view.asks), readiness(rules, minds, view, draft, value)
    joins = view.may(Verb.SPONSOR) & (value > 0) & (u[:, 0] < ready)
    leaves = view.may(Verb.LEAVE) & (value < 0)
    for who, verb in ((joins, Verb.SPONSOR), (leaves, Verb.LEAVE)):
        rows = np.flatnonzero(who)
        write(act, rows, verb, draft=draft[rows])
    return act
