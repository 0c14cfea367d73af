"""What lies at the path of a lesson, found out without SQLite: nothing is written, created or locked."""

import os
import stat
from pathlib import Path

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.wal import Wal, read_wal

APPLICATION = 0x64E96D61
"""The application id in the head of the file, by which a lesson is told from other SQLite databases."""
MOST_BYTES = 256 << 20
"""The largest lesson that is read; the store writes none that is larger."""
SIDECARS = ("-wal", "-shm", "-journal")
_MAGIC, _HEADER = b"SQLite format 3\0", 100


def sidecars(path: Path) -> list[Path]:
    """The files that SQLite may keep beside a lesson."""
    return [path.with_name(path.name + ending) for ending in SIDECARS]


def is_unbegun(path: Path) -> bool:
    """Whether a lesson can begin at that path: no file is there, or an empty one with nothing beside it."""
    found = _stat(path)
    if found is None:
        return True
    empty = stat.S_ISREG(found.st_mode) and not found.st_size
    return empty and not any(_stat(one) for one in sidecars(path))


def require_lesson(path: Path) -> None:
    """Raises Unreadable unless a file that carries the mark of a lesson is there. Contents are not judged."""
    _require_regular(path)
    for one in sidecars(path):
        if _stat(one):
            _require_regular(one)
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise Unreadable(f"{path}: this file cannot be read: {error.strerror}") from None
    if not header:
        raise Unreadable(f"{path}: this file is empty: no lesson was begun in it; delete it, or name another file")
    if not (header.startswith(_MAGIC) and len(header) == _HEADER and _is_marked(path, header)):
        raise Unreadable(f"{path}: this is no lesson of Démarche, and is left as it is; name another with --file")


def wal_of(path: Path) -> Wal:
    """The write-ahead log beside a lesson; one without commits where there is none."""
    with open(path, "rb") as file:
        page = int.from_bytes(file.read(_HEADER)[16:18], "big")
    return read_wal(path.with_name(path.name + "-wal"), 65536 if page == 1 else page)


def _is_marked(path: Path, header: bytes) -> bool:
    """Whether a database has our application id. Lessons of format 1 have it only in their WAL at first."""
    mark = int.from_bytes(header[68:72], "big")
    return mark == APPLICATION or (not mark and wal_of(path).application == APPLICATION)


def _require_regular(path: Path) -> None:
    found = _stat(path)
    if found is None:
        raise Unreadable(f"{path}: no lesson is kept there")
    if stat.S_ISLNK(found.st_mode):
        raise Unreadable(f"{path}: this is a link and no lesson; name the file that it points to with --file")
    if not stat.S_ISREG(found.st_mode):
        kind = "folder" if stat.S_ISDIR(found.st_mode) else "device or pipe"
        raise Unreadable(f"{path}: this is a {kind} and no lesson; name a file with --file")
    if found.st_size > MOST_BYTES:
        raise Unreadable(f"{path}: this file is too large for a lesson: {MOST_BYTES >> 20} MB are the most")


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: this file cannot be reached: {getattr(error, 'strerror', error)}") from None
