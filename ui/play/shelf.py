"""The saves of a player: what each is, read without playing it, and where a new one is put."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from demarche.scenarios.state_names import member_name
from demarche.sim.log import Head
from demarche.sim.replay import glance
from demarche.sim.terms import Unreadable
from demarche.ui.play.deal import PERSON
from demarche.ui.play.home import autosaves, saves

LONGEST = 60
"""Letters of a name that a player gives."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save as a list shows it. name: the player's, or empty for an autosave; title: of the scenario.

    seats  codes and names of the people who play        tick  joint acts it holds        over  it was played to its end
    when   it was last written, in UTC        fault  in a sentence, why it cannot be loaded; the rest is then empty
    """

    path: Path
    name: str
    when: datetime
    scenario: str = ""
    title: str = ""
    seats: tuple[tuple[str, str], ...] = ()
    tick: int = 0
    over: bool = False
    fault: str = ""


def shelf() -> list[Saved]:
    """Every save there is, the latest first, with its fault where it is none. Whether all is sound, loading tells."""
    return sorted(_found(), key=lambda saved: saved.when, reverse=True)


def _found() -> Iterator[Saved]:
    for folder, named in ((saves(), True), (autosaves(), False)):
        for path in folder.glob("*.jsonl"):
            try:
                yield saved(path, path.stem if named else "")
            except FileNotFoundError:
                continue  # taken away while we looked


def saved(path: Path, name: str = "") -> Saved:
    """One save. Raises FileNotFoundError where there is none."""
    when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        head, tick, over = glance(path)
        title, seats = str(head.scenario["title"]), tuple(_people(head))
    except Unreadable as error:
        return Saved(path, name, when, fault=str(error))
    except (KeyError, TypeError, AttributeError):
        return Saved(path, name, when, fault=f"{path}: line 1: this is no scenario of this program")
    return Saved(path, name, when, str(head.scenario.get("id", "")), title, seats, tick, over)


def _people(head: Head) -> Iterator[tuple[str, str]]:
    invented = head.scenario.get("fictional", {})
    for code, behaviour in head.seats.items():
        if behaviour == PERSON:
            yield code, str(invented[code]["name"]) if code in invented else member_name(code)


def to_continue() -> Saved | None:
    """The game that was played last, if it was left before its end."""
    latest = next((one for one in shelf() if not one.fault and not one.name), None)
    return latest if latest and not latest.over else None


def path_for(name: str) -> Path:
    """Where a save of that name is put. Raises Unreadable where no file can be called so."""
    plain = re.sub(r"\s+", " ", name).strip()
    if not plain:
        raise Unreadable("a save needs a name")
    if len(plain) > LONGEST:
        raise Unreadable(f"a name has at most {LONGEST} letters, and this one has {len(plain)}")
    if plain.startswith(".") or re.search(r'[<>:"/\\|?*\x00-\x1f]', plain):
        raise Unreadable('a name does not begin with a full stop, nor hold any of < > : " / \\ | ? *')
    return saves() / f"{plain}.jsonl"
