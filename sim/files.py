"""Reads a file of the user's: regular files only, up to a stated size, refused with one sentence otherwise."""

import os
import stat
from pathlib import Path

from demarche.sim.terms import Unreadable

KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
"""What a path may name instead of a regular file."""
MEGABYTE = 1 << 20


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes.

    A pipe or a device is refused before it is opened, because opening may block and reading may never end.
    Raises Unreadable naming the file; FileNotFoundError becomes "there is no such file".
    """
    if "\0" in str(path):
        raise Unreadable(f"{path}: this is not the name of a file")
    try:
        _require_regular(path, os.stat(path).st_mode)
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            _require_regular(path, found.st_mode)
            # The size is a promise only: read one byte more than is allowed to catch a file that grows.
            content = b"" if found.st_size > most else file.read(most + 1)
    except FileNotFoundError:
        raise Unreadable(f"{path}: there is no such file") from None
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None
    if found.st_size > most or len(content) > most:
        raise Unreadable(f"{path}: larger than {most / MEGABYTE:g} MB, the most that is read of such a file")
    return content


def _require_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "something else")
        raise Unreadable(f"{path}: this is {kind}, and a regular file is needed")


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for another process, should the path have become a pipe since it was looked at."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
