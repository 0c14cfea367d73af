"""Who says what, with reasons: the newest below, as in a record that is being written."""

from functools import lru_cache

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import LABEL, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.seat.shown import Heard

LOUD = {
    "decision": (Dot(Form.DIAMOND, Ink.ACCENT), SMALL_STRONG),
    "pact": (Dot(Form.DIAMOND, Ink.ACCENT), SMALL_STRONG),
    "motion": (Dot(Form.SQUARE, Ink.ABSTAIN), SMALL),
    "accusation": (Dot(Form.TRIANGLE, Ink.NO), SMALL),
    "operation": (Dot(Form.TRIANGLE, Ink.NO, True), SMALL),
    "private": (Dot(Form.DISC, Ink.YES), SMALL),
    "deal": (Dot(Form.DISC, Ink.YES), SMALL),
}


def heard_panel(sheet: Sheet, rect: Rect, heard: tuple[Heard, ...]) -> None:
    """Lay what was heard, from the end unless somebody scrolls."""
    roll(sheet, rect, "heard", rows_of(heard), from_the_end=True)


def _rows(heard: tuple[Heard, ...]) -> tuple[Row, ...]:
    """Everything that was heard, with the phase above its part."""
    rows: list[Row] = []
    phase = ""
    for one in heard:
        if one.phase != phase:
            phase = one.phase
            rows.append(Row((Said(s(f"phase.{phase}"), LABEL),), gap=3))
        rows.append(heard_row(one))
    return tuple(rows or [Row((Said(s("heard.nothing"), SMALL.inked(Ink.QUIET)),))])


rows_of: Kept[tuple[Heard, ...], tuple[Row, ...]] = Kept(_rows)


@lru_cache(maxsize=10_000)
def heard_row(one: Heard) -> Row:
    """One sentence, and why."""
    dot, style = LOUD.get(one.kind, (Dot(Form.DISC, Ink.LINE), SMALL))
    private = f" ({s('heard.private')})" if one.private else ""
    parts = [Said(one.text + private, style, 0, dot)]
    if one.why:
        parts.append(Said(s("heard.why", why=one.why), NOTE, 17))
    return Row(tuple(parts), gap=2)
