"""A person is forgotten, or told what is held on them: in one lesson, and in those put aside beside it.

What somebody did for a state stays, since the others' lesson is made of it; who they were, what they wrote and the key
of their seat go.  The file is written again without them, so that nothing of it is left in the log or in its chain.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demarche.scenarios.reading.text import folded
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.lesson_files import earlier, fold, forget
from demarche.ui.classroom.lesson_path import sidecars
from demarche.ui.classroom.records import Entry, Write
from demarche.ui.classroom.store import Store

NOBODY = "Somebody"
"""What stands in place of a name that was forgotten."""
REMOVED = "(removed)"


@dataclass
class Follower:
    """Goes through the entries of a lesson and knows who holds each seat. name: whom it follows."""

    name: str
    held: dict[str, list[str]]

    def sees(self, entry: Entry) -> None:
        """An entry happens."""
        if entry.kind == "seated":
            self.held[entry.body["code"]] = list(entry.body["names"])
        elif entry.kind == "freed":
            self.held.pop(entry.body["code"], None)

    def holds(self, code: str) -> bool:
        """Whether that person is among those who hold a seat now."""
        return any(self.is_them(name) for name in self.held.get(code, ()))

    def is_them(self, name: str) -> bool:
        """Whether that is their name."""
        return folded(name) == folded(self.name)


def without(writes: Sequence[Write], name: str) -> list[Write]:
    """The writes of a lesson without a person."""
    follower, found = Follower(name, {}), []
    for write in writes:
        entries = []
        for entry in write.entries:
            follower.sees(entry)
            entries.append(replace(entry, body=_body_without(entry, follower)))
        found.append(replace(write, entries=tuple(entries)))
    return found


def _body_without(entry: Entry, follower: Follower) -> dict[str, Any]:
    body = dict(entry.body)
    match entry.kind:
        case "seated":
            theirs = [follower.is_them(name) for name in body["names"]]
            if any(theirs):
                body["names"] = [NOBODY if mine else name for name, mine in zip(body["names"], theirs, strict=True)]
                # A team has a token for each, in the order of names; where a link was made again it has one for all.
                whole = len(body["tokens"]) == len(theirs)
                kept = zip(body["tokens"], theirs, strict=True) if whole else ()
                body["tokens"] = [token for token, mine in kept if not mine]
                body["team"] = "" if all(theirs) else body["team"]
        case "message" | "remark":
            wrote = bool(body["by"]) and follower.holds(body["by"])
            in_place = REMOVED if entry.kind == "message" else ""
            body["text"] = in_place if wrote else scrubbed(body["text"], follower.name)
            if entry.kind == "message":
                body |= {"who": NOBODY} if follower.is_them(body.get("who", "")) else {}
                body["title"] = scrubbed(body["title"], follower.name)
        case "graded":
            body["points"] = 0.0 if follower.holds(body["code"]) else body["points"]
        case "given":
            lines = body["text"].splitlines(keepends=True)
            body["text"] = "".join(line for line in lines if folded(follower.name) not in folded(line))
    return body


def scrubbed(text: str, name: str) -> str:
    """A text in which that name no longer stands."""
    return text.replace(name, REMOVED) if name else text


def forget_person(path: Path, name: str) -> list[Path]:
    """Write a lesson, and those put aside beside it, without a person; the files that are changed.

    The lesson must not be open.  Raises Unreadable where one of them cannot be read or written.
    """
    changed = []
    for one in (path, *earlier(path)):
        store, kept = Store.go_on(one)
        store.close()
        writes = without(kept.writes, name)
        if [write.entries for write in writes] != [write.entries for write in kept.writes]:
            _write_again(one, store, writes)
            changed.append(one)
    return changed


def _write_again(path: Path, store: Store, writes: Sequence[Write]) -> None:
    """A new file in place of the old one, whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    for one in (beside, *sidecars(beside)):
        one.unlink(missing_ok=True)
    new = Store.begin(beside, store.head)
    try:
        for write in writes:
            new.append(*write.entries, intents=write.intents, at=write.at)
    finally:
        new.close()
    fold(beside)
    forget(path)
    try:
        os.replace(beside, path)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}; the lesson is in {beside}") from None


def held_on(writes: Sequence[Write], name: str) -> dict[str, Any]:
    """Everything that a lesson holds on a person: seats, acts, what they wrote and were written, points by hand."""
    follower = Follower(name, {})
    told: dict[str, list[dict[str, Any]]] = {key: [] for key in ("seats", "acts", "wrote", "read", "grades", "listed")}
    for write in writes:
        for entry in write.entries:
            follower.sees(entry)
            _note(told, entry, follower, write.at)
    return {"name": name, **told}


def _note(told: dict[str, list[dict[str, Any]]], entry: Entry, follower: Follower, at: float) -> None:
    body = entry.body
    match entry.kind:
        case "seated" if follower.holds(body["code"]):
            told["seats"].append({"at": at, "seat": body["code"], "names": body["names"], "team": body["team"]})
        case "tick":
            for code in body["spoke"]:
                if follower.holds(code):
                    act = body["line"].get("acts", {}).get(code, "")
                    told["acts"].append({"at": at, "seat": code, "tick": body["line"]["tick"], "act": act})
        case "message" | "remark" if body["by"] and follower.holds(body["by"]):
            told["wrote"].append(
                {"at": at, "seat": body["by"], "to": body.get("to", "everybody"), "text": body["text"]}
            )
        case "message" if any(follower.holds(code) for code in body["to"]):
            told["read"].append({"at": at, "from": body["by"] or "teacher", "text": body["text"]})
        case "graded" if follower.holds(body["code"]):
            told["grades"].append({"at": at, "line": body["line"], "points": body["points"]})
        case "given":
            lines = [line for line in body["text"].splitlines() if folded(follower.name) in folded(line)]
            told["listed"] += [{"at": at, "in": body["what"], "line": line} for line in lines]
