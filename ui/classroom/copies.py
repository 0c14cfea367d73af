"""What the clerk copies out for each seat: the room and what was heard, of a session that moves on meanwhile."""

import copy
from dataclasses import dataclass

from demarche.sim.record import World
from demarche.sim.session import Moment, Session
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.wire import heard_to_json, room_to_json


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

    def stand(self, shown: Shown) -> Session:
        """The second session, as the first stood then."""
        self.session.world, self.session.moments = shown.world, list(shown.moments)
        return self.session

    def out(self, shown: Shown, place: int | None, since: int) -> str:
        """What a seat, or nobody's, is shown then, and what it has heard since that tick, as a message."""
        session = self.stand(shown)
        news = tuple(one for tick in range(since, session.tick) for one in heard(self.game, session, tick, place))
        told, seen = heard_to_json(news).decode(), room_to_json(room(self.game, session, place, shown.persons)).decode()
        return f'{{"type":"room","question":{shown.question},"since":{since},"heard":{told},"room":{seen}}}'
