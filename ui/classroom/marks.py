"""Marks: what each student did by themselves, measured and weighed by a rubric that the teacher can change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from demarche.scenarios.compile import Game
from demarche.scenarios.fields import Strict
from demarche.scenarios.load import first_fault
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.session import Session
from demarche.sim.terms import Item, Unreadable, Verb
from demarche.ui.acts import COUNTED, PHRASES
from demarche.ui.classroom.merits import Merits
from demarche.ui.report.person import Person

OURS = Path(__file__).parent / "rubric.toml"
Measure = Literal[
    "asked_on_card", "letters", "effects", "ballots",
    "asked", "answered", "clocked", "statements", "explanations", "spoken", "proposals", "offers", "deals", "bargains",
    "sponsorships", "motions", "votes", "answers", "spoke_on_card", "reasons", "entered", "entered_on_card", "struck",
    "held", "broken", "ballots_on_card", "ballots_with_card", "quarters_kept", "quarters_due", "brought",
    "brought_most",
]  # fmt: skip
"""What can be measured of a student; the teacher's guide says what each is and what it cannot see."""


class Criterion(Strict):
    """One line of a rubric. The value, or its share of another, earns points in proportion up to `full`.

    A line without a measure is for the teacher, who gives its points by hand.  Where a line has an `of`, and that is
    nothing, nobody could earn it: it is left out of what could be reached.
    """

    title: Annotated[str, Field(min_length=1, max_length=80)]
    measure: Measure | None = None
    of: Measure | None = None
    full: Annotated[float, Field(gt=0, strict=False)] = 1.0
    points: Annotated[float, Field(gt=0, le=1000, strict=False)]
    sees: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _has_a_measure(self) -> "Criterion":
        if self.of is not None and self.measure is None:
            raise ValueError("a line with `of` needs a measure")
        return self

    def could_be_earned(self, measured: dict[str, float]) -> bool:
        """Whether there was anything to earn: no ballot was asked, say, of a third state."""
        return self.of is None or bool(measured[self.of])

    def earned(self, measured: dict[str, float]) -> float:
        """Points for what was measured; those of a line for the teacher are given by hand, and 0 here."""
        if self.measure is None or not self.could_be_earned(measured):
            return 0.0
        value = measured[self.measure] / (measured[self.of] if self.of is not None else 1)
        return round(self.points * min(value / self.full, 1.0), 1)


class Rubric(Strict):
    """A rubric file."""

    title: str
    criteria: tuple[Criterion, ...] = Field(strict=False, min_length=1, max_length=30)

    def most(self, measured: dict[str, float]) -> float:
        """The points that a student could have earned, those given by hand among them."""
        return sum(one.points for one in self.criteria if one.could_be_earned(measured))

    def share_by_program(self, measured: dict[str, float]) -> float:
        """The share from 0 to 100 of the points that the program gives, the teacher's lines left out."""
        lines = [one for one in self.criteria if one.measure is not None and one.could_be_earned(measured)]
        most = sum(one.points for one in lines)
        return 100 * sum(one.earned(measured) for one in lines) / most if most else 0.0


def read_rubric(path: Path) -> Rubric:
    """A rubric. Raises Unreadable naming the file, the key and what would be right."""
    try:
        return Rubric.model_validate(read_toml(path))
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error)}") from None


@dataclass(frozen=True, slots=True)
class Marked:
    """A student with marks. earned: points by criterion, in the order of the rubric; most: what could be earned.

    did, words  by tick: each deed as a sentence, and what they wrote beside it
    """

    names: tuple[str, ...]
    team: str
    person: Person
    measured: dict[str, float]
    earned: tuple[float, ...]
    most: float
    did: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """All points."""
        return round(sum(self.earned), 1)


def measure(game: Game, session: Session, place: int, spoke: set[int], away: set[int]) -> dict[str, float]:
    """What can be counted of a student.

    spoke  ticks in which they, or the clock, spoke        away  ticks in which AI did because they were gone
    What AI did after the teacher had handed the seat over, or before they had one, is no question that they left.
    """
    counts: dict[str, float] = dict.fromkeys(
        (*COUNTED, "asked_on_card", "letters", "effects", "ballots", "asked", "answered", "clocked"), 0
    )
    own = set[int]()
    for number, tick in enumerate(session.ticks):
        verb = Verb(int(tick.act[place, Item.VERB]))
        if verb == Verb.SILENT or number not in spoke | away:
            continue
        counts["asked"] += 1
        if place in tick.clocked:
            counts["clocked"] += 1
        elif number in spoke:
            own.add(number)
            counts["answered"] += 1
            if PHRASES[verb].counts:
                counts[PHRASES[verb].counts] += 1
    return {
        **counts,
        "spoken": counts["statements"] + counts["explanations"],
        "bargains": counts["offers"] + counts["deals"],
        **Merits(game, session, place, frozenset(own)).measured(),
    }


def marks_table(marked: Sequence[Marked], rubric: Rubric) -> list[list[object]]:
    """A line for each student: who, points by criterion, total, what could be earned, and what was measured."""
    measures = list(marked[0].measured) if marked else []
    titles = [f"{one.title} (of {one.points:g})" for one in rubric.criteria]
    table: list[list[object]] = [["name", "seat", "team", *titles, "total", "of", *measures]]
    for one in marked:
        measured = [one.measured[key] for key in measures]
        for name in one.names:
            table.append([name, one.person.code, one.team, *one.earned, one.total, one.most, *measured])
    return table


def grades_table(marked: Sequence[Marked]) -> list[list[object]]:
    """A line for each student, as the gradebook of a learning platform takes it: a name, a grade, a comment."""
    table: list[list[object]] = [["Student", "Grade (of 100)", "Feedback"]]
    for one in marked:
        grade = round(100 * one.total / one.most, 1) if one.most else 0.0
        table += [[name, grade, f"{one.person.name}: {one.total:g} of {one.most:g} points"] for name in one.names]
    return table


def deeds_table(marked: Sequence[Marked], spoke: Sequence[tuple[str, ...]]) -> list[list[object]]:
    """A line for each act: who, when, what, and whether they did it themselves, or the clock or AI for them."""
    table: list[list[object]] = [["name", "seat", "team", "tick", "phase", "act", "by", "sentence", "words"]]
    for one in marked:
        for deed in one.person.deeds:
            by = "clock" if deed.by_clock else "self" if one.person.code in spoke[deed.tick] else "AI"
            told = one.did.get(deed.tick, ""), one.words.get(deed.tick, "")
            who = " and ".join(one.names), one.person.code, one.team
            table.append([*who, deed.tick, deed.phase, deed.act, by, *told])
    return table
