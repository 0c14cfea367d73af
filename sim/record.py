"""What has happened: the public Record, the private Dealings between pairs of seats, and the Briefs from capitals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.sim.rows import Rows
from demarche.sim.rules import Rules
from demarche.sim.secrets import Secrets, no_secrets
from demarche.sim.terms import ABSENT, NO_WORD, NONE, Array, Ballot, Bools, Floats, Ints, Motion, Stage

FREE, NOT_MOVED, PUT, IMPLIED = -1, -1, -2, -3
"""FREE: an empty place among seats. What can be moved is NOT_MOVED, or the seat that moved it, or already PUT to the
vote, or not put because its rejection was IMPLIED by another vote (rule 130)."""
ASKED_AT_ONCE, MOST_ASKED = 4, 8
"""States that one act asks to sign a letter, and those that a seat may ask in one round, once a session."""


@dataclass(frozen=True, slots=True)
class Record(Rows):
    """The public facts of B worlds: S seats, L drafts, C clauses, K wordings. A new field here is published.

    tick, round  (B,) counted from 0             stage (B,) Stage
    lot          (B,) seat drawn to be called first
    stated       (B, S, 2, 2) clause and wording of up to two statements     named (B, S) seat each named, or NONE
    replies      (B,) rounds of right of reply held
    status       (B, L) Status      wording, tabled (B, L, C) the text now and as it was tabled, ABSENT where struck
    sponsor      (B, L, S) bool     proposal (B, S, L, C) wording each seat has proposed, NO_WORD where none
    letter       (B, S, L, 2) clause and wording for which each seat gathers names on each draft, NO_WORD where none
    signatory    (B, S, L) the seat whose letter each seat has signed on each draft, NONE; its own, of whoever gathers
    call         (B, S, 9) draft on which each seat gathers names in this round, or NONE, and whom it has asked
    caucused     (B, S) bool, has gathered twice in one round, which a seat may do once
    order        (B, L) drafts in the order they are taken up, NONE where there is no further one
    turn         (B,) place in that order        current (B,) the draft on the table, NONE outside the ladder
    moved        (B, M) seat that moved each Motion, NOT_MOVED, or PUT         motion (B,) the one being put, or NONE
    speaker      (B, 4) two for and two against it, FREE where none
    shut         (B,) bool, debate closed on the current draft
    amending     (B, C, K + 1) seat that moved each amendment to the current draft, NOT_MOVED, PUT or IMPLIED; the
                 last place leaves the clause out         amendment (B, 2) clause and wording being put, or NONE
    amended      (B, L) bool        deferred, costed, reconsidered (B, L) bool, each once at the most
    divided      (B, C) seat that asked for a separate vote on a clause, NOT_MOVED, or PUT
    objector     (B,) seat that objects to the division, or NONE        part (B,) the clause put apart, or NONE
    lost         (B, C) bool, parts rejected
    asked        (B, L) seat that asked for a recorded vote, or NONE
    ballots      (B, S) Ballot of the last vote      short (B,) times the quorum has failed on it
    final        (B, L, S) Ballot on the whole text
    blocked, dissociated (B, L, S) bool, in a body that decides by consensus
    again        (B,) draft that it is moved to reconsider, or NONE
    suspended    (B,) bool, the meeting has been suspended for more informals
    explained    (B, S) draft whose vote each seat has explained, or NONE     ground (B, S) the Ground it gave
    quarter      (B,) since the session, from 0, NONE before
    signed, denounced (B, L, S) bool, of each draft that is a pact
    signed_in    (B, L) quarter in which it was signed, NONE before        in_force (B, L) bool
    left_in      (B, L, S) quarter from which whoever denounced it is no longer bound, NONE of the others
    delivered    (B, L, S) a bit for each measure      consulted (B, L) bool, in the quarter before
    accused      (B, S, S) times the first has accused the second in public      sanctioned (B, S, S) bool
    threat       (B, S, S) thousandths, of the first against the second, when it was last made or renewed; it fades
    renewed      (B, S, S) the quarter of that       about (B, S, S) a bit for each Kind
    Of the N slots for pacts that are proposed in the quarters, (B, N) each:
    exchanges    changes with which the pact under negotiation has been answered
    template     the template of a signed pact, or NONE      delay  quarters from its signature until it can be in force
    ends         the quarter in which it expires, or NONE
    """

    tick: Ints
    round: Ints
    stage: Ints
    lot: Ints
    stated: Ints
    named: Ints
    replies: Ints
    status: Ints
    wording: Ints
    tabled: Ints
    sponsor: Bools
    proposal: Ints
    letter: Ints
    signatory: Ints
    call: Ints
    caucused: Bools
    order: Ints
    turn: Ints
    current: Ints
    moved: Ints
    motion: Ints
    speaker: Ints
    shut: Bools
    amending: Ints
    amendment: Ints
    amended: Bools
    deferred: Bools
    costed: Bools
    reconsidered: Bools
    divided: Ints
    objector: Ints
    part: Ints
    lost: Bools
    asked: Ints
    ballots: Ints
    short: Ints
    final: Ints
    blocked: Bools
    dissociated: Bools
    again: Ints
    suspended: Bools
    explained: Ints
    ground: Ints
    quarter: Ints
    signed: Bools
    denounced: Bools
    signed_in: Ints
    in_force: Bools
    left_in: Ints
    delivered: Ints
    consulted: Bools
    accused: Ints
    sanctioned: Bools
    threat: Ints
    renewed: Ints
    about: Ints
    exchanges: Ints
    template: Ints
    delay: Ints
    ends: Ints

    @property
    def worlds(self) -> int:
        """B."""
        return self.tick.shape[0]

    @property
    def text(self) -> Ints:
        """Wordings of the draft on the table, (B, C)."""
        return np.asarray(self.wording[np.arange(self.worlds), np.maximum(self.current, 0)])

    @property
    def closed(self) -> Bools:
        """Whether the session of each world is over, (B,)."""
        return np.asarray(self.stage == Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Dealings(Rows):
    """What two seats have between them and nobody else knows.

    offer       (B, S, 8) the offer each seat has standing, an act; its verb is SILENT where there is none
    promise     (B, S, L) Ballot it has promised on a draft, UNCAST where free      promisee (B, S, L) to whom, or NONE
    favours     (B, S, L) favours it was promised for that ballot, in units
    Of the pact under negotiation in each of N slots, known to the states invited and to whoever invites them:
    on_offer    (B, N, C) its text      proposer (B, N) who proposed it, or NONE
    invited     (B, N, S) bool, who would be its parties, the proposer too      agreed (B, N, S) bool, to that text
    basis       (B, N, 3) its template or NONE, its delay in quarters, its term in quarters or 0
    """

    offer: Ints
    promise: Ints
    promisee: Ints
    favours: Ints
    on_offer: Ints
    proposer: Ints
    invited: Bools
    agreed: Bools
    basis: Ints


@dataclass(frozen=True, slots=True)
class Briefs(Rows):
    """What each seat alone knows of itself: its instructions. Judged and drawn; never in a Record.

    position (B, S, D) as its capital holds it, -1 .. 1
    ideal    (B, S, C) position on each clause      weight (B, S, C) what the clause matters to it, 0 .. 1
    strict   (B, S, C, K + 1) utils it would lose by accepting a wording beyond its red line, 0 where there is none;
             the last place is a text without the clause
    """

    position: Floats
    ideal: Floats
    weight: Floats
    strict: Floats


@dataclass(frozen=True, slots=True)
class World:
    """B worlds as the rules see them. Briefs are not here: no rule depends on what a capital wants."""

    record: Record
    dealings: Dealings
    secrets: Secrets

    def take(self, worlds: Array | slice) -> "World":
        """The worlds named, in that order."""
        return World(self.record.take(worlds), self.dealings.take(worlds), self.secrets.take(worlds))

    @classmethod
    def join(cls, parts: "Sequence[World]") -> "World":
        """The worlds of all parts, one after another."""
        return cls(
            Record.join([part.record for part in parts]),
            Dealings.join([part.dealings for part in parts]),
            Secrets.join([part.secrets for part in parts]),
        )

    def now(self, record: Record, *, dealings: Dealings | None = None, secrets: Secrets | None = None) -> "World":
        """The same worlds with another record, and with other dealings or secrets where they are given."""
        return World(record, dealings or self.dealings, secrets or self.secrets)


def opening(rules: Rules, lot: Ints) -> World:
    """The gavel falls: debate is open, the drafts are as their pen-holders bring them. lot (B,) seat drawn."""
    b, s, (drafts, c), k = len(lot), rules.seats, rules.opened.shape, rules.book.wordings

    # Who deals with whom matters only where there are quarters to deal in.
    each_other = s if rules.conduct.quarters else 0

    in_force_already = bool(rules.standing[: rules.texts].any(axis=1).all())  # there is nothing to debate

    def full(shape: tuple[int, ...], value: int, dtype: Any = np.int8) -> Ints:
        return np.full((b, *shape), value, dtype)

    def no(*shape: int) -> Bools:
        return np.zeros((b, *shape), bool)

    def each(table: Array) -> Any:
        return np.broadcast_to(table, (b, *table.shape)).copy()

    record = Record(
        tick=full((), 0, np.int16),
        round=full((), 0),
        stage=full((), Stage.STATEMENTS if not in_force_already else Stage.TABLING),
        lot=np.asarray(lot, np.int16),
        stated=full((s, 2, 2), NO_WORD),
        named=full((s,), NONE, np.int16),
        replies=full((), 0),
        status=each(rules.opening_status),
        wording=each(np.where(rules.pocket[:, None], ABSENT, rules.opened).astype(np.int8)),
        tabled=full((drafts, c), ABSENT),
        sponsor=each(rules.sponsors),
        proposal=full((s, drafts, c), NO_WORD),
        letter=full((s, drafts, 2), NO_WORD),
        signatory=full((s, drafts), NONE, np.int16),
        call=full((s, 1 + MOST_ASKED), NONE, np.int16),
        caucused=no(s),
        order=full((drafts,), NONE),
        turn=full((), 0),
        current=full((), NONE),
        moved=full((len(Motion),), NOT_MOVED, np.int16),
        motion=full((), NONE),
        speaker=full((4,), FREE, np.int16),
        shut=no(),
        amending=full((c, k + 1), NOT_MOVED, np.int16),
        amendment=full((2,), NONE),
        amended=no(drafts),
        deferred=no(drafts),
        costed=no(drafts),
        reconsidered=no(drafts),
        divided=full((c,), NOT_MOVED, np.int16),
        objector=full((), NONE, np.int16),
        part=full((), NONE),
        lost=no(c),
        asked=full((drafts,), NONE, np.int16),
        ballots=full((s,), Ballot.UNCAST),
        short=full((), 0),
        final=full((drafts, s), Ballot.UNCAST),
        blocked=no(drafts, s),
        dissociated=no(drafts, s),
        again=full((), NONE),
        suspended=no(),
        explained=full((s,), NONE),
        ground=full((s,), NONE),
        quarter=full((), NONE),
        signed=no(drafts, s),
        denounced=no(drafts, s),
        signed_in=full((drafts,), NONE),
        in_force=no(drafts),
        left_in=full((drafts, s), NONE, np.int16),
        delivered=full((drafts, s), 0),
        consulted=no(drafts),
        accused=each(rules.conduct.accused[:each_other, :each_other]),
        sanctioned=no(each_other, each_other),
        threat=full((each_other, each_other), 0, np.int16),
        renewed=full((each_other, each_other), 0),
        about=full((each_other, each_other), 0),
        exchanges=full((rules.slots,), 0),
        template=full((rules.slots,), NONE),
        delay=full((rules.slots,), 0),
        ends=full((rules.slots,), NONE, np.int16),
    )
    dealings = Dealings(
        offer=full((s, 8), 0, np.int16),
        promise=full((s, drafts), Ballot.UNCAST),
        promisee=full((s, drafts), NONE, np.int16),
        favours=full((s, drafts), 0),
        on_offer=full((rules.slots, c), ABSENT),
        proposer=full((rules.slots,), NONE, np.int16),
        invited=no(rules.slots, s),
        agreed=no(rules.slots, s),
        basis=full((rules.slots, 3), NONE, np.int16),
    )
    return World(record, dealings, no_secrets(rules, b))
