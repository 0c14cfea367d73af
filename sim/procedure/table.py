"""Tabling: pen-holders lock their texts, hold them back, or bring a rival out of the pocket; then sponsor lists close.

Rule 120 (proposals in writing, circulated before), in substance.
"""

import numpy as np

from demarche.sim.faults import Judge, draft_named, first_fault
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, in_order_of_turn, verb_is
from demarche.sim.terms import ABSENT, NONE, Bools, Decision, Ints, Item, Refusal, Role, Stage, Status, Verb


def may_table(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the pen-holder of the draft whose turn it is."""
    r = world.record
    pending = np.isin(_status_of_turn(r.status, r.turn), (Status.OPEN, Status.POCKET))
    pen = (here & pending)[:, None] & (rules.pen[r.turn % len(rules.pen)][:, None] == np.arange(rules.seats))
    # A text of which the informals have left nothing cannot be tabled, and one that the Committee has amended is no
    # longer the pen-holder's to keep back (rule 122).
    mine = at(r.turn, len(rules.pen))
    bare = np.any(mine & (r.wording == ABSENT).all(axis=2) & (r.status == Status.OPEN), axis=1)
    kept = np.any(mine & r.amended, axis=1) & ~bare
    may[..., Verb.TABLE] |= pen & ~bare[:, None]
    may[..., Verb.HOLD] |= pen & ~kept[:, None]


def may_sponsor(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every member: those who do not sponsor the draft may, those who do may leave it. Not its pen-holder."""
    r = world.record
    draft = in_order_of_turn(r.order, r.turn)
    called = (here & (draft != NONE))[:, None] & (rules.roster.role == Role.MEMBER)
    sponsors = r.sponsor[np.arange(r.worlds), np.maximum(draft, 0)]
    pen = rules.pen[np.maximum(draft, 0)][:, None] == np.arange(rules.seats)
    may[..., Verb.SPONSOR] |= called & ~sponsors
    may[..., Verb.LEAVE] |= called & sponsors & ~pen
    may[..., Verb.PASS] |= called & ~pen


def table(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """The draft whose turn it is gets its number and its place in the order, or is held back."""
    r = world.record
    drafts = len(rules.pen)
    mine = at(r.turn, drafts)
    tables = mine & np.any(verb_is(act, Verb.TABLE), axis=1)[:, None]
    holds = mine & np.any(verb_is(act, Verb.HOLD), axis=1)[:, None]
    text = np.where((tables & (r.status == Status.POCKET))[..., None], rules.opened, r.wording)
    last = np.arange(drafts) == (r.order != NONE).sum(axis=1)[:, None]
    over = r.turn + 1 >= rules.texts
    r = r.but(
        here,
        status=np.select([tables, holds], [Status.TABLED, Status.HELD], r.status),
        wording=text,
        tabled=np.where(tables[..., None], text, r.tabled),
        order=np.where(last & np.any(tables, axis=1)[:, None], r.turn[:, None], r.order),
        turn=np.where(over, 0, r.turn + 1),
    )
    # Only a body that votes has sponsors: an expert group's report and a pact are nobody's and everybody's.
    tabled = (r.order != NONE).any(axis=1)
    onward = np.where(tabled & (rules.decision == Decision.VOTE), Stage.SPONSORS, Stage.CALLED)
    return world.now(r.but(here & over, stage=onward))


def close_sponsor_lists(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Names are put to the draft whose turn it is, or taken off; after the last one the chair calls the first draft."""
    r = world.record
    draft = in_order_of_turn(r.order, r.turn)
    mine = at(draft, len(rules.pen))[..., None]
    sponsor = (r.sponsor | (mine & verb_is(act, Verb.SPONSOR)[:, None])) & ~(mine & verb_is(act, Verb.LEAVE)[:, None])
    following = in_order_of_turn(r.order, r.turn + 1)
    over = following == NONE
    r = r.but(here, sponsor=sponsor, turn=np.where(over, 0, r.turn + 1))
    return world.now(r.but(here & over, stage=Stage.CALLED))


def _status_of_turn(status: Ints, turn: Ints) -> Ints:
    place = np.clip(turn, 0, status.shape[1] - 1)
    return np.asarray(status[np.arange(status.shape[0]), place])


def judge_sponsorship(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """To join a draft one does not sponsor, or leave one that one does and whose pen is another's."""
    draft, bad = draft_named(rules, act)
    record = world.record
    joins = act[..., Item.VERB] == Verb.SPONSOR
    sponsors = record.sponsor[b, draft, s]
    called = record.order[b, np.clip(record.turn[b], 0, record.order.shape[1] - 1)]
    open_ = np.where(record.stage[b] == Stage.SPONSORS, draft == called, record.status[b, draft] == Status.OPEN)
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~open_, Refusal.DRAFT_NOT_OPEN),
        (joins & sponsors, Refusal.ALREADY),
        (~joins & ~sponsors, Refusal.NOT_A_SPONSOR),
        (~joins & (rules.pen[draft] == s), Refusal.OWN_TEXT),
    )


def judge_tabling(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """The draft whose turn it is, and no other."""
    draft, bad = draft_named(rules, act)
    return first_fault((bad, Refusal.NO_SUCH_DRAFT), (draft != world.record.turn[b], Refusal.DRAFT_NOT_OPEN))


JUDGES: dict[Verb, Judge] = {
    Verb.SPONSOR: judge_sponsorship,
    Verb.LEAVE: judge_sponsorship,
    Verb.TABLE: judge_tabling,
    Verb.HOLD: judge_tabling,
}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
