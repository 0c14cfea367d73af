"""The ladder: what comes before the whole text, and how far the Committee has climbed."""

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import SMALL, SMALL_STRONG, Sheet
from demarche.ui.seat.shown import Rung

STATES = {
    "done": (Dot(Form.DISC, Ink.ACCENT), SMALL),
    "now": (Dot(Form.DIAMOND, Ink.ACCENT), SMALL_STRONG.inked(Ink.LINK)),
    "ahead": (Dot(Form.RING, Ink.ABSENT), SMALL.inked(Ink.QUIET)),
    "skipped": (Dot(Form.CROSS, Ink.ABSENT), SMALL.inked(Ink.QUIET)),
}


def ladder_panel(sheet: Sheet, rect: Rect, rungs: tuple[Rung, ...]) -> None:
    """Lay the rungs from the first to the whole."""
    rows = []
    for rung in rungs:
        dot, style = STATES[rung.state]
        said = f"{rung.name}: {rung.result}" if rung.result else rung.name
        rows.append(Row((Said(said, style, 0, dot),), gap=1))
    roll(sheet, rect, "ladder", rows or [Row((Said(s("ladder.none"), SMALL.inked(Ink.QUIET)),))])
