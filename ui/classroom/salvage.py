"""What is sound of a damaged lesson, written to a new file. The damaged one, and what is beside it, is only copied."""

import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.database import connect
from demarche.ui.classroom.kept import Kept, read_kept
from demarche.ui.classroom.lesson_files import forget, require_deletable, reserve
from demarche.ui.classroom.lesson_path import sidecars, wal_of
from demarche.ui.classroom.opening import game_of
from demarche.ui.classroom.records import Head, NotKept, Write
from demarche.ui.classroom.replaying import Replay, Unfit
from demarche.ui.classroom.store import Store


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A sound copy. fault: what is wrong with the lesson it was made of; entries: how many it holds."""

    path: Path
    head: Head
    fault: str
    entries: int


def salvage(path: Path) -> Salvaged:
    """Write the sound beginning of a damaged lesson to a new file beside it.

    Raises Unreadable where nothing is wrong with it, nothing of it can be read, or the new file cannot be written.
    """
    require_deletable(path)
    kept = _read_copy(path)
    fault = kept.fault
    if wal_of(path).damaged:
        fault = fault or f"{path.name}-wal is damaged, and what was written last cannot be read"
    sound, unfit = _replayable(kept, path)
    fault = unfit or fault
    if not fault:
        raise Unreadable(f"{path}: nothing is wrong with this lesson, so there is nothing to salvage")
    if not sound:
        raise Unreadable(f"{path}: {fault}, and no entry before that is sound: there is nothing to salvage")
    return Salvaged(_written(path, kept.head, sound), kept.head, fault, sum(len(write.entries) for write in sound))


def _read_copy(path: Path) -> Kept:
    """A lesson as far as it is sound, read from a copy: SQLite folds and deletes what lies beside what it opens."""
    with TemporaryDirectory() as folder:
        copied = Path(folder) / path.name
        for one in (path, *sidecars(path)):
            if one.exists():
                shutil.copyfile(one, copied.with_name(one.name))
        with closing(connect(copied)) as connection:
            return read_kept(connection, path)


def _replayable(kept: Kept, path: Path) -> tuple[Sequence[Write], str]:
    """The writes that fit one another, and what is wrong with the first that does not."""
    made = game_of(kept.head, path, kept.writes)
    writes, fault = kept.writes, ""
    while True:
        replay = Replay(made)
        try:
            for write in writes:
                replay.make(write)
            replay.put_in()
            return writes, fault
        except Unfit as error:
            writes, fault = writes[: error.write], str(error)


def _written(path: Path, head: Head, writes: Sequence[Write]) -> Path:
    """A new lesson of those writes. Raises Unreadable where it cannot be written; it is not left half written."""
    new = reserve(path, "-salvaged", time.time())
    store = Store.begin(new, head)
    try:
        for write in writes:
            store.append(*write.entries, intents=write.intents, at=write.at)
    except NotKept as error:
        store.close()
        forget(new)
        raise Unreadable(f"{path}: its sound part cannot be written: {error}") from None
    store.close()
    return new
