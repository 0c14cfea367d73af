"""A shield for each state and a face for each camp's speakers, drawn from a few shapes.

Neither is a coat of arms nor a portrait: pattern and colours are worked out from the code of the state, so that a state
looks the same each time, and the coat of a speaker has the colour of its camp.
"""

from hashlib import sha256
from math import cos, hypot, pi, sin

from demarche.ui.desktop.toolkit.marks import Ink, Polygon, Rect, Stroke
from demarche.ui.desktop.toolkit.sheet import SMALL_STRONG, Sheet

Points = tuple[tuple[float, float], ...]

COATS = {-1: Ink.CAMP_A, 0: Ink.CAMP_C, 1: Ink.CAMP_B}
"""The coat of a speaker, by its camp: information security, neither, cybersecurity."""
TONES = (Ink.TONE_1, Ink.TONE_2, Ink.TONE_3)
TINCTURES = (Ink.CAMP_A, Ink.CAMP_B, Ink.CAMP_C, Ink.QUIET)
PARTED: tuple[Points, ...] = (
    ((0.5, 0), (1, 0), (1, 1), (0.5, 1)),
    ((0, 0.5), (1, 0.5), (1, 1), (0, 1)),
    ((0, 0), (1, 1), (0, 1)),
    ((0, 0.75), (0.5, 0.3), (1, 0.75), (1, 1), (0.5, 0.55), (0, 1)),
    ((0, 0.36), (1, 0.36), (1, 0.62), (0, 0.62)),
    ((0.38, 0), (0.62, 0), (0.62, 1), (0.38, 1)),
)
"""Second fields of a shield, in shares of its width and height."""


def chosen(code: str, what: str, of: int) -> int:
    """A number below `of`, the same for a state each time."""
    return sha256(f"{code} {what}".encode()).digest()[0] % of


def speaker(sheet: Sheet, rect: Rect, code: str, camp: int) -> None:
    """The face of a state's speaker above its shield and its code."""
    side = min(rect.w, rect.h * 0.55)
    face(sheet, Rect(rect.x, rect.y, side, side), code, camp)
    low = Rect(rect.x + side * 0.3, rect.y + side + 12, side * 0.4, side * 0.46)
    if low.bottom + 24 <= rect.bottom:
        shield(sheet, low, code)
        line = Rect(rect.x, low.bottom + 2, side, SMALL_STRONG.height)
        sheet.line(line.x + side / 2, line.y, code, SMALL_STRONG, Ink.PANEL, line, 0.5)


def face(sheet: Sheet, rect: Rect, code: str, camp: int) -> None:
    """A head and shoulders on a round ground."""
    x, y, r = rect.x + rect.w / 2, rect.y + rect.h / 2, rect.w / 2
    tone = TONES[chosen(code, "tone", len(TONES))]
    sheet.add(Polygon(oval(x, y, r, r), Ink.SUNK, Ink.LINE))
    body = tuple(drawn_in(x, y, r * 0.98, point) for point in oval(x, y + r * 0.95, r * 0.62, r * 0.52))
    sheet.add(Polygon(body, COATS[camp]))
    sheet.add(Polygon(((x - r * 0.16, y + r * 0.46), (x + r * 0.16, y + r * 0.46), (x, y + r * 0.76)), Ink.PANEL))
    long_hair = chosen(code, "hair", 2)
    if long_hair:
        sheet.add(Polygon(oval(x, y - r * 0.04, r * 0.42, r * 0.5), Ink.HAIR))
    sheet.add(Polygon(oval(x, y - r * 0.06, r * 0.32, r * 0.42), tone))
    sheet.add(Polygon(tuple(p for p in oval(x, y - r * 0.16, r * 0.34, r * 0.38) if p[1] <= y - r * 0.2), Ink.HAIR))
    for side in (-1, 1):
        sheet.add(Polygon(oval(x + side * r * 0.13, y - r * 0.06, r * 0.035, r * 0.035), Ink.HAIR))
    if chosen(code, "glasses", 3) == 0:
        for side in (-1, 1):
            around = oval(x + side * r * 0.13, y - r * 0.06, r * 0.1, r * 0.08)
            sheet.add(Stroke((*around, around[0]), Ink.HAIR, 1.5))
    sheet.add(Stroke(((x - r * 0.1, y + r * 0.17), (x + r * 0.1, y + r * 0.17)), Ink.HAIR, 1.5))


def shield(sheet: Sheet, rect: Rect, code: str) -> None:
    """A shield in two fields."""
    first = chosen(code, "first", len(TINCTURES))
    second = (first + 1 + chosen(code, "second", len(TINCTURES) - 1)) % len(TINCTURES)
    outline = shape(rect)
    sheet.add(Polygon(outline, TINCTURES[first], Ink.LINE))
    field = PARTED[chosen(code, "parted", len(PARTED))]
    inside = tuple(within(rect, rect.x + px * rect.w, rect.y + py * rect.h) for px, py in field)
    sheet.add(Polygon(inside, TINCTURES[second]))
    sheet.add(Stroke((*outline, outline[0]), Ink.LINE, 2))


def shape(rect: Rect) -> Points:
    """The outline of a shield: straight above, round to a point below."""
    x, half = rect.x + rect.w / 2, rect.w / 2
    curve = [(a, rect.y + rect.h * (0.5 + 0.5 * sin(a * pi / 2))) for a in (0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    right = [(x + half * cos(a * pi / 2), y) for a, y in curve]
    left = [(2 * x - px, py) for px, py in reversed(right)]
    return ((rect.x, rect.y), (rect.right, rect.y), *right, *left[1:])


def within(rect: Rect, x: float, y: float) -> tuple[float, float]:
    """A point of the rectangle, drawn in to where the shield has room for it."""
    share = (y - rect.y) / rect.h
    room = 1.0 if share <= 0.5 else cos(min((share - 0.5) * 2, 1.0) * pi / 2 * 0.96)
    middle = rect.x + rect.w / 2
    return middle + (x - middle) * max(room, 0.0), y


def drawn_in(x: float, y: float, radius: float, point: tuple[float, float]) -> tuple[float, float]:
    """A point, on the circle where it lies beyond it."""
    far = hypot(point[0] - x, point[1] - y)
    share = min(radius / far, 1.0) if far else 1.0
    return x + (point[0] - x) * share, y + (point[1] - y) * share


def oval(x: float, y: float, across: float, down: float) -> Points:
    """Points around an ellipse."""
    return tuple((x + across * cos(2 * pi * i / 28), y + down * sin(2 * pi * i / 28)) for i in range(28))
