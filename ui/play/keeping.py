"""The autosave: a log written tick by tick. Whatever fails is said once, and the game goes on."""

import os
from datetime import UTC, datetime
from pathlib import Path

from demarche.scenarios.compile import Game
from demarche.scenarios.saves import write_out
from demarche.sim.log import Writer
from demarche.sim.session import Session
from demarche.sim.terms import Unreadable
from demarche.ui.version import version

LOST = "This game is not being saved: {}. It goes on, and the program keeps trying."
FOUND_AGAIN = "The game is being saved again."
ELSEWHERE = "another window plays on in the same save, so this game goes on in a new one"


class Keeper:
    """Keeps one game in one file, begun with its first tick. Used by one thread."""

    def __init__(self, game: Game, folder: Path, writer: Writer | None = None) -> None:
        """folder: where a new file is begun; writer: that of a save which is played on."""
        self.game, self.folder = game, folder
        self.path = writer.path if writer else None
        self._writer = writer
        self._size = writer.path.stat().st_size if writer else 0
        self._failed = False

    def keep(self, session: Session) -> str:
        """Write the tick that was just made. Returns what the player should be told, mostly nothing."""
        if self._failed:
            return ""
        try:
            if self._writer is None or self._changed_by_others():
                said = ELSEWHERE if self._writer else ""
                self._begin(session)
                return f"{said[0].upper()}{said[1:]}." if said else ""
            self._writer.write(session.rules, session.moments[-1].tick, session.world)
            if session.closed:
                self._writer.end(session.rules, session.world)
            self._size = self._writer.path.stat().st_size
        except (OSError, Unreadable) as error:
            return self._lose(error)
        return ""

    def settle(self, session: Session) -> str:
        """The game waits for a person: see to it that all is on the disk, and try again what failed."""
        try:
            if self._failed:
                self._begin(session)
                self._failed = False
                return FOUND_AGAIN
            if self._writer:
                self._writer.sync()
        except (OSError, Unreadable) as error:
            return self._lose(error)
        return ""

    def back_to(self, tick: int) -> str:
        """Keep only the ticks before that one, as undo does."""
        try:
            if self._writer and not self._failed:
                self._writer.back_to(tick)
                self._size = self._writer.path.stat().st_size
        except (OSError, Unreadable) as error:
            return self._lose(error)
        return ""

    def close(self) -> None:
        """Let go of the file."""
        if self._writer:
            self._writer.close()

    def _changed_by_others(self) -> bool:
        assert self.path is not None
        return not self.path.exists() or self.path.stat().st_size != self._size

    def _begin(self, session: Session) -> None:
        """All ticks so far, in a new file."""
        self.close()
        self.path = new_file(self.folder, self.game.scenario.id)
        self._writer = write_out(self.game, session, self.path, version())
        self._size = self.path.stat().st_size

    def _lose(self, error: Exception) -> str:
        told = "" if self._failed else LOST.format(getattr(error, "strerror", None) or error)
        self._failed = True
        return told


def new_file(folder: Path, name: str, ending: str = ".jsonl") -> Path:
    """An empty file of its own, named by what it is of and the time in UTC. Raises OSError where none can be made."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"{name}-{datetime.now(UTC):%Y-%m-%d-%H%M%SZ}"
    for number in range(1000):
        path = folder / f"{stamp}{f'-{number}' if number else ''}{ending}"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            continue
        return path
    raise OSError(f"{folder}: too many files were begun in one second")
