"""Rooms as they are sent: each choice and each field of a form once on a wire, what never changes of a seat once.

The forms of a room repeat the same lists of states and wordings.  Here each distinct choice or field is a part with a
number, sent before the first room that needs it; a room then names its fields by their numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter

from demarche.ui.seat.shown import Act, Choice, Field, Place, Room

STANDING = ("code", "name", "group", "line", "role")
"""What never changes of a place; it is sent with the welcome."""
MOST_REMEMBERED = 20_000
"""Choices and fields whose part is looked up by identity; then the memory begins again. Chosen."""
PLAIN = tuple(one.name for one in fields(Field) if one.name != "choices")
"""What a field says of itself beside its choices."""
USUAL = {one.name: one.default for one in fields(Field) if one.default is not MISSING}
"""What it says unless it says otherwise; it is not sent."""
_ROOM = TypeAdapter(Room)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A choice or a field, one object for all that are equal. told: all but the parts in it; inner: those parts."""

    told: tuple[Any, ...]
    inner: tuple["Part", ...]
    is_field: bool


class Grammar:
    """The parts of every form of one session, shared by all wires."""

    def __init__(self) -> None:
        """No form has been seen."""
        self._parts: dict[tuple[Any, ...], Part] = {}
        self._seen: dict[int, tuple[Choice | Field, Part]] = {}

    def part(self, one: Choice | Field) -> Part:
        """The part that a choice or a field is."""
        seen = self._seen.get(id(one))
        if seen is not None:
            return seen[1]
        if isinstance(one, Field):
            told: tuple[Any, ...] = tuple(getattr(one, name) for name in PLAIN)
            inner = tuple(self.part(choice) for choice in one.choices)
        else:
            told, inner = (one.says, one.words, one.note), tuple(self.part(then) for then in one.then)
        found = self._parts.setdefault((told, inner), Part(told, inner, isinstance(one, Field)))
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        self._seen[id(one)] = (one, found)  # the object is kept with its id, so that no other can have that id
        return found


@dataclass(slots=True)
class Sent:
    """The parts that one wire has been sent, and their numbers, which count up from 0."""

    numbers: dict[Part, int] = field(default_factory=dict)

    def number(self, part: Part, new: list[Any]) -> int:
        """The number of a part. One that was not sent yet is put behind `new`, after the parts in it."""
        known = self.numbers.get(part)
        if known is not None:
            return known
        inner = [self.number(one, new) for one in part.inner]
        new.append(field_told(part, inner) if part.is_field else choice_told(part, inner))
        return self.numbers.setdefault(part, len(self.numbers))


def field_told(part: Part, choices: list[int]) -> dict[str, Any]:
    """A field as it is sent: an object, without what is as usual."""
    told = dict(zip(PLAIN, part.told, strict=True))
    return {name: value for name, value in told.items() if value != USUAL.get(name)} | {"choices": choices}


def choice_told(part: Part, then: list[int]) -> list[Any]:
    """A choice as it is sent: a list of what it says, its words, its note and its fields; empty ends are left out."""
    told = [*part.told, then]
    while len(told) > 1 and not told[-1]:
        told.pop()
    return told


def acts_told(grammar: Grammar, sent: Sent, acts: Sequence[Act]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Acts with their fields by number, and the parts that have to be sent before."""
    new: list[Any] = []
    told = [
        {
            "verb": act.verb,
            "word": act.word,
            "key": act.key,
            "tip": act.tip,
            "says": act.says,
            "fields": [sent.number(grammar.part(one), new) for one in act.fields],
        }
        for act in acts
    ]
    return told, new


def standing_told(places: Sequence[Any]) -> list[dict[str, str]]:
    """What never changes of each place, in their order."""
    return [{key: getattr(one, key) for key in STANDING} for one in places]


def places_told(places: Sequence[Place]) -> dict[str, Any]:
    """What changes of the places. Strings and lists go by the order of seats; codes and numbers name seats and drafts.

    ballot  a letter for each, a dot where there is none        why  the reasons that are told, by code
    lean    for each, on the draft `on`        leans, sponsors  by the number of a draft        asked, person  codes
    """
    drafts = [number for number, _ in places[0].leans] if places else []
    leans = {number: [one.leans[place][1] for one in places] for place, number in enumerate(drafts)}
    sponsors = {number: [one.code for one in places if number in one.sponsors] for number in drafts}
    lean = [one.lean for one in places]
    on = next((number for number in drafts if leans[number] == lean), 0)
    return {
        "ballot": "".join(one.ballot or "." for one in places),
        "on": on,
        "leans": leans,
        "sponsors": sponsors,
        "asked": [one.code for one in places if one.asked],
        "person": [one.code for one in places if one.person],
        "why": {one.code: one.why for one in places if one.why},
    }


def room_told(room: Room) -> dict[str, Any]:
    """A room but for its places and its acts."""
    told: dict[str, Any] = _ROOM.dump_python(room, mode="json", exclude={"places", "acts"})
    return told


class Reading:
    """The other end: makes whole rooms of what one wire was sent. Begin with a new one on a new wire."""

    def __init__(self) -> None:
        """Nothing was sent."""
        self.parts: list[dict[str, Any]] = []
        self.standing: list[dict[str, str]] = []

    def hear(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message; a room with its places and its acts put in full."""
        if message["type"] == "welcome":
            self.parts, self.standing = [], message.get("places", [])
        elif message["type"] == "parts":
            for one in message["parts"]:
                self.parts.append(self._field(one) if isinstance(one, dict) else self._choice(one))
        elif message["type"] == "room":
            room = message["room"]
            room["acts"] = [{**act, "fields": [self.parts[n] for n in act["fields"]]} for act in room["acts"]]
            room["places"] = places_in_full(self.standing, room["places"])
        return message

    def _field(self, one: dict[str, Any]) -> dict[str, Any]:
        return {**USUAL, **one, "choices": [self.parts[number] for number in one["choices"]]}

    def _choice(self, one: list[Any]) -> dict[str, Any]:
        rest: list[Any] = ["", "", []]
        says, words, note, then = [*one, *rest[len(one) - 1 :]]
        return {"says": says, "words": words, "note": note, "then": [self.parts[number] for number in then]}


def places_in_full(standing: Sequence[Mapping[str, str]], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every place, as `Room.places` has it."""
    drafts = [(int(number), leans) for number, leans in told["leans"].items()]
    sponsors = [(int(number), set(codes)) for number, codes in told["sponsors"].items()]
    asked, person, on = set(told["asked"]), set(told["person"]), told["on"]
    return [
        {
            **one,
            "ballot": told["ballot"][seat].replace(".", ""),
            "lean": told["leans"][str(on)][seat] if on else 0,
            "sponsors": [number for number, codes in sponsors if one["code"] in codes],
            "asked": one["code"] in asked,
            "person": one["code"] in person,
            "leans": [[number, leans[seat]] for number, leans in drafts],
            "why": told["why"].get(one["code"], ""),
        }
        for seat, one in enumerate(standing)
    ]
