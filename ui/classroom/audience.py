"""Who may be told what: the one rule by which the host decides, for every message, file and page."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who is at the other end of a wire."""

    SEAT = "seat"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"


class Audience(StrEnum):
    """Who may read something."""

    EVERYBODY = "everybody"  # every seat, the facilitator and the projector
    PEOPLE = "people"  # every seat and the facilitator, but not the projector
    NAMED = "named"  # the seats that are named, and the facilitator
    FACILITATOR = "facilitator"  # the facilitator alone


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who might be told something. code: the seat they hold, where they hold one."""

    role: Role
    code: str = ""


def may_read(reader: Reader, audience: Audience, named: Collection[str] = ()) -> bool:
    """Whether a reader belongs to an audience. named: seat codes, for Audience.NAMED."""
    match audience:
        case Audience.EVERYBODY:
            return True
        case Audience.PEOPLE:
            return reader.role != Role.PROJECTOR
        case Audience.NAMED:
            return reader.role == Role.FACILITATOR or (reader.role == Role.SEAT and reader.code in named)
        case Audience.FACILITATOR:
            return reader.role == Role.FACILITATOR
