"""The order of a quarter, which both engines follow, and what is asked next in it.

A draft that every party signed is a pact between them once it is in force; whoever votes for a resolution is party to
nothing.  A pact that was not signed stays on offer: in every quarter its parties go back to informals for a round, and
are asked to sign what comes of it.  At the end of a quarter states may propose other pacts, where there are slots.
"""

import numpy as np

from demarche.sim.aftermath.threats import announced
from demarche.sim.in_public import left
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Ints, Stage, Status
from demarche.sim.terms_of_pacts import delay, ratification

QUARTER = (
    Stage.SIGNING,
    Stage.CONDUCT,
    Stage.ORDERS,
    Stage.NATURE,
    Stage.RESPONSES,
    Stage.PROPOSALS,
    Stage.CONSIDERATION,
)
"""The stages of a quarter in their order. The last two come only where there are slots for pacts."""
BY_PACT = (Stage.SIGNING, Stage.CONDUCT, Stage.PROPOSALS, Stage.CONSIDERATION)
"""Those that come to one pact after another: to each on offer, each in force, a free slot, each under negotiation."""


def _order(stages: tuple[Stage, ...]) -> Ints:
    """The stage that follows each, CLOSED after the last."""
    following = np.full(len(Stage), Stage.CLOSED, np.int8)
    following[list(stages[:-1])] = stages[1:]
    return following


_NEXT, _NEXT_WITHOUT_SLOTS = _order(QUARTER), _order(QUARTER[:-2])


_ASKED_ABOUT = np.full(len(Stage), -1, np.int8)
_ASKED_ABOUT[[Stage.SIGNING, Stage.PROPOSALS, Stage.CONSIDERATION]] = Status.UNSIGNED, Status.FREE, Status.PROPOSED
"""The status of the drafts that each stage comes to; CONDUCT comes to those that bind."""


def open_quarters(rules: Rules, record: Record, here: Bools) -> Record:
    """The session is over in the worlds `here`: it closes, or the quarters begin, with whoever is now bound to what."""
    if not rules.conduct.quarters or not here.any():
        return record
    members = np.broadcast_to(rules.voters, record.final.shape)
    now = record.status == Status.SIGNED
    in_force = np.broadcast_to(rules.standing, members.shape)
    stands = np.asarray(in_force.any(axis=2))
    record = record.but(here, signed=np.where(stands[..., None], in_force, members & now[..., None]), quarter=0)
    record = entered(rules, record, now & here[:, None])
    record = record.but(here, in_force=record.in_force | stands)
    return begin(rules, record, here)


def entered(rules: Rules, record: Record, pacts: Bools) -> Record:
    """Pacts (B, L) that are signed now: those that wait for no ratification are in force at once."""
    if not pacts.any():
        return record
    at_once = pacts & (delay(rules, record) == 0) & (ratification(rules, record) >= 1)
    return record.but(
        np.asarray(pacts.any(axis=1)),
        signed_in=np.where(pacts, record.quarter[:, None], record.signed_in),
        in_force=record.in_force | at_once,
    )


def begin(rules: Rules, record: Record, here: Bools) -> Record:
    """A quarter begins: a pact on offer goes back to informals for a round, if there were any, before it is signed."""
    record = announced(rules, record, here)
    unsigned = record.status == Status.UNSIGNED
    talks = here & unsigned.any(axis=1) & (rules.rounds > 0)
    record = record.but(talks, status=np.where(unsigned, Status.OPEN, record.status), turn=0, stage=Stage.FLOOR)
    return offer_for_signature(rules, record, here & ~talks)


def offer_for_signature(rules: Rules, record: Record, here: Bools) -> Record:
    """Texts that were open again are on offer as they now stand, and their parties are asked."""
    status = np.where(record.status == Status.OPEN, Status.UNSIGNED, record.status)
    return next_question(rules, record.but(here, status=status, turn=0, stage=Stage.SIGNING), here)


def next_question(rules: Rules, record: Record, here: Bools) -> Record:
    """The first draft from the turn on that has something to be asked about, else the next stage of the quarter."""
    place = np.arange(len(rules.pen))
    bound = record.signed & record.in_force[..., None] & ~left(record)
    asks = np.where(
        (record.stage == Stage.CONDUCT)[:, None],
        bound.sum(axis=2) > 1,
        record.status == _ASKED_ABOUT[record.stage][:, None],
    ) & (place >= record.turn[:, None])
    found = asks.any(axis=1)
    return onward(rules, record.but(here & found, turn=asks.argmax(axis=1)), here & ~found)


def onward(rules: Rules, record: Record, here: Bools) -> Record:
    """The worlds `here` go on to the next stage, and after the last one to the next quarter or to their end."""
    if not here.any():
        return record
    following = _NEXT if rules.slots else _NEXT_WITHOUT_SLOTS
    record = record.but(here, stage=following[record.stage], turn=0)
    over = here & (record.stage == Stage.CLOSED)
    record = record.but(over, quarter=record.quarter + 1)
    record = begin(rules, record, over & (record.quarter < rules.conduct.quarters))
    return next_question(rules, record, here & ~over & np.isin(record.stage, BY_PACT))
