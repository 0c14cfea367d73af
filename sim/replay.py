"""Logs read and played again, with every line held to its chain and every mark to the world it was taken of."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from demarche.sim.act import silence
from demarche.sim.aftermath.events import MOST_OF_ANY, Count, Events, Gathered
from demarche.sim.files import MEGABYTE, read_bytes
from demarche.sim.log import FORMAT, NAME, RATIFIED, Head, Line, Log, link, mark
from demarche.sim.naming import word
from demarche.sim.notation import read as read_act
from demarche.sim.record import World
from demarche.sim.rules import RELEASE_OF_RULES, RULES_VERSION, Rules
from demarche.sim.session import Session, Tick
from demarche.sim.terms import Item, OutOfOrder, Stage, Unreadable, Verb
from demarche.sim.visible import is_visible

MOST_BYTES, MOST_LINE = 64 * MEGABYTE, 4 * MEGABYTE
"""The longest log of the library, of 60 rounds and 80 quarters, has 18 MB; its longest line 150 kB."""
_CHAINED = re.compile(r'(\{.*),"chain":"([0-9a-f]+)"\}', re.DOTALL)
_HEAD = {
    "scenario": dict, "seed": int, "replicate": int, "lot": int, "seats": dict, "program": str, "book": dict,
    "tables": str, "plugins": dict,
}  # fmt: skip
_PLUGIN: dict[str, type] = {"kind": str, "module": str, "version": str, "sha256": str}
_PROFILE: dict[str, type] = {
    **_PLUGIN, "title": str, "summary": str, "based_on": str, "family": str, "members": list, "numbers": dict,
    "acts": bool,
}  # fmt: skip
_PLUGGED = {"doctrine": _PROFILE, "strategy": _PLUGIN, "behaviour": _PLUGIN}
_END = {"end": dict, "mark": str}
_SHOWN, _LONGEST = 60, 600  # letters of a faulty value that a message repeats, and of the message
_LINE = {"tick": int, "stage": str, "acts": dict, "why": dict, "by_clock": list, "events": dict, "mark": str}


def read(path: Path, *, cut_short: bool = False) -> Log:
    """A log from its file. cut_short: a last line that was never finished is left out, as after a crash.

    The log may have no end; that is for the caller to judge.  Raises Unreadable naming file, line and fault.
    """
    *lines, rest = read_bytes(path, MOST_BYTES).split(b"\n")
    if rest and not (cut_short and lines):
        lines.append(rest)
    if not lines:
        raise Unreadable(f"{path}: line 1: the file is empty; a log begins with its head")
    head, before = _read_head(lines[0], f"{path}: line 1")
    found: list[Line] = []
    end, links, ends = None, [before], [len(lines[0]) + 1]
    for number, raw in enumerate(lines[1:], start=2):
        where = f"{path}: line {number}"
        if end is not None:
            raise Unreadable(f"{where}: the log has ended on the line before, and nothing may follow")
        content, before = _unchain(raw, before, where, tick=len(found))
        if "end" in content:
            end = _read_end(content, where)
        else:
            found.append(_read_line(content, where))
            links.append(before)
            ends.append(ends[-1] + len(raw) + 1)
    return Log(path, head, tuple(found), end, tuple(ends), tuple(links))


def glance(path: Path) -> tuple[Head, int, bool]:
    """The head of a log, the joint acts it holds, and whether it has ended; the acts themselves are not judged.

    For lists of logs: `read` takes twenty times as long.  Raises Unreadable as it does, for a head that is none.
    """
    *lines, rest = read_bytes(path, MOST_BYTES).split(b"\n")
    head, _ = _read_head(lines[0] if lines else rest, f"{path}: line 1")
    ended = len(lines) > 1 and lines[-1].startswith(b'{"end":')
    return head, max(len(lines) - 1 - ended, 0), ended


def _read_head(raw: bytes, where: str) -> tuple[Head, str]:
    """The head and its chain. Versions are judged before anything else, since another version may mean other rules."""
    content = _json(raw, where)
    if content.get("log") != NAME:
        raise Unreadable(f'{where}: a log begins with a head, {{"log":"{NAME}", …}}, and this is none')
    for key, known in (("format", FORMAT), ("rules", RULES_VERSION)):
        if content.get(key) != known:
            version = repr(content.get(key))[:_SHOWN]
            told = f"{where}: this log has {key} version {version}; this program has {key} {known}"
            releases = [name for rules, name in RELEASE_OF_RULES.items() if (key, content.get(key)) == ("rules", rules)]
            raise Unreadable("; ".join([told, *(f"Démarche {name} replays it" for name in releases)]))
    content, chain = _unchain(raw, "", where, tick=None)
    kept = {key: value for key, value in content.items() if key not in ("log", "format", "rules")}
    _require(kept, _HEAD, set(_HEAD) - {"plugins"}, where)
    _require_plugins(kept.get("plugins", {}), where)
    if not all(isinstance(marks, str) for marks in kept.get("book", {}).values()):
        raise Unreadable(f"{where}: book: a clause and its fingerprints are expected, as in {{'HRT': '1f3a2b 9c0233'}}")
    if not all(isinstance(behaviour, str) for behaviour in kept["seats"].values()):
        raise Unreadable(f"{where}: seats: a seat code and a name are expected, as in {{'USA': 'national'}}")
    return Head(**kept), chain


def _require_plugins(plugins: dict[str, Any], where: str) -> None:
    """What was plugged in, each with what is said of it. Raises Unreadable where something is missing."""
    for name, said in plugins.items():
        if not isinstance(said, dict) or said.get("kind") not in _PLUGGED:
            raise Unreadable(f"{where}: plugins: {name[:_SHOWN]}: its kind is one of {', '.join(_PLUGGED)}")
        _require(said, _PLUGGED[said["kind"]], set(_PLUGGED[said["kind"]]), f"{where}: plugins: {name[:_SHOWN]}")


def _read_line(content: dict[str, Any], where: str) -> Line:
    _require(content, _LINE, {"tick", "stage"}, where)
    for key in ("acts", "why"):
        if not all(isinstance(words, str) and is_visible(words) for words in content.get(key, {}).values()):
            raise Unreadable(f"{where}: {key}: a seat code and its words are expected, as in {{'USA': 'pass'}}")
    if not all(isinstance(code, str) for code in content.get("by_clock", [])):
        raise Unreadable(f"{where}: by_clock: a list of seat codes is expected, as in ['USA']")
    if not all(isinstance(counts, list) for counts in content.get("events", {}).values()):
        raise Unreadable(f"{where}: events: two seats and numbers are expected, as in {{'CHN>RUS': [1, 0, 0]}}")
    return Line(**content)


def _read_end(content: dict[str, Any], where: str) -> dict[str, Any]:
    _require(content, _END, set(_END), where)
    if not all(isinstance(status, str) and is_visible(status) for status in content["end"].values()):
        raise Unreadable(f"{where}: end: each draft and how it ended are expected, as in {{'L.1': 'adopted'}}")
    return content


def _require(content: dict[str, Any], kinds: Mapping[str, type], needed: set[str], where: str) -> None:
    """Only known keys, all that are needed, each of its kind."""
    for key in sorted(needed - content.keys()):
        raise Unreadable(f"{where}: {key} is missing")
    for key, value in content.items():
        if key not in kinds:
            raise Unreadable(f"{where}: there is no key {key}; there are {', '.join(kinds)}")
        if type(value) is not kinds[key]:  # a truth is an int to isinstance
            kind, shown = kinds[key].__name__, repr(value)[:_SHOWN]
            raise Unreadable(f"{where}: {key}: should be of kind {kind}, not {shown}")


def _unchain(raw: bytes, before: str, where: str, tick: int | None) -> tuple[dict[str, Any], str]:
    """The content of a line and its chain. Raises Unreadable where lines are missing or this one was edited."""
    content = _json(raw, where)
    if tick is not None and "end" not in content and content.get("tick") != tick:
        stands = repr(content.get("tick", "none"))[:_SHOWN]
        raise Unreadable(f"{where}: tick {tick} belongs here and tick {stands} stands: lines are missing or moved")
    parts = _CHAINED.fullmatch(raw.rstrip(b"\r").decode())
    if parts is None or link(before, parts[1] + "}") != parts[2]:
        raise Unreadable(f"{where}: the chain does not fit: this line was edited, or one before it was taken out")
    return {key: value for key, value in content.items() if key != "chain"}, parts[2]


def _json(raw: bytes, where: str) -> dict[str, Any]:
    if len(raw) > MOST_LINE:
        raise Unreadable(f"{where}: longer than {MOST_LINE // MEGABYTE} MB, the most that is read of a line")
    try:
        content = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise Unreadable(f"{where}: this is not a text in UTF-8") from None
    except ValueError as error:
        raise Unreadable(f"{where}: this is not JSON, or was cut short: {error}") from None
    except RecursionError:
        raise Unreadable(f"{where}: this is nested too deeply") from None
    if not isinstance(content, dict):
        raise Unreadable(f"{where}: a line of a log is an object, {{…}}")
    return content


def require_ended(log: Log) -> None:
    """Raises Unreadable for a log that ends before its session did."""
    if log.end is None:
        raise Unreadable(
            f"{log.path}: line {log.tick + 1}: the log ends here, at tick {log.tick}, before the session closed; "
            "it can be resumed, and then replayed"
        )


def play_back(log: Log, session: Session) -> None:
    """Make the acts of a log in a session that stands where the log began, comparing every mark.

    Raises Unreadable naming the line where an act cannot be read or is out of order, or a mark is another.
    """
    for number, line in enumerate(log.lines, start=2):
        where = f"{log.path}: line {number}"
        if session.closed:
            raise Unreadable(f"{where}: the session has closed at tick {session.tick}, and the log goes on")
        try:
            session.play(tick_of(session, line))
        except (Unreadable, OutOfOrder) as error:
            raise Unreadable(f"{where}: {str(error)[:_LONGEST]}") from None
        _compare(where, line.mark, session.world)
    if log.end is not None:
        where = f"{log.path}: line {log.tick + 2}"
        if not session.closed:
            raise Unreadable(f"{where}: the log ends here, and the session is still open at tick {session.tick}")
        _compare(where, str(log.end.get("mark", "none")), session.world)


def tick_of(session: Session, line: Line) -> Tick:
    """The joint act of a line: whoever is asked and has no entry passes. Raises Unreadable."""
    if line.stage != word(session.stage):
        raise Unreadable(f"the session is at its {word(session.stage)}, and the line says {line.stage[:_SHOWN]}")
    act = silence(1, session.rules.seats)[0]
    act[session.asked(), Item.VERB] = Verb.PASS
    places = {name: seat for seat, name in enumerate(session.rules.roster.names)}
    for name in (*line.acts, *line.why, *line.by_clock):
        if name not in places:
            raise Unreadable(f"{name[:_SHOWN]} has no seat in this session")
    for name, words in line.acts.items():
        act[places[name]] = read_act(session.rules, words)
    why = {places[name]: words for name, words in line.why.items()}
    clocked = tuple(places[name] for name in line.by_clock)
    return Tick(line.tick, session.stage, np.asarray(act), why, clocked, events_in(session, line, places))


def events_in(session: Session, line: Line, places: dict[str, int]) -> Events | None:
    """What a line says happened by itself; nothing, where the quarter has not come to it. Raises Unreadable."""
    if session.stage != Stage.NATURE:
        if line.events:
            raise Unreadable(f"events: nothing happens by itself at {line.stage}")
        return None
    rules, into = session.rules, Gathered()
    ratified = np.zeros((1, len(rules.pen)), bool)
    for pair, counts in line.events.items():
        if pair == RATIFIED:
            ratified[0, _pacts_of(rules, counts)] = True
            continue
        doer, arrow, victim = pair.partition(">")
        if not arrow or doer not in places or victim not in places or doer == victim:
            raise Unreadable(f"events: {pair[:_SHOWN]} is no pair of seats, as in 'CHN>RUS'")
        if not 1 <= len(counts) <= len(Count) or not all(type(n) is int and 0 <= n <= MOST_OF_ANY for n in counts):
            raise Unreadable(
                f"events: {pair}: up to {len(Count)} whole numbers from 0 to {MOST_OF_ANY} are expected, "
                f"not {repr(counts)[:_SHOWN]}"
            )
        at = np.array([places[doer] * rules.seats + places[victim]])
        for count, number in zip(Count, counts, strict=False):
            into.add(at, count, np.array([number]))
    return into.events(rules.seats, ratified)


def _pacts_of(rules: Rules, numbers: list[int]) -> list[int]:
    """The places of pacts that come into force. Raises Unreadable."""
    if not all(type(number) is int and 1 <= number <= len(rules.pen) for number in numbers):
        raise Unreadable(f"events: {RATIFIED}: numbers of drafts are expected, not {repr(numbers)[:_SHOWN]}")
    return [number - 1 for number in numbers]


def _compare(where: str, kept: str, world: World) -> None:
    if kept and kept != mark(world):
        raise Unreadable(
            f"{where}: the acts lead to another world than the one marked ({mark(world)}, not {kept[:_SHOWN]}): "
            "the program, its tables or its rules are not those the log was written with"
        )
