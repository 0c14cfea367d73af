"""The delegations on a map and in a list, and what is known of the one that is asked about: how it voted, and why."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.room.votes import dot_of, stance
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept
from demarche.ui.desktop.toolkit.marks import Box, Form, Ink, Intent, Mark, Polygon, Rect, Shape, Still, Stroke
from demarche.ui.desktop.toolkit.rolling import Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import NOTE, SMALL, SMALL_STRONG, Sheet, Style
from demarche.ui.plain_reasons import plain
from demarche.ui.seat.shown import Heard, Place, Room
from demarche.ui.world import Flat, anchor, countries, markers

VOTING = ("vote", "explanation", "decision")
"""Kinds of things heard that say how a delegation voted, and why."""


def who_panel(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Who is looked at: name, groups, vote or lean, and the reason in the terms of the model, if one was given."""
    room, heard, code = at.room, at.heard, at.looking.code
    hover = sheet.frame.posture.looked_at
    looked = hover.partition(":")[2] if hover.startswith(("seat:", "state:", "land:")) else code
    place = next((p for p in room.places if p.code == looked), None)
    if place is None:
        of = s("who.balloted", what=room.balloted) + " " if room.balloted else ""
        sheet.paragraph(rect, of + s("who.nobody"), NOTE)
        return
    dot = dot_of(place)
    sheet.shape(rect.x + 7, rect.y + SMALL.height / 2, 5.5, dot.form, dot.ink, hollow=dot.hollow)
    head = f"{place.name}: {stance(place)}" + (f" ({room.balloted})" if place.ballot else "")
    left = sheet.paragraph(Rect(rect.x + 20, rect.y, rect.w - 20, rect.h), head, SMALL_STRONG)
    left = Rect(rect.x, left.y, rect.w, left.h)
    told = s("who.why", why=place.why) if place.why else at.why(place.code) if at.why is not None else ""
    why = told or why_of(heard, place.code)
    why = why if at.model else plain(why)
    groups = " · ".join(part for part in (place.group, s("who.line", line=place.line) if place.line else "") if part)
    for words in (why, groups):
        for style in (NOTE, Style(11, False, Ink.QUIET)):
            if words and sheet.height_of(words, left.w, style) <= left.h:
                left = sheet.paragraph(left, words, style)
                break


def why_of(heard: Sequence[Heard], code: str) -> str:
    """The last reason that a delegation gave for a vote; else what it did last, and why."""
    told = [one.why for one in heard if one.by == code and one.why and one.kind in VOTING]
    if told:
        return s("who.why", why=told[-1])
    last = next((one for one in reversed(heard) if one.by == code), None)
    if last is None:
        return ""
    return s("who.said", text=last.text) if not last.why else s("who.said-why", text=last.text, why=last.why)


def states_panel(sheet: Sheet, rect: Rect, places: tuple[Place, ...], chosen: str) -> None:
    """Lay every delegation in a list: as easy to find for a small state as for a large one."""
    roll(sheet, rect, "states", kept_rows(places, chosen), type_ahead=True)


def _rows(places: tuple[Place, ...], chosen: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            (Said(f"{place.name}: {stance(place)}", SMALL, 0, dot_of(place)),),
            id=f"state:{place.code}",
            intent=Intent("seat", place.code),
            reads=place.name,
            chosen=place.code == chosen,
            gap=2,
        )
        for place in sorted(places, key=lambda place: place.name)
    )


kept_rows: Kept[tuple[Place, ...], tuple[Row, ...]] = Kept(_rows)
"""The rows of all delegations, as long as they are the same."""


def map_panel(sheet: Sheet, rect: Rect, room: Room, chosen: str) -> None:
    """Lay the world with every seat as it voted or leans; or say that there is no map of it."""
    on_the_map = {country.code for country in countries()} | set(markers())
    if not any(place.code in on_the_map for place in room.places):
        sheet.paragraph(rect, s("map.invented"), SMALL.inked(Ink.QUIET))
        return
    rect, note = rect.below(NOTE.height, 2)
    sheet.line(note.x, note.y, sheet.first_that_fits(notes_on(room), note.w, NOTE), NOTE, Ink.PANEL, note)
    looks = tuple(
        (place.code, dot_of(place).ink, place.ballot or "") for place in room.places if place.code in on_the_map
    )
    still, spots = _drawn(looks, rect, 3.4)
    sheet.add(still)
    incidents(sheet, room, {code: (x, y) for code, x, y in spots})
    for code, x, y in spots:
        if code in (room.me, chosen) or sheet.frame.posture.hover == f"land:{code}":
            sheet.ring(x, y, 7, Ink.ACCENT if code == room.me else Ink.TEXT)
        name = next(place.name for place in room.places if place.code == code)
        sheet.spot(f"land:{code}", Rect(x - 6, y - 6, 12, 12), name, Intent("seat", code), kind="place")


def notes_on(room: Room) -> tuple[str, ...]:
    """What is said under the map, the longest first: in the quarters what its lines mean, too."""
    notes = (s("map.note"), s("map.note-short"))
    return (f"{s('map.incidents')} {notes[1]}", s("map.incidents"), *notes) if room.timeline else notes


def incidents(sheet: Sheet, room: Room, at: dict[str, tuple[float, float]]) -> None:
    """Lay the incidents of the last quarter: what was found against one's own state, what it ran, who named whom.

    at  where each seat has its mark, in units
    """
    if not room.timeline or room.me not in at:
        return
    last, mine = room.timeline[-1], at[room.me]
    for code, _ in last.ran:
        _between(sheet, mine, at.get(code), Form.DIAMOND, Ink.LINK)
    for code, _ in last.found:
        _between(sheet, at.get(code), mine, Form.TRIANGLE, Ink.NO)
    for by, of in last.named:
        _between(sheet, at.get(by), at.get(of), Form.CROSS, Ink.ABSTAIN)


def _between(
    sheet: Sheet, one: tuple[float, float] | None, other: tuple[float, float] | None, form: Form, ink: Ink
) -> None:
    """A line from one state to another with a mark nearer to the second; nothing where either has no place."""
    if one is None or other is None:
        return
    sheet.add(Stroke((one, other), ink, 1.5, sheet.layer))
    x, y = (a + 0.7 * (b - a) for a, b in zip(one, other, strict=True))
    sheet.shape(x, y, 5, form, ink)


def world_panel(sheet: Sheet, rect: Rect, codes: tuple[str, ...], chosen: str, intent: str) -> None:
    """Lay the world with the seats that can be chosen, as the choice of a delegation has it."""
    rect, note = rect.below(NOTE.height, 2)
    boundaries = sheet.first_that_fits((s("map.note"), s("map.note-short")), note.w, NOTE)
    sheet.line(note.x, note.y, boundaries, NOTE, Ink.PANEL, note)
    still, spots = _drawn(tuple((code, Ink.LINK if code == chosen else Ink.QUIET, "") for code in codes), rect, 3.4)
    sheet.add(still)
    for code, x, y in spots:
        if code == chosen or sheet.frame.posture.hover == f"land:{code}":
            sheet.ring(x, y, 8, Ink.ACCENT)
        sheet.spot(f"land:{code}", Rect(x - 7, y - 7, 14, 14), code, Intent(intent, code), kind="place")


@lru_cache(maxsize=6)
def _drawn(
    looks: tuple[tuple[str, Ink, str], ...], rect: Rect, radius: float
) -> tuple[Still, tuple[tuple[str, float, float], ...]]:
    """The map as it stands until somebody votes: land, then a mark for every seat; and where the marks are."""
    flat = Flat.within(rect.x + 4, rect.y + 4, rect.w - 8, rect.h - 8)
    marks: list[Mark] = [Box(rect, Ink.SEA)]
    for _, rings in flat.outlines():
        marks += [Polygon(tuple(map(tuple, ring.tolist())), Ink.LAND, Ink.SEA) for ring in rings]
    spots = []
    forms = {"Y": Form.DISC, "N": Form.TRIANGLE, "A": Form.SQUARE, "X": Form.CROSS}
    places = flat.pixels(np.array([anchor(code) for code, _, _ in looks])) if looks else np.zeros((0, 2))
    for (code, ink, ballot), (x, y) in zip(looks, places.tolist(), strict=True):
        form = forms.get(ballot) or {Ink.YES: Form.DISC, Ink.NO: Form.TRIANGLE}.get(ink, Form.DISC)
        marks.append(Shape(x, y, radius, form, ink))
        spots.append((code, x, y))
    return Still(rect, tuple(marks)), tuple(spots)
