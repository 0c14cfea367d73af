"""The step of a lesson: over the panels and under the question, never over anything; and the panel it speaks of."""

from dataclasses import dataclass

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Ink, Intent, Rect
from demarche.ui.desktop.toolkit.sheet import SMALL, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import GAP, button, button_width

TAB_OF = {
    "acts": "move",
    "draft": "draft",
    "hemicycle": "chamber",
    "ladder": "ladder",
    "heard": "heard",
    "brief": "card",
    "pacts": "pacts",
}
"""The panel that a step speaks of, by the name that lessons give it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One word of advice. point: the panel it speaks of; act: the verb it teaches, or nothing where it is only read.

    suggest  that act in notation, for whoever asks for it
    """

    id: str
    title: str
    text: str
    point: str
    act: str = ""
    suggest: str = ""

    @property
    def tab(self) -> str:
        """The tab of the panel it speaks of."""
        return TAB_OF.get(self.point, "move")


def lesson_bar(sheet: Sheet, rect: Rect, advice: Advice) -> Rect:
    """Lay the advice with what can be done about it; returns the room that is left."""
    label, key, intent = s("lesson.read"), "g", Intent("read-on")
    if advice.suggest:
        label, key, intent = s("lesson.show"), "j", Intent("suggested")
    told_only = bool(advice.act) and not advice.suggest
    width = 0.0 if told_only else button_width(sheet, label, key) + 8
    inner = rect.w - 36 - (width + GAP if width else 0)
    high = max(STRONG.height + sheet.height_of(advice.text, inner, SMALL), 40) + 18
    bar, rest = rect.above(high, GAP)
    sheet.box(bar, Ink.PANEL, Ink.ACCENT, 10, 2)
    left = sheet.paragraph(Rect(bar.x + 18, bar.y + 8, inner, bar.h - 8), advice.title, STRONG.inked(Ink.LINK))
    sheet.paragraph(left, advice.text, SMALL)
    if width:
        cell = Rect(bar.right - 14 - width, bar.y + (bar.h - 38) / 2, width, 38)
        button(sheet, cell, "advice", label, intent, key=key, tip=s("lesson.tip"), first=not advice.act)
    return rest
