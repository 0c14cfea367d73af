"""The goals of a card as a plain strategy can act on them."""

import numpy as np

from demarche.agents.plain import Aims, Wish
from demarche.scenarios.compile import Game
from demarche.scenarios.goals import clause_of, reached, red_wording
from demarche.scenarios.schema import Card, Goal
from demarche.sim.terms import ABSENT

_SIDES = {"adopted": 1, "support": 1, "not-adopted": -1}


def aims(game: Game, card: Card) -> Aims:
    """What a card asks for, in the order of its goals."""
    rules = game.rules
    wishes: list[Wish] = []
    wants: dict[int, int] = {}
    tables: dict[int, bool] = {}
    states: dict[int, tuple[int, ...]] = {}
    for goal in card.goals:
        if not goal.draft:
            continue
        draft = rules.drafts.index(goal.draft)
        if goal.kind in _SIDES:
            wants[draft] = _SIDES[goal.kind]
        if goal.kind in ("tabled", "held"):
            tables[draft] = goal.kind == "tabled"
        if goal.kind == "letter":
            states[draft] = tuple(rules.roster.names.index(state) for state in goal.states)
        if goal.kind in ("wording", "letter"):
            wishes += wishes_of(game, goal, draft)
    clause, wording = red_wording(game, card)
    trade = rules.book.names.index(card.trade)
    return Aims(tuple(wishes), wants, tables, states, (clause, wording), trade)


def wishes_of(game: Game, goal: Goal, draft: int) -> list[Wish]:
    """The clause that a goal is about with its wordings that reach it; of a letter on any clause, each clause."""
    book = game.rules.book
    if goal.clause is None:
        return [Wish(draft, c, tuple(np.flatnonzero(book.exists[c]).tolist())) for c in range(book.clauses)]
    clause = clause_of(game.rules, goal)
    fitting = [int(k) for k in np.flatnonzero(book.exists[clause]) if reached(game.rules, goal, int(k))]
    if goal.kind == "wording" and reached(game.rules, goal, ABSENT):
        fitting.append(ABSENT)
    return [Wish(draft, clause, tuple(fitting))] if fitting else []
