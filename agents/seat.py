"""What the seats of this floor share: the act of a delegation that has nothing to say."""

import numpy as np

from sim.act import acts, write
from sim.terms import Ballot, Ints, Verb
from sim.view import View


def nothing_to_say(view: View) -> Ints:
    """What each ask does by default, (N, 8): it passes; it tables its draft, or holds what cannot be; it abstains.

    As the clock would.
    """
    act = acts(view.asks)
    must = ~view.verbs[:, Verb.PASS]
    tables, holds = (must & view.verbs[:, verb] for verb in (Verb.TABLE, Verb.HOLD))
    for who, verb in ((holds, Verb.HOLD), (tables, Verb.TABLE)):
        rows = np.flatnonzero(who)
        write(act, rows, verb, draft=view.public.turn[view.world[rows]])
    votes = must & ~tables & ~holds
    write(act, np.flatnonzero(votes), Verb.CAST, wording=Ballot.ABSTAIN)
    return act
