"""How the goals of a briefing card stand, in a session under way and at its end."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.compile import Game
from demarche.scenarios.entries import LEFT_OUT
from demarche.scenarios.schema import Card, Goal
from demarche.sim.in_public import left
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, WORD, Secrets
from demarche.sim.terms import ABSENT, NONE, Ballot, Stage, Status

ADOPTED = (Status.ADOPTED, Status.CONSENSUS, Status.SIGNED)
UNDER_WAY = (Status.POCKET, Status.OPEN, Status.TABLED)
LATELY = 4
"""Quarters before the end in which a breach counts against a goal that there be none."""


class Stands(StrEnum):
    """How a goal stands."""

    MET = "met"
    OPEN = "open"
    LOST = "lost"


def stands(game: Game, record: Record, card: Card, goal: Goal, secrets: Secrets | None = None) -> Stands:
    """How a goal stands. It is open until its draft is decided; that nobody asks for a vote is lost once somebody has.

    A goal of the quarters is open until the last is over, and then judged by the secrets where they are given.

    Wordings count in a text that was adopted; what it leaves out stands at its fallback.  Where none was adopted, what
    was agreed before still holds: a goal of wording is met where that meets it, or where the card wanted no text.
    """
    if goal.kind in OF_QUARTERS:
        if record.stage[0] != Stage.CLOSED or secrets is None:
            return Stands.OPEN
        seat = game.rules.roster.names.index(card.seat)
        return Stands.MET if OF_QUARTERS[goal.kind](game, record, secrets, seat, goal) else Stands.LOST
    draft = game.rules.drafts.index(goal.draft)
    status = Status(int(record.status[0, draft]))
    if goal.kind == "letter":
        return of_letter(game, record, card, goal, status)
    if goal.kind == "no-vote" and record.asked[0, draft] != NONE:
        return Stands.LOST
    if status in UNDER_WAY:
        return Stands.OPEN
    adopted = status in ADOPTED
    match goal.kind:
        case "adopted":
            met = adopted
        case "not-adopted":
            met = not adopted
        case "tabled":
            met = bool((record.order[0] == draft).any())
        case "held":
            met = status == Status.HELD
        case "no-vote":
            met = status == Status.CONSENSUS
        case "support":
            met = int((record.final[0, draft] == Ballot.YES).sum()) >= (goal.yes or 0)
        case "wording" if adopted:
            met = reached(game.rules, goal, int(record.wording[0, draft, clause_of(game.rules, goal)]))
        case _:
            met = any(other.kind == "not-adopted" and other.draft == goal.draft for other in card.goals)
            met |= agreed_before(game, goal)
    return Stands.MET if met else Stands.LOST


def of_letter(game: Game, record: Record, card: Card, goal: Goal, status: Status) -> Stands:
    """A letter of this seat on a draft with so many names, and with those of the states named; open in informals."""
    seat, draft = game.rules.roster.names.index(card.seat), game.rules.drafts.index(goal.draft)
    signed = record.signatory[0, :, draft] == seat
    clause, wording = (int(item) for item in record.letter[0, seat, draft])
    about = goal.clause is None or (clause == clause_of(game.rules, goal) and reached(game.rules, goal, wording))
    names = [game.rules.roster.names.index(state) for state in goal.states]
    if about and signed.sum() >= (goal.names or 1) and signed[names].all():
        return Stands.MET
    return Stands.OPEN if status == Status.OPEN else Stands.LOST


def is_unbreached(game: Game, record: Record, secrets: Secrets, seat: int, goal: Goal) -> bool:
    """Whether in the last quarters it saw none of the states named break a pledge toward it; nobody, if none is."""
    names = game.rules.roster.names
    others = [names.index(state) for state in goal.states] or list(range(len(names)))
    last = game.rules.conduct.quarters
    seen = [secrets.saw[0, q // WORD, seat, others] >> q % WORD & 1 for q in range(max(last - LATELY, 0), last)]
    return not np.any(seen)


def is_unnamed(game: Game, record: Record, secrets: Secrets, seat: int, goal: Goal) -> bool:
    """Whether nobody accused it in public in the quarters."""
    before = game.rules.conduct.accused[:, seat].sum() if record.accused.size else 0
    return bool(record.accused[0, :, seat].sum() <= before)


def is_trusted(game: Game, record: Record, secrets: Secrets, seat: int, goal: Goal) -> bool:
    """Whether each of the states named believes by the share `at_least` that it honours its pledges."""
    others = [game.rules.roster.names.index(state) for state in goal.states]
    return bool((secrets.trust[0, others, seat] >= FULL * (goal.at_least or 0.0)).all())


def is_alive(game: Game, record: Record, secrets: Secrets, seat: int, goal: Goal) -> bool:
    """Whether the pact is in force at the end between it and another state."""
    pact = game.rules.drafts.index(goal.draft)
    bound = record.signed[0, pact] & ~left(record)[0, pact] & record.in_force[0, pact]
    return bool(bound[seat] and bound.sum() > 1)


OF_QUARTERS: dict[str, Callable[[Game, Record, Secrets, int, Goal], bool]] = {
    "unbreached": is_unbreached,
    "unnamed": is_unnamed,
    "trusted": is_trusted,
    "pact-alive": is_alive,
}
"""Goals of the quarters, which are judged once the last of them is over."""


def clause_of(rules: Rules, goal: Goal) -> int:
    """The clause that a goal of wording is about."""
    return rules.book.names.index(goal.clause or "")


def agreed_before(game: Game, goal: Goal) -> bool:
    """Whether the document that holds if nothing is agreed says what a goal wants. Silence is not enough."""
    fallback = tables.documents()[game.scenario.fallback].wordings if game.scenario.fallback else {}
    if goal.clause not in fallback:
        return False
    return reached(game.rules, goal, place_of(game, fallback[goal.clause])[1])


def reached(rules: Rules, goal: Goal, wording: int) -> bool:
    """Whether a wording of the clause is as far as a goal wants it; silence stands at the fallback."""
    clause = clause_of(rules, goal)
    at = rules.book.fallback[0, clause] if wording == ABSENT else rules.book.position[0, clause, wording]
    # Positions are kept in single precision: a thousandth is less than any two wordings differ by.
    slack = 0.001
    if goal.at_least is not None:
        return float(at) >= goal.at_least - slack
    return float(at) <= (goal.at_most or 0.0) + slack


def crossed(game: Game, record: Record, card: Card) -> list[int]:
    """The adopted drafts that say what the card's red line forbids."""
    clause, wording = red_wording(game, card)
    return [
        int(draft)
        for draft in np.flatnonzero(np.isin(record.status[0], ADOPTED) & ~game.rules.standing.any(axis=1))
        if int(record.wording[0, draft, clause]) == wording
    ]


def place_of(game: Game, wording: str) -> tuple[int, int]:
    """Clause and wording by the id of the wording, as places in the clause book; ABSENT where it is left out."""
    name, _, letter = wording.rpartition(".")
    clause = game.rules.book.names.index(name)
    return clause, ABSENT if letter == LEFT_OUT else [w.id for w in game.clauses[clause].wordings].index(wording)


def red_wording(game: Game, card: Card) -> tuple[int, int]:
    """Clause and wording of a card's red line, as places in the clause book."""
    return place_of(game, card.red_line)
