"""What a delegation brought home, against its card: three goals, a red line, a thing to trade. Points are judged."""

from dataclasses import dataclass

from demarche.scenarios.cards import Stands, card_for, crossed, is_derived, red_wording, stands
from demarche.scenarios.compile import Game
from demarche.scenarios.schema import Card
from demarche.sim.session import Moment, Session
from demarche.sim.terms import Ballot, Item, Verb
from demarche.ui.story.informals import accepted
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import Words

GOAL, HELD, NOT_WITH_US, TRADED = 2, 3, 1, 1
"""Points: for a goal that is met; for a red line that no adopted text crosses; for one that was crossed, but without
this delegation’s yes; for having used what it could trade. Chosen, not measured."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing the card asks for: what it was, how it stands in words, its points and the most it could bring."""

    what: str
    stands: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Score:
    """A delegation against its card. derived: the card was not written, but worked out from positions."""

    code: str
    name: str
    summary: str
    derived: bool
    marks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """What it reached."""
        return sum(mark.points for mark in self.marks)

    @property
    def most(self) -> int:
        """What it could have reached."""
        return sum(mark.most for mark in self.marks)


def score(game: Game, session: Session, seat: int) -> Score:
    """One seat against its card, in a session that may still be under way."""
    card, record = card_for(game, seat), session.world.record
    goals = [
        Mark(goal.text, (how := stands(game, record, card, goal)).value, GOAL * (how == Stands.MET), GOAL)
        for goal in card.goals
    ]
    words = Words(game)
    return Score(
        code=words.rules.roster.names[seat],
        name=words.state(seat),
        summary=" ".join(card.summary.split()),
        derived=is_derived(game, seat),
        marks=(*goals, red_line(words, session, card, seat), trade(words, session, card, seat)),
    )


def red_line(words: Words, session: Session, card: Card, seat: int) -> Mark:
    """Whether an adopted text says what the card forbids, and whether with this delegation’s yes."""
    clause, wording = red_wording(words.game, card)
    what = f"Red line: not “{words.wording(clause, wording)}” ({words.clause(clause)})"
    over = crossed(words.game, session.world.record, card)
    if not over:
        return Mark(what, "held", HELD, HELD)
    where = ", ".join(words.draft(draft) for draft in over)
    if all(stood_aside(session, draft, seat) for draft in over):
        return Mark(what, f"crossed in {where}, without its yes", NOT_WITH_US, HELD)
    return Mark(what, f"crossed in {where}", 0, HELD)


def stood_aside(session: Session, draft: int, seat: int) -> bool:
    """Whether an adopted draft was adopted without this seat: it did not vote yes, stood aside, or left it since."""
    record = session.world.record
    final = Ballot(int(record.final[0, draft, seat]))
    left = bool(record.dissociated[0, draft, seat] or record.denounced[0, draft, seat])
    return left or not session.rules.voters[seat] or final in (Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT)


def trade(words: Words, session: Session, card: Card, seat: int) -> Mark:
    """Whether it gave way where it could: in a deal, or by taking another's wording into its own text."""
    clause = words.rules.book.names.index(card.trade)
    title = next(entry.title for entry in words.clauses if entry.id == card.trade)
    used = any(gave_way(moment, seat, clause) for moment in session.moments)
    return Mark(f"To trade: {title}", "used" if used else "not used", TRADED * used, TRADED)


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
            f"Points are judged: {GOAL} for each goal, {HELD} for a red line that no adopted text crosses "
            f"({NOT_WITH_US} if it was crossed without this delegation’s yes), {TRADED} for using what it could trade. "
            "What was not decided stays open and brings nothing.",
            Tone.QUIET,
        )
    ]
    for one in scores:
        parts += of_score(one)
    return Section("Against the card", tuple(parts))


def of_score(one: Score) -> list[Part]:
    """One delegation's card, row by row."""
    rows = tuple((mark.what, mark.stands, f"{mark.points} of {mark.most}") for mark in one.marks)
    return [
        Line(f"{one.name}: {one.points} of {one.most} points", Tone.STRONG),
        Line(one.summary, Tone.QUIET),
        Table(("what it was told", "how it came out", "points"), rows, right=(2,)),
    ]
