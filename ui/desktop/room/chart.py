"""The quarters so far as a chart: trust in each partner as a line, incidents and measures as marks under it."""

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect, Stroke
from demarche.ui.desktop.toolkit.rolling import Cells, Dot, Row, Said
from demarche.ui.desktop.toolkit.sheet import LABEL, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.seat.shown import QuarterShown, Room

LINES = ((Form.DISC, Ink.LINK), (Form.SQUARE, Ink.ABSTAIN), (Form.DIAMOND, Ink.GOOD))
"""The marks of the partners' lines, in their order; more partners than these are told in words alone."""
HIGH, STRIP = 64, 15
"""Height of the lines, and of the strip of marks under them."""
MOST = 9
"""A number on a mark beyond this is shown as this and a plus."""


def chart_height() -> float:
    """How much room the chart takes."""
    return LABEL.height + 4 + HIGH + 2 * STRIP + NOTE.height + 8


def chart(sheet: Sheet, rect: Rect, room: Room, names: dict[str, str]) -> None:
    """Lay the lines of trust, a triangle for what was found, a square for measures delivered, a cross for a naming."""
    several = room.timeline
    partners = list(dict.fromkeys(code for one in several for code, _ in one.trust))[: len(LINES)]
    sheet.line(rect.x, rect.y, s("chart.title"), LABEL, Ink.PANEL, rect)
    top = rect.y + LABEL.height + 4
    left, right = rect.x + sheet.width_of("100", NOTE) + 8, rect.right - 8
    for share, at in ((100, top), (0, top + HIGH)):
        sheet.add(Stroke(((left, at), (right, at)), Ink.LINE, 1, sheet.layer))
        y = at if share else at - NOTE.height
        sheet.line(left - 6, y, str(share), NOTE, Ink.PANEL, rect, 1.0)
    step = (right - left) / max(room.quarters, 1)
    columns = [left + (one.number - 0.5) * step for one in several]
    for code, (form, ink) in zip(partners, LINES, strict=False):
        points = [
            (x, top + HIGH * (1 - dict(one.trust)[code] / 100))
            for x, one in zip(columns, several, strict=True)
            if code in dict(one.trust)
        ]
        if len(points) > 1:
            sheet.add(Stroke(tuple(points), ink, 2, sheet.layer))
        for x, y in points:
            sheet.shape(x, y, 4, form, ink)
    for x, one in zip(columns, several, strict=True):
        _marks(sheet, x, top + HIGH + 4, one)
        column = Rect(x - step / 2, top, step, HIGH + 2 * STRIP)
        sheet.spot(f"quarter:{one.number}", column, told(one, names), Intent("quarter", one.number), kind="place")
    x = left
    y = top + HIGH + 2 * STRIP + 6
    for name, form, ink in (*((names.get(c, c), *mark) for c, mark in zip(partners, LINES, strict=False)), *LEGEND):
        words = s(name) if name.startswith("chart.") else name
        if x + sheet.width_of(words, NOTE) + 16 > rect.right:
            break
        sheet.shape(x + 4, y + NOTE.height / 2, 4, form, ink)
        x = sheet.line(x + 12, y, words, NOTE, Ink.PANEL, rect).right + 12


LEGEND = (
    ("chart.found", Form.TRIANGLE, Ink.NO),
    ("chart.delivered", Form.SQUARE, Ink.YES),
    ("chart.named", Form.CROSS, Ink.NO),
)


def _marks(sheet: Sheet, x: float, y: float, one: QuarterShown) -> None:
    """What was found and who was named; under it what partners delivered."""
    if one.named:
        sheet.shape(x + 7, y + 4, 4, Form.CROSS, Ink.NO)
    if one.found:
        sheet.shape(x - 3, y + 4, 4, Form.TRIANGLE, Ink.NO)
    others = one.delivered[1:]
    if others:
        whole = all(each.given == each.due for each in others)
        some = any(each.given for each in others)
        sheet.shape(x, y + STRIP + 2, 4, Form.SQUARE, Ink.YES if some else Ink.ABSENT, hollow=not whole)


def told(one: QuarterShown, names: dict[str, str]) -> str:
    """A quarter in one sentence."""
    parts = [s("chart.trust", name=names.get(code, code), trust=trust) for code, trust in one.trust]
    parts += [s("chart.trusted", name=names.get(code, code), trust=trust) for code, trust in one.trusted]
    parts += [s("chart.found-of", name=names.get(code, code), n=n) for code, n in one.found]
    parts += [
        s("chart.delivered-of", name=names.get(each.code, each.code), n=each.given, of=each.due)
        for each in one.delivered
        if each.due
    ]
    parts += [s("chart.named-by", by=names.get(by, by), of=names.get(of, of)) for by, of in one.named]
    parts += [s("chart.ran", name=names.get(code, code), n=n) for code, n in one.ran]
    return f"{s('chart.quarter', n=one.number)} {'; '.join(parts) or s('chart.nothing')}."


def quarter_rows(room: Room, names: dict[str, str]) -> list[Row]:
    """The quarters in words, the latest first."""
    rows = [Row((Said(s("chart.words"), LABEL),), gap=3)] if room.timeline else []
    return rows + [Row((Said(told(one, names), NOTE),), gap=2) for one in reversed(room.timeline)]


def own_rows(room: Room, names: dict[str, str]) -> list[Row]:
    """One's own operations of the last quarter, and what all of them have brought."""
    if not room.timeline or not room.me:
        return []
    last = room.timeline[-1]
    ran = "; ".join(s("chart.ran", name=names.get(code, code), n=n) for code, n in last.ran)
    widths = (0.7, 0.3)
    return [
        Row((Said(s("own.title"), LABEL),), gap=2),
        Row((Said(ran[:1].upper() + ran[1:] or s("own.none"), SMALL, 0, Dot(Form.DIAMOND, Ink.LINK)),), gap=2),
        Row((Cells((s("own.gain"), worth(last.gain)), widths, (1,), SMALL),), gap=1),
        Row((Cells((s("own.brought"), worth(last.brought)), widths, (1,), SMALL_STRONG),), gap=3),
    ]


def worth(hundredths: int) -> str:
    """Hundredths as a number with one decimal, without it where there is none."""
    return f"{hundredths / 100:.1f}".removesuffix(".0")
