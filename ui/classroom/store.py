"""Where a lesson is kept: one SQLite file, written before anything is sent. A lesson is this log, replayed.

A line of the log is a kind and a body.  Intents are the messages of seats, by an id that their client made up, so that
the same one sent twice counts once.  A file belongs to one host at a time: SQLite's own lock sees to that.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from demarche.sim.rules import RULES_VERSION
from demarche.sim.terms import Unreadable

FORMAT = 1
"""Rises when a lesson of the old form can no longer be read."""
APPLICATION = 0x64E96D61
"""Written into the file, so that another program's is not taken for a lesson."""
TABLES = (
    "CREATE TABLE head (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE log (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, at REAL NOT NULL)",
    "CREATE TABLE intents (seat TEXT, id TEXT, question INTEGER NOT NULL, act TEXT NOT NULL, at REAL NOT NULL,"
    " PRIMARY KEY (seat, id))",
)


class NotKept(Exception):
    """Something could not be written, so it has not happened. The text is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a lesson is. scenario: the document as it is played; code, facilitator, projector: its secrets."""

    scenario: dict[str, Any]
    seed: int
    preset: int
    code: str
    facilitator: str
    projector: str
    program: str


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


class Store:
    """An open lesson. Every call that writes is on disk when it returns, or raises NotKept and has changed nothing."""

    def __init__(self, path: Path, head: Head, connection: sqlite3.Connection) -> None:
        """Use `begin` or `go_on`."""
        self.path, self.head, self.connection = path, head, connection

    @classmethod
    def begin(cls, path: Path, head: Head) -> "Store":
        """A new lesson in a file that does not exist. Raises Unreadable where it cannot be made."""
        if path.exists():
            raise Unreadable(f"{path}: a file stands here already")
        connection = _open(path)
        try:
            path.chmod(0o600)  # it holds names and tokens
            connection.execute("BEGIN")
            for table in TABLES:
                connection.execute(table)
            facts = {"format": FORMAT, "rules": RULES_VERSION, **asdict(head)}
            rows = [(key, json.dumps(value)) for key, value in facts.items()]
            connection.executemany("INSERT INTO head VALUES (?, ?)", rows)
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            connection.close()
            forget(path)
            raise Unreadable(f"{path}: a lesson cannot be kept here: {error}") from None
        return cls(path, head, connection)

    @classmethod
    def go_on(cls, path: Path) -> "Store":
        """A lesson that was begun. Raises Unreadable where it is none, is another version's, or has a host already."""
        connection = _open(path)
        try:
            facts = {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM head")}
        except sqlite3.Error as error:
            connection.close()
            raise Unreadable(f"{path}: this is no lesson: {error}") from None
        for key, known in (("format", FORMAT), ("rules", RULES_VERSION)):
            if facts.get(key) != known:
                connection.close()
                raise Unreadable(
                    f"{path}: this lesson was kept with {key} version {facts.get(key)} and this program has {key} "
                    f"{known}: open it with Démarche {facts.get('program', 'of its time')}, or begin another with --new"
                )
        del facts["format"], facts["rules"]
        return cls(path, Head(**facts), connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def append(self, *entries: Entry, intents: Sequence[Intent] = ()) -> None:
        """Add lines to the log and what seats meant to do, all or nothing."""
        now = time.time()
        lines = [(entry.kind, json.dumps(entry.body, ensure_ascii=False), now) for entry in entries]
        meant = [(*astuple(intent), now) for intent in intents]
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("INSERT INTO log (kind, body, at) VALUES (?, ?, ?)", lines)
            self.connection.executemany("INSERT INTO intents VALUES (?, ?, ?, ?, ?)", meant)
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise NotKept(f"the host cannot write to {self.path.name} ({error}), so this has not happened") from None

    def has(self, seat: str, intent: str) -> bool:
        """Whether an intent of that seat has been kept before."""
        found = self.connection.execute("SELECT 1 FROM intents WHERE seat = ? AND id = ?", (seat, intent))
        return found.fetchone() is not None

    def entries(self) -> Iterator[Entry]:
        """The log, oldest first."""
        for kind, body in self.connection.execute("SELECT kind, body FROM log ORDER BY n"):
            yield Entry(kind, json.loads(body))

    def offered(self, question: int) -> list[tuple[str, str]]:
        """Seat and act of what was offered in answer to a question, oldest first."""
        query = "SELECT seat, act FROM intents WHERE question = ? AND act != '' ORDER BY rowid"
        found = self.connection.execute(query, (question,))
        return [(seat, act) for seat, act in found]


def _open(path: Path) -> sqlite3.Connection:
    """A connection that has the file to itself and waits for the disk at every commit."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        begun = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if begun and found != APPLICATION:
            connection.close()
            raise Unreadable(f"{path}: this is no lesson of Démarche, and is left as it is; name another with --file")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if not begun:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
    except sqlite3.Error as error:
        raise Unreadable(f"{path}: {_plainly(path, error)}") from None
    return connection


def _plainly(path: Path, error: sqlite3.Error) -> str:
    """What SQLite found wrong with a file, in other words."""
    text = str(error)
    if "locked" in text:
        return "another host has this lesson open; stop it first, or name another file with --file"
    if "not a database" in text:
        return "this is no lesson of Démarche, and is left as it is; name another with --file"
    if "readonly" in text or "unable to open" in text:
        return f"a lesson cannot be kept here: {path.resolve().parent} cannot be written to; name a file with --file"
    if "full" in text:
        return "a lesson cannot be kept here: the disk is full"
    return f"a lesson cannot be kept here: {text}"


def forget(path: Path) -> bool:
    """Delete a lesson and what SQLite keeps beside it. Returns whether there was one."""
    there = path.exists()
    for beside in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    return there


def put_aside(path: Path) -> Path:
    """Give a lesson another name, of the time it was last written. Raises Unreadable where it is in use, or is none."""
    _open(path).close()  # its own lock tells whether it is in use; closing folds what is beside it into it
    when = time.strftime("%Y-%m-%d-%H%M%S", time.localtime(path.stat().st_mtime))
    aside = path.with_name(f"{path.stem}-{when}{path.suffix}")
    path.rename(aside)
    return aside
