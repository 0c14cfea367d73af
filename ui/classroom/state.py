"""What there is to know of a lesson beside its session: made of the lines of its log, one after another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.records import Entry

EVERYBODY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Something somebody said outside the procedure. kind: private | notice | inject.

    by  seat code, empty for the facilitator        to  seat codes, nobody named for everybody
    """

    number: int
    kind: str
    by: str
    to: tuple[str, ...]
    title: str
    text: str
    tick: int

    def is_for(self, code: str) -> bool:
        """Whether that seat may read it; the projector, which is nobody's seat, reads what is for everybody."""
        return self.to == EVERYBODY or (bool(code) and code in (self.by, *self.to))


@dataclass
class State:
    """A lesson at one moment.

    question  number of the question that is put; it never comes twice, also not after a rewind
    spoke     for each tick, the seats for which their owner was there to speak
    open_door, private  whether more may join, and whether seats may write to one another
    sent      numbers of the scripted injects that have been read out
    """

    part: Part = Part.LOBBY
    question: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    spoke: list[tuple[str, ...]] = field(default_factory=list)
    open_door: bool = True
    private: bool = True
    paused: bool = False
    sent: set[int] = field(default_factory=set)

    def apply(self, entry: Entry) -> None:
        """Let one line of the log happen."""
        HAPPENS[entry.kind](self, entry.body)

    def _part(self, body: dict[str, Any]) -> None:
        self.part = Part(body["part"])
        self.question += 1

    def _seated(self, body: dict[str, Any]) -> None:
        self.people[body["code"]] = Person(**{**body, "keeper": Keeper(body["keeper"])})

    def _freed(self, body: dict[str, Any]) -> None:
        del self.people[body["code"]]

    def _keeper(self, body: dict[str, Any]) -> None:
        person = self.people[body["code"]]
        person.keeper, person.missed = Keeper(body["keeper"]), 0

    def _tick(self, body: dict[str, Any]) -> None:
        self.question += 1
        self.spoke.append(tuple(body["spoke"]))
        for code in body["spoke"]:
            person = self.people[code]
            person.missed = person.missed + 1 if code in body["line"].get("by_clock", ()) else 0

    def _rewind(self, body: dict[str, Any]) -> None:
        self.question += 1
        self.part = Part.SESSION
        del self.spoke[body["to"] :]

    def _message(self, body: dict[str, Any]) -> None:
        said = {**body, "to": tuple(body["to"]), "number": len(self.messages)}
        script = said.pop("script", None)
        if script is not None:
            self.sent.add(script)
        self.messages.append(Message(**said))

    def _door(self, body: dict[str, Any]) -> None:
        self.open_door = body["open"]

    def _private(self, body: dict[str, Any]) -> None:
        self.private = body["open"]

    def _paused(self, body: dict[str, Any]) -> None:
        self.paused = body["paused"]


HAPPENS: dict[str, Callable[[State, dict[str, Any]], None]] = {
    "part": State._part,
    "seated": State._seated,
    "freed": State._freed,
    "keeper": State._keeper,
    "tick": State._tick,
    "rewind": State._rewind,
    "message": State._message,
    "door": State._door,
    "private": State._private,
    "paused": State._paused,
}
"""Every kind of line, and what it does."""
