"""Buttons, tabs, fields, sliders, and panels: what the screens are put together from."""

from collections.abc import Sequence

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Ink, Intent, Rect
from demarche.ui.desktop.toolkit.sheet import HEAD, LABEL, NOTE, PLAIN, SMALL_STRONG, STRONG, TITLE, Sheet, Style

TINY = Style(11, True)
BUTTON = 40
FOOTER = 34
HEADER = 56
GAP = 12


def button(
    sheet: Sheet,
    rect: Rect,
    name: str,
    label: str,
    intent: Intent,
    *,
    key: str = "",
    tip: str = "",
    primary: bool = False,
    chosen: bool = False,
    reads: str = "",
    kind: str = "button",
    first: bool = False,
) -> None:
    """A button with its label, and the letter that presses it before the label."""
    hovered = sheet.frame.posture.hover == name
    fill = Ink.ACCENT if primary else (Ink.SOFT if hovered or chosen else Ink.PANEL)
    ink = Ink.ON_ACCENT if primary else Ink.TEXT

    def draw() -> None:
        sheet.box(rect, fill, None if primary else (Ink.ACCENT if chosen else Ink.LINE), 8)
        x = rect.x + 12
        if key:
            chip(sheet, x, rect.y + rect.h / 2, key.upper(), primary=primary)
            x += 30
        style = fitting(sheet, label, rect.right - 10 - x, rect.h, (STRONG, SMALL_STRONG, TINY)).inked(ink)
        lines = sheet.lines(label, rect.right - 10 - x, style)
        y = rect.y + (rect.h - len(lines) * style.height) / 2
        for line in lines:
            sheet.line(x, y, line, style, fill, rect)
            y += style.height

    sheet.spot(name, rect, reads or label, intent, draw, kind=kind, key=key, tip=tip, chosen=chosen, first=first)


def fitting(sheet: Sheet, words: str, width: float, height: float, styles: Sequence[Style]) -> Style:
    """The first style in which words fit a room; the last if they fit in none."""
    return next((style for style in styles if sheet.height_of(words, width, style) <= height), styles[-1])


def chip(sheet: Sheet, x: float, middle: float, key: str, *, primary: bool = False) -> None:
    """A letter on a keycap, its left edge at x, 22 units high; nothing where the letter would not press the button."""
    if key.casefold() in sheet.frame.posture.taken:
        return
    cap = Rect(x, middle - 11, 22, 22)
    fill, ink = (Ink.PANEL, Ink.LINK) if primary else (Ink.SUNK, Ink.QUIET)
    sheet.box(cap, fill, Ink.LINE, 5)
    style = Style(12, True, ink)
    sheet.line(cap.x + 11, middle - style.height / 2, key, style, fill, cap, 0.5)


def button_width(sheet: Sheet, label: str, key: str = "") -> float:
    """How wide a button has to be for its label to stand in one line."""
    return sheet.width_of(label, STRONG) + 26 + (30 if key else 0)


def button_row(
    sheet: Sheet, rect: Rect, buttons: Sequence[tuple[str, str, Intent, str, bool, str]], *, first: bool = False
) -> None:
    """Buttons side by side from the right: (id, label, intent, key, primary, tip); narrower where room is short.

    first: the focus is drawn to the one that is primary
    """
    widths = [button_width(sheet, label, key) for _, label, _, key, _, _ in buttons]
    spare = rect.w - GAP * (len(buttons) - 1)
    if sum(widths) > spare:
        widths = [spare / len(buttons)] * len(buttons)
    x = rect.right - sum(widths) - GAP * (len(buttons) - 1)
    for (name, label, intent, key, primary, tip), width in zip(buttons, widths, strict=True):
        button(
            sheet,
            Rect(x, rect.y, width, rect.h),
            name,
            label,
            intent,
            key=key,
            primary=primary,
            tip=tip,
            first=first and primary,
        )
        x += width + GAP


def tabs(sheet: Sheet, rect: Rect, several: Sequence[tuple[str, str, Intent, bool]], key: str = "") -> None:
    """Tabs side by side: (id, label, intent, chosen). They share the width where it is short."""
    widths = [sheet.width_of(label, SMALL_STRONG) + 24 for _, label, _, _ in several]
    scale = min(1.0, rect.w / max(sum(widths), 1))
    x = rect.x
    for (name, label, intent, chosen), natural in zip(several, widths, strict=True):
        cell = Rect(x, rect.y, natural * scale, rect.h)

        def draw(cell: Rect = cell, label: str = label, chosen: bool = chosen, name: str = name) -> None:
            fill = Ink.SOFT if sheet.frame.posture.hover == name else Ink.PANEL
            if fill is Ink.SOFT:
                sheet.box(cell, fill, None, 6)
            style = fitting(sheet, label, cell.w - 8, cell.h, (SMALL_STRONG, TINY)).inked(
                Ink.LINK if chosen else Ink.QUIET
            )
            lines = sheet.lines(label, cell.w - 8, style)
            y = cell.y + (cell.h - len(lines) * style.height) / 2
            for line in lines:
                sheet.line(cell.x + cell.w / 2, y, line, style, fill, cell, 0.5)
                y += style.height
            if chosen:
                sheet.box(Rect(cell.x + 8, cell.bottom - 3, max(cell.w - 16, 4), 3), Ink.ACCENT, None, 1)

        sheet.spot(name, cell, label, intent, draw, kind="tab", chosen=chosen)
        x += natural * scale


def field(sheet: Sheet, rect: Rect, name: str, label: str, value: str, tip: str = "") -> None:
    """A field to type in, with its label before what is typed."""
    focused = sheet.frame.posture.focus == name

    def draw() -> None:
        sheet.box(rect, Ink.SUNK, Ink.ACCENT if focused else Ink.LINE, 8, 2 if focused else 1)
        middle = rect.y + (rect.h - PLAIN.height) / 2
        end = sheet.line(rect.x + 12, middle, label, PLAIN.inked(Ink.QUIET), Ink.SUNK, rect).right + 8
        shown = value + sheet.frame.posture.draft + "|" if focused else value
        while len(shown) > 1 and end + sheet.width_of(shown, STRONG) > rect.right - 8:
            shown = shown[1:]  # the end is what is being typed
        sheet.line(end, middle, shown, STRONG, Ink.SUNK, rect)

    sheet.spot(name, rect, label, Intent("enter"), draw, kind="field", value=value, tip=tip)


def slider(sheet: Sheet, rect: Rect, name: str, value: int, most: int, reads: str) -> None:
    """A slider from 0 to `most`; its intent, `set`, is made by whoever moves it."""
    track = Rect(rect.x + 10, rect.y + rect.h / 2 - 3, max(rect.w - 20, 10), 6)
    at = track.x + track.w * (value / most if most else 0)

    def draw() -> None:
        sheet.box(track, Ink.LINE, None, 3)
        sheet.box(Rect(track.x, track.y, at - track.x, track.h), Ink.ACCENT, None, 3)
        sheet.box(Rect(at - 9, rect.y + rect.h / 2 - 9, 18, 18), Ink.ACCENT, Ink.PANEL, 9, 2)

    sheet.spot(name, rect, reads, None, draw, kind="slider", value=f"{value}/{most}")


def panel(sheet: Sheet, rect: Rect, title: str = "", note: str = "", *, pointed: bool = False) -> Rect:
    """A panel with its title; returns the room inside. pointed: a lesson speaks of it."""
    sheet.box(rect, Ink.PANEL, Ink.ACCENT if pointed else Ink.LINE, 10, 2 if pointed else 1)
    inner = rect.inset(14, 10)
    if not title:
        return inner
    head, rest = inner.above(LABEL.height, 6)
    end = sheet.line(head.x, head.y, title, LABEL, Ink.PANEL, rect).right
    if note and end + 16 + sheet.width_of(note, NOTE) <= head.right:
        sheet.line(head.right, head.y - 1, note, NOTE, Ink.PANEL, rect, 1.0)
    return rest


def page(sheet: Sheet, title: str, subtitle: str = "", *, back: str = "") -> Rect:
    """The ground of a screen: its title above, the tip line below, the way back; returns the room between."""
    whole = sheet.whole
    sheet.box(whole, Ink.PAGE, None, 0)
    x = 24.0
    if back:
        width = button_width(sheet, back) + 8
        button(sheet, Rect(16, 10, width, 36), "back", back, Intent("back"), tip=s("tip.back"))
        x = 16 + width + 18
    style = TITLE if sheet.width_of(title, TITLE) <= whole.w - x - 24 else HEAD
    end = sheet.line(x, 28 - style.height / 2, title, style, Ink.PAGE, Rect(x, 0, whole.w - x, HEADER)).right
    if subtitle and end + 20 + sheet.width_of(subtitle, PLAIN) <= whole.w - 24:
        sheet.line(whole.w - 24, 28 - PLAIN.height / 2, subtitle, PLAIN.inked(Ink.QUIET), Ink.PAGE, whole, 1.0)
    return Rect(16, HEADER, whole.w - 32, whole.h - HEADER - FOOTER)


def footer(sheet: Sheet, hint: str = "") -> None:
    """The tip line: what is looked at, in a line more; else the hint. Called last, when every place is laid."""
    bar = Rect(16, sheet.whole.h - FOOTER + 2, sheet.whole.w - 32, FOOTER - 4)
    looked = sheet.frame.posture.looked_at
    spot = next((one for one in sheet.spots if one.id == looked and one.layer == sheet.layer), None)
    words = (spot.tip or hint) if spot else hint
    several = [words, *(words[: cut + 1] for cut in range(len(words) - 2, 0, -1) if words[cut] in ".;:")]
    for style in (NOTE, Style(11, False, Ink.QUIET)):
        for said in several:
            lines = sheet.lines(said, bar.w, style)
            if len(lines) * style.height <= bar.h:
                y = bar.y + (bar.h - len(lines) * style.height) / 2
                for line in lines:
                    sheet.line(bar.x, y, line, style, Ink.PAGE, bar)
                    y += style.height
                return
