"""Who may read words of their own, and who is told of them when: as a page opens, and as they change."""

from collections.abc import Iterable, Sequence
from typing import Any

from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.remarks import Remark, Standing
from demarche.ui.classroom.wires import Kind, Wire
from demarche.ui.seat.did import did

MOST_TOLD = 300
"""Words that a page is told when it is opened, the newest. Chosen: thirty people in ten questions."""


def is_counted(lesson: Lesson, remark: Remark) -> bool:
    """Whether the act that they go with has been counted."""
    return remark.tick < lesson.session.tick


def may_read(lesson: Lesson, remark: Remark, reader: Reader) -> bool:
    """Whether somebody may read those words now."""
    if reader.code == remark.by:
        return True
    if not is_counted(lesson, remark):
        return False
    return reader.role == Role.FACILITATOR or remark.standing == Standing.SHOWN


def readable(lesson: Lesson, reader: Reader) -> list[dict[str, Any]]:
    """All that a reader may read, oldest first, the newest of them at the most."""
    told = [as_read(lesson, one, reader) for one in lesson.state.remarks.values() if may_read(lesson, one, reader)]
    return sorted(told, key=lambda one: int(one["tick"]))[-MOST_TOLD:]


def as_read(lesson: Lesson, remark: Remark, reader: Reader) -> dict[str, Any]:
    """Words as a reader is told of them; without the words where they may no longer read them."""
    told: dict[str, Any] = {"tick": remark.tick, "by": remark.by, "from": lesson.titles[remark.by]}
    if not may_read(lesson, remark, reader):
        return {**told, "did": "", "text": "", "standing": Standing.HIDDEN}
    return {**told, "did": beside(lesson, remark), "text": remark.text, "standing": remark.standing}


def beside(lesson: Lesson, remark: Remark) -> str:
    """The act that words go with, as a sentence; empty before it is counted."""
    if not is_counted(lesson, remark):
        return ""
    moment, place = lesson.session.moments[remark.tick], lesson.places[remark.by]
    return did(lesson.words, moment.before, place, moment.tick.act[place])


def tell_all(lesson: Lesson, wire: Wire) -> None:
    """Every word that a page may read, in place of those it holds."""
    wire.say(Kind.WORDS, all=True, words=readable(lesson, wire.reader))


def tell_counted(lesson: Lesson, wires: Iterable[Wire], tick: int) -> None:
    """The words beside the acts of a tick that has just been counted, to those who may read them."""
    counted = [one for one in lesson.state.remarks.values() if one.tick == tick]
    for wire in wires if counted else []:
        tell(lesson, wire, [one for one in counted if may_read(lesson, one, wire.reader)])


def tell_judged(lesson: Lesson, wires: Iterable[Wire], remark: Remark) -> None:
    """Words that the teacher has hidden or shown, to everybody: whoever has read them is told to forget them."""
    for wire in wires:
        tell(lesson, wire, [remark])


def tell(lesson: Lesson, wire: Wire, changed: Sequence[Remark]) -> None:
    """Words that have changed, to one page."""
    if changed:
        wire.say(Kind.WORDS, all=False, words=[as_read(lesson, one, wire.reader) for one in changed])
