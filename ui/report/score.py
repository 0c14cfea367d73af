"""What a delegation brought home, against its card and beside the same world with a passive diplomat in its seat.

The rule of points is that of demarche.scenarios.points: out of ten, and judged.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from demarche.scenarios import tables
from demarche.scenarios.cards import card_for, is_derived
from demarche.scenarios.compile import Game
from demarche.scenarios.goals import crossed, red_wording, stands
from demarche.scenarios.points import BALLOT, KEPT, LOST, MOST, MOST_BALLOTS, PART, RED_LINE, TRADED, WON, Came, total
from demarche.scenarios.points import Mark as Scored
from demarche.scenarios.points import marks as scored
from demarche.scenarios.reference import reference
from demarche.scenarios.schema import Card
from demarche.sim.record import World
from demarche.sim.session import Moment, Session
from demarche.sim.terms import Item, Verb
from demarche.ui.story.informals import accepted
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import Words

CAME = {
    Came.WON: "won: without you it would have been lost",
    Came.KEPT: "met, as it would have been without you",
    Came.LOST: "lost: without you it would have been met",
    Came.MISSED: "lost, as it would have been without you",
    Came.OPPOSED: "met, against your own vote",
    Came.OPEN: "open",
}
"""How a goal came out, in words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing the card asks for: what it was, how it stands in words, its points and the most it could bring."""

    what: str
    stands: str
    points: float
    most: float


@dataclass(frozen=True, slots=True)
class Score:
    """A delegation against its card. derived: the card was not written, but worked out from positions.

    points  out of `most`: the sum of the marks, held within 0 and that
    """

    code: str
    name: str
    summary: str
    derived: bool
    marks: tuple[Mark, ...]
    points: float
    most: float = MOST


def score(game: Game, session: Session, seat: int) -> Score:
    """One seat against its card. A session under way has goals that stand somehow, and no points yet."""
    card, words = card_for(game, seat), Words(game)
    code, name, summary = words.rules.roster.names[seat], words.state(seat), " ".join(card.summary.split())
    used = any(gave_way(moment, seat, words.rules.book.names.index(card.trade)) for moment in session.moments)
    if session.closed:
        found = scored(game, seat, card, session.world, without(game, session, seat), traded=used)
        named = tuple(named_mark(words, card, mark) for mark in found)
        return Score(code, name, summary, is_derived(game, seat), named, _plain(total(found)))
    record, secrets = session.world.record, session.world.secrets
    goals = [Mark(goal.text, stands(game, record, card, goal, secrets).value, 0, WON) for goal in card.goals]
    line = "crossed" if crossed(game, record, card) else "held"
    rest = (Scored("red line", line, 0), Scored("trade", "used" if used else "not used", 0))
    marks = (*goals, *(named_mark(words, card, mark) for mark in rest))
    return Score(code, name, summary, is_derived(game, seat), marks, 0)


_REFERENCES: WeakKeyDictionary[Session, dict[int, World]] = WeakKeyDictionary()


def without(game: Game, session: Session, seat: int) -> World:
    """The world of a session with a passive diplomat in one seat and the doctrine in all others; played once."""
    kept = _REFERENCES.setdefault(session, {})
    if seat not in kept:
        kept[seat] = reference(game, seat)
    return kept[seat]


def named_mark(words: Words, card: Card, mark: Scored) -> Mark:
    """A part of a score in words."""
    points = _plain(mark.points)
    match mark.what:
        case "red line":
            clause, wording = red_wording(words.game, card)
            what = f"Red line: not “{words.wording(clause, wording)}” ({words.clause(clause)})"
            return Mark(what, mark.came, points, RED_LINE)
        case "trade":
            title = next(entry.title for entry in tables.clauses() if entry.id == card.trade)
            return Mark(f"To trade: {title}", mark.came, points, TRADED)
        case "ballots":
            return Mark("Votes of others that moved your way", mark.came, points, MOST_BALLOTS)
    return Mark(mark.what, CAME[Came(mark.came)], points, WON)


def _plain(points: float) -> float:
    """To one decimal, and a whole number where it is one."""
    return int(points) if points == int(points) else round(points, 1)


def gave_way(moment: Moment, seat: int, clause: int) -> bool:
    """Whether a seat gave a wording of that clause in a deal, or took one into its text."""
    act = moment.tick.act[seat]
    if act[Item.VERB] in (Verb.TAKE, Verb.REVISE) and act[Item.CLAUSE] == clause:
        return True
    return any(
        (giver == seat and gives[1] == clause) or (taker == seat and asks[1] == clause)
        for giver, taker, gives, asks in accepted(moment)
    )


def scores_section(scores: list[Score]) -> Section | None:
    """The cards and how they came out."""
    if not scores:
        return None
    parts: list[Part] = [
        Line(
            f"Points are out of {MOST:g} and judged, beside the same world with a passive diplomat in the seat: "
            f"{WON:g} for a goal that is lost there, {KEPT:g} for one that is met there too, {LOST:g} for one that "
            f"only that diplomat meets, up to {PART:g} for part of the way; {RED_LINE:g} either way for a red line "
            f"that only one of the two worlds crosses; {TRADED:g} for using what could be traded; {BALLOT:g} for each "
            f"vote of others that moved, up to {MOST_BALLOTS:g}. What is not decided brings nothing.",
            Tone.QUIET,
        )
    ]
    for one in scores:
        parts += of_score(one)
    return Section("Against the card", tuple(parts))


def of_score(one: Score) -> list[Part]:
    """One delegation's card, row by row."""
    rows = tuple((mark.what, mark.stands, f"{mark.points:g} of {mark.most:g}") for mark in one.marks)
    return [
        Line(f"{one.name}: {one.points:g} of {one.most:g} points", Tone.STRONG),
        Line(one.summary, Tone.QUIET),
        Table(("what it was told", "how it came out", "points"), rows, right=(2,)),
    ]
