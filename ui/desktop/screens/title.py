"""The title: what this is, and where to go."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Box, Form, Ink, Intent, Mark, Rect, Shape, Still
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import Ended, Screen
from demarche.ui.desktop.toolkit.sheet import DISPLAY, NOTE, PLAIN, Sheet, Style
from demarche.ui.desktop.toolkit.widgets import FOOTER, button, footer

ENTRIES = (
    ("continue", "c"),
    ("tutorial", "t"),
    ("new", "n"),
    ("campaign", "m"),
    ("challenge", "k"),
    ("record", "o"),
    ("load", "l"),
    ("replay", "r"),
    ("settings", "s"),
    ("help", "h"),
    ("about", "a"),
    ("quit", "q"),
)


@dataclass(frozen=True, slots=True)
class Title:
    """The first screen. going_on: the game that can be continued, in words; notice: a line to be read now."""

    going_on: str = ""
    notice: str = ""

    def scene(self, frame: Frame) -> Scene:
        """Name and question on the left with everything that can be done; a chamber on the right."""
        sheet = Sheet(frame, s("title.window"))
        sheet.box(sheet.whole, Ink.PAGE, None, 0)
        broad = frame.width >= 900
        side = min(560.0, frame.width * 0.5) if broad else frame.width - 48
        if broad:
            hall = Rect(side + 40, 0, frame.width - side - 40, frame.height - FOOTER)
            sheet.add(emblem(hall))
        self._words(sheet, Rect(48 if broad else 24, 0, side - 24, frame.height - FOOTER))
        footer(sheet, s("title.hint"))
        return sheet.scene()

    def _words(self, sheet: Sheet, rect: Rect) -> None:
        entries = [entry for entry in ENTRIES if entry[0] != "continue" or self.going_on]
        tight = rect.h < 600 or len(entries) * 46 > rect.h - 200
        columns = (3 if rect.h < 400 and rect.w >= 540 else 2) if tight else 1
        rows = -(-len(entries) // columns)
        step = 46.0 if rect.h >= 640 else (42.0 if not tight else 40.0)
        style = DISPLAY if not tight else Style(30, True)
        said = s("title.question") if rect.h >= 520 else s("title.short")
        high = style.height + sheet.height_of(said, rect.w, PLAIN) + 24 + rows * step
        notice = sheet.height_of(self.notice, rect.w, NOTE) + 8 if self.notice else 0
        y = max((rect.h - high - notice) / 2, 8)
        left = sheet.paragraph(Rect(rect.x, y, rect.w, rect.h - y), s("title.name"), style, Ink.PAGE)
        left = sheet.paragraph(Rect(left.x, left.y + 6, left.w, left.h), said, PLAIN.inked(Ink.QUIET), Ink.PAGE)
        if self.notice:
            left = sheet.paragraph(
                Rect(left.x, left.y + 8, left.w, left.h), self.notice, NOTE.__class__(13, True, Ink.BAD), Ink.PAGE
            )
        y = left.y + 18
        step = min(step, (rect.bottom - y) / rows)
        width = min(340.0, rect.w) if columns == 1 else (rect.w - 10 * (columns - 1)) / columns
        for i, (word, key) in enumerate(entries):
            cell = Rect(rect.x + (i % columns) * (width + 10), y + (i // columns) * step, width, step - 8)
            tip = self.going_on if word == "continue" else s(f"title.tip-{word}")
            button(sheet, cell, word, s(f"title.{word}"), Intent(word), key=key, primary=i == 0, tip=tip)

    def react(self, intent: Intent) -> Screen | Ended:
        """Every entry ends it in its word. Esc leads nowhere from here: to quit is an entry of its own."""
        return self if intent.word == "back" else Ended(intent.word)


@lru_cache(maxsize=4)
def emblem(rect: Rect) -> Still:
    """A chamber of seats that have voted, for its looks: what it shows is nobody's vote."""
    marks: list[Mark] = [Box(rect, Ink.PAGE)]
    x, y = rect.x + rect.w / 2, rect.y + rect.h * 0.66
    reach = min(rect.w / 2 - 30, rect.h * 0.52)
    for row in range(8):
        radius = reach * (0.4 + 0.6 * row / 7)
        count = round(pi * radius / (reach * 0.098))
        for i in range(count):
            angle = pi * (i + 0.5) / count
            form, ink = _looks(angle / pi, row)
            marks.append(Shape(x - radius * cos(angle), y - radius * sin(angle), reach * 0.03, form, ink))
    return Still(rect, tuple(marks))


def _looks(along: float, row: int) -> tuple[Form, Ink]:
    """Three camps with blurred borders, worked out from the place alone."""
    wave = along + 0.05 * sin(row * 2.1 + along * 17)
    if wave < 0.27:
        return Form.TRIANGLE, Ink.NO
    return (Form.SQUARE, Ink.ABSTAIN) if wave < 0.4 else (Form.DISC, Ink.YES)
