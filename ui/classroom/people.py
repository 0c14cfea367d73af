"""Who is in the lesson: a person or a pair for each seat that is taken, and who speaks for it now."""

import csv
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from demarche.sim.terms import Unreadable

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


def known_as(name: str) -> str:
    """A name as it is compared: without regard to capitals and blanks."""
    return " ".join(name.split()).casefold()


def clean_name(name: str) -> str:
    """A name as it is shown: one line, nothing that cannot be seen, not too long; empty where nothing is left."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME].strip()


def read_roster(path: Path, seats: tuple[str, ...]) -> tuple[Listed, ...]:
    """A roster: columns name, seat and, if wanted, team. seats: the codes there are.

    A seat may be empty, and may stand twice for a pair.  Raises Unreadable naming the line.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, skipinitialspace=True))
            columns = list(rows[0]) if rows else []
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: this is not a text in UTF-8; save it as “CSV UTF-8”") from None
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from None
    if not {"name", "seat"} <= set(columns):
        raise Unreadable(f"{path}: line 1: a roster has the columns name,seat,team, not {','.join(map(str, columns))}")
    listed = tuple(_listed(row, number, path, seats) for number, row in enumerate(rows, start=2))
    seen = [known_as(one.name) for one in listed]
    for number, name in enumerate(seen, start=2):
        if name in seen[: number - 2]:
            raise Unreadable(f"{path}: line {number}: {listed[number - 2].name} stands here twice; add an initial")
    return listed


def _listed(row: dict[str, str], number: int, path: Path, seats: tuple[str, ...]) -> Listed:
    name, seat = clean_name(row["name"] or ""), (row["seat"] or "").strip().upper()
    if not name:
        raise Unreadable(f"{path}: line {number}: name: a name is needed, and this one is empty")
    if seat and seat not in seats:
        few = ", ".join(seats[:12])
        raise Unreadable(f"{path}: line {number}: seat: there is no seat {seat} in this scenario; there are {few}")
    return Listed(name, seat, clean_name(row.get("team") or ""))
