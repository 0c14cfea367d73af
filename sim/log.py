"""The log of a session, which is also its save file: written as JSON Lines, for the head, every tick, and the end.

Every line carries a `chain`, which holds it to all lines before it; every eighth tick and the end carry a `mark`, which
holds the acts to the world they led to.  Acts are in words.  The page on the log in the docs describes each key.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

import numpy as np

from demarche.sim.aftermath.events import Events
from demarche.sim.naming import word
from demarche.sim.notation import say
from demarche.sim.record import World
from demarche.sim.rules import RULES_VERSION, Rules
from demarche.sim.session import Tick
from demarche.sim.terms import Item, Status, Unreadable, Verb

FORMAT = 1
"""Rises when a log of the old form can no longer be read."""
MARK_EVERY = 8
NAME = "demarche"
RATIFIED = "in force"
"""Among the events of a quarter: the pacts that come into force."""
_CHAIN, _MARK = 12, 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Head:
    """What a session is: enough to open it again.

    scenario  the document, with its settings applied       program  version of the program that wrote it
    seed, replicate, lot  where its chance came from, and the seat drawn to be called first
    seats     seat code -> name of the behaviour that sat there at the opening
    book      clause -> fingerprints of it and of each wording that it had; empty in logs of before there was this key
    tables    fingerprint of what was taken from the other tables; empty likewise
    plugins   name -> what was plugged in under it: its kind, module, version and hash; no key where nothing was
    """

    scenario: dict[str, Any]
    seed: int
    replicate: int
    lot: int
    seats: dict[str, str]
    program: str
    book: dict[str, str] = field(default_factory=dict)
    tables: str = ""
    plugins: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One tick as it was written. acts, why: seat code -> words; by_clock: seats that the clock spoke for.

    events: "CHN>RUS" -> operations, those inside the text, those known rightly, and those wrongly laid at CHN's door.
    """

    tick: int
    stage: str
    acts: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    by_clock: list[str] = field(default_factory=list)
    events: dict[str, list[int]] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log as read: its head, a line for each tick, and how it ended, if it did.

    ends, links  for the head and each tick: where its line ends in the file, and its chain
    """

    path: Path
    head: Head
    lines: tuple[Line, ...]
    end: dict[str, Any] | None
    ends: tuple[int, ...]
    links: tuple[str, ...]

    @property
    def tick(self) -> int:
        """The tick at which it stands: the number of joint acts it holds."""
        return len(self.lines)


def mark(world: World) -> str:
    """A fingerprint of one world: SHA-256 of the integers of its record, dealings and secrets, shortened."""
    parts = (world.record, world.dealings, world.secrets)
    rows = [part.rows().astype("<i2").tobytes() for part in parts]
    return hashlib.sha256(b"".join(rows)).hexdigest()[:_MARK]


def link(before: str, body: str) -> str:
    """The chain of a line: SHA-256 of the chain before it and its own text without the chain, shortened."""
    return hashlib.sha256((before + body).encode()).hexdigest()[:_CHAIN]


def line_of(rules: Rules, tick: Tick, world: World) -> Line:
    """A tick in words. world is the one it led to."""
    names, verb = rules.roster.names, tick.act[:, Item.VERB]
    spoke = np.flatnonzero((verb != Verb.SILENT) & (verb != Verb.PASS))
    return Line(
        tick=tick.number,
        stage=word(tick.stage),
        acts={names[s]: say(rules, tick.act[s]) for s in spoke},
        why={names[s]: why for s, why in sorted(tick.why.items())},
        by_clock=[names[s] for s in sorted(tick.clocked)],
        events=events_of(rules, tick.events),
        mark=mark(world) if (tick.number + 1) % MARK_EVERY == 0 else "",
    )


def events_of(rules: Rules, events: Events | None) -> dict[str, list[int]]:
    """What happened by itself in one world: pair by pair, with the numbers of `Count` up to the last that is not 0.

    Pacts that came into force stand under RATIFIED, by their numbers.
    """
    if events is None:
        return {}
    names = rules.roster.names
    told = {
        f"{names[i]}>{names[j]}": np.trim_zeros(counts, "b").tolist()
        for i, j, counts in zip(events.doer, events.victim, events.counts, strict=True)
    }
    entered = np.flatnonzero(events.ratified[0])
    return told | ({RATIFIED: [int(pact) + 1 for pact in entered]} if entered.size else {})


class Writer:
    """Writes a log line by line. Whatever ends the program, at most the act being made is lost."""

    def __init__(self, path: Path, log: Log | None = None) -> None:
        """Go on with a log that was read, cutting off what came after it; or, without one, wait for `begin`."""
        self.path = path.resolve()
        self._ends, self._links = (list(log.ends), list(log.links)) if log else ([], [])
        self._file: IO[bytes] | None = None
        if log:
            self.back_to(log.tick)

    @classmethod
    def begin(cls, path: Path, head: Head) -> Self:
        """A new log at that path. One that stands there is replaced once the new head is whole.

        Raises Unreadable where something stands there that is no log, or the file cannot be written.
        """
        writer = cls(path)
        require_replaceable(path)
        beside = writer.path.with_name(f".{writer.path.name}.{os.getpid()}.new")
        try:
            with open(beside, "wb") as writer._file:
                facts = {key: value for key, value in asdict(head).items() if key != "plugins" or value}
                writer._put({"log": NAME, "format": FORMAT, "rules": RULES_VERSION, **facts})
            os.replace(beside, writer.path)
            writer._file = open(writer.path, "ab")  # noqa: SIM115 - it is closed by close()
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise Unreadable(f"{path}: a log cannot be written here: {error.strerror}") from None
        return writer

    def write(self, rules: Rules, tick: Tick, world: World) -> None:
        """Add a tick; world is the one it led to."""
        line = line_of(rules, tick, world)
        kept = {key: value for key, value in asdict(line).items() if value or key == "tick"}
        self._put(kept)

    def end(self, rules: Rules, world: World) -> None:
        """Add the last line: how each draft ended, and the mark of the world."""
        status = {name: word(Status(int(s))) for name, s in zip(rules.drafts, world.record.status[0], strict=True)}
        self._put({"end": status, "mark": mark(world)})

    def sync(self) -> None:
        """See to it that what was written outlasts a loss of power, too. Takes as long as the disk does."""
        if self._file:
            os.fsync(self._file.fileno())

    def back_to(self, tick: int) -> None:
        """Keep only the joint acts before that tick, as undo does."""
        self.close()
        del self._ends[tick + 1 :], self._links[tick + 1 :]
        try:
            os.truncate(self.path, self._ends[-1])
            self._file = open(self.path, "ab")  # noqa: SIM115 - it is closed by close()
        except OSError as error:
            raise Unreadable(f"{self.path}: the log cannot be written: {error.strerror}") from None

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, content: Mapping[str, Any]) -> None:
        """One line, whole and at once."""
        if self._file is None:
            raise ValueError(f"{self.path}: this log has been closed")
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._links.append(link(self._links[-1] if self._links else "", body))
        text = f'{body[:-1]},"chain":"{self._links[-1]}"}}\n'.encode()
        self._ends.append((self._ends[-1] if self._ends else 0) + len(text))
        self._file.write(text)
        self._file.flush()


def require_replaceable(path: Path) -> None:
    """A log, an empty file or nothing may give way to a new log. Raises Unreadable where something else is there."""
    resolved = path.resolve()
    if not resolved.exists():
        return
    if not resolved.is_file():
        raise Unreadable(f"{path}: this is no file that a log could be written to")
    with open(resolved, "rb") as file:
        start = file.read(len(NAME) + 16)
    if start and not start.startswith(f'{{"log":"{NAME}"'.encode()):
        raise Unreadable(f"{path}: this file is no log and is not replaced by one; choose another name")
