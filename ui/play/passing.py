"""How far a person passes on: to the next phase, or to the next thing that concerns its instructions.

Whoever passes on is asked again, whatever it was passing on to, once it is offered a deal or an offer of its own has
been answered.  Until a decision it is asked too where it alone decides, where it holds the pen and others have proposed
wordings, where a text that its instructions speak of may be amended, and where somebody else proposes a wording in a
clause that its instructions speak of.
"""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game
from demarche.scenarios.goals import red_wording
from demarche.sim.session import Session
from demarche.sim.terms import NO_WORD, NONE, PHASE_OF, Item, Phase, Stage, Verb
from demarche.sim.view import View
from demarche.ui.play.asking import Until, reached

Bracket = tuple[int, int, int, int]
"""Who has proposed what: seat, draft, clause and wording."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A person who passes on. phase, tick: when it began; known: the wordings that others had proposed by then."""

    until: Until
    phase: Phase
    tick: int
    known: frozenset[Bracket]


def passing_on(game: Game, session: Session, seat: int, until: Until) -> Passing:
    """A person who begins to pass on now."""
    phase = Phase(int(PHASE_OF[session.stage]))
    return Passing(until, phase, session.tick, frozenset(brackets(game, session, seat)))


def is_needed(game: Game, session: Session, view: View, passing: Passing) -> bool:
    """Whether a person who passes on is to be asked again. view: its own, of one row."""
    seat = int(view.seat[0])
    if reached(view, passing.until, passing.phase) or is_offered(view) or was_answered(session, seat, passing.tick):
        return True
    if passing.until == Until.PHASE:
        return False
    stage = Stage(int(view.stage[0]))
    if stage == Stage.PEN:
        return may_take(session, view)
    if stage == Stage.AMENDMENTS:
        return int(view.public.current[view.world[0]]) in texts_of_concern(game, session, seat)
    return bool(brackets(game, session, seat) - passing.known)


def is_offered(view: View) -> bool:
    """Whether an offer stands to the seat."""
    return bool(view.offers.row.size)


def was_answered(session: Session, seat: int, since: int) -> bool:
    """Whether an offer that the seat made at the tick at which it began, or the one before, has been answered."""
    begun = max(since - 1, 0)
    offered = [t for t in session.ticks[begun:] if t.act[seat, Item.VERB] == Verb.OFFER]
    later = [t for t in session.ticks[since:] if t.stage == Stage.ANSWERS]
    return any(to.number > by.number for by in offered for to in later)


def may_take(session: Session, view: View) -> bool:
    """Whether the seat holds a pen and others have proposed wordings for that text."""
    seat, record = int(view.seat[0]), session.world.record
    mine = np.flatnonzero(session.rules.pen == seat)
    others = np.arange(session.rules.seats) != seat
    return bool(view.verbs[0, Verb.TAKE]) and bool((record.proposal[0][others][:, mine] != NO_WORD).any())


def clauses_of_concern(game: Game, seat: int) -> set[tuple[int, int]]:
    """Draft and clause of every wording that the card asks for; draft NONE where it speaks of any text."""
    rules, card = game.rules, card_for(game, seat)
    clause = rules.book.names.index
    found = {
        (rules.drafts.index(goal.draft), clause(goal.clause))
        for goal in card.goals
        if goal.clause is not None and goal.draft in rules.drafts
    }
    return found | {(NONE, red_wording(game, card)[0]), (NONE, clause(card.trade))}


def brackets(game: Game, session: Session, seat: int) -> set[Bracket]:
    """The wordings that others have proposed in the clauses of concern."""
    proposal = session.world.record.proposal[0]
    concern = clauses_of_concern(game, seat)
    found = np.argwhere(proposal != NO_WORD).tolist()
    return {
        (by, draft, clause, int(proposal[by, draft, clause]))
        for by, draft, clause in found
        if by != seat and ((draft, clause) in concern or (NONE, clause) in concern)
    }


def texts_of_concern(game: Game, session: Session, seat: int) -> set[int]:
    """The drafts of which the card asks for a wording, and those that cross its red line as they stand."""
    rules, card = game.rules, card_for(game, seat)
    clause, wording = red_wording(game, card)
    crossing = np.flatnonzero(session.world.record.wording[0, :, clause] == wording).tolist()
    return {rules.drafts.index(goal.draft) for goal in card.goals if goal.clause and goal.draft in rules.drafts} | {
        *crossing
    }
