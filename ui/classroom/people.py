"""Who is in the lesson: a person or a pair for each seat that is taken, and who speaks for it now."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from demarche.scenarios.reading.csv import Row, read_csv
from demarche.scenarios.reading.text import clipped, folded
from demarche.sim.terms import Unreadable
from demarche.sim.visible import few_marks, only_seen

LONGEST_NAME = 40


class Keeper(StrEnum):
    """Who speaks for a seat that somebody has taken."""

    OWNER = "owner"
    AWAY = "away"  # AI, until its owner is back
    TEACHER = "teacher"  # AI, until the facilitator gives it back


@dataclass
class Person:
    """Who holds a seat. names: one, or both of a pair; tokens: prints of what they show for it, one for each.

    missed  questions in a row that the clock has answered for them
    """

    code: str
    names: list[str] = field(default_factory=list)
    team: str = ""
    tokens: list[str] = field(default_factory=list)
    keeper: Keeper = Keeper.OWNER
    missed: int = 0

    @property
    def name(self) -> str:
        """The names as they are read out."""
        return " and ".join(self.names)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the roster."""

    name: str
    seat: str
    team: str


def clean_name(name: str) -> str:
    """A name as it is shown: one line, nothing unseen, few marks on a letter, not too long; or nothing."""
    return " ".join(few_marks(only_seen(name)).split())[:LONGEST_NAME].strip()


def read_roster(path: Path, seats: tuple[str, ...]) -> tuple[Listed, ...]:
    """A roster: columns name, seat and, if wanted, team. seats: the codes there are.

    A seat may be empty, and may stand twice for a pair.  Raises Unreadable naming the line.
    """
    listed: dict[str, Listed] = {}
    for row in read_csv(path, needed=("name", "seat"), known=("team",)).rows:
        one = _listed(row, path, seats)
        if folded(one.name) in listed:
            raise Unreadable(f"{path}: line {row.line}: {one.name} stands here twice; add an initial")
        listed[folded(one.name)] = one
    return tuple(listed.values())


def _listed(row: Row, path: Path, seats: tuple[str, ...]) -> Listed:
    name, seat = clean_name(row.cells["name"]), clean_name(row.cells["seat"]).upper()
    if not name:
        raise Unreadable(f"{path}: line {row.line}: name: a name is needed, and this one is empty")
    if seat and seat not in seats:
        few = ", ".join(seats[:12])
        raise Unreadable(
            f"{path}: line {row.line}: seat: there is no seat {clipped(seat)} in this scenario; there are {few}"
        )
    return Listed(name, seat, clean_name(row.cells.get("team", "")))
