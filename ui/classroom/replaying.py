"""A lesson made again of its writes: its session and its state. Whatever does not fit is refused with its entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.scenarios.compile import Game
from demarche.scenarios.saves import open_session
from demarche.sim.log import Line, mark
from demarche.sim.notation import read as read_act
from demarche.sim.replay import tick_of
from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.classroom.kept import what_can_be_saved
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.records import Entry, Write
from demarche.ui.classroom.state import State


class Unfit(Exception):
    """A write that does not fit what came before it: which entry, and why. write: its place among the writes."""

    def __init__(self, fault: str, write: int) -> None:
        """What is wrong, and with which write."""
        super().__init__(fault)
        self.write = write


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act in answer to the question that is put. write: the place of its write; entries: how many came before."""

    seat: str
    act: str
    write: int
    entries: int


class Replay:
    """A lesson as its writes so far leave it.

    writes, entries  how many have been made, of whole writes alone
    waiting          answers to the question that is put; `put_in` offers them to the session
    """

    def __init__(self, game: Game) -> None:
        """Before the first write."""
        self.session, self.state = open_session(game), State()
        self.places = {code: place for place, code in enumerate(game.rules.roster.names)}
        self.waiting: list[Waiting] = []
        self.writes = self.entries = 0

    def make(self, write: Write) -> None:
        """Make the next write. Raises Unfit; what it has changed until then is not undone."""
        for number, entry in enumerate(write.entries, start=self.entries + 1):
            before = self.state.question
            try:
                self._make(entry)
            except (Unreadable, OutOfOrder) as error:
                raise Unfit(f"entry {number} ({entry.kind}): {error}", self.writes) from None
            if self.state.question != before:
                self.waiting = []
        if self.session.closed and self.state.part != Part.DEBRIEF:
            number = self.entries + len(write.entries)
            raise Unfit(f"entry {number}: the session closes here, and the debrief does not begin", self.writes)
        self.entries += len(write.entries)
        for intent in write.intents:
            if intent.act and intent.question == self.state.question:
                self.waiting.append(Waiting(intent.seat, intent.act, self.writes, self.entries))
        self.writes += 1

    def put_in(self) -> dict[str, str]:
        """Offer the answers that wait; the last one of each seat, by its code. Raises Unfit."""
        offered: dict[str, str] = {}
        for one in self.waiting:
            try:
                self._require_seats([one.seat])
                self.session.offer(self.places[one.seat], self.session.tick, read_act(self.session.rules, one.act))
            except (Unreadable, OutOfOrder, Stale) as error:
                raise Unfit(f"an answer kept after entry {one.entries}: {error}", one.write) from None
            offered[one.seat] = one.act
        return offered

    def _make(self, entry: Entry) -> None:
        """One entry. Raises Unreadable or OutOfOrder where it does not fit."""
        body = entry.body
        match entry.kind:
            case "part":
                if (body["part"] == Part.DEBRIEF) != self.session.closed:
                    raise Unreadable(f"{body['part']} cannot begin where the session stands")
            case "seated":
                self._require_seats([body["code"]])
            case "passed":
                if body["tick"] > self.session.tick or body["message"] > len(self.state.messages):
                    raise Unreadable("the teacher cannot have gone on past what had not happened yet")
            case "remark":
                self._require_people([body["by"]])
                if body["tick"] != self.session.tick:
                    raise Unreadable(
                        f"words beside an act of tick {body['tick']}, and tick {self.session.tick} is next"
                    )
            case "judged":
                if (body["tick"], body["by"]) not in self.state.remarks:
                    raise Unreadable(f"{body['by']!r:.20} wrote nothing at tick {body['tick']}")
            case "freed" | "keeper" | "graded":
                self._require_people([body["code"]])
            case "message":
                self._require_seats([*body["to"], *([body["by"]] if body["by"] else [])])
            case "rewind":
                if body["to"] >= self.session.tick:
                    raise Unreadable(f"there is no going back to tick {body['to']} from tick {self.session.tick}")
                self.session.undo(self.session.tick - body["to"])
            case "tick":
                self._require_people(body["spoke"])
                self._move(Line(**body["line"]))
        self.state.apply(entry)

    def _move(self, line: Line) -> None:
        """The world moves as a line says. Raises Unreadable or OutOfOrder."""
        if self.state.part != Part.SESSION or line.tick != self.session.tick:
            raise Unreadable(f"tick {line.tick} does not follow on what comes before it")
        self.session.play(tick_of(self.session, line))
        if line.mark and line.mark != mark(self.session.world):
            raise Unreadable(f"tick {line.tick}: the acts lead to another world than they did")

    def _require_seats(self, codes: Iterable[str]) -> None:
        self._require(codes, self.places, "there is no seat")

    def _require_people(self, codes: Iterable[str]) -> None:
        self._require(codes, self.state.people, "nobody holds")

    def _require(self, codes: Iterable[str], known: dict[str, Any], complaint: str) -> None:
        for code in codes:
            if code not in known:
                raise Unreadable(f"{complaint} {code!r:.20}")


def replayed(game: Game, writes: Sequence[Write], path: Path) -> tuple[Replay, dict[str, str]]:
    """A lesson made again of all its writes, and the answers that wait in it, by seat code.

    Raises Unreadable naming the file, the entry and what can be saved.
    """
    replay = Replay(game)
    try:
        for write in writes:
            replay.make(write)
        return replay, replay.put_in()
    except Unfit as error:
        sound = sum(len(write.entries) for write in writes[: error.write])
        raise Unreadable(f"{path}: {error}; {what_can_be_saved(sound)}") from None
