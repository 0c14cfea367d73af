"""The write-ahead log (WAL) that SQLite keeps beside a lesson: whether it is whole, found out without SQLite.

SQLite silently ignores everything after the first frame whose checksum is wrong, and deletes the WAL when it closes
the file.  A flipped bit would so lose every later commit without a word; it is found here before SQLite opens the file.
Source: the SQLite file format, section 4, "The Write-Ahead Log".
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from demarche.sim.terms import Unreadable

MOST_BYTES = 32 << 20
"""The largest WAL that is read. SQLite folds it into the lesson at about 4 MB."""
_HEAD, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_LITTLE, _BIG = 0x377F0682, 0x377F0683
_IN_FLIGHT = 1
"""A power cut may tear the one commit that was being written, which was not acknowledged yet."""


@dataclass(frozen=True, slots=True)
class Wal:
    """What a WAL holds. commits: those that SQLite will read; lost: those after the first wrong frame.

    application  the application id that it will give the lesson, 0 where it says nothing of it
    """

    commits: int = 0
    lost: int = 0
    application: int = 0

    @property
    def damaged(self) -> bool:
        """Whether acknowledged commits would be lost if SQLite opened it."""
        return self.lost > _IN_FLIGHT


def read_wal(path: Path, page: int) -> Wal:
    """A WAL, frame by frame. page: the page size of its database. Raises Unreadable where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"{path}: this file is too large for a lesson: {MOST_BYTES >> 20} MB are the most")
        data = path.read_bytes()
    except FileNotFoundError:
        return Wal()
    except OSError as error:
        raise Unreadable(f"{path}: this file cannot be read: {error.strerror}") from None
    if len(data) < _HEAD.size + _FRAME.size + page or page < 512:
        return Wal()
    return _frames(data, page)


def _frames(data: bytes, page: int) -> Wal:
    magic, _, size, _, *salts, first, second = _HEAD.unpack_from(data)
    order = ">" if magic == _BIG else "<"
    running = _checksum(data[: _HEAD.size - 8], order, (0, 0))
    whole = magic in (_LITTLE, _BIG) and size == page and running == (first, second)
    if not whole:  # the frames say which generation this was
        salts = list(_FRAME.unpack_from(data, _HEAD.size)[2:4])
    commits = lost = application = 0
    for at in range(_HEAD.size, len(data) - _FRAME.size - page + 1, _FRAME.size + page):
        number, commit, *same, first, second = _FRAME.unpack_from(data, at)
        content = data[at + _FRAME.size : at + _FRAME.size + page]
        if whole:
            running = _checksum(content, order, _checksum(data[at : at + 8], order, running))
            whole = same == salts and running == (first, second)
        if whole and number == 1:
            application = int.from_bytes(content[68:72], "big")
        commits += whole and commit > 0
        lost += not whole and same == salts and commit > 0
    return Wal(commits, lost, application)


def _checksum(data: bytes, order: str, start: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of pairs of 32-bit words, going on from another."""
    a, b = start
    for x, y in struct.iter_unpack(f"{order}2I", data):
        a = (a + x + b) & 0xFFFFFFFF
        b = (b + y + a) & 0xFFFFFFFF
    return a, b
