"""The address of a question: what tells it from every other question that may be put in the same session.

All draws of a tick are addressed by the question that is put, and not by the number of the tick.  An address rests on
no more of the record than is needed to tell its question apart, so an act that changes nothing changes no draw: the
vote on a draft has the same draws whether three amendments were put before it or none.

    bits    part      what it is
    25-31   quarter   1 more than the number of the quarter, 0 in the session
    19-24   stage
    13-18   topic     the draft, or the round of informals
     3-12   detail    clause and wording of an amendment, clause of a part, motion, round of reply, or how many drafts
                      have been reconsidered so far
     2      again     the meeting has been suspended, after which drafts are taken up from the beginning
     1                the draft was deferred and is called once more, or its decision is reconsidered
     0                the members are called once more, for want of a quorum
"""

from collections.abc import Iterable

import numpy as np

from demarche.sim.record import Record
from demarche.sim.tally import in_order_of_turn
from demarche.sim.terms import BALLOTED, NONE, Ints, Stage

QUARTERS, STAGES, TOPICS, DETAILS, TIMES = 1 << 7, 1 << 6, 1 << 6, 1 << 10, 1 << 3
"""How many of each part there is room for. Their product is 2**32."""
_ROOM = np.array([[QUARTERS], [STAGES], [TOPICS], [DETAILS], [TIMES]])
PLACES = 1 << 4
"""Wordings of one clause that a detail has room for, the last of which leaves it out."""

_SUSPENDED, _RENEWED, _SHORT = 4, 2, 1
_TALKS = (Stage.FLOOR, Stage.ANSWERS, Stage.PEN)
_MOTIONS = (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE)
_ON_TABLE = (*_MOTIONS, *(stage for stage in Stage if Stage.AMENDMENTS <= stage <= Stage.SIGNATURE))
_BEGUN_AGAIN = tuple(stage for stage in Stage if Stage.FLOOR <= stage < Stage.DECISION)


def _in(*stages: Iterable[Stage]) -> Ints:
    """A row for each group of stages, 1 where a stage is in it, (groups, stages)."""
    return np.array([[int(stage in group) for stage in Stage] for group in stages])


_TOPIC = _in(
    _TALKS, (Stage.TABLING, Stage.SIGNING, Stage.CONDUCT), (Stage.SPONSORS,), _ON_TABLE, (Stage.RECONSIDER_VOTE,)
)
_DETAIL = _in(
    (Stage.REPLIES,), (Stage.SPEAKERS, Stage.MOTION_VOTE), (Stage.AMENDMENT_VOTE,), (Stage.PART_VOTE,),
    (Stage.RECONSIDER,),
)  # fmt: skip
_AGAIN = _in(_BEGUN_AGAIN, _MOTIONS, (Stage.VOTE,), (Stage.STATEMENTS, *BALLOTED))
"""Which facts of a record tell the questions of a stage apart, in the order in which `address` lists them."""


def address(record: Record) -> Ints:
    """The question that each world has come to, (B,) below 2**32. No two questions of a session have one address.

    Raises ValueError where a record has more drafts, rounds, clauses or quarters than an address has room for.
    """
    r, stage = record, record.stage.astype(np.intp)
    draft, worlds = np.maximum(r.current, 0), np.arange(r.worlds)
    called = in_order_of_turn(r.order, r.turn)
    # In a quarter there is one round of talks, which the quarter tells from those of others.
    rounds = np.where(r.quarter == NONE, r.round, 0)
    amendment = r.amendment[:, 0].astype(np.int16) * PLACES + r.amendment[:, 1]
    topic = _told_apart(_TOPIC, stage, rounds, r.turn, called, r.current, r.again)
    detail = _told_apart(
        _DETAIL, stage, r.replies, r.motion, amendment, r.part.astype(np.int16) * PLACES, r.reconsidered.sum(axis=1)
    )
    again = _told_apart(
        _AGAIN, stage, r.suspended * _SUSPENDED, r.deferred[worlds, draft] * _RENEWED,
        r.reconsidered[worlds, draft] * _RENEWED, r.short * _SHORT,
    )  # fmt: skip
    parts = np.stack([r.quarter.astype(np.int64) + 1, stage, topic, detail, again])
    _require_room(parts, r.amending.shape[2] - 1)
    return np.asarray(packed(parts[0] - 1, *parts[1:]))


def _told_apart(table: Ints, stage: Ints, *facts: Ints) -> Ints:
    """The sum of those facts (B,) that tell the questions of each world's stage apart, (B,). table (facts, stages)."""
    return np.asarray((table[:, stage] * np.stack(facts)).sum(axis=0))


def _require_room(parts: Ints, wordings: int) -> None:
    """Raises ValueError where a part of an address (5, B), or a clause of so many wordings, has no room in it."""
    if wordings >= PLACES:
        raise ValueError(f"an address has no room for a clause of {wordings} wordings")
    wrong = ((parts < 0) | (parts >= _ROOM)).any(axis=0)
    if wrong.any():
        quarter, stage, topic, detail, again = parts[:, wrong.argmax()].tolist()
        where = f"quarter {quarter - 1}, {Stage(stage).name}, topic {topic}, detail {detail}, again {again}"
        raise ValueError(f"an address has no room for {where}")


def packed(quarter: Ints, stage: Ints, topic: Ints, detail: Ints, again: Ints) -> Ints:
    """An address from its parts. quarter NONE in the session; they broadcast, and may be single numbers."""
    return ((((quarter + 1) * STAGES + stage) * TOPICS + topic) * DETAILS + detail) * TIMES + again
