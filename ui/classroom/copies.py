"""What the clerk copies out for each seat: the room and what was heard, of a session that moves on meanwhile."""

import copy
import json
from dataclasses import dataclass
from typing import Any

from demarche.sim.record import World
from demarche.sim.session import Moment, Session
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.seat.grammar import Grammar, Sent, acts_told, places_told, room_told
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Place
from demarche.ui.seat.wire import heard_to_json


@dataclass(frozen=True, slots=True)
class Shown:
    """The session at one moment. persons: places of the seats that people have taken."""

    world: World
    moments: tuple[Moment, ...]
    question: int
    persons: frozenset[int]


class Copy:
    """A second session that stands where it is told to, so that the first can move. For one thread."""

    def __init__(self, lesson: Lesson) -> None:
        """It begins where the lesson's stands."""
        self.game, self.session = lesson.game, copy.copy(lesson.session)
        self.grammar = Grammar()
        self._places: tuple[tuple[Place, ...], str] = ((), "")

    def stand(self, shown: Shown) -> Session:
        """The second session, as the first stood then."""
        self.session.world, self.session.moments = shown.world, list(shown.moments)
        return self.session

    def out(self, shown: Shown, place: int | None, since: int, sent: Sent) -> list[str]:
        """What a seat, or nobody's, is shown then, and what it has heard since that tick, as messages.

        sent  the parts of forms that its wire was sent; those that it is sent now are added
        """
        session = self.stand(shown)
        news = tuple(one for tick in range(since, session.tick) for one in heard(self.game, session, tick, place))
        whole = room(self.game, session, place, shown.persons)
        acts, new = acts_told(self.grammar, sent, whole.acts)
        seen = dump({**room_told(whole), "acts": acts})
        told = (
            f'{{"type":"room","question":{shown.question},"since":{since},"heard":{heard_to_json(news).decode()},'
            f'"room":{seen[:-1]},"places":{self._places_of(whole.places)}}}}}'
        )
        return [dump({"type": "parts", "parts": new}), told] if new else [told]

    def _places_of(self, places: tuple[Place, ...]) -> str:
        """The places as they are sent; the same for every seat at one moment."""
        if self._places[0] is not places:
            self._places = (places, dump(places_told(places)))
        return self._places[1]


def dump(told: Any) -> str:
    """JSON without blanks."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
