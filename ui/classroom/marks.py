"""Marks: what each student did by themselves, measured and weighed by a rubric that the teacher can change."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from demarche.scenarios.fields import Share, Strict
from demarche.scenarios.load import first_fault
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.session import Session
from demarche.sim.terms import Item, Unreadable, Verb
from demarche.ui.acts import COUNTED, PHRASES
from demarche.ui.report.person import Person

OURS = Path(__file__).parent / "rubric.toml"
Measure = Literal[
    "asked", "answered", "clocked", "by_ai", "statements", "explanations", "spoken", "proposals", "offers", "deals",
    "bargains", "sponsorships", "motions", "votes", "answers", "kept", "broken", "due", "card", "card_most",
]  # fmt: skip
"""What can be measured of a student; the teacher's guide says what each is."""


class Criterion(Strict):
    """One line of a rubric. The value, or its share of another, earns points in proportion up to `full`."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    measure: Measure
    of: Measure | None = None
    full: Annotated[float, Field(gt=0, strict=False)]
    points: Annotated[float, Field(gt=0, le=1000, strict=False)]
    if_none: Share = Field(default=0.0, strict=False, description="share earned where `of` is nothing")

    def earned(self, measured: dict[str, float]) -> float:
        """Points for what was measured."""
        value = measured[self.measure]
        if self.of is not None:
            if not measured[self.of]:
                return round(self.points * self.if_none, 1)
            value /= measured[self.of]
        return round(self.points * min(value / self.full, 1.0), 1)


class Rubric(Strict):
    """A rubric file."""

    title: str
    criteria: tuple[Criterion, ...] = Field(strict=False, min_length=1, max_length=30)

    @property
    def most(self) -> float:
        """The points there are."""
        return sum(one.points for one in self.criteria)


def read_rubric(path: Path) -> Rubric:
    """A rubric. Raises Unreadable naming the file, the key and what would be right."""
    try:
        return Rubric.model_validate(read_toml(path))
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error)}") from None


@dataclass(frozen=True, slots=True)
class Marked:
    """A student with marks. earned: points by criterion, in the order of the rubric.

    did, words  by tick: each deed as a sentence, and what they wrote beside it
    """

    names: tuple[str, ...]
    team: str
    person: Person
    measured: dict[str, float]
    earned: tuple[float, ...]
    did: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """All points."""
        return round(sum(self.earned), 1)


def measure(session: Session, place: int, spoke: set[int], person: Person) -> dict[str, float]:
    """What can be counted of a student. spoke: ticks in which they, and not AI, spoke for the seat."""
    counts: dict[str, float] = dict.fromkeys((*COUNTED, "asked", "answered", "clocked", "by_ai"), 0)
    for number, tick in enumerate(session.ticks):
        verb = Verb(int(tick.act[place, Item.VERB]))
        if verb == Verb.SILENT:
            continue
        counts["asked"] += 1
        if number not in spoke:
            counts["by_ai"] += 1
        elif place in tick.clocked:
            counts["clocked"] += 1
        else:
            counts["answered"] += 1
            if PHRASES[verb].counts:
                counts[PHRASES[verb].counts] += 1
    return {
        **counts,
        "spoken": counts["statements"] + counts["explanations"],
        "bargains": counts["offers"] + counts["deals"],
        "kept": person.kept,
        "broken": person.broken,
        "due": person.kept + person.broken,
        "card": person.score.points,
        "card_most": person.score.most,
    }


def as_csv(marked: list[Marked], rubric: Rubric) -> str:
    """A line for each student: who, what was measured, points by criterion, total."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    measures = list(marked[0].measured) if marked else []
    titles = [f"{one.title} (of {one.points:g})" for one in rubric.criteria]
    writer.writerow(["name", "seat", "team", *measures, *titles, f"total (of {rubric.most:g})"])
    for one in marked:
        for name in one.names:
            row = [name, one.person.code, one.team, *(f"{one.measured[key]:g}" for key in measures), *one.earned]
            writer.writerow([harmless(cell) for cell in (*row, one.total)])
    return "\ufeff" + table.getvalue()  # the mark by which spreadsheets know UTF-8


def deeds_as_csv(marked: list[Marked], spoke: list[tuple[str, ...]]) -> str:
    """A line for each act: who, when, what, and whether they did it themselves, or the clock or AI for them."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["name", "seat", "team", "tick", "phase", "act", "by", "sentence", "words"])
    for one in marked:
        for deed in one.person.deeds:
            by = "clock" if deed.by_clock else "self" if one.person.code in spoke[deed.tick] else "AI"
            told = one.did.get(deed.tick, ""), one.words.get(deed.tick, "")
            row = [" and ".join(one.names), one.person.code, one.team, deed.tick, deed.phase, deed.act, by, *told]
            writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + table.getvalue()


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
