"""The measures of finished worlds: what was decided and how, and what kind of text came of it."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from demarche.sim.audience import unseen
from demarche.sim.bargain import Doubles, distances
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.tally import carries, cast, quorate, tally
from demarche.sim.terms import ABSENT, Array, Ballot, Bools, Decision, Floats, Ints, Stage, Status


class DecidedBy(IntEnum):
    """How a draft came to its end, in the five words of the program's results."""

    VOTE = 0
    CONSENSUS = 1
    WITHDRAWN = 2
    NO_ACTION = 3
    NOT_PUT = 4


_BY = {
    Status.REJECTED: DecidedBy.VOTE,
    Status.PARTS_REJECTED: DecidedBy.VOTE,
    Status.ADOPTED: DecidedBy.VOTE,
    Status.CONSENSUS: DecidedBy.CONSENSUS,
    Status.BLOCKED: DecidedBy.CONSENSUS,
    Status.SIGNED: DecidedBy.CONSENSUS,
    Status.UNSIGNED: DecidedBy.CONSENSUS,
    Status.WITHDRAWN: DecidedBy.WITHDRAWN,
    Status.NO_ACTION: DecidedBy.NO_ACTION,
}
DECIDED_BY = np.array([_BY.get(status, DecidedBy.NOT_PUT) for status in Status], np.int8)
ADOPTED = (Status.ADOPTED, Status.CONSENSUS, Status.SIGNED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """B finished worlds of L drafts.

    adopted (B, L) bool      decided_by (B, L) DecidedBy      votes (B, L, S) Ballot, UNCAST where none was recorded
    signed (B, L, S) bool, where parties sign, then or later  yes, no, abstain, absent (B, L) recorded votes counted
    text (B, L, C) wordings as decided
    position, vague, depth   (B, L) of the text, weighted by the mass of its clauses
    from_information_security, from_cybersecurity (B, L) root of the mean squared distance from each pole, 0 .. 2
    from_nash, from_kalai_smorodinsky (B, L) utils, see demarche.sim.bargain
    changed, struck (B, L) clauses worded otherwise than at the opening or new, and clauses left out since
    sponsors (B, L)          split (B, L) share of no among yes and no, 0 .. 1; judged a measure of polarisation
    yes_to_all (B,) seats that voted yes on every draft that came to a recorded vote, -1 where fewer than two did
    Numbers that a world does not have are NaN: a split without a vote, a position without a text.
    """

    adopted: Bools
    decided_by: Ints
    votes: Ints
    signed: Bools
    yes: Ints
    no: Ints
    abstain: Ints
    absent: Ints
    text: Ints
    position: Doubles
    vague: Doubles
    depth: Doubles
    from_information_security: Doubles
    from_cybersecurity: Doubles
    from_nash: Doubles
    from_kalai_smorodinsky: Doubles
    changed: Ints
    struck: Ints
    sponsors: Ints
    split: Doubles
    yes_to_all: Ints


def outcome(rules: Rules, record: Record) -> Outcome:
    """What became of each draft in each world."""
    signing = rules.decision == Decision.UNANIMITY
    votes = np.full_like(record.final, Ballot.UNCAST) if signing else record.final
    text = text_as_decided(rules, record)
    yes, no, abstain, absent = (np.count_nonzero(votes == ballot, axis=2) for ballot in list(Ballot)[1:])
    stands, opened = text != ABSENT, rules.opened != ABSENT
    nash, kalai_smorodinsky = distances(rules, text)
    book = rules.book
    return Outcome(
        adopted=np.isin(record.status, ADOPTED),
        decided_by=DECIDED_BY[record.status],
        votes=votes,
        signed=((record.final == Ballot.YES) | record.signed) & signing,
        yes=yes,
        no=no,
        abstain=abstain,
        absent=absent,
        text=text,
        position=mean_over_text(rules, book.position, text),
        vague=mean_over_text(rules, book.vague, text),
        depth=mean_over_text(rules, book.depth, text),
        from_information_security=np.sqrt(mean_over_text(rules, (book.position + 1) ** 2, text)),
        from_cybersecurity=np.sqrt(mean_over_text(rules, (book.position - 1) ** 2, text)),
        from_nash=nash,
        from_kalai_smorodinsky=kalai_smorodinsky,
        changed=np.count_nonzero(stands & (text != rules.opened), axis=2),
        struck=np.count_nonzero(opened & ~stands, axis=2),
        sponsors=np.count_nonzero(record.sponsor, axis=2),
        split=np.where(yes + no > 0, no / np.maximum(yes + no, 1), np.nan),
        yes_to_all=yes_to_all(votes),
    )


def text_as_decided(rules: Rules, record: Record) -> Ints:
    """The wordings of each draft at the end, (B, L, C); of a rival kept in its pocket, those it opens with."""
    return np.where(unseen(rules, record)[..., None], rules.opened, record.wording)


def mean_over_text(rules: Rules, what: Floats, text: Ints) -> Doubles:
    """Mean of `what` (B, C, K) over the clauses of texts (B, L, C), weighted by their mass, (B, L); NaN of no text."""
    mass = np.where(text == ABSENT, np.float32(0), rules.book.mass[:, None])
    total = mass.sum(axis=2, dtype=np.float64)
    found = (mass * rules.book.of_text(what, text)).sum(axis=2, dtype=np.float64)
    return np.where(total > 0, found / np.where(total > 0, total, 1), np.nan)


def yes_to_all(votes: Ints) -> Ints:
    """Seats that voted yes wherever there was a recorded vote, (B,), -1 with fewer than two. votes (B, L, S)."""
    held = (votes != Ballot.UNCAST).any(axis=2)
    everywhere = ((votes == Ballot.YES) | ~held[..., None]).all(axis=1)
    return np.where(held.sum(axis=1) > 1, everywhere.sum(axis=1), -1)


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions of one kind a joint act answered, and how, for each world and draft on the table, (B, L)."""

    amendments_put: Ints
    amendments_adopted: Ints
    parts_put: Ints
    parts_lost: Ints
    motions_put: Ints
    motions_carried: Ints


def questions(rules: Rules, before: Record, act: Ints) -> Questions:
    """What one joint act (B, S, 8) answered on the ladder; to be added up over the ticks of a session."""
    ballots = cast(rules, act)
    carried, held = carries(*tally(ballots)), quorate(rules, ballots)
    draft = np.arange(len(rules.pen)) == before.current[:, None]

    def count(stage: Stage, those: Bools) -> Ints:
        return np.asarray(draft & ((before.stage == stage) & held & those)[:, None], np.int16)

    every = np.ones_like(held)
    return Questions(
        amendments_put=count(Stage.AMENDMENT_VOTE, every),
        amendments_adopted=count(Stage.AMENDMENT_VOTE, carried),
        parts_put=count(Stage.PART_VOTE, every),
        parts_lost=count(Stage.PART_VOTE, ~carried),
        motions_put=count(Stage.MOTION_VOTE, every),
        motions_carried=count(Stage.MOTION_VOTE, carried),
    )


PER_DRAFT = (
    "position",
    "vague",
    "depth",
    "from_information_security",
    "from_cybersecurity",
    "from_nash",
    "from_kalai_smorodinsky",
    "changed",
    "struck",
    "sponsors",
    "split",
)
TALLY = ("yes", "no", "abstain", "absent")


def measures(found: Outcome) -> dict[str, Doubles]:
    """Every measure by name, (B,) each: `position_1` is that of the first draft. NaN where there is none."""
    table: dict[str, Doubles] = {}
    for draft in range(found.adopted.shape[1]):
        here = {name: getattr(found, name)[:, draft] for name in PER_DRAFT} | _ending(found, draft)
        table |= {f"{name}_{draft + 1}": np.asarray(values, np.float64) for name, values in here.items()}
    table["adopted"] = found.adopted.sum(axis=1).astype(np.float64)
    table["yes_to_all"] = np.where(found.yes_to_all < 0, np.nan, found.yes_to_all)
    return table


def _ending(found: Outcome, draft: int) -> dict[str, Array]:
    """How one draft ended, 0 or 1 each, and the tally where a vote was recorded, (B,) each."""
    by, adopted = found.decided_by[:, draft], found.adopted[:, draft]
    voted = (found.votes[:, draft] != Ballot.UNCAST).any(axis=1)
    return {
        "adopted": adopted,
        "rejected": (by == DecidedBy.VOTE) & ~adopted,
        "not_put": np.isin(by, (DecidedBy.NOT_PUT, DecidedBy.WITHDRAWN)),
        **{name: np.where(voted, getattr(found, name)[:, draft], np.nan) for name in TALLY},
    }
