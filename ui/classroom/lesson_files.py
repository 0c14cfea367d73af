"""Lessons as files: put aside, found again, and deleted. Nothing is touched that is no lesson, or that is in use."""

import re
import time
from contextlib import closing, suppress
from pathlib import Path

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.database import TROUBLE, connect, require_free
from demarche.ui.classroom.lesson_path import require_lesson, sidecars, wal_of
from demarche.ui.classroom.store import PRIVATE

_EARLIER = re.compile(r"(-salvaged)?-\d{4}-\d\d-\d\d-\d{6}(-\d+)?")


def require_deletable(path: Path) -> None:
    """Raises Unreadable unless the file is a lesson, and no host has it open."""
    require_lesson(path)
    require_free(path)


def forget(path: Path) -> None:
    """Delete a lesson and what SQLite keeps beside it. Raises Unreadable as `require_deletable` does."""
    require_deletable(path)
    connection = connect(path)
    try:
        # Locks it, and folds the WAL into it, so that closing it later leaves nothing to be deleted by name.
        with suppress(*TROUBLE):
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        for one in (path, *sidecars(path)):
            one.unlink(missing_ok=True)
    finally:
        connection.close()


def earlier(path: Path) -> list[Path]:
    """Lessons beside that one that `--new` put aside or `--salvage` wrote, oldest first."""
    found = []
    for one in sorted(path.parent.glob("*")):
        named = one.name.startswith(path.stem) and one.name.endswith(path.suffix)
        middle = one.name[len(path.stem) : len(one.name) - len(path.suffix)]
        if named and _EARLIER.fullmatch(middle):
            with suppress(Unreadable):
                require_lesson(one)
                found.append(one)
    return found


def put_aside(path: Path) -> Path:
    """Give a lesson another name, of the time it was last written. Raises Unreadable where it is in use, or is none."""
    require_deletable(path)
    aside = reserve(path, "", path.stat().st_mtime)
    if not wal_of(path).damaged:
        fold(path)
    beside = [one for one in sidecars(path) if one.exists()]
    for one in beside:  # first: a lesson is whole with its WAL, and the WAL is nothing without it
        one.replace(aside.with_name(one.name.replace(path.name, aside.name, 1)))
    path.replace(aside)
    return aside


def fold(path: Path) -> None:
    """Let SQLite fold the WAL into a lesson, where it can."""
    with suppress(*TROUBLE), closing(connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def reserve(path: Path, what: str, when: float) -> Path:
    """A new file beside a lesson, empty and ours: its name says what it is and of which time. Overwrites nothing."""
    stem = f"{path.stem}{what}-{time.strftime('%Y-%m-%d-%H%M%S', time.localtime(when))}"
    for number in range(1, 1000):
        found = path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}")
        if any(one.exists() for one in sidecars(found)):
            continue
        with suppress(FileExistsError):
            found.touch(PRIVATE, exist_ok=False)
            return found
    raise Unreadable(f"{path}: there are too many lessons of that second beside it; move some of them away")


def lessons_in(folder: Path) -> list[Path]:
    """Every lesson of a folder, by name. What only looks like one is left out."""
    found = []
    for one in sorted(folder.glob("*")):
        with suppress(Unreadable):
            require_lesson(one)
            found.append(one)
    return found


def told_of(path: Path) -> dict[str, str | int]:
    """A lesson as a list of lessons shows it: its name, its bytes, when it was written last."""
    files = [one for one in (path, *sidecars(path)) if one.exists()]
    written = max(one.stat().st_mtime for one in files)
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(written))
    return {"name": path.name, "bytes": sum(one.stat().st_size for one in files), "written": when}
