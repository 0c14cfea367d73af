"""SQLite as a lesson uses it: one connection that has the file to itself, and what went wrong in plain words."""

import errno
import sqlite3
from pathlib import Path

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.lesson_path import MOST_BYTES

TROUBLE = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite may raise over a damaged file: its messages quote from it, whatever the letters are."""
IN_USE = "another host has this lesson open; stop it first, or name another file with --file"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that has the file to itself from its first read until it is closed. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def settle_in(connection: sqlite3.Connection) -> None:
    """Every commit waits for the disk; the file grows no larger than is read again. Raises sqlite3.Error."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {MOST_BYTES // size}")


def require_free(path: Path) -> None:
    """Raises Unreadable where a host has the lesson open. The file and what is beside it are not touched."""
    probe = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=0.2)
    try:
        probe.execute("PRAGMA locking_mode = EXCLUSIVE")
        probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except TROUBLE as error:
        if "locked" in str(error):
            raise Unreadable(f"{path}: {IN_USE}") from None
    finally:
        probe.close()


def in_words(path: Path, error: Exception) -> str:
    """Why a lesson cannot be kept at that path."""
    text = str(error)
    if "locked" in text:
        return IN_USE
    if "full" in text or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return "a lesson cannot be kept here: the disk is full"
    if isinstance(error, OSError) and error.errno == errno.EISDIR:
        return "this is a folder; name a file with --file"
    if isinstance(error, OSError) or "readonly" in text or "unable to open" in text:
        return f"a lesson cannot be kept here: {path.absolute().parent} cannot be written to; name a file with --file"
    return f"a lesson cannot be kept here: {in_a_line(text)}"


def in_a_line(told: object) -> str:
    """What SQLite says, in one line that can be printed; it may quote what is in the file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(told)).split())[:200]
