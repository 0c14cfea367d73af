"""The hemicycle: every seat in its place, in the shape and colour of its vote or lean."""

from functools import lru_cache
from math import cos, pi, sin

from demarche.ui.desktop.room.votes import BALLOTS, NOT_ASKED, dot_of, stance
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept
from demarche.ui.desktop.toolkit.marks import Box, Ink, Intent, Mark, Rect, Shape, Still
from demarche.ui.desktop.toolkit.rolling import Dot
from demarche.ui.desktop.toolkit.scene import Spot
from demarche.ui.desktop.toolkit.sheet import HEAD, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.seat.shown import Place

INNER = 0.42
"""Radius of the first row over that of the last."""


def chamber(sheet: Sheet, rect: Rect, places: tuple[Place, ...], me: str, chosen: str) -> None:
    """Lay the hemicycle with its key below it."""
    hall, below = rect.below(24.0, 4)
    still, spots, radius = drawn(places, hall, sheet.layer)
    sheet.add(still)
    pointed_out = {seat_id(me), seat_id(chosen), sheet.frame.posture.hover}
    for spot in [spots[name] for name in sorted(pointed_out) if name in spots]:
        x, y = spot.rect.x + spot.rect.w / 2, spot.rect.y + spot.rect.h / 2
        sheet.ring(x, y, radius + 4, Ink.ACCENT if spot.id == seat_id(me) else Ink.TEXT)
    sheet.spots += spots.values()
    _counts(sheet, hall, places)
    legend(sheet, below)


def seat_id(code: str) -> str:
    """The id of a seat's place in the hall."""
    return f"seat:{code}"


def seated(places: tuple[Place, ...]) -> list[Place]:
    """Seats from left to right: those who vote with one bloc beside each other. Always the same order."""
    return sorted(places, key=lambda p: (p.line == "", p.line, p.name))


def _drawn(places: tuple[Place, ...], hall: Rect, layer: int) -> tuple[Still, dict[str, Spot], float]:
    """All seats as they are until somebody votes, the places that answer for them, and how large they are drawn."""
    seats = seated(places)
    where, radius = seat_spots(len(seats), hall)
    marks: list[Mark] = [Box(hall, Ink.PANEL)]
    spots = {}
    reach = radius + 1.5
    for place, (x, y) in zip(seats, where, strict=True):
        dot = dot_of(place)
        marks.append(Shape(x, y, radius, dot.form, dot.ink, dot.hollow))
        rect, reads = Rect(x - reach, y - reach, 2 * reach, 2 * reach), f"{place.name}: {stance(place)}"
        name = seat_id(place.code)
        spots[name] = Spot(name, rect, reads, Intent("seat", place.code), kind="place", layer=layer)
    return Still(hall, tuple(marks)), spots, radius


drawn: Kept[tuple[Place, ...], tuple[Still, dict[str, Spot], float]] = Kept(_drawn, 8)


@lru_cache(maxsize=32)
def seat_spots(count: int, hall: Rect) -> tuple[list[tuple[float, float]], float]:
    """Where seats stand, from left to right across all rows, and how large they are drawn."""
    outer = min(hall.w / 2, hall.h) - 12
    for rows in range(1, 16):
        step = outer * (1 - INNER) / max(rows - 1, 1)
        radii = [outer * INNER + step * row for row in range(rows)] if rows > 1 else [outer * 0.8]
        room = sum(pi * radius for radius in radii)
        if room / count >= step or rows == 15 or (rows >= 1 and count <= 9):
            break
    gap = min(room / count, step if rows > 1 else outer)
    counts = _shares(count, radii)
    placed: list[tuple[float, float, float]] = []
    for radius, row_count in zip(radii, counts, strict=True):
        for i in range(row_count):
            angle = pi * (i + 0.5) / row_count
            placed.append((angle, hall.x + hall.w / 2 - radius * cos(angle), hall.bottom - 6 - radius * sin(angle)))
    placed.sort()
    return [(x, y) for _, x, y in placed], min(gap * 0.4, 12.0)


def _shares(count: int, radii: list[float]) -> list[int]:
    """How many sit in each row: as many as its length has a share of the whole."""
    whole = sum(radii)
    counts = [int(count * radius / whole) for radius in radii]
    for row in sorted(range(len(radii)), key=lambda r: counts[r] - count * radii[r] / whole)[: count - sum(counts)]:
        counts[row] += 1
    return counts


def _counts(sheet: Sheet, hall: Rect, places: tuple[Place, ...]) -> None:
    """The numbers in the well of the hall, each with its shape: of the last vote, or of how they lean."""
    members = [place for place in places if place.role == "member"]
    if any(place.ballot for place in members):
        shown = [(dot, sum(p.ballot == b for p in members)) for b, dot in BALLOTS.items()]
    else:
        yes, no = sum(p.lean > 0 for p in members), sum(p.lean < 0 for p in members)
        hollow = [Dot(BALLOTS[b].form, BALLOTS[b].ink, hollow=True) for b in "YN"]
        shown = [(hollow[0], yes), (NOT_ASKED, len(members) - yes - no), (hollow[1], no)]
    outer = min(hall.w / 2, hall.h) - 12
    wide = 2 * outer * INNER - 30
    style = HEAD if wide / len(shown) >= 64 else SMALL_STRONG
    widths = [sheet.width_of(str(number), style) + style.size * 1.5 for _, number in shown]
    if hall.h < 90 or sum(widths) > wide:
        return
    x, gap = hall.x + hall.w / 2 - wide / 2, (wide - sum(widths)) / len(shown)
    y = hall.bottom - style.height - 6
    for (dot, number), width in zip(shown, widths, strict=True):
        x += gap / 2
        sheet.shape(x + style.size * 0.4, y + style.height / 2, style.size * 0.36, dot.form, dot.ink, hollow=dot.hollow)
        sheet.line(x + style.size, y, str(number), style, Ink.PANEL, hall)
        x += width + gap / 2


def legend(sheet: Sheet, rect: Rect) -> None:
    """What the shapes mean, as many as fit from the left."""
    x = rect.x
    for name, dot in (*((f"legend.{b}", dot) for b, dot in BALLOTS.items()), ("legend.lean", None)):
        words = s(name)
        width = sheet.width_of(words, SMALL) + (22 if dot else 0)
        if x + width > rect.right:
            break
        if dot:
            sheet.shape(x + 7, rect.y + rect.h / 2, 5, dot.form, dot.ink)
            x += 18
        sheet.line(x, rect.y + (rect.h - SMALL.height) / 2, words, NOTE, Ink.PANEL, rect)
        x += width - (18 if dot else 0) + 12
