"""What the seats of this floor share: the act of a delegation that has nothing to say."""

import numpy as np

from demarche.sim.act import acts, write
from demarche.sim.terms import Ballot, Ints, Verb
from demarche.sim.view import View


def nothing_to_say(view: View) -> Ints:
    """What each ask does by default, (N, 8), as the clock would.

    It passes; it tables, or holds what cannot be; it lets a pact be; it abstains.
    """
    act = acts(view.asks)
    must = ~view.may(Verb.PASS)
    tables, holds, bound = (must & view.may(verb) for verb in (Verb.TABLE, Verb.HOLD, Verb.KEEP))
    for who, verb in ((holds, Verb.HOLD), (tables, Verb.TABLE), (bound, Verb.KEEP)):
        rows = np.flatnonzero(who)
        nothing = {"clause": 0, "wording": 0, "draft2": 0} if verb == Verb.KEEP else {}
        write(act, rows, verb, draft=view.public.turn[view.world[rows]], **nothing)
    votes = must & ~tables & ~holds & ~bound
    write(act, np.flatnonzero(votes), Verb.CAST, wording=Ballot.ABSTAIN)
    return act
