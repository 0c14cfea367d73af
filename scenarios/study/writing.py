"""Files of results: written whole or not at all by several processes at once, and moved aside rather than deleted."""

import errno
import os
import platform
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

PART = ".part"
"""Ends the name of a file that is still being written."""
ASIDE = "aside"
"""The folder, beside the results, that files are moved to when a repair replaces them."""
ABANDONED = 3600.0
"""Seconds after which an unfinished file is taken for one that a killed process left."""
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What file systems without hard links answer."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that readers see all of it or none, whatever happens meanwhile. A file there is replaced."""
    part = _written_part(path, content)
    try:
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> None:
    """The same, unless the file exists: of several processes that write it at once, one does, and the others leave it.

    On a file system without hard links the last one replaces it.
    """
    part = _written_part(path, content)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _written_part(path: Path, content: bytes) -> Path:
    """The content in a file of its own beside the path: no other process, here or on another host, uses its name."""
    host = re.sub(r"[^A-Za-z0-9]", "-", platform.node())[:20]
    part = path.with_name(f"{path.name}.{host}-{os.getpid()}-{secrets.token_hex(4)}{PART}")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def put_aside(path: Path) -> None:
    """Move a file into the folder for what was replaced, under a name that is free there.

    Nothing there is overwritten: the name is reserved before the file is moved.
    """
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    number = 0
    while True:
        target = folder / (f"{path.name}.{number}" if number else path.name)
        try:
            if path.is_dir():
                target.mkdir()
            else:
                target.open("xb").close()
        except FileExistsError:
            number += 1
            continue
        try:
            os.replace(path, target)
        except FileNotFoundError:  # another process has moved it
            target.unlink()
        return


def remove_abandoned(folder: Path) -> None:
    """Remove unfinished files that nobody has written to for a long time. Those that are too new may be in use."""
    for part in folder.glob(f"*{PART}"):
        with suppress(OSError):  # another process removes the same ones
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink()
