"""How acts come in: judged at once, kept with those of the same moment, answered once they are on the disk."""

import asyncio
import time

from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.classroom.lesson import Answer, Considered, Lesson
from demarche.ui.classroom.records import NotKept
from demarche.ui.classroom.teams import Proposed, Teams
from demarche.ui.classroom.wires import Kind, Wire

REFUSED, PROPOSED = "refused", "proposed"
MOMENT, WRITES = 0.02, 4
"""Acts that come within so many seconds, or so many times what the last write took, are kept in one write."""


class Acting:
    """The part of a host to which seats send acts. seats: the wires of those who speak for each."""

    def __init__(self, lesson: Lesson) -> None:
        """Nobody is connected, and nothing waits."""
        self.lesson, self.teams = lesson, Teams()
        self.seats: dict[tuple[str, int], Wire] = {}
        self._considered: list[tuple[Wire, Considered]] = []
        self.last_write = 0.0

    def answered(self) -> None:
        """Somebody has answered; whoever shows it says so here."""

    def team_of(self, code: str) -> list[Wire]:
        """The wires of those who speak for a seat."""
        return [wire for (other, _), wire in self.seats.items() if other == code]

    def show_team(self, code: str) -> None:
        """Something has changed for everybody in one delegation."""
        for wire in self.team_of(code):
            wire.show(board=True)

    def propose(self, wire: Wire, intent: str, question: int, act: str, words: str = "") -> None:
        """An act of somebody in a seat: it is considered, or waits for a partner to confirm it.

        Raises as `consider` does.
        """
        one = Proposed(question, wire.person, act, words)
        if len(self.team_of(wire.code)) > 1 and self.lesson.state.agreeing:
            self.lesson.require_act(wire.code, question, act, words)
        if self.teams.propose(self.lesson, wire.code, one, len(self.team_of(wire.code))):
            self.consider(wire, intent, question, act, words)
            return
        wire.say(Kind.ANSWER, id=intent, answer=PROPOSED, reason="A partner has to confirm it.")
        self.show_team(wire.code)

    def confirm(self, wire: Wire, intent: str, question: int) -> None:
        """A partner's act is to be sent. Raises as `consider` does."""
        one = self.teams.confirmed(self.lesson, wire.code, question, wire.person)
        self.consider(wire, intent, question, one.act, one.words)

    def consider(self, wire: Wire, intent: str, question: int, act: str, words: str = "") -> None:
        """An act of a seat: judged now, kept with those that come in the same moment, and answered then.

        Raises what `Lesson.consider` does.
        """
        if any(waits.code == wire.code for waits, _ in self._considered):
            self.settle()  # also where it waits on an older wire of this seat
        one = self.lesson.consider(wire.code, intent, question, act, words)
        if one is None:
            wire.say(Kind.ANSWER, id=intent, answer=Answer.ALREADY, reason="")
            return
        self._considered.append((wire, one))
        if len(self._considered) == 1:
            asyncio.get_running_loop().call_later(min(MOMENT, WRITES * self.last_write), self.settle)

    def settle(self) -> None:
        """Keep the acts that were judged, in one write, and answer them. A slow disk writes more of them at a time."""
        considered, self._considered = self._considered, []
        if not considered:
            return
        began = time.perf_counter()
        try:
            self.lesson.settle([one for _, one in considered])
            answers = [(str(Answer.ACKNOWLEDGED), "")] * len(considered)
        except NotKept:
            answers = [self._settle_alone(one) for _, one in considered]
        self.last_write = time.perf_counter() - began
        for (wire, one), (answer, reason) in zip(considered, answers, strict=True):
            wire.say(Kind.ANSWER, id=one.intent.id, answer=answer, reason=reason)
            self.show_team(wire.code)
        self.answered()

    def _settle_alone(self, one: Considered) -> tuple[str, str]:
        """Keep one act of several that could not be kept together, so that none is refused for another."""
        meant = one.intent
        try:
            return str(self.lesson.offer(meant.seat, meant.id, meant.question, meant.act, one.words)), ""
        except (NotKept, OutOfOrder, Stale, Unreadable) as error:
            return REFUSED, str(error)
