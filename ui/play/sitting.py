"""One game at one table, without a clock and without threads: who is asked next, what it says, and how the world moves.

Several people may share the table: each is asked in its turn, and the world moves once all who are asked have answered.
"""

from collections.abc import Sequence

from demarche.scenarios.compile import Game
from demarche.scenarios.saves import open_session
from demarche.sim.act import an_act
from demarche.sim.notation import read
from demarche.sim.record import opening
from demarche.sim.session import Session
from demarche.sim.terms import OutOfOrder, Verb
from demarche.sim.view import View
from demarche.ui.play.asking import Ask, Until, is_asked
from demarche.ui.play.passing import Passing, is_needed, passing_on

NO_UNDO_SHARED = "Acts are taken back only by a person who plays alone."
NOTHING_TO_UNDO = "There is nothing to take back."


class Sitting:
    """A game that people play. A tick is made once `next_asked` finds nobody."""

    def __init__(self, game: Game, session: Session, people: Sequence[int], ask: Ask = Ask.MATTERS) -> None:
        """people: the seats that persons have taken, in the order in which they are asked; `ask`: how often."""
        self.game, self.session, self.people, self.ask = game, session, tuple(people), ask
        self._answered: set[int] = set()
        self._passing: dict[int, Passing] = {}
        self._decided = self._decided_before()

    def _decided_before(self) -> list[int]:
        """The ticks of a game that was taken up again at which a person was asked."""
        again = open_session(self.game)
        again.world = opening(self.game.rules, self.session.world.record.lot)
        found = []
        for tick in self.session.ticks:
            if any(is_asked(again, again.view(seat), self.ask) for seat in self.people):
                found.append(tick.number)
            again.play(tick)
        return found

    def next_asked(self) -> int | None:
        """The person to be asked now; those before it who need not be have passed. None where nobody is left."""
        for seat in self.people:
            if seat in self._answered or self.session.closed:
                continue
            view = self.session.view(seat)
            if not view.verbs[0].any():
                continue
            if self._wants_to_be_asked(view):
                return seat
            self.session.offer(seat, self.session.tick, an_act(Verb.PASS))
            self._answered.add(seat)
        return None

    def _wants_to_be_asked(self, view: View) -> bool:
        seat = int(view.seat[0])
        if not is_asked(self.session, view, self.ask):
            return False
        if seat in self._passing and not is_needed(self.game, self.session, view, self._passing[seat]):
            return False
        self._passing.pop(seat, None)
        return True

    def offer(self, seat: int, words: str) -> None:
        """The act of a person, in notation. Raises Unreadable or OutOfOrder, in words for that person."""
        self.session.offer(seat, self.session.tick, read(self.session.rules, words))
        self._has_answered(seat)

    def pass_on(self, seat: int, until: Until) -> None:
        """A person has nothing to say for a while. Raises OutOfOrder where it may not pass."""
        begun = passing_on(self.game, self.session, seat, until)
        self.session.offer(seat, self.session.tick, an_act(Verb.PASS))
        self._passing[seat] = begun
        self._has_answered(seat)

    def _has_answered(self, seat: int) -> None:
        self._answered.add(seat)
        if self.session.tick not in self._decided:
            self._decided.append(self.session.tick)

    def move(self) -> None:
        """One joint act of everybody. Nobody may be left to be asked."""
        awaited = self.session.advance(tell_why=True)
        if awaited:
            raise ValueError(f"seats {awaited} have not answered")
        self._answered.clear()

    def why_no_undo(self) -> str:
        """Why nothing can be taken back now; an empty string where something can."""
        if len(self.people) != 1:
            return NO_UNDO_SHARED
        return "" if self._decided else NOTHING_TO_UNDO

    def undo(self) -> None:
        """Back to the last decision of the one person at the table. Raises OutOfOrder where there is none."""
        if reason := self.why_no_undo():
            raise OutOfOrder(reason)
        self.session.undo(self.session.tick - self._decided.pop())
        self._answered.clear()
        self._passing.clear()
