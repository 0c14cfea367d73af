"""The record of games played to their end: one line each in a file beside the saves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from demarche.scenarios.writing import write_whole
from demarche.ui.play.home import home

FILE = "record.jsonl"
PAR = 5.0
"""Points that count as par where no par is known of a seat; chosen."""
ABOVE = 2.0
"""Points above par that make gold; chosen."""


class Medal(StrEnum):
    """What a game is worth beside par."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    NONE = "none"


class Played(BaseModel):
    """One game played to its end.

    file  the save it was kept in: a game that is taken back and played on counts once
    marks what each mark of the card was and came to: words, words, points, the most        texts  draft, and its end
    par   mean of the best plain strategy for that seat and level, where it is known
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    when: datetime
    file: str
    scenario: str
    title: str
    seat: str
    name: str
    level: int
    seed: int
    points: float
    most: float
    par: float | None = None
    marks: tuple[tuple[str, str, float, float], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def medal(self) -> Medal:
        """Gold well above par, silver at par or above, bronze at half of it."""
        par = PAR if self.par is None else self.par
        if self.points >= min(par + ABOVE, self.most):
            return Medal.GOLD
        if self.points >= par:
            return Medal.SILVER
        return Medal.BRONZE if self.points >= par / 2 and self.points > 0 else Medal.NONE

    def is_of(self, other: "Played") -> bool:
        """Whether both are of one chance: scenario, seat, level and seed."""
        mine, theirs = ((one.scenario, one.seat, one.level, one.seed) for one in (self, other))
        return mine == theirs


@dataclass(frozen=True, slots=True)
class Best:
    """What was reached in one seat of a scenario, at any level."""

    title: str
    name: str
    games: int
    best: Played


def games(path: Path | None = None) -> tuple[list[Played], int]:
    """Every game in the record, the oldest first; and how many lines could not be read, which are left alone."""
    path = path or home() / FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return [], int(path.exists())
    found, unread = [], 0
    for line in lines:
        try:
            found.append(Played.model_validate_json(line))
        except ValidationError:
            unread += 1
    return found, unread


def keep(played: Played, path: Path | None = None) -> str:
    """Put a game into the record, in place of what was there of the same save. Returns what went wrong, if anything."""
    path = path or home() / FILE
    try:
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in before if not _is_of_save(line, played.file)]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "".join(f"{line}\n" for line in [*kept, played.model_dump_json()]).encode())
    except (OSError, UnicodeDecodeError) as error:
        return str(error)
    return ""


def _is_of_save(line: str, file: str) -> bool:
    try:
        return bool(file) and Played.model_validate_json(line).file == file
    except ValidationError:
        return False


def before(played: Played, several: Iterable[Played]) -> Played | None:
    """The last game of the same chance, other than itself."""
    return next((one for one in reversed(list(several)) if one.is_of(played) and one.file != played.file), None)


def best_by_seat(several: Iterable[Played]) -> list[Best]:
    """The best game of every seat of every scenario, by title and name."""
    by_seat: dict[tuple[str, str], list[Played]] = {}
    for one in several:
        by_seat.setdefault((one.scenario, one.seat), []).append(one)
    found = [Best(them[0].title, them[0].name, len(them), max(them, key=worth)) for them in by_seat.values()]
    return sorted(found, key=lambda one: (one.title, one.name))


def worth(played: Played) -> tuple[float, int]:
    """What games are compared by: points, then the level."""
    return played.points, played.level


def now() -> datetime:
    """The time a game is put into the record with."""
    return datetime.now(UTC)
