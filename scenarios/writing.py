"""Files at a user's path, written whole or not at all: a complete temporary file takes their place."""

import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from demarche.sim.terms import Unreadable

STDOUT = "-"
STREAMS = ("/dev/stdout", "/dev/stderr")
DESCRIPTORS = ("/dev/fd/", "/proc/self/fd/")
"""Paths of open files, which may be ordinary files that something else is writing to as well."""

_WAITING: dict[str, int] = {}
"""Descriptors of named pipes that were judged and are to be written to: closing one would end its reader."""


def is_stream(path: Path) -> bool:
    """Whether what is written there goes on at once, as to a terminal, a pipe or /dev/null; "-" is standard output."""
    text = str(path)
    if text == STDOUT or text in STREAMS or text.startswith(DESCRIPTORS):
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def try_stream(path: Path) -> None:
    """Open a stream as it will be opened to be written to. Raises OSError, ENXIO where nobody reads a named pipe."""
    text = str(path)
    if text == STDOUT:
        return
    if text in STREAMS or text.startswith(DESCRIPTORS):
        path.stat()  # to open it would be to open its file or pipe once more
        return
    descriptor = _opened(path)
    if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        _WAITING[os.path.realpath(path)] = descriptor
    else:
        os.close(descriptor)


def temporary(target: Path) -> Path:
    """A name in the folder of a file that nothing else uses, short enough to fit wherever the file's name does."""
    return target.with_name(f".{secrets.token_hex(6)}.part")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file to be written, whose content takes the place of the file at `path` when the block ends.

    If the block raises, the file that was there is unchanged and the temporary one is removed. A symbolic link is
    followed, and the permissions of a file that is replaced are kept. A stream is sent the content at the end.
    Raises OSError, and Unreadable from the block, with the name of the file itself.
    """
    target = Path(os.path.realpath(path))
    streams = is_stream(path)
    part = Path(tempfile.gettempdir(), f"{secrets.token_hex(6)}.part") if streams else temporary(target)
    try:
        part.touch(exist_ok=False)
        yield part
        if streams:
            _send(path, part.read_bytes())
        else:
            _put_in_place(part, target)
    except OSError as error:
        if error.filename in (None, str(part), part):
            raise OSError(error.errno, error.strerror or str(error), str(path)) from None
        raise
    except Unreadable as error:
        raise Unreadable(str(error).replace(str(part), str(path))) from None
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there wholly or not at all. Raises OSError with its name."""
    with whole(path) as part:
        part.write_bytes(content)


def _put_in_place(part: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.copymode(target, part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)


def _send(path: Path, content: bytes) -> None:
    """Write to a stream. A named pipe that nobody reads is an error and no wait."""
    if str(path) in (STDOUT, "/dev/stdout"):
        sys.stdout.flush()
    if str(path) == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    stream = _opened(path)
    with open(stream, "wb") as file:
        os.set_blocking(stream, True)
        file.write(content)


def _opened(path: Path) -> int:
    waiting = _WAITING.pop(os.path.realpath(path), None)
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    return os.open(path, flags) if waiting is None else waiting
