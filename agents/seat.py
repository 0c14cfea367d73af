"""What the seats of this floor share: the act of a delegation that has nothing to say."""

import numpy as np

from sim.act import acts, write
from sim.terms import Ballot, Ints, Verb
from sim.view import View


def nothing_to_say(view: View) -> Ints:
    """What each ask does by default, (N, 8): it passes; it tables its draft; it abstains. As the clock would."""
    act = acts(view.asks)
    tables = ~view.verbs[:, Verb.PASS] & view.verbs[:, Verb.TABLE]
    rows = np.flatnonzero(tables)
    write(act, rows, Verb.TABLE, draft=view.public.turn[view.world[rows]])
    votes = ~view.verbs[:, Verb.PASS] & ~tables
    write(act, np.flatnonzero(votes), Verb.CAST, wording=Ballot.ABSTAIN)
    return act
