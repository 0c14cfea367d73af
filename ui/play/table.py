"""A table at this computer: one game, moved by a thread of its own, so that no window ever waits for it.

Two threads share a Sitting, and never at once.  While the game moves it is the worker's.  While it waits for a person
it is the window's, which judges the act it is given and hands the game back.  What is shown is a Snapshot: frozen, made
by the worker, and passed over in a queue.
"""

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from scenarios.compile import Game
from scenarios.saves import write_out
from sim.session import Session
from sim.terms import OutOfOrder, Unreadable
from ui.play.asking import Ask, Until
from ui.play.deal import Dealt, begun, resumed
from ui.play.home import autosaves
from ui.play.keeping import Keeper
from ui.play.showing import Snapshot, State
from ui.play.sitting import Sitting
from ui.seat.hearing import heard
from ui.seat.room import room
from ui.seat.shown import Code, Heard, Room
from ui.version import version

NOT_NOW = "Nobody is asked just now."
BROKEN = "The program has made a mistake and this game cannot go on; it is saved as it stood before. ({})"
SAVED = "Saved as {}."


class Table:
    """One game, as a window plays it: every call returns at once."""

    def __init__(self, deal: Callable[[], Dealt], *, ask: Ask = Ask.MATTERS) -> None:
        """deal: what begins the game or takes it up again, in the worker's time."""
        self._deal, self._ask = deal, ask
        self._sitting: Sitting | None = None
        self._keeper: Keeper | None = None
        self._sat: int | None = None
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
    def new(cls, scenario: str, seed: int, people: Sequence[Code], **how: Ask) -> Self:
        """A new game of a scenario with people in those seats, in the order in which they are asked."""
        return cls(lambda: begun(scenario, seed, people), **how)

    @classmethod
    def load(cls, path: Path, **how: Ask) -> Self:
        """A save. An autosave is played on in its file; one that was given a name is never changed by playing on."""
        return cls(lambda: resumed(path, play_on=path.parent == autosaves()), **how)

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
        sitting, seat = self._asked()
        sitting.offer(seat, notation)
        self._hand_over(self._move)

    def pass_on(self, until: Until) -> None:
        """Pass, and go on passing, until there is a decision of one's own or the next phase. Raises OutOfOrder."""
        sitting, seat = self._asked()
        sitting.pass_on(seat, until)
        self._hand_over(self._move)

    def sit(self) -> None:
        """The person who was called for has sat down: the room is shown as it sees it."""
        if self.state != State.COVER:
            raise OutOfOrder(NOT_NOW)
        self._sat = self._now.place
        self._hand_over(self._show)

    def can_undo(self) -> bool:
        """Whether there is a decision that could be taken back."""
        return self.state in (State.ASKS, State.OVER) and self._now.can_undo

    def undo(self) -> None:
        """Back to the last decision of the person who plays alone. Raises OutOfOrder saying why not."""
        if self.state not in (State.ASKS, State.OVER) or self._sitting is None:
            raise OutOfOrder(NOT_NOW)
        if reason := self._sitting.why_no_undo():
            raise OutOfOrder(reason)
        self._hand_over(self._undo)

    def save_as(self, path: Path) -> None:
        """Write the game as it stands to a file of that name; `notice` says how it went."""
        self._jobs.put(lambda: self._save(path))

    def close(self) -> None:
        """Leave the table. The tick that is being made is made and written first."""
        self._leaving.set()
        self._jobs.put(None)
        self._worker.join()

    def _asked(self) -> tuple[Sitting, int]:
        if self.state != State.ASKS or self._sitting is None or self._now.place is None:
            raise OutOfOrder(NOT_NOW)
        return self._sitting, self._now.place

    def _hand_over(self, job: Callable[[], None]) -> None:
        """From here on the game is the worker's, until it is at rest again."""
        self._last_notice = ""
        self._at_rest.clear()
        self._jobs.put(job)

    # ── what is known once the game is over, or at rest ──────────────────────────────────────────────────────────────

    def game(self) -> tuple[Game, Session]:
        """The game and its session, to be read while the table is at rest and nothing is being handed over."""
        if self._sitting is None or not self._at_rest.is_set():
            raise OutOfOrder(NOT_NOW)
        return self._sitting.game, self._sitting.session

    def path(self) -> Path | None:
        """The file in which the game is being kept, once there is one."""
        return self._keeper.path if self._keeper else None

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
        if self._keeper:
            self._keeper.close()

    def _fail(self, why: str) -> None:
        self._notices.append(why)
        self._waiting.append(Snapshot(State.FAILED, room=self._now.room, heard=self._now.heard))
        self._at_rest.set()

    def _open(self) -> None:
        dealt = self._deal()
        self._keeper = Keeper(dealt.game, autosaves(), dealt.writer)
        self._sitting = Sitting(dealt.game, dealt.session, dealt.people, self._ask)
        self._sat = dealt.people[0] if len(dealt.people) == 1 else None
        self._move()

    def _move(self) -> None:
        """Tick after tick, until a person is asked or the session is over."""
        sitting, session = self._there()
        asked = sitting.next_asked()
        while asked is None and not session.closed and not self._leaving.is_set():
            sitting.move()
            self._tell(self._kept().keep(session))
            asked = sitting.next_asked()
            if asked is None and not session.closed:
                self._waiting.append(self._snapshot(State.MOVING, None))
        self._rest(asked)

    def _show(self) -> None:
        """The same moment again, for whoever sits there now."""
        sitting, _ = self._there()
        self._rest(sitting.next_asked())

    def _undo(self) -> None:
        sitting, session = self._there()
        sitting.undo()
        self._tell(self._kept().back_to(session.tick))
        self._move()

    def _rest(self, asked: int | None) -> None:
        """The window's turn. Only then is the disk waited for."""
        _, session = self._there()
        waits = State.ASKS if asked == self._sat else State.COVER
        state = State.OVER if asked is None else waits
        self._waiting.append(self._snapshot(state, asked))
        self._at_rest.set()
        self._tell(self._kept().settle(session))

    def _save(self, path: Path) -> None:
        sitting, session = self._there()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_out(sitting.game, session, path, version()).close()
        except OSError as error:
            self._tell(f"{path}: {error.strerror}")
        except Unreadable as error:
            self._tell(str(error))
        else:
            self._tell(SAVED.format(path.stem))

    def _snapshot(self, state: State, asked: int | None) -> Snapshot:
        sitting, session = self._there()
        eyes = self._sat if len(sitting.people) == 1 or state == State.ASKS else None
        return Snapshot(
            state=state,
            place=asked,
            seat="" if asked is None else session.rules.roster.names[asked],
            room=room(sitting.game, session, eyes),
            heard=tuple(heard(sitting.game, session, eyes)),
            can_undo=not sitting.why_no_undo(),
        )

    def _tell(self, notice: str) -> None:
        if notice:
            self._notices.append(notice)

    def _there(self) -> tuple[Sitting, Session]:
        assert self._sitting is not None
        return self._sitting, self._sitting.session

    def _kept(self) -> Keeper:
        assert self._keeper is not None
        return self._keeper
