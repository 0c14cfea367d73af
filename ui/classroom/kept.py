"""The gate through which a lesson's file is read: its tables, its head, its chain and the form of every entry."""

import heapq
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from demarche.sim.rules import RULES_VERSION
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.database import TROUBLE, in_a_line
from demarche.ui.classroom.entries import read_body
from demarche.ui.classroom.presets import PRESETS
from demarche.ui.classroom.records import (
    FORMAT,
    TABLES,
    Entry,
    Head,
    Intent,
    IntentRow,
    LogRow,
    Write,
    head_link,
    write_link,
)

Rows = list[tuple[Any, ...]]
Written = tuple[list[LogRow], list[IntentRow]]
ANEW = "begin another with --new, which keeps this file"


@dataclass(frozen=True, slots=True)
class Kept:
    """A lesson as read. writes: those that are sound, up to the first that is not; fault: what is wrong, or empty.

    link  the last link of the chain, empty for a lesson of format 1, which has none
    """

    head: Head
    writes: tuple[Write, ...]
    fault: str
    link: str

    @property
    def entries(self) -> int:
        """How many entries are sound."""
        return sum(len(write.entries) for write in self.writes)


def what_can_be_saved(entries: int) -> str:
    """How to go on with a lesson of which so many entries are sound."""
    if not entries:
        return "no entry before that is sound; begin another lesson with --new, which keeps this file"
    sound = "entry 1 is" if entries == 1 else f"entries 1 to {entries} are"
    return f"{sound} sound: --salvage writes what is sound to a new file and leaves this one as it is"


def read_kept(connection: sqlite3.Connection, path: Path) -> Kept:
    """A lesson as far as it is sound. Raises Unreadable where nothing of it can be read, or it is another version's."""
    found, unread = _rows(connection, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    chained = not unread and dict(found) == TABLES
    if not chained and (unread or dict(found) != {name: sql for name, sql in TABLES.items() if name != "chain"}):
        raise Unreadable(f"{path}: this lesson is damaged: {unread or 'its tables are not those of a lesson'}; {ANEW}")
    facts, unread = _rows(connection, "SELECT key, value FROM head")
    head = _read_head(facts, unread, path, FORMAT if chained else 1)
    rows, unread = _rows(connection, "SELECT n, kind, body, at FROM log ORDER BY n")
    sound, odd = _sound(rows, (str, str, float), "entry")
    lines, fault = [LogRow(*row) for row in sound], odd or unread
    rows, unread = _rows(connection, "SELECT rowid, seat, id, question, act, at FROM intents ORDER BY rowid")
    sound, odd = _sound(rows, (str, str, int, str, float), "answer")
    intents, fault = [IntentRow(*row) for row in sound], fault or odd or unread
    written, last = _grouped(lines, intents), ""
    if chained:
        links, unread = _rows(connection, "SELECT n, log, intents, link FROM chain ORDER BY n")
        written, odd = _chained(lines, intents, links, head_link(facts))
        fault, last = odd or fault or unread, str(links[-1][3]) if links else ""
    writes, odd = _read_writes(written)
    return Kept(head, writes, odd or fault or _integrity(connection), last)


def _rows(connection: sqlite3.Connection, query: str) -> tuple[Rows, str]:
    """The rows of a query up to the first that SQLite cannot read, and why it cannot."""
    rows: Rows = []
    try:
        for row in connection.execute(query):
            rows.append(row)
    except TROUBLE as error:
        return rows, f"SQLite cannot read it all ({in_a_line(error)})"
    return rows, ""


def _read_head(rows: Rows, unread: str, path: Path, format: int) -> Head:
    """The head. Versions are judged before anything else, since another version may have another head."""
    damaged = f"{path}: the head of this lesson is damaged"
    try:
        if unread or not all(type(value) is str for row in rows for value in row):
            raise Unreadable(unread or "a value is no text")
        facts = {key: json.loads(value) for key, value in rows}
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{damaged}: {error}; {ANEW}") from None
    for key, known, right in (("format", FORMAT, format), ("rules", RULES_VERSION, RULES_VERSION)):
        if facts.get(key) != right:
            raise Unreadable(
                f"{path}: this lesson was kept with {key} version {_shown(facts.get(key))} and this program has {key} "
                f"version {known}: open it with Démarche {_shown(facts.get('program'))}, or {ANEW}"
            )
    try:
        kept = {key: value for key, value in facts.items() if key not in ("format", "rules")}
        head = Head(**kept)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Unreadable(f"{damaged}: {'.'.join(map(str, first['loc']))}: {first['msg']}; {ANEW}") from None
    if head.preset not in PRESETS:
        raise Unreadable(f"{damaged}: there is no preset {head.preset}; {ANEW}")
    return head


def _shown(version: object) -> str:
    """A version as it stands in a file, where it can be shown."""
    text = str(version)[:20]
    return text if text.isprintable() else "unknown"


def _sound(rows: Rows, types: Sequence[type], name: str) -> tuple[Rows, str]:
    """Rows without their numbers up to the first that is not as it was written, and which that is."""
    for place, (number, *values) in enumerate(rows):
        if number != place + 1 or [type(value) for value in values] != list(types):
            return [row[1:] for row in rows[:place]], f"{name} {place + 1} is missing or holds a value of another type"
    return [row[1:] for row in rows], ""


def _chained(lines: list[LogRow], intents: list[IntentRow], links: Rows, first: str) -> tuple[list[Written], str]:
    """The rows of each write whose link fits, and what is wrong with the first whose link does not."""
    if not links or [type(value) for row in links for value in row] != [int, int, int, str] * len(links):
        return [], "its chain is missing or damaged"
    fault = "" if links[0] == (0, 0, 0, first) else "its head does not fit its chain: it was edited or damaged"
    sound: list[Written] = []
    done = meant = 0
    before = links[0][3]
    for place, (number, to, meant_to, kept) in enumerate(links[1:], start=1):
        written = (lines[done:to], intents[meant:meant_to])
        whole = number == place and to >= done and meant_to >= meant and (len(lines), len(intents)) >= (to, meant_to)
        if not whole or write_link(before, *written) != kept:
            return sound, f"{_name(done, to)} does not fit its chain: it was edited, damaged or removed"
        sound.append(written)
        done, meant, before = to, meant_to, kept
    if (len(lines), len(intents)) != (done, meant):
        fault = fault or f"what follows entry {done} is not in its chain: another program wrote it"
    return sound, fault


def _name(done: int, to: int) -> str:
    """A write, by its entries."""
    if to <= done:
        return f"an answer kept after entry {done}"
    return f"entry {done + 1}" if to == done + 1 else f"one of the entries {done + 1} to {to}"


def _at(row: LogRow | IntentRow) -> float:
    """When a row was written."""
    return row.at


def _grouped(lines: list[LogRow], intents: list[IntentRow]) -> list[Written]:
    """The rows of each write of a lesson without a chain: what was written at the same time."""
    rows: Iterable[LogRow | IntentRow] = heapq.merge(lines, intents, key=_at)
    groups = [list(group) for _, group in groupby(rows, key=_at)]
    return [
        ([row for row in group if isinstance(row, LogRow)], [row for row in group if isinstance(row, IntentRow)])
        for group in groups
    ]


def _read_writes(written: list[Written]) -> tuple[tuple[Write, ...], str]:
    """Writes with the bodies of their entries read, up to the first that cannot be, and why it cannot."""
    writes: list[Write] = []
    done = 0
    for lines, intents in written:
        entries: list[Entry] = []
        for line in lines:
            try:
                entries.append(Entry(line.kind, read_body(line.kind, line.body)))
            except Unreadable as error:
                return tuple(writes), f"entry {done + len(entries) + 1} ({line.kind!r:.20}): {error}"
        done += len(entries)
        meant = tuple(Intent(row.seat, row.id, row.question, row.act) for row in intents)
        writes.append(Write(tuple(entries), meant, (lines or intents)[0].at if lines or intents else 0.0))
    return tuple(writes), ""


def _integrity(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with the file beside its rows; empty where there is nothing."""
    found, unread = _rows(connection, "PRAGMA integrity_check(1)")
    problem = in_a_line(unread or found[0][0])
    return "" if problem == "ok" else f"every row could be read, but SQLite finds the file damaged ({problem})"
