"""Where a lesson is kept: one SQLite file, written before anything is sent. A lesson is this log, replayed.

A line of the log is a kind and a body.  Intents are the messages of seats, by an id that their client made up, so that
the same one sent twice counts once.  A file belongs to one host at a time: SQLite's own lock sees to that.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from demarche.sim.rules import RULES_VERSION
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.database import TROUBLE, connect, in_words, require_free, settle_in
from demarche.ui.classroom.kept import Kept, read_kept, what_can_be_saved
from demarche.ui.classroom.lesson_path import APPLICATION, require_lesson, sidecars, wal_of
from demarche.ui.classroom.records import (
    FORMAT,
    TABLES,
    Entry,
    Head,
    Intent,
    IntentRow,
    LogRow,
    NotKept,
    Write,
    head_link,
    rows_of,
    write_link,
)

PRIVATE = 0o600
"""Names, messages and tokens are in the file, so only its owner may read it."""


class Store:
    """An open lesson. Every call that writes is on disk when it returns, or raises NotKept and has changed nothing.

    trouble  why the last write failed, in words; empty where it did not
    """

    def __init__(self, path: Path, head: Head, connection: sqlite3.Connection, link: str = "") -> None:
        """Use `begin` or `go_on`. link: the last one of the chain."""
        self.path, self.head, self.connection, self.trouble = path, head, connection, ""
        self._link = link

    @classmethod
    def begin(cls, path: Path, head: Head) -> "Store":
        """A new lesson in a new or an empty file. Raises Unreadable where it cannot be made; no file is left then."""
        for one in sidecars(path):
            if one.exists() and not path.exists():
                raise Unreadable(
                    f"{path}: {one.name} lies beside it and may belong to a lesson that was moved: move it too"
                )
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), PRIVATE))
            path.chmod(PRIVATE)
        except (OSError, ValueError) as error:
            raise Unreadable(f"{path}: {in_words(path, error)}") from None
        try:
            connection = connect(path)
        except sqlite3.Error as error:
            raise Unreadable(f"{path}: {in_words(path, error)}") from None
        try:
            connection.execute("BEGIN EXCLUSIVE")  # and as long as it is open: nobody else can begin here
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise Unreadable(f"{path}: another host began a lesson here just now")
            store = cls(path, head, connection, _make_tables(connection, head))
            connection.execute("COMMIT")
            settle_in(connection)
        except sqlite3.Error as error:
            connection.close()
            if not path.stat().st_size:
                path.unlink()
            raise Unreadable(f"{path}: {in_words(path, error)}") from None
        except Unreadable:
            connection.close()
            raise
        return store

    @classmethod
    def go_on(cls, path: Path) -> tuple["Store", Kept]:
        """A lesson that was begun, and what it holds.

        Raises Unreadable where it is none, is another version's, is damaged, or has a host already.
        """
        require_lesson(path)
        require_free(path)
        if wal_of(path).damaged:
            raise Unreadable(
                f"{path}: the file {path.name}-wal beside it is damaged, and what was written last cannot be read: "
                "--salvage writes what is sound to a new file and leaves these as they are"
            )
        try:
            for one in (path, *sidecars(path)):
                with suppress(FileNotFoundError):
                    one.chmod(PRIVATE)
            connection = connect(path)
        except (*TROUBLE, OSError) as error:
            raise Unreadable(f"{path}: {in_words(path, error)}") from None
        try:
            kept = read_kept(connection, path)
            if kept.fault:
                raise Unreadable(f"{path}: {kept.fault}; {what_can_be_saved(kept.entries)}")
            settle_in(connection)
        except (*TROUBLE, Unreadable) as error:
            connection.close()
            raise error if isinstance(error, Unreadable) else Unreadable(f"{path}: {in_words(path, error)}") from None
        return cls(path, kept.head, connection, kept.link), kept

    @property
    def is_chained(self) -> bool:
        """Whether it has a chain, which lessons of format 1 have not."""
        return bool(self._link)

    def begin_chain(self) -> None:
        """Make a lesson of format 1 one of format 2: from now on edits are found. Raises NotKept."""
        lines = [LogRow(*row) for row in self.connection.execute("SELECT kind, body, at FROM log ORDER BY n")]
        query = "SELECT seat, id, question, act, at FROM intents ORDER BY rowid"
        meant = [IntentRow(*row) for row in self.connection.execute(query)]
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute(TABLES["chain"])
            self.connection.execute("UPDATE head SET value = ? WHERE key = 'format'", (json.dumps(FORMAT),))
            first = _begin_chain(self.connection)
            last = write_link(first, lines, meant)
            self.connection.execute("INSERT INTO chain VALUES (1, ?, ?, ?)", (len(lines), len(meant), last))
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)
        self._link = last

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def append(self, *entries: Entry, intents: Sequence[Intent] = (), at: float | None = None) -> None:
        """Add lines to the log and what seats meant to do, all or nothing. at: when, if not now."""
        lines, meant = rows_of(entries, intents, time.time() if at is None else at)
        last = write_link(self._link, lines, meant)
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("INSERT INTO log (kind, body, at) VALUES (?, ?, ?)", lines)
            self.connection.executemany("INSERT INTO intents VALUES (?, ?, ?, ?, ?)", meant)
            self.connection.execute(
                "INSERT INTO chain (log, intents, link)"
                " SELECT log + ?, intents + ?, ? FROM chain ORDER BY n DESC LIMIT 1",
                (len(lines), len(meant), last),
            )
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)
        self._link, self.trouble = last, ""

    def _give_up(self, error: sqlite3.Error) -> None:
        """Undo a write that failed, remember why, and raise NotKept."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        why = "the disk is full" if "full" in str(error) else "the disk refuses it"
        if isinstance(error, sqlite3.IntegrityError):
            raise NotKept("that was kept before, under the same id, so this has not happened") from None
        self.trouble = f"the host cannot write to {self.path.name}: {why}"
        raise NotKept(f"{self.trouble}, so this has not happened") from None

    def kept(self, seat: str, intent: str) -> Intent | None:
        """The intent of that seat that was kept under that id before, if there is one."""
        query = "SELECT seat, id, question, act FROM intents WHERE seat = ? AND id = ?"
        found = self.connection.execute(query, (seat, intent)).fetchone()
        return Intent(*found) if found else None

    def writes(self) -> tuple[Write, ...]:
        """Everything that was written, read again."""
        return read_kept(self.connection, self.path).writes

    def offered(self, question: int) -> list[tuple[str, str]]:
        """Seat and act of what was offered in answer to a question, oldest first."""
        query = "SELECT seat, act FROM intents WHERE question = ? AND act != '' ORDER BY rowid"
        found = self.connection.execute(query, (question,))
        return [(seat, act) for seat, act in found]

    def free_bytes(self) -> int:
        """Bytes that are free on its disk."""
        return shutil.disk_usage(self.path.resolve().parent).free


def _make_tables(connection: sqlite3.Connection, head: Head) -> str:
    """The tables of a new lesson, with its head; the first link of its chain. Raises sqlite3.Error."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    for table in TABLES.values():
        connection.execute(table)
    facts = {"format": FORMAT, "rules": RULES_VERSION, **asdict(head)}
    rows = [(key, json.dumps(value)) for key, value in facts.items()]
    connection.executemany("INSERT INTO head VALUES (?, ?)", rows)
    return _begin_chain(connection)


def _begin_chain(connection: sqlite3.Connection) -> str:
    """The first link, which holds the head. Raises sqlite3.Error."""
    first = head_link(connection.execute("SELECT key, value FROM head"))
    connection.execute("INSERT INTO chain VALUES (0, 0, 0, ?)", (first,))
    return first
