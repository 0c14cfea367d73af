"""The host: it keeps the lesson going, lets wires speak to it one at a time, and tells each what it may know.

One loop and one writer: whatever reads or changes the lesson holds `lock`.  Moving 193 seats takes some milliseconds
and is done in a worker, with the lock held, so that nothing can come between an act and the tick that counts it.
"""

import asyncio
import contextlib
import functools
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.classroom import boards, messages
from demarche.ui.classroom.audience import Role
from demarche.ui.classroom.copies import Copy, Shown
from demarche.ui.classroom.debriefing import Debriefed, debriefed
from demarche.ui.classroom.disk import DiskWatch
from demarche.ui.classroom.holding import hold_clock, is_held
from demarche.ui.classroom.lesson import Answer, Considered, Lesson
from demarche.ui.classroom.logs import one_line
from demarche.ui.classroom.marks import Rubric
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.reception import Declined
from demarche.ui.classroom.records import NotKept
from demarche.ui.classroom.telling_words import tell_all, tell_counted
from demarche.ui.classroom.wires import Bye, Kind, Wire, dump

GRACE = 12.0
"""Seconds that a question waits for those whose wire is cut, once everybody who is there has answered. Chosen."""
REFUSED = "refused"
MOMENT, WRITES = 0.02, 4
"""Acts that come within so many seconds, or so many times what the last write took, are kept in one write."""
BEAT = 0.2
"""Seconds between two looks at the clock."""


class Host:
    """A lesson that is under way, and the wires into it."""

    def __init__(self, lesson: Lesson, rubric: Rubric, now: Callable[[], float] = time.monotonic) -> None:
        """Nobody is connected yet; `run` keeps it going. rubric: how its students are marked."""
        self.lesson, self.rubric, self.now = lesson, rubric, now
        self.lock, self.wake = asyncio.Lock(), asyncio.Event()
        self.seats: dict[str, Wire] = {}
        self.facilitator: Wire | None = None
        self.projectors: set[Wire] = set()
        self.address, self.fault, self.disk = "", "", DiskWatch(lesson.store)
        self._gone: dict[str, float] = {}
        self._considered: list[tuple[Wire, Considered]] = []
        self._write = 0.0
        self._opened = now()
        self._clerk = ThreadPoolExecutor(1, "clerk")
        self._copy = Copy(lesson)
        self._debrief: tuple[tuple[int, int], asyncio.Future[Debriefed]] | None = None
        self._shown = self._snapshot()
        lesson.put_clock(now())

    # ── the beat ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def run(self) -> None:
        """Keep the lesson going until it is cancelled."""
        while True:
            try:
                async with self.lock:
                    await self.tend()
            except Exception as error:  # a lesson outlives a fault of the program, and its teacher is told
                print(f"demarche: {one_line(error)}", file=sys.stderr, flush=True)
                self.fault = "Something is wrong in the program; the terminal says what. No answer taken is lost."
                self.board()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), BEAT)
            self.wake.clear()

    async def tend(self) -> None:
        """Do what the clock and the answers ask for."""
        self.settle()
        if self.disk.look(self.now()):
            self.board()
        if hold_clock(self.lesson, watched=self.is_watched, fault=self.fault, now=self.now()):
            self.board()
        state, up = self.lesson.state, self.lesson.clock.is_up(self.now())
        if state.part == Part.BRIEF and up:
            self.go_to(Part.SESSION)
        if self.fault or state.paused or not boards.is_held(self.lesson, self.present):
            return
        while boards.is_open(self.lesson) and (up or not self.lesson.awaited() or self._only_the_absent()):
            if not await self.move(time_is_up=True):
                return
            up = False

    def _only_the_absent(self) -> bool:
        """Whether everybody still awaited has been gone for longer than is waited for them."""
        limit = self.now() - GRACE / self.lesson.clock.pace
        return all(
            code not in self.present and self._gone.get(code, self._opened) < limit for code in self.lesson.awaited()
        )

    async def move(self, *, time_is_up: bool) -> bool:
        """Make one tick. False where it could not be kept: it has not happened then, and the clock stands."""
        self.settle()
        tick = self.lesson.session.tick
        try:
            advance = functools.partial(self.lesson.advance, time_is_up=time_is_up)
            await asyncio.get_running_loop().run_in_executor(None, advance)
            self.lesson.moved(self.present, self.now())
        except NotKept as error:
            self.fault = f"{error}. Make room on the disk, then press Resume: no answer that was taken is lost."
            self.lesson.clock.pause(self.now())
            self.changed()
            return False
        self.changed()
        tell_counted(self.lesson, self.wires(), tick)
        return True

    def go_to(self, part: Part) -> None:
        """Another part of the lesson begins."""
        self.lesson.go_to(part, self.now())
        self.changed()

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
            asyncio.get_running_loop().call_later(min(MOMENT, WRITES * self._write), self.settle)

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
        self._write = time.perf_counter() - began
        for (wire, one), (answer, reason) in zip(considered, answers, strict=True):
            wire.say(Kind.ANSWER, id=one.intent.id, answer=answer, reason=reason)
            wire.show(board=True)
        self.answered()

    def _settle_alone(self, one: Considered) -> tuple[str, str]:
        """Keep one act of several that could not be kept together, so that none is refused for another."""
        meant = one.intent
        try:
            return str(self.lesson.offer(meant.seat, meant.id, meant.question, meant.act, one.words)), ""
        except (NotKept, OutOfOrder, Stale, Unreadable) as error:
            return REFUSED, str(error)

    # ── who is there ─────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def present(self) -> set[str]:
        """Seats with somebody at the other end of a wire."""
        return set(self.seats)

    @property
    def is_watched(self) -> bool:
        """Whether the class has a projector to look at, and a teacher who can go on."""
        return bool(self.projectors and self.facilitator)

    def come(self, wire: Wire) -> None:
        """Somebody is there. The newest wire of a seat or a facilitator is the one that counts."""
        if wire.role == Role.PROJECTOR:
            self.projectors.add(wire)
        elif wire.role == Role.FACILITATOR:
            before, self.facilitator = self.facilitator, wire
            if before:
                before.close(Bye.REPLACED, "The facilitator’s page was opened elsewhere, and that one counts now.")
        else:
            before = self.seats.get(wire.code)
            self.seats[wire.code] = wire
            self._gone.pop(wire.code, None)
            if before:
                before.close(Bye.REPLACED, "This seat was opened elsewhere, and that page counts now.")
            self.take_back(wire.code)
        wire.read = len(messages.readable(self.lesson, wire.reader))
        self.tell_page(wire)
        tell_all(self.lesson, wire)
        self.presence()

    def leave(self, wire: Wire) -> None:
        """A wire is cut."""
        self.projectors.discard(wire)
        if self.facilitator is wire:
            self.facilitator = None
        if self.seats.get(wire.code) is wire:
            del self.seats[wire.code]
            self._gone[wire.code] = self.now()
            self.presence()

    def take_back(self, code: str) -> None:
        """The owner of a seat is back, unless the facilitator has given it to AI."""
        person = self.lesson.state.people.get(code)
        if person and person.keeper == Keeper.AWAY:
            with contextlib.suppress(NotKept):
                self.lesson.give(code, Keeper.OWNER)
            self.answered()
            if code in self.seats:
                self.seats[code].show(board=True)

    # ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def wires(self) -> list[Wire]:
        """Every wire there is."""
        return [*self.seats.values(), *self.projectors, *([self.facilitator] if self.facilitator else [])]

    def changed(self) -> None:
        """The world, or who sits in it, has changed: everybody is due a new room."""
        self._shown = self._snapshot()
        for wire in self.wires():
            wire.show(room=True, board=True)
        self.wake.set()

    def board(self) -> None:
        """The clock, or who speaks for a seat, has changed."""
        for wire in self.wires():
            wire.show(board=True)
        self.wake.set()

    def presence(self) -> None:
        """Somebody has come or gone, which only the facilitator is shown: it costs the other pages nothing."""
        if self.facilitator:
            self.facilitator.show(board=True)
        self.wake.set()

    def answered(self) -> None:
        """Somebody has answered: this is shown to the facilitator and on the projector, as a number."""
        for wire in (*self.projectors, *([self.facilitator] if self.facilitator else [])):
            wire.show(board=True)
        self.wake.set()

    def rewound(self, to: int) -> None:
        """The session has gone back: what was heard since is unsaid."""
        for wire in self.wires():
            wire.told = min(wire.told, to)
            tell_all(self.lesson, wire)
        self.changed()

    def tell_new_messages(self, since: int) -> None:
        """Messages from that number on, to those whom they are for."""
        for message in self.lesson.state.messages[since:]:
            for wire in self.wires():
                if messages.is_for(message, wire.reader):
                    wire.say(Kind.MESSAGE, **messages.as_read(self.lesson, message, wire.read))
                    wire.read += 1

    def tell_page(self, wire: Wire, before: int | None = None) -> None:
        """A page of the messages that a wire may read: the newest, or those before that number."""
        wire.say(Kind.MESSAGES, **messages.page(self.lesson, wire.reader, before))

    def _snapshot(self) -> Shown:
        """The session as it stands, which the clerk may show while the world moves on."""
        lesson = self.lesson
        persons = frozenset(lesson.places[code] for code in lesson.state.people)
        return Shown(lesson.session.world, tuple(lesson.session.moments), lesson.state.question, persons)

    async def room_of(self, wire: Wire) -> list[str]:
        """The room that a wire is due, and what it has not heard; nothing before the cards are dealt."""
        if self.lesson.state.part == Part.LOBBY:
            return []
        shown, place = self._shown, self.lesson.places[wire.code] if wire.code else None
        since, wire.told = min(wire.told, len(shown.moments)), len(shown.moments)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._clerk, self._copy.out, shown, place, since, wire.sent)

    async def debrief(self) -> Debriefed:
        """The debrief, made once for the session as it ended. Raises Declined before that."""
        if self.lesson.state.part != Part.DEBRIEF:
            raise Declined("The debrief opens when the session is over.")
        state = self.lesson.state
        stands = (self._shown.question, state.judged)
        if self._debrief is None or self._debrief[0] != stands:
            said = list(state.remarks.values())
            args = (self._copy, self._shown, list(state.people.values()), list(state.spoke), self.rubric, said)
            work = asyncio.get_running_loop().run_in_executor(self._clerk, debriefed, *args)
            self._debrief = (stands, asyncio.ensure_future(work))
        return await asyncio.shield(self._debrief[1])

    def board_of(self, wire: Wire) -> str:
        """The board that a wire is due."""
        held = is_held(self.lesson, watched=self.is_watched)
        around = boards.Around(self.present, self.fault, self.disk.warning, held)
        return dump({"type": Kind.BOARD, **boards.board(self.lesson, wire.reader, around, self.now())})
