"""Your instructions: goals and how they stand, the red line, what was promised and offered, how your own mind leans."""

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept, Same
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import LABEL, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.plain_reasons import plain
from demarche.ui.seat.shown import Brief, Place

GOALS = {
    "met": Dot(Form.DISC, Ink.YES),
    "open": Dot(Form.RING, Ink.ABSENT),
    "lost": Dot(Form.CROSS, Ink.NO),
}


def instructions_panel(
    sheet: Sheet, rect: Rect, brief: Brief | None, places: tuple[Place, ...], *, model: bool
) -> None:
    """Lay what the seat alone knows. model: with the numbers of the model."""
    if brief is None:
        sheet.paragraph(rect, s("brief.none"), SMALL.inked(Ink.QUIET))
        return
    roll(sheet, rect, "brief", kept_rows(brief, Same(places), model))


def brief_rows(brief: Brief, names: dict[str, str], *, model: bool) -> list[Row]:
    """The card as rows: what is offered first, for it will not wait."""
    rows = [
        Row(
            (Said(s("brief.offered", name=names.get(code, code)), SMALL_STRONG.inked(Ink.LINK)), Said(terms, SMALL)),
            gap=2,
        )
        for code, terms in brief.offers
    ]
    if brief.standing_offer:
        rows.append(Row((Said(brief.standing_offer, SMALL),), gap=2))
    rows += [
        Row((Said(f"{goal.text} ({s(f'goal.{goal.stands}')})", SMALL, 0, GOALS[goal.stands]),), gap=2)
        for goal in brief.goals
    ]
    rows += [Row((Said(promise, SMALL, 0, Dot(Form.DIAMOND, Ink.ACCENT)),), gap=2) for promise in brief.promises]
    for label, words in (("brief.red", brief.red_line), ("brief.trade", brief.trade)):
        if words:
            rows.append(Row((Said(s(label), LABEL), Said(words, SMALL)), gap=3))
    if brief.leaning:
        said = tuple(Said(f"{symbol}: {words if model else plain(words)}", SMALL) for symbol, words in brief.leaning)
        rows.append(Row((Said(s("brief.leaning"), LABEL), *said, Said(s("judged"), NOTE)), gap=3))
    if brief.summary:
        rows.append(Row((Said(s("brief.summary"), LABEL), Said(brief.summary, SMALL)), gap=3))
    if brief.derived:
        rows.append(Row((Said(s("brief.derived"), NOTE),), gap=3))
    return rows


def _rows(brief: Brief, places: Same[tuple[Place, ...]], model: bool) -> tuple[Row, ...]:
    return tuple(brief_rows(brief, {place.code: place.name for place in places.thing}, model=model))


kept_rows: Kept[Brief, tuple[Row, ...]] = Kept(_rows)
"""The rows of a card, as long as it and the places are the same."""
