"""What there is to know of a lesson beside its session: made of the lines of its log, one after another."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from demarche.ui.classroom.audience import Audience
from demarche.ui.classroom.machines import Machines
from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.records import Entry
from demarche.ui.classroom.remarks import Mode, Remark, Standing

EVERYBODY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Something somebody said outside the procedure. kind: private | team | notice | inject.

    who  the name of whoever wrote it to their own team
    by  seat code, empty for the facilitator        to  seat codes, nobody named for everybody
    """

    number: int
    kind: str
    by: str
    to: tuple[str, ...]
    title: str
    text: str
    tick: int
    who: str = ""

    @property
    def audience(self) -> Audience:
        """Who may read it: everybody where nobody is named, unless it is private."""
        return Audience.EVERYBODY if self.to == EVERYBODY and self.kind not in ("private", "team") else Audience.NAMED

    @property
    def correspondents(self) -> tuple[str, ...]:
        """The seats it is from and to."""
        return (self.by, *self.to) if self.by else self.to


@dataclass
class State:
    """A lesson at one moment.

    question  number of the question that is put; it never comes twice, also not after a rewind
    spoke     for each tick, the seats for which their owner was there to speak
    away      for each tick, the seats for which AI spoke because their owner was not there
    campaign  which session of which campaign this is, and what is remembered; empty where it is of none
    given     texts of files that were uploaded, by what they are
    quiet     whether pages of seats show nothing but that the teacher has the word
    teams     whether somebody may join a seat that others hold; agreeing: whether a partner has to confirm an act
    machines  how much the computer's delegations speak
    graded    points that the teacher has given by hand: by seat, and by the place of the line in the rubric
    open_door, private  whether more may join, and whether seats may write to one another
    passed    the tick and the message up to which the teacher has gone on: the projector shows what came after them
    names     whether the projected debrief shows names and marks
    sent      numbers of the scripted injects that have been read out
    remarks   words of their own, by the tick of the act and the seat; moderation: what becomes of new ones
    judged    how often the teacher has hidden or shown words, or graded by hand: a debrief is made again then
    written   how many messages each seat has written since the question was put
    """

    part: Part = Part.LOBBY
    question: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    spoke: list[tuple[str, ...]] = field(default_factory=list)
    away: list[tuple[str, ...]] = field(default_factory=list)
    campaign: dict[str, Any] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    quiet: bool = False
    teams: bool = False
    agreeing: bool = True
    machines: Machines = Machines.ALL
    graded: dict[str, dict[int, float]] = field(default_factory=dict)
    open_door: bool = True
    private: bool = True
    paused: bool = False
    passed: tuple[int, int] = (0, 0)
    names: bool = False
    sent: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)
    remarks: dict[tuple[int, str], Remark] = field(default_factory=dict)
    moderation: Mode = Mode.OPEN
    judged: int = 0

    def apply(self, entry: Entry) -> None:
        """Let one line of the log happen."""
        HAPPENS[entry.kind](self, entry.body)

    def _next_question(self) -> None:
        self.question += 1
        self.written.clear()

    def _part(self, body: dict[str, Any]) -> None:
        self.part = Part(body["part"])
        self._next_question()

    def _seated(self, body: dict[str, Any]) -> None:
        self.people[body["code"]] = Person(**{**body, "keeper": Keeper(body["keeper"])})

    def _freed(self, body: dict[str, Any]) -> None:
        del self.people[body["code"]]

    def _keeper(self, body: dict[str, Any]) -> None:
        person = self.people[body["code"]]
        person.keeper, person.missed = Keeper(body["keeper"]), 0

    def _tick(self, body: dict[str, Any]) -> None:
        self._next_question()
        self.spoke.append(tuple(body["spoke"]))
        self.away.append(tuple(code for code, one in self.people.items() if one.keeper == Keeper.AWAY))
        late = body["line"].get("by_clock", ())
        for code in body["spoke"]:
            person = self.people[code]
            person.missed = person.missed + 1 if code in late else 0
        tick = len(self.spoke) - 1
        for number, code in [key for key in self.remarks if key[0] == tick]:
            if code not in body["spoke"] or code in late:  # another acted in their place
                del self.remarks[number, code]

    def _rewind(self, body: dict[str, Any]) -> None:
        self._next_question()
        self.part = Part.SESSION
        del self.spoke[body["to"] :]
        del self.away[body["to"] :]
        self.passed = (min(self.passed[0], body["to"]), self.passed[1])
        self.remarks = {key: one for key, one in self.remarks.items() if key[0] < body["to"]}

    def _message(self, body: dict[str, Any]) -> None:
        said = {**body, "to": tuple(body["to"]), "number": len(self.messages)}
        script = said.pop("script", None)
        if script is not None:
            self.sent.add(script)
        self.messages.append(Message(**said))
        if said["by"]:
            self.written[said["by"]] += 1

    def _door(self, body: dict[str, Any]) -> None:
        self.open_door = body["open"]

    def _private(self, body: dict[str, Any]) -> None:
        self.private = body["open"]

    def _passed(self, body: dict[str, Any]) -> None:
        self.passed = (body["tick"], body["message"])

    def _remark(self, body: dict[str, Any]) -> None:
        standing = Standing.HELD if self.moderation == Mode.HELD else Standing.SHOWN
        self.remarks.pop((body["tick"], body["by"]), None)
        if body["text"]:
            self.remarks[body["tick"], body["by"]] = Remark(standing=standing, **body)

    def _judged(self, body: dict[str, Any]) -> None:
        key = (body["tick"], body["by"])
        standing = Standing.SHOWN if body["open"] else Standing.HIDDEN
        self.remarks[key] = replace(self.remarks[key], standing=standing)
        self.judged += 1

    def _moderation(self, body: dict[str, Any]) -> None:
        self.moderation = Mode(body["mode"])

    def _graded(self, body: dict[str, Any]) -> None:
        self.graded.setdefault(body["code"], {})[body["line"]] = body["points"]
        self.judged += 1

    def _campaign(self, body: dict[str, Any]) -> None:
        self.campaign = body

    def _given(self, body: dict[str, Any]) -> None:
        self.given[body["what"]] = body["text"]

    def _quiet(self, body: dict[str, Any]) -> None:
        self.quiet = body["open"]

    def _teams(self, body: dict[str, Any]) -> None:
        self.teams = body["open"]

    def _agreeing(self, body: dict[str, Any]) -> None:
        self.agreeing = body["open"]

    def _machines(self, body: dict[str, Any]) -> None:
        self.machines = Machines(body["speak"])

    def _names(self, body: dict[str, Any]) -> None:
        self.names = body["open"]

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
    "passed": State._passed,
    "names": State._names,
    "graded": State._graded,
    "campaign": State._campaign,
    "given": State._given,
    "quiet": State._quiet,
    "teams": State._teams,
    "agreeing": State._agreeing,
    "machines": State._machines,
    "remark": State._remark,
    "judged": State._judged,
    "moderation": State._moderation,
}
"""Every kind of line, and what it does."""
