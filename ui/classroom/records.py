"""What a lesson's file holds: its tables, its head, its entries and intents, and the links of its chain.

What was written at once is a write. Each has a link of the chain, which holds it to its rows and to all writes before
it, so that edited, lost, added and exchanged rows are found, and what comes before them can be saved.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from demarche.sim.log import link
from demarche.ui.classroom.tokens import CODE_LENGTH

FORMAT = 2
"""Rises when a lesson of the old form can no longer be read as this one. Format 1 had no chain."""
TABLES = {
    "head": "CREATE TABLE head (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "log": "CREATE TABLE log (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, at REAL NOT NULL)",
    "intents": "CREATE TABLE intents (seat TEXT, id TEXT, question INTEGER NOT NULL, act TEXT NOT NULL,"
    " at REAL NOT NULL, PRIMARY KEY (seat, id))",
    "chain": "CREATE TABLE chain (n INTEGER PRIMARY KEY, log INTEGER NOT NULL, intents INTEGER NOT NULL,"
    " link TEXT NOT NULL)",
}
"""The tables of format 2. A row of the chain: how many rows of the log and of the intents there were after a write."""
Token = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class NotKept(Exception):
    """Something could not be written, so it has not happened. The text is fit to be shown."""


@checked(frozen=True, slots=True, config=ConfigDict(strict=True, extra="forbid"))
class Head:
    """What a lesson is. scenario: the document as it is played; code, facilitator, projector: its secrets.

    book  the clause book it is played with, as in the head of a log; empty in lessons of before there was this key
    """

    scenario: dict[str, Any]
    seed: Annotated[int, Field(ge=0, lt=1 << 64)]
    preset: int
    code: Annotated[str, Field(pattern=rf"^[A-Z0-9]{{{CODE_LENGTH}}}$")]
    facilitator: Token
    projector: Token
    program: str
    book: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    kind: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a seat meant to do, by the id its client made up. act is empty for what is no act."""

    seat: str
    id: str
    question: int = 0
    act: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """Entries and intents that were written at once. at: when, in seconds since 1970."""

    entries: tuple[Entry, ...]
    intents: tuple[Intent, ...]
    at: float


class LogRow(NamedTuple):
    """An entry as its row holds it."""

    kind: str
    body: str
    at: float


class IntentRow(NamedTuple):
    """An intent as its row holds it."""

    seat: str
    id: str
    question: int
    act: str
    at: float


def rows_of(entries: Iterable[Entry], intents: Iterable[Intent], at: float) -> tuple[list[LogRow], list[IntentRow]]:
    """The rows of a write."""
    lines = [LogRow(entry.kind, json.dumps(entry.body, ensure_ascii=False), at) for entry in entries]
    return lines, [IntentRow(one.seat, one.id, one.question, one.act, at) for one in intents]


def head_link(rows: Iterable[tuple[str, str]]) -> str:
    """The first link of a chain: that of the rows of the head."""
    return link("", json.dumps(sorted(rows)))


def write_link(before: str, lines: Sequence[LogRow], meant: Sequence[IntentRow]) -> str:
    """The link of a write."""
    return link(before, json.dumps([lines, meant], ensure_ascii=False))
