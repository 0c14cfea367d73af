"""Who hears of an act when it is made: the one gate between what was done and what a seat is told of it.

Whatever tells a seat of a tick is given the joint act as that seat heard it, and nothing else of what was done.
"""

import numpy as np

from demarche.sim.acts import ACTS, Audience
from demarche.sim.proposal import parties_of
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item, Stage, Status, Verb

_HEARD = {audience: np.array([row.heard == audience for row in ACTS.values()]) for audience in Audience}


def unseen(rules: Rules, record: Record) -> Bools:
    """Drafts that not everybody has seen, (B, L): rivals in a pocket that were never tabled, and unsigned slots."""
    pocketed = rules.pocket & (record.tabled == ABSENT).all(axis=2)
    return np.asarray(pocketed | (record.status == Status.FREE) | (record.status == Status.PROPOSED))


def hears(rules: Rules, after: Record, act: Ints, seat: int | None, invited: Bools | None = None) -> Bools:
    """Whether that seat hears of what each other does in one world, (S,). With None, whether everybody does.

    after  the record that the joint act (S, 8) led to      invited (S,) to the pact that it is about, as `invited_now`
    """
    verb = act[:, Item.VERB]
    draft = np.where(_HEARD[Audience.READERS][verb], np.maximum(act[:, Item.DRAFT], 0), 0)
    public = _HEARD[Audience.EVERYBODY][verb] | (_HEARD[Audience.READERS][verb] & ~unseen(rules, after)[0, draft])
    if seat is None:
        return np.asarray(public)
    mine = np.arange(len(act)) == seat
    to_me = _HEARD[Audience.BETWEEN][verb] & (act[:, Item.PARTNER] == seat)
    about_pact = _HEARD[Audience.INVITED][verb]
    named = np.zeros(len(act), bool)
    invites = np.flatnonzero(verb == Verb.INVITE)
    named[invites] = parties_of(act[invites], invites, rules.roster.member)[:, seat]
    is_invited = (verb != Verb.INVITE) & (invited is not None and bool(invited[seat]))
    return np.asarray(public | mine | to_me | (about_pact & (named | is_invited)))


def invited_now(rules: Rules, world: World) -> Bools:
    """Who is invited to the pact that one world is asked about, (S,): nobody, where it is asked about none."""
    r = world.record
    if r.stage[0] != Stage.CONSIDERATION:
        return np.zeros(rules.seats, bool)
    return np.asarray(world.dealings.invited[0, int(r.turn[0]) - rules.texts])


def overheard(rules: Rules, after: Record, act: Ints, seat: int | None, invited: Bools | None = None) -> Ints:
    """A joint act (S, 8) as one seat heard it, or as everybody did: SILENT wherever it heard nothing."""
    heard = act.copy()
    rows = ~hears(rules, after, act, seat, invited)
    heard[rows] = NONE
    heard[rows, Item.VERB] = Verb.SILENT
    return heard
