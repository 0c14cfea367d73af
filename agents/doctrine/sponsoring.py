"""Who puts its name to a text, and who takes it off.

P(sponsor) = σ(g_0 + g_1 V + g_2 z lead + g_3 share of the bloc that sponsors)
"""

import numpy as np

from agents.doctrine.doctrine import Doctrine
from agents.doctrine.worth import Minds, worth
from sim.act import acts, write
from sim.numbers import logistic, mean_where
from sim.rules import Rules
from sim.terms import NONE, Floats, Ints, Verb
from sim.view import View


def readiness(rules: Rules, minds: Minds, view: View, draft: Ints, value: Floats) -> Floats:
    """P(sponsor) of each ask for a draft of that worth, (N,). draft, value (N,)."""
    p = minds.p
    near = minds.mean * rules.lead[draft]
    line = rules.roster.line[view.seat]
    mates = rules.roster.member.T[np.maximum(line, 0)] & (line != NONE)[:, None]
    names = view.public.sponsor[view.world, draft].astype(np.float32)
    share = mean_where(names, mates)
    return logistic(p.sponsor_base + p.sponsor_worth * value + p.sponsor_lead * near + p.sponsor_bloc * share)


def close_list(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """The last call for the draft whose turn it is. Uses chance; no memory."""
    r = view.public
    draft = r.order[view.world, np.clip(r.turn[view.world], 0, len(rules.pen) - 1)]
    minds = doctrine.own_minds(view)
    value = worth(rules, minds, r.wording[view.world, draft]).total
    act = acts(view.asks)
    joins = view.verbs[:, Verb.SPONSOR] & (value > 0) & (u[:, 0] < readiness(rules, minds, view, draft, value))
    leaves = view.verbs[:, Verb.LEAVE] & (value < 0)
    for who, verb in ((joins, Verb.SPONSOR), (leaves, Verb.LEAVE)):
        rows = np.flatnonzero(who)
        write(act, rows, verb, draft=draft[rows])
    return act
