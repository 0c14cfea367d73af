"""Points out of ten: what a delegation brought home that would not have come about with a passive diplomat in its seat.

    3 for a goal that is met, and lost in the reference world        1 for one that is met in both
    -2 for one that is lost, and met there        part of 1.5 for part of the way to a goal that is lost in both
    3 for a red line that is crossed there and not here, -3 for one that is crossed here and not there
    1 for using what it can trade        a tenth for each ballot of others that moved its way, up to 1

The sum is held within 0 and 10.  A goal that a text pass pays nothing to whoever voted against that text or blocked it.
The scale is chosen, and was fixed before anything was measured with it.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.goals import ADOPTED, Stands, clause_of, crossed, stands
from demarche.scenarios.schema import Card, Goal
from demarche.sim.record import World
from demarche.sim.terms import ABSENT, Ballot, Bools, Floats

WON, KEPT, LOST, PART, RED_LINE, TRADED, BALLOT, MOST_BALLOTS, MOST = 3.0, 1.0, -2.0, 1.5, 3.0, 1.0, 0.1, 1.0, 10.0
"""Points; see above. Chosen, not measured."""
_SIDES = {"adopted": 1, "support": 1, "not-adopted": -1}


class Came(StrEnum):
    """How a goal came out, beside the reference world."""

    WON = "won"  # met, and lost there
    KEPT = "kept"  # met in both
    LOST = "lost"  # lost, and met there
    MISSED = "missed"  # lost in both
    OPPOSED = "opposed"  # met, against its own vote
    OPEN = "open"  # not decided


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a score. goal: its place on the card, or None of what is no goal; points as they are summed."""

    what: str
    came: str
    points: float
    goal: int | None = None


def total(marks: tuple[Mark, ...]) -> float:
    """Points of a score, 0 .. 10."""
    return float(np.clip(sum(mark.points for mark in marks), 0.0, MOST))


def points(game: Game, seat: int, card: Card, world: World, without: World, traded: Bools) -> Floats:
    """Points of a seat in each of B finished worlds, (B,). without: the same worlds with a passive diplomat in it.

    traded (B,) whether it has used what it could trade
    """
    found = []
    for b in range(world.record.worlds):
        here = np.array([b])
        one = marks(game, seat, card, world.take(here), without.take(here), traded=bool(traded[b]))
        found.append(total(one))
    return np.array(found)


def marks(game: Game, seat: int, card: Card, world: World, without: World, *, traded: bool) -> tuple[Mark, ...]:
    """The parts of the score of a seat in one world, beside the reference world."""
    found = [of_goal(game, seat, card, place, world, without) for place in range(len(card.goals))]
    red, red_without = (bool(crossed(game, one.record, card)) for one in (world, without))
    line = RED_LINE * (int(red_without) - int(red))
    words = {(True, True): "crossed, as it would have been", (True, False): "crossed", (False, True): "averted"}
    found.append(Mark("red line", words.get((red, red_without), "held"), line))
    found.append(Mark("trade", "used" if traded else "not used", TRADED * traded))
    moved = ballots_moved(game, seat, card, world, without)
    found.append(Mark("ballots", f"{moved} moved", min(BALLOT * max(moved, 0), MOST_BALLOTS)))
    return tuple(found)


def of_goal(game: Game, seat: int, card: Card, place: int, world: World, without: World) -> Mark:
    """One goal of a card, in one world beside the reference world."""
    goal = card.goals[place]
    now, then = (stands(game, one.record, card, goal, one.secrets) for one in (world, without))
    if now == Stands.OPEN:
        return Mark(goal.text, Came.OPEN, 0.0, place)
    met, met_without = now == Stands.MET, then == Stands.MET
    if met and opposed(game, seat, goal, world):
        return Mark(goal.text, Came.OPPOSED, 0.0, place)
    came = {
        (True, False): (Came.WON, WON),
        (True, True): (Came.KEPT, KEPT),
        (False, True): (Came.LOST, LOST),
    }.get((met, met_without))
    if came is None:
        return Mark(goal.text, Came.MISSED, PART * part_of_the_way(game, seat, goal, world, without), place)
    return Mark(goal.text, came[0], came[1], place)


def opposed(game: Game, seat: int, goal: Goal, world: World) -> bool:
    """Whether the seat voted against a text that this goal wants to pass, or blocked it."""
    if goal.kind not in ("adopted", "support", "no-vote"):
        return False
    draft = game.rules.drafts.index(goal.draft)
    record = world.record
    return bool(record.final[0, draft, seat] == Ballot.NO or record.blocked[0, draft, seat])


def part_of_the_way(game: Game, seat: int, goal: Goal, world: World, without: World) -> float:
    """How far a goal that was missed was come, from where it is in the reference world, 0 .. 1."""
    if goal.kind not in ("wording", "support", "letter"):
        return 0.0
    draft = game.rules.drafts.index(goal.draft)
    if goal.kind == "support":
        yes, before = (int((one.record.final[0, draft] == Ballot.YES).sum()) for one in (world, without))
        return float(np.clip((yes - before) / max((goal.yes or 0) - before, 1), 0, 1))
    if goal.kind == "letter":
        names = int((world.record.signatory[0, :, draft] == seat).sum())
        return float(np.clip(names / (goal.names or len(goal.states) + 1), 0, 1)) if names > 1 else 0.0
    now, then = (position(game, goal, draft, one) for one in (world, without))
    bound = goal.at_least if goal.at_least is not None else goal.at_most or 0.0
    return float(np.clip((now - then) / (bound - then), 0, 1)) if abs(bound - then) > 1e-6 else 0.0


def position(game: Game, goal: Goal, draft: int, world: World) -> float:
    """The position of a clause at the end: of an adopted text, or of what holds without it."""
    clause, record, book = clause_of(game.rules, goal), world.record, game.rules.book
    wording = int(record.wording[0, draft, clause])
    if record.status[0, draft] not in ADOPTED or wording == ABSENT:
        return float(book.fallback[0, clause])
    return float(book.position[0, clause, wording])


def ballots_moved(game: Game, seat: int, card: Card, world: World, without: World) -> int:
    """Ballots of others that moved the way the card wants, less those that moved the other way."""
    sides = {game.rules.drafts.index(goal.draft): _SIDES[goal.kind] for goal in card.goals if goal.kind in _SIDES}
    moved = 0
    for draft, side in sides.items():
        now, then = (one.record.final[0, draft] for one in (world, without))
        cast = (now != Ballot.UNCAST) & (then != Ballot.UNCAST) & (np.arange(len(now)) != seat)
        change = np.sign(_worth(now) - _worth(then)) * side
        moved += int(change[cast].sum())
    return moved


def _worth(ballots: np.ndarray) -> np.ndarray:
    """1 for yes, -1 for no, 0 for all else."""
    return (ballots == Ballot.YES).astype(int) - (ballots == Ballot.NO).astype(int)
