"""Who says what, with reasons: the newest below, as in a record that is being written."""

from operator import is_

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import LABEL, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.plain_reasons import plain
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


def heard_panel(sheet: Sheet, rect: Rect, heard: tuple[Heard, ...], *, model: bool) -> None:
    """Lay what was heard, from the end unless somebody scrolls. model: with the numbers of the model."""
    roll(sheet, rect, "heard", rows_of[model](heard), from_the_end=True)


def _rows(
    heard: tuple[Heard, ...], before: tuple[Heard, ...], rows_before: tuple[Row, ...], *, model: bool
) -> tuple[Row, ...]:
    """Everything that was heard, with the phase above its part; what was heard before has its rows already."""
    rows, phase = list(rows_before), before[-1].phase if before else ""
    for one in heard[len(before) :]:
        if one.phase != phase:
            phase = one.phase
            rows.append(Row((Said(s(f"phase.{phase}"), LABEL),), gap=3))
        rows.append(heard_row(one, model=model))
    return tuple(rows or [Row((Said(s("heard.nothing"), SMALL.inked(Ink.QUIET)),))])


class _Grown:
    """The rows of what was heard last: what is heard grows, and only what is new is laid anew."""

    def __init__(self, *, model: bool) -> None:
        self._model = model
        self._heard: tuple[Heard, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def __call__(self, heard: tuple[Heard, ...]) -> tuple[Row, ...]:
        """Its rows; the same tuple for the same one."""
        if heard is self._heard and heard:
            return self._rows
        begun = len(self._heard) <= len(heard) and all(map(is_, self._heard, heard))
        before, rows = (self._heard, self._rows) if begun and self._heard else ((), ())
        self._heard, self._rows = heard, _rows(heard, before, rows, model=self._model)
        return self._rows


rows_of = {model: _Grown(model=model) for model in (False, True)}
"""The rows of what was heard, without and with the numbers of the model."""


def heard_row(one: Heard, *, model: bool) -> Row:
    """One sentence, and why."""
    dot, style = LOUD.get(one.kind, (Dot(Form.DISC, Ink.LINE), SMALL))
    private = f" ({s('heard.private')})" if one.private else ""
    parts = [Said(one.text + private, style, 0, dot)]
    if one.why:
        parts.append(Said(s("heard.why", why=one.why if model else plain(one.why)), NOTE, 17))
    return Row(tuple(parts), gap=2)
