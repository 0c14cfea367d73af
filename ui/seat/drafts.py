"""The drafts as a seat is shown them: clause by clause, with what is proposed in place of what stands."""

import numpy as np

from demarche.scenarios.proposals import every_draft
from demarche.sim.naming import say_wording
from demarche.sim.record import Record
from demarche.sim.session import Session
from demarche.sim.terms import ABSENT, NO_WORD, NONE, Ballot, Decision, Stage, Status
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.places import seen_by_all
from demarche.ui.seat.question import draft_put
from demarche.ui.seat.shown import Bracket, ClauseShown, DraftShown
from demarche.ui.seat.votes import ballots_of
from demarche.ui.seat.why import last_vote_on
from demarche.ui.words import ENDINGS

NEARNESS = (0.25, 0.5, 0.9, 1.3)
"""Distances of a wording from a seat's own position at which it is near, rather near, neither, rather far; judged."""
UNDER_WAY = {
    Status.OPEN: "is being negotiated",
    Status.TABLED: "is tabled",
    Status.UNSIGNED: "is not signed by every party",
}


def drafts_shown(desk: Desk, session: Session, view: View | None) -> tuple[DraftShown, ...]:
    """Every draft that the seat has seen; one in a pocket only where the pocket is its own."""
    mine = [d for d, pen in enumerate(desk.rules.pen) if view is not None and pen == view.seat[0]]
    seen = sorted({*seen_by_all(session), *mine})
    return tuple(draft_shown(desk, session, view, draft) for draft in seen)


def draft_shown(desk: Desk, session: Session, view: View | None, draft: int) -> DraftShown:
    """One draft."""
    rules, names, record = desk.rules, desk.rules.roster.names, session.world.record
    final = ballots_on(desk, session, draft)
    return DraftShown(
        number=draft + 1,
        symbol=desk.words.draft(draft),
        title=every_draft(desk.game.scenario)[draft].title,
        pen=names[rules.pen[draft]],
        camp=int(rules.lead[draft]),
        stands=how_it_stands(desk, record, draft),
        on_the_table=draft_put(record) == draft,
        sponsors=tuple(names[s] for s in np.flatnonzero(record.sponsor[0, draft])),
        clauses=clauses_shown(desk, record, view, draft),
        tally=tally_of(final) if any(ballot != Ballot.UNCAST for ballot in final) else (),
    )


def ballots_on(desk: Desk, session: Session, draft: int) -> list[int]:
    """The ballots (S,) on the whole of a draft; where it is signed in a quarter, of the last time that it was put."""
    record = session.world.record
    if record.quarter[0] != NONE and desk.rules.decision == Decision.UNANIMITY:
        taken = last_vote_on(session, draft)
        if taken is not None and taken.tick.stage == Stage.SIGNING:
            return ballots_of(desk.rules, taken)
    return list(record.final[0, draft].tolist())


def tally_of(ballots: list[int]) -> tuple[int, int, int, int]:
    """Yes, no, abstentions and absences."""
    yes, no, abstain, absent = (ballots.count(int(b)) for b in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT))
    return yes, no, abstain, absent


def how_it_stands(desk: Desk, record: Record, draft: int) -> str:
    """What has become of a draft so far."""
    status = Status(int(record.status[0, draft]))
    if status == Status.POCKET:
        return "is in your pocket"
    if desk.rules.standing[draft].any():
        return "has been in force since before this session"
    return {**ENDINGS, **UNDER_WAY}[status]


def clauses_shown(desk: Desk, record: Record, view: View | None, draft: int) -> tuple[ClauseShown, ...]:
    """The clauses that stand, that have fallen out, and that somebody would bring in."""
    rules = desk.rules
    text = record.wording[0, draft]
    if rules.pocket[draft] and (record.tabled[0, draft] == ABSENT).all():
        text = rules.opened[draft]  # it has never left the pocket of the seat that looks
    brackets = brackets_of(desk, record, draft)
    listed = np.flatnonzero((text != ABSENT) | (rules.opened[draft] != ABSENT))
    return tuple(
        clause_shown(desk, record, view, draft, clause, int(text[clause]), brackets.get(clause, ()))
        for clause in sorted({*listed.tolist(), *brackets})
    )


def clause_shown(
    desk: Desk,
    record: Record,
    view: View | None,
    draft: int,
    clause: int,
    wording: int,
    brackets: tuple[Bracket, ...],
) -> ClauseShown:
    """One clause, with how near it is to the seat that looks and whether it crosses its red line."""
    rules, book = desk.rules, desk.rules.book
    there = wording != ABSENT

    def percent(table: np.ndarray) -> int:
        return round(100 * float(table[0, clause, wording])) if there else 0

    return ClauseShown(
        clause=book.names[clause],
        title=desk.words.clause(clause),
        wording=say_wording(rules, clause, wording) if there else "",
        text=desk.words.wording(clause, wording),
        position=percent(book.position),
        vague=percent(book.vague),
        depth=percent(book.depth),
        state=state_of(desk, record, draft, clause, wording),
        brackets=brackets,
        mine=near(desk, view, clause, wording) if view is not None and there else 0,
        red=view is not None and bool(view.strict[0, clause, wording] > 0),
    )


def state_of(desk: Desk, record: Record, draft: int, clause: int, wording: int) -> str:
    """Whether a clause stands as it opened, was changed, has fallen out, or is to be voted on apart."""
    opened = int(desk.rules.opened[draft, clause])
    if wording == ABSENT:
        return "struck" if opened != ABSENT else "stands"
    if record.current[0] == draft and record.divided[0, clause] >= 0:
        return "apart"
    return "stands" if wording == opened else "changed"


def brackets_of(desk: Desk, record: Record, draft: int) -> dict[int, tuple[Bracket, ...]]:
    """Wordings that somebody would put in place of what stands, by clause: proposals, and amendments once moved."""
    by: dict[tuple[int, int], list[int]] = {}
    proposal = record.proposal[0, :, draft]
    for seat, clause in np.argwhere(proposal != NO_WORD).tolist():
        by.setdefault((clause, int(proposal[seat, clause])), []).append(seat)
    if record.current[0] == draft:
        by = {}
        for clause, place in np.argwhere(record.amending[0] >= 0).tolist():
            wording = ABSENT if place == desk.rules.book.wordings else place
            by[clause, wording] = [int(record.amending[0, clause, place])]
    found: dict[int, list[Bracket]] = {}
    for (clause, wording), seats in sorted(by.items()):
        if wording == record.wording[0, draft, clause]:
            continue
        said, text = say_wording(desk.rules, clause, wording), desk.words.wording(clause, wording)
        found.setdefault(clause, []).append(Bracket(said, text, tuple(desk.rules.roster.names[seat] for seat in seats)))
    return {clause: tuple(brackets) for clause, brackets in found.items()}


def near(desk: Desk, view: View, clause: int, wording: int) -> int:
    """How near a wording is to the seat's own position, -2 far .. 2 near."""
    gap = abs(float(desk.rules.book.position[0, clause, wording]) - float(view.ideal[0, clause]))
    return 2 - sum(gap >= cut for cut in NEARNESS)
