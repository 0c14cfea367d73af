"""The aftermath, quarter by quarter: pacts and their measures, and what was found, with how sure that is."""

from demarche.ui.desktop.room.chart import chart, chart_height, own_rows, quarter_rows
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.rolling import Bar, Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import LABEL, NOTE, SMALL, SMALL_STRONG, Sheet
from demarche.ui.seat.shown import PactShown, Room, Signal

LEAST = 110
"""Height that the words keep beside the chart."""


def is_aftermath(room: Room) -> bool:
    """Whether the quarters have begun, or there is a pact in force already."""
    return room.quarter > 0 or bool(room.pacts)


def afterwards_panel(sheet: Sheet, rect: Rect, room: Room) -> None:
    """Lay what was found this quarter, then the pacts, one's own first."""
    names = {place.code: place.name for place in room.places}
    rows = [*found_rows(room, names), *own_rows(room, names)]
    if room.timeline and rect.h > chart_height() + LEAST:
        upper, rect = rect.above(chart_height(), 6)
        chart(sheet, upper, room, names)
    for pact in sorted(room.pacts, key=lambda pact: room.me not in pact.parties):
        rows.append(pact_row(pact, names, room.me))
    rows += public_rows(room, names) + quarter_rows(room, names)
    roll(sheet, rect, "afterwards", rows or [Row((Said(s("after.nothing"), SMALL.inked(Ink.QUIET)),))])


def found_rows(room: Room, names: dict[str, str]) -> list[Row]:
    """Operations found against one's own state, the most first."""
    if not room.me:
        return []
    rows = [Row((Said(s("after.found"), LABEL),), gap=2)]
    for signal in sorted(room.signals, key=lambda one: (-one.operations, -one.ready, -one.waiting, -(one.sure or 0))):
        rows.append(signal_row(signal, names))
    if len(rows) == 1:
        rows.append(Row((Said(s("after.found-none"), SMALL.inked(Ink.QUIET)),), gap=2))
    return rows


def signal_row(signal: Signal, names: dict[str, str]) -> Row:
    """One state: operations of this quarter, how sure that is, what could be named, and how far it is trusted."""
    name = names.get(signal.code, signal.code)
    word = "after.operation" if signal.operations == 1 else "after.operations"
    dot = Dot(Form.TRIANGLE, Ink.NO) if signal.operations else Dot(Form.RING, Ink.ABSENT)
    head = Said(s(word, name=name, n=signal.operations), SMALL_STRONG, 0, dot)
    kept = [("after.ready", signal.ready), ("after.waiting", signal.waiting)]
    known = tuple(Said(s(what, n=number), NOTE, 17) for what, number in kept if number)
    if signal.sure is None:
        return Row((head, Said(s("after.trust", trust=signal.trust), NOTE, 17), *known), gap=3)
    bar = Bar(((signal.sure / 100, Ink.ABSTAIN), (1 - signal.sure / 100, Ink.LINE)), 5)
    return Row((head, Said(s("after.sure", sure=signal.sure, trust=signal.trust), NOTE, 17), bar, *known), gap=3)


def pact_row(pact: PactShown, names: dict[str, str], me: str) -> Row:
    """One pact: who is bound, and each measure with who delivered it last quarter."""
    parties = ", ".join(names.get(code, code) for code in pact.parties)
    parts = [
        Said(s("after.pact-yours" if me in pact.parties else "after.pact", symbol=pact.symbol), LABEL),
        Said(parties or s("after.nobody-bound"), SMALL_STRONG),
    ]
    if not pact.in_force:
        return Row((*parts, Said(s("after.ratification"), NOTE)), gap=5)
    for code, quarter in pact.leaving:
        parts.append(Said(s("after.leaving", name=names.get(code, code), quarter=quarter), SMALL.inked(Ink.BAD)))
    for code in pact.denounced:
        parts.append(
            Said(s("after.denounced", name=names.get(code, code)), SMALL.inked(Ink.BAD), 0, Dot(Form.CROSS, Ink.NO))
        )
    for measure in pact.measures:
        by = ", ".join(names.get(code, code) for code in measure.delivered)
        whole = len(measure.delivered) == len(pact.parties) and pact.parties
        form = (
            Dot(Form.DISC, Ink.YES)
            if whole
            else Dot(Form.SQUARE if by else Form.RING, Ink.ABSTAIN if by else Ink.ABSENT)
        )
        words = (
            s("after.delivered-all")
            if whole
            else (s("after.delivered-by", names=by) if by else s("after.delivered-none"))
        )
        parts.append(Said(f"{measure.name.capitalize()}: {words}", SMALL, 0, form))
    parts.append(Said(s("after.consulted" if pact.consulted else "after.not-consulted"), NOTE))
    return Row(tuple(parts), gap=5)


def public_rows(room: Room, names: dict[str, str]) -> list[Row]:
    """Accusations, sanctions and threats, which everybody knows."""
    said = [s("after.accused", by=names.get(by, by), of=names.get(of, of), n=n) for by, of, n in room.accusations] + [
        s("after.sanctioned", by=names.get(by, by), of=names.get(of, of)) for by, of in room.sanctions
    ]
    for one in room.threats:
        by, of, kinds = names.get(one.by, one.by), names.get(one.against, one.against), ", ".join(one.kinds)
        said.append(s("after.threat", by=by, of=of, weight=one.weight, kinds=kinds, quarter=one.since))
    if not said:
        return []
    return [Row((Said(s("after.public"), LABEL), *(Said(words, SMALL) for words in said)), gap=5)]
