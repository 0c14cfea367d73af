"""A table at this computer: one game, moved by a thread of its own, so that no window ever waits for it.

Two threads share a Mover, and never at once.  While the game moves it is the worker's.  While it waits for a person
it is the window's, which judges the act it is given and hands the game back.  What is shown is a Snapshot: frozen, made
by the worker, and passed over in a queue.
"""

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from demarche.scenarios.compile import Game
from demarche.scenarios.load import load
from demarche.sim.session import Session
from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.play.asking import Ask, Until
from demarche.ui.play.deal import Dealt, begun, resumed
from demarche.ui.play.home import autosaves
from demarche.ui.play.levels import LEVELS, Level
from demarche.ui.play.mover import Mover
from demarche.ui.play.showing import Snapshot, State
from demarche.ui.seat.heard import Reveal
from demarche.ui.seat.shown import Code, Heard, Room

NOT_NOW = "Nobody is asked just now."
BROKEN = "The program has made a mistake and this game cannot go on; it is saved as it stood before. ({})"


class Table:
    """One game, as a window plays it: every call returns at once."""

    def __init__(self, deal: Callable[[], Dealt], *, ask: Ask = Ask.MATTERS) -> None:
        """deal: what begins the game or takes it up again, in the worker's time."""
        self._deal, self._ask = deal, ask
        self._mover: Mover | None = None
        self._now = Snapshot(State.OPENING)
        self._waiting: deque[Snapshot] = deque()
        self._notices: deque[str] = deque()
        self._last_notice = ""
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._at_rest, self._leaving = threading.Event(), threading.Event()
        self._worker = threading.Thread(target=self._work, name="table", daemon=True)
        self._worker.start()
        self._jobs.put(self._open)

    @classmethod
    def new(
        cls,
        scenario: str,
        seed: int,
        people: Sequence[Code],
        *,
        level: Level = LEVELS[1],
        settings: Sequence[str] = (),
        ask: Ask = Ask.MATTERS,
    ) -> Self:
        """A new game of a scenario, with people in those seats, in the order in which they are asked.

        settings: values of the scenario to be set otherwise, as `rounds=6`
        """
        return cls(lambda: begun(load(scenario, settings), seed, people, level), ask=ask)

    @classmethod
    def load(cls, path: Path, *, ask: Ask = Ask.MATTERS) -> Self:
        """A save. An autosave is played on in its file; one that was given a name is never changed by playing on."""
        return cls(lambda: resumed(path, play_on=path.resolve().parent == autosaves().resolve()), ask=ask)

    # ── what the window asks at every frame ──────────────────────────────────────────────────────────────────────────

    def poll(self) -> bool:
        """Let in the next tick that waits to be shown, and what there is to be told. True if anything changed."""
        changed = False
        if self._waiting:
            self._now, changed = self._waiting.popleft(), True
        if self._notices:
            self._last_notice, changed = self._notices.popleft(), True
        return changed

    def catch_up(self) -> None:
        """Show the last tick that has been made, without those before it."""
        while self._waiting:
            self._now = self._waiting.popleft()

    def room(self) -> Room | None:
        """The room as the seat that is shown sees it; the public one while people change places."""
        return self._now.room

    def heard(self) -> Sequence[Heard]:
        """What that seat has heard since the opening, oldest first."""
        return self._now.heard

    def notice(self) -> str:
        """The last line the person was told, or nothing."""
        return self._last_notice

    def busy(self) -> bool:
        """Whether the game is moving, or has moved on from what is shown."""
        return self.state in (State.OPENING, State.MOVING)

    @property
    def state(self) -> State:
        """What the table is at, as far as it is shown."""
        # In this order: a worker comes to rest only once its last snapshot waits to be shown.
        ahead = not self._at_rest.is_set() or bool(self._waiting)
        return State.MOVING if ahead and self._now.state != State.OPENING else self._now.state

    @property
    def seat(self) -> Code:
        """Who is asked, or has to sit down; empty where nobody is."""
        return self._now.seat if self.state in (State.ASKS, State.COVER) else ""

    # ── what a person does ───────────────────────────────────────────────────────────────────────────────────────────

    def offer(self, notation: str) -> None:
        """The act of the person who is asked. Raises Unreadable or OutOfOrder, in words for that person."""
        mover, seat = self._asked()
        mover.sitting.offer(seat, notation)
        self._hand_over(mover, self._move)

    def pass_on(self, until: Until) -> None:
        """Pass, and go on passing, until there is a decision of one's own or the next phase. Raises OutOfOrder."""
        mover, seat = self._asked()
        mover.sitting.pass_on(seat, until)
        self._hand_over(mover, self._move)

    def sit(self) -> None:
        """The person who was called for has sat down: the room is shown as it sees it."""
        if self.state != State.COVER or self._mover is None:
            raise OutOfOrder(NOT_NOW)
        self._mover.sat = self._now.place
        self._hand_over(self._mover, self._show)

    def can_undo(self) -> bool:
        """Whether there is a decision that could be taken back."""
        return self.state in (State.ASKS, State.OVER) and self._now.can_undo

    def undo(self) -> None:
        """Back to the last decision of the person who plays alone. Raises OutOfOrder saying why not."""
        if self.state not in (State.ASKS, State.OVER) or self._mover is None:
            raise OutOfOrder(NOT_NOW)
        if reason := self._mover.sitting.why_no_undo():
            raise OutOfOrder(reason)
        self._hand_over(self._mover, self._undo)

    def ask_me(self, how: Ask) -> None:
        """From the next question on, ask so often."""
        self._ask = how
        if self._mover is not None:
            self._mover.sitting.ask = how

    def save_as(self, path: Path) -> None:
        """Write the game as it stands to a file, over a save of that name; `notice` says how it went."""
        if self._mover is None:
            raise OutOfOrder(NOT_NOW)
        mover = self._mover
        self._jobs.put(lambda: mover.save_as(path))

    def close(self) -> None:
        """Leave the table. The tick that is being made is made and written first."""
        self._leaving.set()
        self._jobs.put(None)
        self._worker.join()

    def _asked(self) -> tuple[Mover, int]:
        if self.state != State.ASKS or self._mover is None or self._now.place is None:
            raise OutOfOrder(NOT_NOW)
        return self._mover, self._now.place

    def _hand_over(self, mover: Mover, job: Callable[[Mover], None]) -> None:
        """From here on the game is the worker's, until it is at rest again."""
        self._last_notice = ""
        self._at_rest.clear()
        self._jobs.put(lambda: job(mover))

    # ── what is known once the game is over, or at rest ──────────────────────────────────────────────────────────────

    def game(self) -> tuple[Game, Session]:
        """The game and its session, to be read while the table is at rest. Raises OutOfOrder while it is not."""
        if self._mover is None or not self._at_rest.is_set():
            raise OutOfOrder(NOT_NOW)
        return self._mover.sitting.game, self._mover.session

    @property
    def reveal(self) -> Reveal:
        """How much the others tell of why they act: what the level says, and all once the session is over."""
        if self._mover is None:
            return Reveal.NONE
        return Reveal.ALL if self._now.state == State.OVER else self._mover.reveal

    def path(self) -> Path | None:
        """The file in which the game is being kept, once there is one."""
        return self._mover.keeper.path if self._mover else None

    # ── the worker ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Unreadable as error:
                self._fail(str(error))
            except Exception as error:
                traceback.print_exc(file=sys.stderr)
                self._fail(BROKEN.format(error))
        if self._mover:
            self._mover.keeper.close()

    def _fail(self, why: str) -> None:
        self._notices.append(why)
        self._waiting.append(replace(self._now, state=State.FAILED))
        self._at_rest.set()

    def _open(self) -> None:
        self._mover = Mover(self._deal(), self._ask, self._waiting.append, self._notices.append)
        self._move(self._mover)

    def _move(self, mover: Mover) -> None:
        mover.move(self._leaving.is_set)
        self._rest(mover)

    def _show(self, mover: Mover) -> None:
        mover.show()
        self._rest(mover)

    def _undo(self, mover: Mover) -> None:
        mover.undo()
        self._move(mover)

    def _rest(self, mover: Mover) -> None:
        """The window's turn. Only then is the disk waited for."""
        self._at_rest.set()
        mover.settle()
