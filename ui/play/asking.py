"""When a person is asked: every act stays open, but not every silence is a question."""

from enum import StrEnum

from demarche.sim.session import Session
from demarche.sim.terms import PHASE_OF, Item, Phase, Stage, Verb
from demarche.sim.view import View


class Ask(StrEnum):
    """How often a person is asked. EVERY: whenever it could do something at all.

    MATTERS  not for a second act in a round of informals in which it has passed, unless it was offered a deal
    """

    EVERY = "every"
    MATTERS = "matters"


class Until(StrEnum):
    """How far a person passes on. DECISION: to what it alone can decide. PHASE: to the next phase."""

    DECISION = "decision"
    PHASE = "phase"


SILENCE_DECIDES = (Stage.CONSENSUS, Stage.REVISION)
"""Stages in which to pass is to decide: a report stands, or a text goes to the vote as it is."""


def is_asked(session: Session, view: View, how: Ask) -> bool:
    """Whether the session stops for a person. view: its own, of one row."""
    verbs = view.verbs[0]
    if not verbs.any() or (verbs[Verb.PASS] and verbs.sum() == 1):
        return False
    again = view.stage[0] == Stage.ANSWERS and not view.offers.row.size
    return how == Ask.EVERY or not (again and passed_this_round(session, int(view.seat[0])))


def passed_this_round(session: Session, seat: int) -> bool:
    """Whether a seat had nothing to say when the floor was last open in informals."""
    floor = next((tick for tick in reversed(session.ticks) if tick.stage == Stage.FLOOR), None)
    return floor is not None and floor.act[seat, Item.VERB] == Verb.PASS


def reached(view: View, until: Until, begun: Phase) -> bool:
    """Whether a person who passes on since that phase is to be asked again. view: its own, of one row."""
    if not view.verbs[0, Verb.PASS]:
        return True
    stage = Stage(int(view.stage[0]))
    if until == Until.PHASE:
        return Phase(int(PHASE_OF[stage])) != begun
    return bool(view.offers.row.size) or stage in SILENCE_DECIDES
