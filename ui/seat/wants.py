"""What the card of a seat asks for, as acts can name it: a front end stars those choices and offers them first."""

import numpy as np

from demarche.scenarios.goals import clause_of
from demarche.scenarios.schema import Card, Goal
from demarche.sim.naming import say_wording
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Want


def wants(desk: Desk, card: Card) -> tuple[Want, ...]:
    """One for each goal of a card, in their order."""
    return tuple(want(desk, goal) for goal in card.goals)


def want(desk: Desk, goal: Goal) -> Want:
    """A goal as an act can name it: the draft, and for a wording the one that just reaches the goal."""
    draft = desk.rules.drafts.index(goal.draft) + 1 if goal.draft else 0
    if goal.kind not in ("wording", "letter") or goal.clause is None:
        return Want(goal.kind, draft)
    clause = clause_of(desk.rules, goal)
    wording = reaching(desk, goal, clause)
    if wording is None:
        return Want(goal.kind, draft, desk.rules.book.names[clause])
    said = say_wording(desk.rules, clause, wording)
    return Want(goal.kind, draft, desk.rules.book.names[clause], said, desk.words.wording(clause, wording))


def reaching(desk: Desk, goal: Goal, clause: int) -> int | None:
    """The wording that reaches a goal and goes no further than it must; None where no wording reaches it."""
    book = desk.rules.book
    position = book.position[0, clause]
    slack = 0.001  # positions are kept in single precision
    if goal.at_least is not None:
        reach, order = position >= goal.at_least - slack, position
    else:
        reach, order = position <= (goal.at_most or 0.0) + slack, -position
    open_to = np.flatnonzero(reach & book.exists[clause][: len(position)])
    return int(open_to[order[open_to].argmin()]) if len(open_to) else None
