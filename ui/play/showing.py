"""What a table shows of one moment: made by the worker, never changed after."""

from dataclasses import dataclass
from enum import StrEnum

from demarche.ui.seat.shown import Code, Heard, Room


class State(StrEnum):
    """What a table is at. COVER: the person named has to sit down before anything of its own is shown."""

    OPENING = "opening"
    MOVING = "moving"
    ASKS = "asks"
    COVER = "cover"
    OVER = "over"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment. place, seat: who is asked, or has to sit down; room: None before the opening."""

    state: State
    place: int | None = None
    seat: Code = ""
    room: Room | None = None
    heard: tuple[Heard, ...] = ()
    can_undo: bool = False
