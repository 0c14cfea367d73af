"""What a seat is shown as JSON and back, for a browser, a distant window or a bot."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from demarche.sim.terms import Unreadable
from demarche.ui.seat.shown import Heard, Room

Kind = TypeVar("Kind")

_ROOM = TypeAdapter(Room)
_HEARD = TypeAdapter(tuple[Heard, ...])


def room_to_json(room: Room) -> bytes:
    """A room as one JSON object."""
    return _ROOM.dump_json(room)


def room_from_json(text: bytes | str) -> Room:
    """The room that a JSON object says. Raises Unreadable where it is none."""
    return _read(_ROOM, text)


def heard_to_json(heard: tuple[Heard, ...]) -> bytes:
    """What was heard as a JSON list."""
    return _HEARD.dump_json(heard)


def heard_from_json(text: bytes | str) -> tuple[Heard, ...]:
    """What a JSON list says was heard. Raises Unreadable where it is none."""
    return _read(_HEARD, text)


def _read(adapter: TypeAdapter[Kind], text: bytes | str) -> Kind:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the message"
        raise Unreadable(f"{where}: {fault['msg']}") from None
