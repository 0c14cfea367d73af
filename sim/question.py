"""The address of a question: what tells it from every other question that may be put in the same session.

All draws of a tick are addressed by the question that is put, and not by the number of the tick.  An address rests on
no more of the record than is needed to tell its question apart, so an act that changes nothing changes no draw: the
vote on a draft has the same draws whether three amendments were put before it or none.

    bits    part      what it is
    25-31   quarter   1 more than the number of the quarter, 0 in the session
    19-24   stage
    13-18   topic     the draft, or the round of informals
     3-12   detail    clause and wording of an amendment, clause of a part, motion, round of reply, how many drafts
                      have been reconsidered so far, or how often a proposed pact has been answered with a change
     2      again     the meeting has been suspended, after which drafts are taken up from the beginning
     1                the draft was deferred and is called once more, or its decision is reconsidered
     0                the members are called once more, for want of a quorum
"""

from collections.abc import Callable

import numpy as np

from demarche.sim.record import Record
from demarche.sim.tally import in_order_of_turn
from demarche.sim.terms import BALLOTED, NONE, Bools, Ints, Stage

QUARTERS, STAGES, TOPICS, DETAILS, TIMES = 1 << 7, 1 << 6, 1 << 6, 1 << 10, 1 << 3
"""How many of each part there is room for. Their product is 2**32."""
PLACES = 1 << 4
"""Wordings of a clause, and the place that leaves it out, that there is room for in a detail."""
Fact = Callable[[Record], Ints]
"""What a record says of each world, (B,)."""


def _round(r: Record) -> Ints:
    """In a quarter there is one round of talks, which the quarter tells from those of others."""
    return np.where(r.quarter == NONE, r.round, 0)


def _amendment(r: Record) -> Ints:
    return np.asarray(r.amendment[:, 0].astype(np.int64) * PLACES + r.amendment[:, 1])


def _exchanges(r: Record) -> Ints:
    """How often the pact on turn has been answered with a change, (B,)."""
    slot = np.clip(r.turn.astype(np.intp) - r.status.shape[1] + r.exchanges.shape[1], 0, None)
    return np.asarray(r.exchanges[np.arange(r.worlds), np.minimum(slot, r.exchanges.shape[1] - 1)])


def _on_table(once: Bools, r: Record) -> Ints:
    """1 where the draft on the table is one of those, (B,). once (B, L)."""
    return once[np.arange(r.worlds), np.maximum(r.current, 0)].view(np.int8)


_MOTIONS = (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE)
_OF_A_DRAFT = (*_MOTIONS, *(stage for stage in Stage if Stage.AMENDMENTS <= stage <= Stage.SIGNATURE))
_BEGUN_AGAIN = (*(stage for stage in Stage if Stage.FLOOR <= stage < Stage.DECISION), Stage.LETTERS)

_TOPIC: dict[int, Fact] = {
    **dict.fromkeys((Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN), _round),
    **dict.fromkeys((Stage.TABLING, Stage.SIGNING, Stage.CONDUCT, Stage.CONSIDERATION), lambda r: r.turn),
    Stage.SPONSORS: lambda r: in_order_of_turn(r.order, r.turn),
    **dict.fromkeys(_OF_A_DRAFT, lambda r: r.current),
    Stage.RECONSIDER_VOTE: lambda r: r.again,
}
_DETAIL: dict[int, Fact] = {
    Stage.REPLIES: lambda r: r.replies,
    **dict.fromkeys((Stage.SPEAKERS, Stage.MOTION_VOTE), lambda r: r.motion),
    Stage.AMENDMENT_VOTE: _amendment,
    Stage.PART_VOTE: lambda r: r.part.astype(np.int64) * PLACES,
    Stage.RECONSIDER: lambda r: r.reconsidered.sum(axis=1),
    Stage.CONSIDERATION: _exchanges,
}
_AGAIN: tuple[tuple[int, tuple[Stage, ...], Fact], ...] = (
    (4, _BEGUN_AGAIN, lambda r: r.suspended.view(np.int8)),
    (2, _MOTIONS, lambda r: _on_table(r.deferred, r)),
    (2, (Stage.VOTE,), lambda r: _on_table(r.reconsidered, r)),
    (1, (Stage.STATEMENTS, *BALLOTED), lambda r: r.short),
)
"""Which facts tell the questions of each stage apart; those of other stages have nothing in that part.

A new stage that comes more than once in a session, or in a quarter, needs a place here: tests/laws/test_questions.py.
"""


def address(record: Record) -> Ints:
    """The question that each world has come to, (B,) below 2**32. No two questions of a session have one address.

    Raises ValueError where a record has more drafts, rounds, clauses or quarters than an address has room for.
    """
    _require_room(record)
    quarter = record.quarter.astype(np.int64)
    found = nothing = np.zeros(record.worlds, np.int64)
    for stage in set(record.stage.tolist()):
        topic = _TOPIC[stage](record) if stage in _TOPIC else nothing
        detail = _DETAIL[stage](record) if stage in _DETAIL else nothing
        again = sum((fact(record) * times for times, stages, fact in _AGAIN if stage in stages), nothing)
        found = np.where(record.stage == stage, packed(quarter, stage, topic, detail, again), found)
    return found


def packed(
    quarter: Ints | int, stage: Ints | int, topic: Ints | int, detail: Ints | int, again: Ints | int
) -> Ints | int:
    """An address from its parts. quarter NONE in the session; they broadcast, and may be single numbers."""
    return ((((quarter + 1) * STAGES + stage) * TOPICS + topic) * DETAILS + detail) * TIMES + again


def _require_room(record: Record) -> None:
    """Raises ValueError where a part of an address may be greater than there is room for."""
    drafts, (clauses, places) = record.status.shape[1], record.amending.shape[1:]
    quarters, rounds = int(record.quarter.max(initial=0)) + 1, int(_round(record).max(initial=0)) + 1
    for what, many, most in (
        ("drafts", drafts, TOPICS),
        ("clauses", clauses, DETAILS // PLACES),
        ("wordings of a clause", places, PLACES),
        ("rounds", rounds, TOPICS),
        ("quarters", quarters, QUARTERS - 1),
    ):
        if many > most:
            raise ValueError(f"the address of a question has room for {most} {what}, and there are {many}")
