"""The draft: its clauses as they stand, and what has been proposed in their place."""

from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept, Same
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import NOTE, PLAIN, SMALL, SMALL_STRONG, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import tabs
from demarche.ui.seat.shown import ClauseShown, DraftShown, Place

NEAR = {
    2: (Dot(Form.DISC, Ink.YES), "clause.near-2"),
    1: (Dot(Form.DISC, Ink.YES, True), "clause.near-1"),
    -1: (Dot(Form.TRIANGLE, Ink.NO, True), "clause.far-1"),
    -2: (Dot(Form.TRIANGLE, Ink.NO), "clause.far-2"),
}
"""How near a wording is to one's own position."""


def draft_panel(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Lay the draft that is looked at, with tabs where there are several."""
    drafts, shown = at.room.drafts, at.looking.draft
    if not drafts:
        sheet.paragraph(rect, s("draft.none"), PLAIN.inked(Ink.QUIET))
        return
    draft = drafts[min(shown, len(drafts) - 1)]
    if len(drafts) > 1:
        head, rect = rect.above(30, 8)
        tabs(
            sheet, head, [(f"draft:{i}", short(d.symbol), Intent("draft", i), d is draft) for i, d in enumerate(drafts)]
        )
    roll(sheet, rect, f"draft{draft.number}", kept_rows(draft, Same(at.room.places), at.model))


def short(symbol: str) -> str:
    """What delegates call a draft."""
    return symbol.rpartition("/")[2] or symbol


def rows_of(draft: DraftShown, names: dict[str, str], *, model: bool) -> list[Row]:
    """The draft from its title to its last clause. model: with the numbers of the model."""
    sponsors = s(f"draft.sponsors-{min(len(draft.sponsors), 2)}", n=len(draft.sponsors))
    parts = [
        Said(draft.title, STRONG),
        Said(f"{draft.symbol} · {s('draft.pen', name=names.get(draft.pen, draft.pen))} · {sponsors}", NOTE),
        Said(draft.stands, SMALL_STRONG.inked(Ink.LINK)),
    ]
    if draft.tally:
        parts.append(
            Said(s("draft.tally", **dict(zip(("yes", "no", "abstain", "absent"), draft.tally, strict=True))), SMALL)
        )
    return [Row(tuple(parts)), *(clause_row(clause, names, model=model) for clause in draft.clauses)]


def _rows(draft: DraftShown, places: Same[tuple[Place, ...]], model: bool) -> tuple[Row, ...]:
    return tuple(rows_of(draft, {place.code: place.name for place in places.thing}, model=model))


kept_rows: Kept[DraftShown, tuple[Row, ...]] = Kept(_rows)
"""The rows of a draft, as long as it and the places are the same."""


def clause_row(clause: ClauseShown, names: dict[str, str], *, model: bool) -> Row:
    """A clause: title and state, wording, how near it is (and its judged numbers), then the brackets."""
    dot, near = NEAR.get(clause.mine, (None, ""))
    state = "" if clause.state == "stands" else f" · {s(f'clause.{clause.state}')}"
    parts = [Said(f"{clause.title}{state}", SMALL_STRONG)]
    text = clause.text or s("clause.out")
    parts.append(Said(text, PLAIN if clause.state != "struck" else PLAIN.inked(Ink.QUIET), 0, dot))
    if clause.red:
        parts.append(Said(s("clause.red"), SMALL_STRONG.inked(Ink.BAD), 0, Dot(Form.CROSS, Ink.NO)))
    numbers = s("clause.judged", position=f"{clause.position:+d}", vague=clause.vague, depth=clause.depth)
    told = [*([s(near)] if near else []), *([numbers] if model else [])]
    if clause.wording and told:
        parts.append(Said(" · ".join(told), NOTE))
    for bracket in clause.brackets:
        by = ", ".join(names.get(code, code) for code in bracket.by[:4])
        by = s("draft.more", names=by, n=len(bracket.by) - 4) if len(bracket.by) > 4 else by
        parts.append(Said(f"[ {bracket.text} ]", SMALL.inked(Ink.LINK), 16))
        parts.append(Said(by, NOTE, 16))
    return Row(tuple(parts), gap=6)
