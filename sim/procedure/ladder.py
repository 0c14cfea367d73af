"""The ladder: for each draft in the order submitted, which question is put next.

No-action motion? -> amendments, furthest first -> separate votes on parts -> the whole, without a vote unless one is
asked for.  Every stage of action ends here; this file alone decides what follows.
"""

import numpy as np

from demarche.sim.record import FREE, NOT_MOVED, Record
from demarche.sim.rules import Rules
from demarche.sim.tally import at, in_order_of_turn
from demarche.sim.terms import NONE, Ballot, Bools, Decision, Ints, Stage, Status

UNDEBATED = 2
"""The first two motions, to suspend or adjourn the meeting, are put at once (rule 118)."""


def call_to_order(rules: Rules, record: Record) -> Record:
    """Worlds whose stage is CALLED move on until somebody has a question to answer, or the session closes."""
    while (called := record.stage == Stage.CALLED).any():
        record = climb(rules, call(rules, record, called), called)
    return record


def call(rules: Rules, record: Record, here: Bools) -> Record:
    """The chair calls the draft whose turn it is, and clears the table of what belonged to the last."""
    return clear(record, here).but(here, current=in_order_of_turn(record.order, record.turn))


def clear(record: Record, here: Bools) -> Record:
    """Nothing is moved, put, divided or balloted any more in the worlds `here`."""
    return record.but(
        here,
        moved=NOT_MOVED,
        motion=NONE,
        speaker=FREE,
        shut=False,
        amending=NOT_MOVED,
        amendment=NONE,
        divided=NOT_MOVED,
        objector=NONE,
        part=NONE,
        lost=False,
        ballots=Ballot.UNCAST,
        short=0,
    )


def climb(rules: Rules, record: Record, here: Bools) -> Record:
    """The next stage of the worlds `here`, which have just finished the one they are in."""
    done, level = record.stage, rules.level
    voting = rules.decision == Decision.VOTE
    every = np.ones(record.worlds, bool)
    motion_waits, amendment_waits = (record.moved >= 0).any(axis=1), (record.amending >= 0).any(axis=(1, 2))
    part_waits, asked = (record.divided >= 0).any(axis=1), _of_current(record.asked, record) != NONE
    last = {Decision.VOTE: Stage.DECISION, Decision.CONSENSUS: Stage.CONSENSUS, Decision.UNANIMITY: Stage.SIGNATURE}
    debated = ~(record.moved[:, :UNDEBATED] >= 0).any(axis=1)
    costed = _of_current(record.costed, record).astype(bool)

    rungs = [
        (_of_current(record.status, record) != Status.TABLED, Stage.CALLED),
        (every & costed & (done < Stage.DECISION), Stage.DECISION),
        ((done < Stage.MOTIONS) & voting & (level >= 4), Stage.MOTIONS),
        ((done == Stage.SPEAKERS), Stage.MOTION_VOTE),
        ((done <= Stage.MOTION_VOTE) & motion_waits & debated, Stage.SPEAKERS),
        ((done <= Stage.MOTION_VOTE) & motion_waits, Stage.MOTION_VOTE),
        ((done < Stage.AMENDMENTS) & voting & (level >= 2) & ~record.shut, Stage.AMENDMENTS),
        ((done < Stage.REVISION) & voting, Stage.REVISION),
        ((done <= Stage.AMENDMENT_VOTE) & amendment_waits, Stage.AMENDMENT_VOTE),
        ((done < Stage.DIVISION) & voting & (level >= 3), Stage.DIVISION),
        ((done < Stage.OBJECTION) & part_waits, Stage.OBJECTION),
        ((done == Stage.OBJECTION) & (record.objector != NONE), Stage.DIVISION_VOTE),
        ((done <= Stage.PART_VOTE) & part_waits, Stage.PART_VOTE),
        (done < last[rules.decision], last[rules.decision]),
        ((done == Stage.DECISION) & asked, Stage.VOTE),
    ]
    stage = np.select([when for when, _ in rungs], [then for _, then in rungs], Stage.CALLED)
    on_table = record.current != NONE
    record = record.but(here & on_table, stage=stage)
    record = await_estimate(rules, record, here & on_table & (stage == Stage.DECISION))
    record = record.but(here & on_table & (record.stage == Stage.CALLED), turn=record.turn + 1)
    return put_next(rules, close_ladder(rules, record, here & ~on_table), here)


def put_next(rules: Rules, record: Record, here: Bools) -> Record:
    """Name the motion, amendment or part that is put now. Motions by precedence, amendments furthest first."""
    motions = here & np.isin(record.stage, (Stage.SPEAKERS, Stage.MOTION_VOTE)) & (record.motion == NONE)
    record = record.but(motions, motion=(record.moved >= 0).argmax(axis=1))
    record = record.but(here & (record.stage == Stage.PART_VOTE), part=(record.divided >= 0).argmax(axis=1))
    amendments = here & (record.stage == Stage.AMENDMENT_VOTE)
    if amendments.any():
        record = record.but(amendments, amendment=furthest(rules, record))
    return record


def furthest(rules: Rules, record: Record) -> Ints:
    """Clause and wording of the waiting amendment furthest removed in substance from the text (rule 130), (B, 2).

    The distance is that of the positions times the mass of the clause; what is left out stands at the fallback.
    Between equals the earlier clause, then the earlier wording.  The wording is the place in `amending`.
    """
    book, text = rules.book, record.text
    proposed = np.concatenate([book.position, book.fallback[..., None]], axis=2)
    stands = book.of_text(book.position, text, book.fallback)
    distance = np.abs(proposed - stands[..., None]) * book.mass[..., None]
    waiting = np.where(record.amending >= 0, distance, -1).reshape(record.worlds, -1)
    clause, wording = np.divmod(waiting.argmax(axis=1), proposed.shape[2])
    return np.stack([clause, wording], axis=1)


def await_estimate(rules: Rules, record: Record, here: Bools) -> Record:
    """A text that came to cost money after it was tabled waits, once, for its estimate (rule 153)."""
    if rules.level < 4:
        return record
    current = np.maximum(record.current, 0)
    tabled = record.tabled[np.arange(record.worlds), current]
    waits = here & rules.book.spends(record.text) & ~rules.book.spends(tabled)
    waits &= ~_of_current(record.costed, record).astype(bool)
    record = record.but(waits, costed=record.costed | at(record.current, record.order.shape[1]))
    # The turn is put back by one because whoever leaves a draft steps on by one.
    record = to_the_end(record, waits)
    return record.but(waits, stage=Stage.CALLED, turn=record.turn - 1)


def to_the_end(record: Record, here: Bools) -> Record:
    """The current draft is taken up after all others."""
    place, listed = np.arange(record.order.shape[1]), record.order != NONE
    moved_up = (place >= record.turn[:, None]) & listed
    last = place == (listed.sum(axis=1) - 1)[:, None]
    order = np.where(moved_up, np.roll(record.order, -1, axis=1), record.order)
    order = np.where(last, record.current[:, None], order)
    return record.but(here, order=order)


def close_ladder(rules: Rules, record: Record, here: Bools) -> Record:
    """All drafts have been called: reconsideration, if the level has it; then explanations; then the session closes."""
    if not here.any():
        return record
    done = record.stage
    decided = (record.final != Ballot.UNCAST).any(axis=(1, 2))
    may_reconsider = (rules.level >= 4) & (rules.decision == Decision.VOTE) & can_be_reconsidered(record).any(axis=1)
    stage = np.select(
        [(done < Stage.RECONSIDER) & may_reconsider, (done < Stage.EXPLANATIONS) & decided],
        [Stage.RECONSIDER, Stage.EXPLANATIONS],
        Stage.CLOSED,
    )
    return record.but(here, stage=stage)


def can_be_reconsidered(record: Record) -> Bools:
    """Drafts on which a recorded decision was taken, each once at the most, (B, L)."""
    return np.isin(record.status, (Status.ADOPTED, Status.REJECTED)) & ~record.reconsidered


def _of_current(what: Ints | Bools, record: Record) -> Ints:
    """`what` (B, L) of the draft on the table, (B,)."""
    return np.asarray(what[np.arange(record.worlds), np.maximum(record.current, 0)])
