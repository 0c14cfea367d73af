"""Where compiled loops are kept on this machine, whether all of them are there, and who may compile them now.

Nothing here imports numba: a study asks before it decides for an engine.
"""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

TREE = Path(__file__).parents[1]
LOOPS_FROM = ("sim", "agents", "scenarios")
"""The folders with the text of all loops, and of everything that they are made with."""
FOLDER_NAMED_BY = "NUMBA_CACHE_DIR"
"""The environment variable by which numba is told where to keep what it compiles."""


@cache
def shelf() -> Path | None:
    """Where compiled loops are kept: as NUMBA_CACHE_DIR says, beside the program, in the user's own cache, or None."""
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    places = [Path(__file__).parent / "fast" / "__pycache__", Path(home).expanduser() / "demarche"]
    if named := os.environ.get(FOLDER_NAMED_BY):
        places.insert(0, Path(named))
    for place in places:
        try:
            place.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=place):
                return place
        except OSError:
            continue
    return None


@cache
def mark() -> Path | None:
    """The file that says that all loops, as they are written now, were compiled on this machine; None without a shelf.

    It is named after the text of the program, numba, Python and the machine, so that a change of any asks for another.
    """
    folder = shelf()
    if folder is None:
        return None
    made_of = sha256(repr((platform.uname(), sys.version, version("numba"))).encode())
    for part in LOOPS_FROM:
        for file in sorted((TREE / part).rglob("*.py")):
            made_of.update(file.read_bytes())
    return folder / f"compiled-{made_of.hexdigest()[:16]}"


def all_compiled() -> bool:
    """Whether every loop is on disk, so that to use them is to load them."""
    there = mark()
    return there is not None and there.exists()


def mark_compiled() -> None:
    """Leave the mark. Where it cannot be written, the next study compiles again what it does not find."""
    there = mark()
    if there is not None:
        with suppress(OSError):
            there.touch()


@contextmanager
def sole_compiler() -> Iterator[bool]:
    """Whether this process may compile: False while another of this machine or shared folder does.

    The system takes the lock back when its holder ends, however that is. Without a shelf each may compile for itself.
    """
    there = mark()
    if there is None:
        yield True
        return
    try:
        file = open(there.with_name(f"{there.name}.lock"), "ab")  # noqa: SIM115 - open for as long as the lock is held
    except OSError:
        yield True
        return
    with file:
        yield _locked(file)


def _locked(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; False where another process has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
