"""The gate for output files: every path is judged before anything is played, so that nothing is lost to a bad one."""

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from demarche.scenarios.writing import STDOUT, is_stream, temporary, try_stream
from demarche.sim.log import NAME
from demarche.ui.refused import Refused
from demarche.ui.report.ours import GENERATOR, not_ours

HEAD = 2048
"""Bytes of a file in which it says what it is."""
DATABASE = b"SQLite format 3\0"
"""Begins a lesson: a host that has it open would go on writing into a file that no longer has a name."""


class Kind(Enum):
    """What an output is; a file of the same kind that this program wrote is replaced without being asked for."""

    LOG = "a log"
    PAGE = "a report"


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a command is to write. option: how it was asked for, such as --log; path: as typed."""

    option: str
    path: str
    kind: Kind

    @property
    def named(self) -> str:
        """As a refusal begins."""
        return f"{self.option} {self.path}"


def require_writable(
    outputs: Sequence[Output], inputs: Iterable[str] = (), *, force: bool = False, as_json: bool = False
) -> None:
    """Judge every output of a command. inputs: paths that it reads.

    Raises Refused with the option, the path, and what would be right.
    """
    read = [path for path in inputs if os.path.exists(path)]
    for i, output in enumerate(outputs):
        if as_json and output.path in (STDOUT, "/dev/stdout"):
            raise Refused(f"{output.named}: with --json nothing else is printed; name a file")
        for path in read if os.path.exists(output.path) else ():
            if same_file(output.path, path):
                raise Refused(f"{output.named}: this is the same file as {path}, which is read; name another")
        if fault := fault_of(output, force=force):
            raise Refused(f"{output.named}: {fault}")
        for other in outputs[:i]:
            if same_file(output.path, other.path):
                raise Refused(f"{output.named}: this is the same file as {other.named}; name one for each")


def require_writable_folder(folder: Path, read: Path, *, force: bool) -> None:
    """Judge the folder of a report before the results in the folder `read` are analysed. Raises Refused."""
    from demarche.ui.report.study import FOLDERS, NOT_OURS, PAGE

    target = Path(os.path.realpath(folder))
    there = next(part for part in (target, *target.parents) if part.exists())
    for part in (there, *(target / name for name in FOLDERS)):
        if part.exists() and not part.is_dir():
            raise Refused(f"--out {folder}: {part} is a file and not a folder; name another place")
    if fault := unwritable(there):
        raise Refused(f"--out {folder}: {fault}")
    inputs = {(entry.stat().st_dev, entry.stat().st_ino) for entry in os.scandir(read) if entry.is_file()}
    for path in (target / PAGE, *(path for name in FOLDERS for path in (target / name).glob("*"))):
        if path.is_file() and (path.stat().st_dev, path.stat().st_ino) in inputs:
            raise Refused(f"{path}: this is the same file as one of the results in {read}; name another folder")
    if not force and (strange := not_ours(target, [PAGE])):
        raise Refused(f"{folder / strange}: {NOT_OURS}")


def fault_of(output: Output, *, force: bool) -> str:
    """Why a path cannot be written to, and what would be right; empty where it can."""
    path = Path(output.path)
    if is_stream(path):
        return fault_of_stream(path)
    if output.path.endswith(("/", os.sep)):
        return "this names a folder; name a file in it"
    target = Path(os.path.realpath(path)) if "\0" not in output.path else path
    try:
        found = target.stat()
    except FileNotFoundError:
        found = None
    except NotADirectoryError:
        return f"{first_file(target)} is a file and not a folder; name another place"
    except (OSError, ValueError) as error:
        return f"no file can be written there: {getattr(error, 'strerror', None) or error}"
    if found is None:
        return unwritable(target.parent)
    if stat.S_ISDIR(found.st_mode):
        return "this is a folder; name a file in it"
    if not stat.S_ISREG(found.st_mode):
        return "this is neither a file nor a stream; name another"
    if not os.access(target, os.W_OK):
        return "this file may not be written to; name another, or change its permissions"
    if head_of(target).startswith(DATABASE):
        return "this file is a database, such as a lesson, which --force does not replace either; name another"
    if found.st_size and not force and not is_ours(target, output.kind):
        return f"this file is not {output.kind.value} that demarche wrote; name another, or replace it with --force"
    return unwritable(target.parent)


def fault_of_stream(path: Path) -> str:
    """Why a stream cannot be written to, and what would be right; empty where it can."""
    try:
        try_stream(path)
    except OSError as error:
        if error.errno == errno.ENXIO and path.is_fifo():
            return "nobody reads this named pipe; start what reads it first, or name a file"
        return f"nothing can be written there: {error.strerror}; name another"
    return ""


def is_ours(path: Path, kind: Kind) -> bool:
    """Whether the head of a file says that this program wrote it, and what it is."""
    head = head_of(path)
    return head.startswith(f'{{"log":"{NAME}"'.encode()) if kind is Kind.LOG else GENERATOR.encode() in head


def head_of(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def unwritable(folder: Path) -> str:
    """Why no file can be made in a folder: it is tried, as no permission says it for every file system."""
    if not folder.exists():
        return f"there is no folder {folder}; make it first, or name another"
    probe = temporary(folder / "file")
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        return f"no file can be made in {folder}: {error.strerror}; name another folder"
    return ""


def first_file(path: Path) -> Path:
    """The part of a path that is a file where a folder should be."""
    return next((part for part in reversed(path.parents) if part.exists() and not part.is_dir()), path.parent)


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file, by whatever links or spelling, whether or not it exists yet."""
    if any(path == STDOUT or is_stream(Path(path)) for path in (one, other)):
        return False
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
