"""A log seen again: every tick as a picture that can be gone to, made by a thread while the first are already shown."""

import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path

from demarche.scenarios import saves
from demarche.sim.record import opening
from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.seat.heard import Reveal, heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Code, Heard, Room

BROKEN = "The program has made a mistake and cannot show this log any further. ({})"
NO_ACTS = "This has been played already: there is nothing to decide."


class Film:
    """A log, finished or not, with everything told that a debrief tells. Every call returns at once."""

    def __init__(self, path: Path, eyes: Code = "") -> None:
        """eyes: the seat through whose eyes it is seen; as on a projector where none is named."""
        self._path, self._eyes = path, eyes
        self._rooms: list[Room] = []
        self._heard: list[Heard] = []
        self._ends: list[int] = []
        self._at, self._shown = 0, (-1, -1, "")
        self._fault = ""
        self._leaving, self._done = threading.Event(), threading.Event()
        self._worker = threading.Thread(target=self._work, name="film", daemon=True)
        self._worker.start()

    @property
    def at(self) -> int:
        """The tick that is shown: how many joint acts have been made."""
        return self._at

    @property
    def length(self) -> int:
        """The last tick that can be gone to so far."""
        return max(len(self._ends) - 1, 0)

    def go(self, tick: int) -> None:
        """Show another tick, as near to it as there is one."""
        self._at = min(max(tick, 0), self.length)

    def poll(self) -> bool:
        """Whether another tick is shown than at the last call, more can be gone to, or something went wrong."""
        before, self._shown = self._shown, (self._at, len(self._ends), self._fault)
        return before != self._shown

    def room(self) -> Room | None:
        """The room at the tick that is shown; None before the first has been made."""
        return self._rooms[self._at] if self._ends else None

    def heard(self) -> Sequence[Heard]:
        """What had been heard by then, oldest first."""
        return self._heard[: self._ends[self._at]] if self._ends else []

    def offer(self, notation: str) -> None:
        """Nothing can be done in what has been done. Raises OutOfOrder."""
        raise OutOfOrder(NO_ACTS)

    def notice(self) -> str:
        """Why the log cannot be shown, or not all of it; mostly nothing."""
        return self._fault

    def busy(self) -> bool:
        """Whether more ticks are being made."""
        return not self._done.is_set()

    def close(self) -> None:
        """Leave it."""
        self._leaving.set()
        self._worker.join()

    def _work(self) -> None:
        try:
            self._make()
        except Unreadable as error:
            self._fault = str(error)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            self._fault = BROKEN.format(error)
        self._done.set()

    def _make(self) -> None:
        game, whole = saves.so_far(self._path)
        session = saves.open_session(game)
        session.world = opening(game.rules, whole.world.record.lot)
        names = game.rules.roster.names
        if self._eyes and self._eyes not in names:
            raise Unreadable(f"{self._eyes} has no seat in {game.scenario.id}")
        seat = names.index(self._eyes) if self._eyes else None
        self._rooms.append(room(game, session, seat, reveal=Reveal.ALL))
        self._ends.append(0)
        for number, tick in enumerate(whole.ticks):
            if self._leaving.is_set():
                return
            session.play(tick)
            self._rooms.append(room(game, session, seat, reveal=Reveal.ALL))
            self._heard += heard(game, session, number, seat, Reveal.ALL)
            # Last, since what is gone to is counted by it: a window never meets a tick that is half made.
            self._ends.append(len(self._heard))
