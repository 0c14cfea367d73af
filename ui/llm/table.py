"""A table at which an assistant sits down: one session, one seat, the same text as a model in a seat is shown."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from demarche.agents.human import Awaited
from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.question import address
from demarche.sim.session import Session
from demarche.sim.terms import Floats, Ints, OutOfOrder, Verb
from demarche.ui.llm.menu import menu, said
from demarche.ui.llm.room import quoted, shown
from demarche.ui.seat.desk import Desk
from demarche.ui.story import tell
from demarche.ui.terminal import say as put
from demarche.ui.version import version


class NoTable(ValueError):
    """Nobody sits at a table yet, or the session is over."""


class AssistantTable:
    """One session after another, each with the assistant in one seat; all other seats act by doctrine."""

    def __init__(self, log: Path | None = None) -> None:
        """log: where the log of a session is written once it closes; nowhere where it is None."""
        self.log = log
        self._game: Game | None = None
        self._session: Session | None = None
        self._acts: list[Ints] = []
        self._words: list[str] = []

    def sit_down(self, scenario: str, seat: str, seed: int = 1, settings: Mapping[str, Any] | None = None) -> str:
        """Begin a session and take a seat; what is seen there. Raises Unreadable naming what is not there."""
        made = game(load(scenario, settings or {}), seed)
        session = saves.open_session(made, {seat: Awaited()})
        self._game, self._session, self._seat = made, session, made.rules.roster.names.index(seat)
        self._desk = Desk(made)
        self._words = []
        return self._go_on()

    def look(self) -> str:
        """What is seen at the seat now, with the acts that can be chosen."""
        made, session = self._sitting()
        view = session.view(self._seat)
        advice = made.seats[self._seat].decide(session.rules, view, self._chance())[0]
        self._acts = menu(session.rules, view, 0, advice)
        return shown(made, self._desk, view, said(session.rules, self._acts), ())

    def act(self, number: int, say: str = "") -> str:
        """Choose an act by its number, and see what it comes to. Raises OutOfOrder where there is no such act."""
        _, session = self._sitting()
        if not 0 <= number < len(self._acts):
            raise OutOfOrder(f"there are acts 0 to {len(self._acts) - 1}; look again")
        session.offer(self._seat, session.tick, self._acts[number])
        if say.strip():
            self._words.append(f"tick {session.tick}: “{quoted(say)}”")
        return self._go_on()

    def story(self) -> str:
        """What happened, once the session has closed."""
        if self._game is None or self._session is None:
            raise NoTable("sit down first")
        if not self._session.closed:
            raise NoTable("the session is not over: what others know is told at its end")
        text = StringIO()
        put(tell(self._game, self._session), text, 100)
        own = "\n".join(["", "In your own words", *self._words]) if self._words else ""
        return text.getvalue() + own

    def _sitting(self) -> tuple[Game, Session]:
        if self._game is None or self._session is None:
            raise NoTable("sit down first")
        if self._session.closed:
            raise NoTable("the session is over: ask for its story, or sit down again")
        return self._game, self._session

    def _chance(self) -> Floats:
        _, session = self._sitting()
        place = np.array([self._seat])
        return session.luck.for_asks(session.rules, address(session.world.record), np.array([0]), place)

    def _go_on(self) -> str:
        """Let the others act until the seat is asked something that it can choose, or all is over."""
        made, session = self._sitting()
        while not session.closed:
            awaited = session.advance(tell_why=True)
            if awaited:
                if session.view(self._seat).verbs[0, Verb.PASS + 1 :].any():
                    return self.look()
                session.advance(time_is_up=True, tell_why=True)
        if self.log is not None:
            saves.write_out(made, session, self.log, version()).close()
        return "The session is over. Ask for its story."
