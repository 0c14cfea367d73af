"""The lesson: one session, who sits in it, its clock. No network, no thread, and no time of its own.

Whatever changes it is written to the store first and then applied.  Opened again, the store is applied from its first
line, and the lesson stands where it stood.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from demarche.agents.human import Awaited
from demarche.scenarios.compile import Game
from demarche.sim.log import line_of
from demarche.sim.notation import read as read_act
from demarche.sim.terms import PHASE_OF, Item, OutOfOrder, Phase, Stale, Verb
from demarche.ui.classroom.clock import Clock
from demarche.ui.classroom.injects import Inject
from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part, Preset, question_seconds
from demarche.ui.classroom.records import Entry, Intent, NotKept, Write
from demarche.ui.classroom.remarks import Mode, clean_words, require_public
from demarche.ui.classroom.replaying import replayed
from demarche.ui.classroom.store import Store
from demarche.ui.words import Words

MOST_MISSED = 2
"""After so many questions in a row that somebody present left to the clock, AI speaks for the seat. Chosen."""


class Answer(StrEnum):
    """What becomes of an intent; a refusal is raised, with its reason."""

    ACKNOWLEDGED = "acknowledged"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Considered:
    """An act that was judged and not yet kept. before: what its seat had offered until then; words: beside it."""

    intent: Intent
    before: str | None
    words: str = ""


class Lesson:
    """One lesson. state: who is in it and where it stands; session: the world; offered: acts for this question.

    places, titles: of each seat code, its number and the name of its state; words: every other name of the game
    """

    def __init__(
        self,
        game: Game,
        store: Store,
        preset: Preset,
        script: Sequence[Inject] = (),
        pace: float = 1,
        writes: Sequence[Write] = (),
    ) -> None:
        """Open a lesson where its writes leave it. pace: how much faster than real its clock runs.

        Raises Unreadable where the writes do not fit the program that reads them.
        """
        self.game, self.store, self.preset, self.script = game, store, preset, tuple(script)
        replay, self.offered = replayed(game, writes, store.path)
        self.session, self.state = replay.session, replay.state
        self.clock, self.places = Clock(pace), replay.places
        self._artificial, self._awaited = list(game.seats), Awaited()
        self.words = Words(game)
        self.titles = dict(zip(game.rules.roster.names, game.rules.roster.titles, strict=True))
        self._seat_everybody()

    # ── where it stands ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def phase(self) -> Phase:
        """The phase of the session."""
        return Phase(int(PHASE_OF[self.session.stage]))

    @property
    def round(self) -> int:
        """The round of informals or the quarter, from 1."""
        record = self.session.world.record
        return int((record.quarter if self.phase == Phase.AFTERMATH else record.round)[0]) + 1

    def awaited(self) -> list[str]:
        """Seats that a person has to answer for and has not."""
        if self.state.part != Part.SESSION:
            return []
        return [
            code
            for place in self.session.asked()
            if (code := self.game.rules.roster.names[place]) not in self.offered and self._is_kept(code, Keeper.OWNER)
        ]

    def _is_kept(self, code: str, keeper: Keeper) -> bool:
        return code in self.state.people and self.state.people[code].keeper == keeper

    # ── parts, clock ─────────────────────────────────────────────────────────────────────────────────────────────────

    def go_to(self, part: Part, now: float) -> None:
        """Brief, session or debrief begins."""
        self.keep(Entry("part", {"part": part}))
        self.put_clock(now)

    def put_clock(self, now: float) -> None:
        """Give what is put now its time."""
        self.clock.paused = self.state.paused
        match self.state.part:
            case Part.BRIEF:
                self.clock.put(60 * self.preset.brief, now)
            case Part.SESSION if self.session.asked():
                self.clock.put(question_seconds(self.preset, self.game.rules, self.session.stage), now)
            case Part.DEBRIEF:
                self.clock.put(60 * self.preset.debrief, now)
            case _:
                self.clock.stop()

    def pause(self, paused: bool, now: float) -> None:
        """Stop the clock, or let it run on."""
        self.keep(Entry("paused", {"paused": paused}))
        self.clock.pause(now) if paused else self.clock.resume(now)

    # ── seats ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def seat(self, person: Person) -> None:
        """Somebody has a seat, or has it with another name or token."""
        self.keep(Entry("seated", asdict(person)))

    def free(self, code: str) -> None:
        """Nobody has that seat any more; AI speaks for it."""
        self.keep(Entry("freed", {"code": code}))

    def give(self, code: str, keeper: Keeper) -> None:
        """Let somebody else speak for a seat. What it had offered in the meantime stands."""
        if code in self.state.people and self.state.people[code].keeper != keeper:
            self.keep(Entry("keeper", {"code": code, "keeper": keeper}))

    def _seat_everybody(self) -> None:
        """Persons where they speak for themselves, AI everywhere else."""
        seats = list(self._artificial)
        for code, person in self.state.people.items():
            if person.keeper == Keeper.OWNER:
                seats[self.places[code]] = self._awaited
        self.session.seats = seats

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def consider(self, code: str, intent: str, question: int, act: str, words: str = "") -> Considered | None:
        """An act of a seat in answer to a question, judged and not yet kept: `settle` has to follow. None if known.

        words  of their own beside it.  Raises Stale, OutOfOrder or Unreadable with a reason to be shown.
        """
        meant, kept, words = Intent(code, intent, question, act), self.store.kept(code, intent), clean_words(words)
        if kept == meant and words == self._words_kept(code, intent, words):
            return None
        if kept is not None:
            raise OutOfOrder(f"{code}: the id {intent} was used for something else; send this act with a new one")
        if self.state.part != Part.SESSION:
            raise OutOfOrder(f"{code}: the session is not open now")
        if question != self.state.question:
            raise Stale(f"{code}: that was for question {question}, and question {self.state.question} is put now")
        if not self._is_kept(code, Keeper.OWNER):
            raise OutOfOrder(f"{code}: another speaks for this seat now")
        if words:
            self._require_words(code, act)
        before = self.offered.get(code)
        self._offer(code, act)
        return Considered(meant, before, words)

    def _words_kept(self, code: str, intent: str, words: str) -> str:
        """The words that were kept under an id; those given, where none were."""
        kept = (one.text for one in self.state.remarks.values() if (one.by, one.id) == (code, intent))
        return next(kept, words)

    def _require_words(self, code: str, act: str) -> None:
        """Raises OutOfOrder where no words may go with an act."""
        if self.state.moderation == Mode.CLOSED:
            raise OutOfOrder(f"{code}: your teacher has turned off words of your own; send your act without them")
        require_public(code, Verb(int(read_act(self.game.rules, act)[Item.VERB])))

    def settle(self, considered: Sequence[Considered]) -> None:
        """Keep acts that were judged, in one write. Raises NotKept where the disk refuses: none has been made then."""
        remarks = [self._remark(one) for one in considered if one.words or self.words_of(one.intent.seat)]
        try:
            self.store.append(*remarks, intents=[one.intent for one in considered])
        except NotKept:
            for one in reversed(considered):
                self._take_back(one.intent.seat, one.before)
            raise
        for entry in remarks:
            self.state.apply(entry)

    def words_of(self, code: str) -> str:
        """The words beside what a seat has answered to the question that is put; empty where there are none."""
        found = self.state.remarks.get((self.session.tick, code))
        return found.text if found else ""

    def _remark(self, one: Considered) -> Entry:
        """The words beside an act, or that there are none any more, as a line of the log."""
        body = {"by": one.intent.seat, "id": one.intent.id, "tick": self.session.tick, "text": one.words}
        return Entry("remark", body)

    def offer(self, code: str, intent: str, question: int, act: str, words: str = "") -> Answer:
        """An act of a seat, judged and kept. Raises as `consider` and `settle` do."""
        one = self.consider(code, intent, question, act, words)
        if one is None:
            return Answer.ALREADY
        self.settle([one])
        return Answer.ACKNOWLEDGED

    def _offer(self, code: str, act: str) -> None:
        self.session.offer(self.places[code], self.session.tick, read_act(self.game.rules, act))
        self.offered[code] = act

    def _take_back(self, code: str, before: str | None) -> None:
        self.session.take_back(self.places[code])
        del self.offered[code]
        if before is not None:
            self._offer(code, before)

    # ── the world moves ──────────────────────────────────────────────────────────────────────────────────────────────

    def advance(self, *, time_is_up: bool = False) -> None:
        """Move the world, which takes some milliseconds, and changes the session alone. `moved` has to follow."""
        self.session.advance(time_is_up=time_is_up, tell_why=True)

    def moved(self, present: set[str], now: float) -> None:
        """Keep the tick that has been made; AI takes the seats of those the clock spoke for and who are not there.

        Raises NotKept where the disk refuses; the world has not moved then, and what was offered stands.
        """
        tick, world = self.session.moments[-1].tick, self.session.world
        line = {
            key: value for key, value in asdict(line_of(self.game.rules, tick, world)).items() if value or key == "tick"
        }
        asked = tick.act[:, Item.VERB] != Verb.SILENT
        spoke = [c for c in self.state.people if asked[self.places[c]] and self._is_kept(c, Keeper.OWNER)]
        entries = [Entry("tick", {"line": line, "spoke": spoke})]
        for code in line.get("by_clock", ()):
            missed = self.state.people[code].missed + 1
            if code not in present or missed >= MOST_MISSED:
                entries.append(Entry("keeper", {"code": code, "keeper": Keeper.AWAY}))
        if self.session.closed:
            entries.append(Entry("part", {"part": Part.DEBRIEF}))
        entries += self._news()
        try:
            self.keep(*entries)
        except NotKept:
            self.session.undo()
            self._seat_everybody()
            for code, act in self.offered.items():
                self._offer(code, act)
            raise
        self.offered = {}
        self.put_clock(now)

    def _news(self) -> list[Entry]:
        """Scripted injects that are due where the session stands now."""
        due = [
            (number, inject)
            for number, inject in enumerate(self.script)
            if number not in self.state.sent and inject.is_due(self.phase, self.round)
        ]
        return [self.inject_entry(inject, number) for number, inject in due]

    def inject_entry(self, inject: Inject, number: int | None) -> Entry:
        """An inject as a line of the log. number: its place in the script, if it is of the script."""
        body = {"kind": "inject", "by": "", "to": inject.to, "title": inject.title, "text": inject.text}
        return Entry("message", {**body, "tick": self.session.tick, "script": number})

    def rewind(self, now: float) -> None:
        """Back to the last question that a person was asked before this one, with the clock standing.

        Raises OutOfOrder where there is none.
        """
        to = self._step_back()
        self.keep(Entry("rewind", {"to": to}), Entry("paused", {"paused": True}))
        self.session.undo(self.session.tick - to)
        self.offered = {}
        self._seat_everybody()
        self.put_clock(now)

    def _step_back(self) -> int:
        mine = [self.places[code] for code in self.state.people]
        for tick in reversed(self.session.ticks):
            if (tick.act[mine, Item.VERB] != Verb.SILENT).any():
                return tick.number
        raise OutOfOrder("there is no question before this one to go back to")

    # ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def keep(self, *entries: Entry, intent: Intent | None = None) -> None:
        """Write lines to the store, and let them happen. A tick has happened to the session already."""
        self.store.append(*entries, intents=[intent] if intent else [])
        for entry in entries:
            self.state.apply(entry)
        if any(entry.kind in ("seated", "freed", "keeper") for entry in entries):
            self._seat_everybody()
