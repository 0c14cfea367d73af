"""What the committee room shows at one moment, and what the person looks at; panels are drawn from it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Self

from demarche.ui.desktop.room.form import Filling
from demarche.ui.desktop.room.lesson import Advice
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.seat.shown import Heard, Room


@dataclass(frozen=True, slots=True)
class Looking:
    """What of the room a person looks at. tab: the panel in sight where there is not room for all.

    middle  chamber | map | states        draft  its place        code  the seat that is asked about
    """

    tab: str = "move"
    middle: str = "chamber"
    draft: int = 0
    code: str = ""

    def toward(self, intent: Intent) -> "Looking":
        """Where a person looks next."""
        match intent:
            case Intent("tab", str(tab)):
                return replace(self, tab=tab)
            case Intent("middle", str(middle)):
                return replace(self, middle=middle)
            case Intent("draft", int(draft)):
                return replace(self, draft=draft)
            case Intent("seat", str(code)):
                return replace(self, code="" if code == self.code else code)
        return self


@dataclass(frozen=True, slots=True)
class RoomState:
    """One seat's room at one moment, and what the person looks at.

    filling   the act that is being filled in        notice  a line to be read now
    can_undo, may_skip, may_save   what this table lets a person do
    advice    the step of a lesson; next_lesson: whether another follows
    why       of a seat, by its code: how it voted last and why, as far as it may be told
    count     of an act in notation that proposes a pact: who would sign it; empty of any other
    scrub     in a replay, the moment that is shown and the last there is
    model     reasons and wordings are shown with the numbers of the model
    """

    room: Room
    heard: tuple[Heard, ...] = ()
    looking: Looking = field(default_factory=Looking)
    filling: Filling | None = None
    notice: str = ""
    busy: bool = False
    can_undo: bool = False
    may_skip: bool = False
    may_save: bool = False
    menu: bool = False
    advice: Advice | None = None
    next_lesson: bool = False
    scrub: tuple[int, int] = (0, 0)
    why: Callable[[str], str] | None = None
    count: Callable[[str], str] | None = None
    model: bool = False

    def news(self, **what: object) -> Self:
        """The same with another room, and a form that is still of an act in order there, or none."""
        new: Self = replace(self, **what)  # type: ignore[arg-type]
        if new.filling is not None and new.filling.act not in new.room.acts:
            new = replace(new, filling=None)
        return new
