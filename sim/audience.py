"""Who hears of an act when it is made: the one gate between what was done and what a seat is told of it.

Whatever tells a seat of a tick is given the joint act as that seat heard it, and nothing else of what was done.
"""

import numpy as np

from demarche.sim.acts import ACTS, Audience
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item, Verb

_HEARD = {audience: np.array([row.heard == audience for row in ACTS.values()]) for audience in Audience}


def unseen(rules: Rules, record: Record) -> Bools:
    """Drafts that only their pen-holders have seen: rivals in a pocket that were never tabled, (B, L)."""
    return np.asarray(rules.pocket & (record.tabled == ABSENT).all(axis=2))


def hears(rules: Rules, after: Record, act: Ints, seat: int | None) -> Bools:
    """Whether that seat hears of what each other does in one world, (S,). With None, whether everybody does.

    after  the record that the joint act (S, 8) led to
    """
    verb, draft = act[:, Item.VERB], np.maximum(act[:, Item.DRAFT], 0)
    public = _HEARD[Audience.EVERYBODY][verb] | (_HEARD[Audience.READERS][verb] & ~unseen(rules, after)[0, draft])
    if seat is None:
        return np.asarray(public)
    mine = np.arange(len(act)) == seat
    to_me = _HEARD[Audience.BETWEEN][verb] & (act[:, Item.PARTNER] == seat)
    return np.asarray(public | mine | to_me)


def overheard(rules: Rules, after: Record, act: Ints, seat: int | None) -> Ints:
    """A joint act (S, 8) as one seat heard it, or as everybody did: SILENT wherever it heard nothing."""
    heard = act.copy()
    rows = ~hears(rules, after, act, seat)
    heard[rows] = NONE
    heard[rows, Item.VERB] = Verb.SILENT
    return heard
