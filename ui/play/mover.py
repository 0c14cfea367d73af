"""The worker's side of a table: it moves the game, keeps it, and makes the snapshots that a window shows."""

from collections.abc import Callable
from pathlib import Path

from demarche.scenarios.saves import write_out
from demarche.scenarios.writing import whole
from demarche.sim.log import require_replaceable
from demarche.sim.session import Session
from demarche.sim.terms import Unreadable
from demarche.ui.play.asking import Ask
from demarche.ui.play.deal import Dealt
from demarche.ui.play.home import autosaves
from demarche.ui.play.keeping import Keeper
from demarche.ui.play.showing import Snapshot, State
from demarche.ui.play.sitting import Sitting
from demarche.ui.seat.heard import Reveal, heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Heard
from demarche.ui.version import version

SAVED = "Saved as {}."


class Mover:
    """One game in the hands of one thread. Everybody else reads only what it has shown."""

    def __init__(self, dealt: Dealt, ask: Ask, show: Callable[[Snapshot], None], tell: Callable[[str], None]) -> None:
        """show, tell: where snapshots go, and lines that the person should read."""
        self.sitting = Sitting(dealt.game, dealt.session, dealt.people, ask)
        self.keeper = Keeper(dealt.game, autosaves(), dealt.writer)
        self.reveal = dealt.reveal
        self.sat = dealt.people[0] if len(dealt.people) == 1 else None
        self._show, self._tell = show, tell
        self._heard: dict[int | None, list[Heard]] = {}
        self._told: dict[int | None, int] = {}

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.sitting.session

    def move(self, stop: Callable[[], bool]) -> None:
        """Tick after tick, until a person is asked, the session is over, or it is told to stop."""
        asked = self.sitting.next_asked()
        while asked is None and not self.session.closed and not stop():
            self.sitting.move()
            self._say(self.keeper.keep(self.session))
            asked = self.sitting.next_asked()
            if asked is None and not self.session.closed:
                self._show(self._snapshot(State.MOVING, None))
        self.show()

    def show(self) -> None:
        """The moment at which the game waits, for whoever has to act, or for nobody once it is over."""
        if self.session.closed:
            self._forget()
            return self._show(self._snapshot(State.OVER, None))
        asked = self.sitting.next_asked()
        return self._show(self._snapshot(State.ASKS if asked == self.sat else State.COVER, asked))

    def undo(self) -> None:
        """Back to the last decision of a person who plays alone."""
        self.sitting.undo()
        self._forget()
        self._say(self.keeper.back_to(self.session.tick))

    def settle(self) -> None:
        """Nothing moves for a while: the disk is waited for now."""
        self._say(self.keeper.settle(self.session))

    def save_as(self, path: Path) -> None:
        """The game as it stands, in a file of its own; what came of it is told."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            require_replaceable(path)
            with whole(path) as part:
                write_out(self.sitting.game, self.session, part, version()).close()
        except OSError as error:
            self._say(f"{path}: {error.strerror}")
        except Unreadable as error:
            self._say(str(error))
        else:
            self._say(SAVED.format(path.stem))

    def _snapshot(self, state: State, asked: int | None) -> Snapshot:
        game, session, people = self.sitting.game, self.session, self.sitting.people
        # Several people look at one screen: what one seat alone may know is there only while that seat is asked.
        eyes = self.sat if len(people) == 1 or state == State.ASKS else None
        return Snapshot(
            state=state,
            place=asked,
            seat="" if asked is None else session.rules.roster.names[asked],
            room=room(game, session, eyes, frozenset(people), self._revealed()),
            heard=self._hear(eyes),
            can_undo=not self.sitting.why_no_undo(),
        )

    def _hear(self, eyes: int | None) -> tuple[Heard, ...]:
        """All that was heard with those eyes; every reason, once the session is over."""
        game, session = self.sitting.game, self.session
        so_far = self._heard.setdefault(eyes, [])
        for tick in range(self._told.get(eyes, 0), session.tick):
            so_far += heard(game, session, tick, eyes, self._revealed())
        self._told[eyes] = session.tick
        return tuple(so_far)

    def _revealed(self) -> Reveal:
        """How much is told of reasons: all of them, once the session is over."""
        return Reveal.ALL if self.session.closed else self.reveal

    def _forget(self) -> None:
        self._heard.clear()
        self._told.clear()

    def _say(self, notice: str) -> None:
        if notice:
            self._tell(notice)
