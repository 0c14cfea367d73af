"""A panel that scrolls: rows of lines, some of which can be chosen, from the first in sight to the last that fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import is_

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.kept import Kept
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.posture import Measure
from demarche.ui.desktop.toolkit.scene import Roll
from demarche.ui.desktop.toolkit.sheet import PLAIN, Sheet, Style, broken

BAR = 10
"""Width kept free for the bar that shows how far it is scrolled."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A small shape in front of words."""

    form: Form
    ink: Ink
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a row, broken into lines. indent in units; dot stands before the first line."""

    words: str
    style: Style = PLAIN
    indent: float = 0
    dot: Dot | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Words side by side. widths: shares of the row, in all 1; right: columns set to the right."""

    words: tuple[str, ...]
    widths: tuple[float, ...]
    right: tuple[int, ...] = ()
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of shares side by side, (share 0 .. 1, ink), under or beside words that give the numbers."""

    shares: tuple[tuple[float, Ink], ...]
    height: float = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a panel; without an id it is only read. gap: room above and below it."""

    parts: tuple[Said | Cells | Bar, ...]
    id: str = ""
    intent: Intent | None = None
    reads: str = ""
    tip: str = ""
    key: str = ""
    chosen: bool = False
    first: bool = False
    gap: float = 5


def roll(
    sheet: Sheet,
    rect: Rect,
    name: str,
    rows: Sequence[Row],
    on: Ink = Ink.PANEL,
    *,
    type_ahead: bool = False,
    from_the_end: bool = False,
    follow: str = "",
) -> None:
    """Lay a panel.

    type_ahead     letters look for a row        follow  the word of an intent made when the arrows come to a row
    from_the_end   until somebody scrolls it, its last lines are in sight
    """
    pad = 8 if any(row.id for row in rows) else 0
    inner = Rect(rect.x + pad, rect.y, max(rect.w - BAR - 2 * pad, 20), rect.h)
    measure = sheet.frame.measure
    lines = kept_lines(rows, measure, inner.w) if isinstance(rows, tuple) else _Lines(rows, measure, inner.w)
    first = _first_line(sheet, rect, name, rows, lines, from_the_end=from_the_end)
    shown, total = lines.fitting(first, rect.h), len(lines.laid)
    _paint(sheet, inner, name, rows, lines, first, shown, on)
    able = [(row, extent) for row, extent in zip(rows, lines.extents, strict=True) if row.id]
    ids = tuple((row.id, a, b) for row, (a, b) in able)
    ahead = tuple(row.reads.casefold() for row, _ in able) if type_ahead else ()
    wanted = tuple(Intent(follow, row.intent.about) for row, _ in able if row.intent) if follow else ()
    keys = tuple((row.key, row.id, row.intent) for row, _ in able if row.key and row.intent)
    sheet.rolls.append(Roll(name, rect, first, shown, total, ids, ahead, wanted, keys, sheet.layer))
    if shown < total:
        _bar(sheet, rect, name, first, shown, total)
        if not ids:
            reads = s("scroll", first=first + 1, last=first + shown, of=total)
            sheet.spot(f"{name}:panel", rect, reads, None, kind="panel", roll=name)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a row as it will be laid: words at their places, a dot, a bar, or nothing but height."""

    height: float
    pieces: tuple[tuple[float, str, Style, float], ...] = ()
    dot: tuple[float, Dot, float] | None = None
    bar: Bar | None = None

    @property
    def says(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.pieces) or self.bar is not None


class _Lines:
    """All lines of a panel in order, and of each the row that it belongs to."""

    def __init__(self, rows: Sequence[Row], measure: Measure, width: float, before: "_Lines | None" = None) -> None:
        """Rows that were laid before in that width are not laid again. before: the lines of the first of the rows."""
        self.laid: list[_Line] = list(before.laid) if before else []
        self.row: list[int] = list(before.row) if before else []
        self.extents: list[tuple[int, int]] = list(before.extents) if before else []
        for number, row in enumerate(rows[len(self.extents) :], start=len(self.extents)):
            lines = _lay(measure, row.parts, row.gap, width)
            self.extents.append((len(self.laid), len(self.laid) + len(lines) - 1))
            self.laid += lines
            self.row += [number] * len(lines)

    def fitting(self, first: int, height: float) -> int:
        """How many lines fit from that one on; one at least."""
        count, used = 0, 0.0
        for at in range(first, len(self.laid)):
            used += self.laid[at].height
            if used > height + 0.01:
                break
            count += 1
        # Do not begin a row if only its top padding would fit.
        while count > 1 and first + count < len(self.laid) and self._only_begins(first + count - 1):
            count -= 1
        return max(count, min(len(self.laid) - first, 1))

    def _only_begins(self, at: int) -> bool:
        return not self.laid[at].says and self.extents[self.row[at]][0] == at

    def last_first(self, height: float) -> int:
        """The line that stands first when the last one is in sight."""
        used, first = 0.0, len(self.laid)
        while first and used + self.laid[first - 1].height <= height + 0.01:
            first -= 1
            used += self.laid[first].height
        return min(first, max(len(self.laid) - 1, 0))


_longest: list[tuple[tuple[Row, ...], Measure, float, _Lines]] = []
"""The rows of the panel that grows, as they were laid last."""
LONG = 60
"""Rows from which on a panel may be one that grows."""


def _laid(rows: tuple[Row, ...], measure: Measure, width: float) -> _Lines:
    """The lines of rows; where they begin with the rows of the panel that grew last, only the others are laid."""
    before = None
    if _longest:
        begun, as_measured, as_wide, lines = _longest[0]
        same = as_measured is measure and as_wide == width and len(begun) <= len(rows)
        before = lines if same and all(map(is_, begun, rows)) else None
    found = _Lines(rows, measure, width, before)
    if len(rows) >= LONG and (before is not None or not _longest or len(rows) > len(_longest[0][0])):
        _longest[:] = [(rows, measure, width, found)]
    return found


kept_lines: Kept[tuple[Row, ...], _Lines] = Kept(_laid, 12)
"""The lines of rows that come as a tuple, as long as it is the same one."""


@lru_cache(maxsize=20_000)
def _lay(measure: Measure, parts: tuple[Said | Cells | Bar, ...], gap: float, width: float) -> tuple[_Line, ...]:
    """The lines of a row."""
    lines = [_Line(gap)] if gap else []
    for part in parts:
        match part:
            case Said():
                lines += _lay_said(measure, part, width)
            case Cells():
                lines += _lay_cells(measure, part, width)
            case Bar():
                lines.append(_Line(part.height + 6, bar=part))
    return (*lines, _Line(gap)) if gap else tuple(lines)


def _lay_said(measure: Measure, said: Said, width: float) -> list[_Line]:
    style = said.style
    x, lines = said.indent + (style.size * 1.3 if said.dot else 0.0), []
    for i, words in enumerate(broken(measure, said.words, style.size, style.bold, max(width - x, 8))):
        dot = (said.indent + style.size * 0.45, said.dot, style.size * 0.36) if said.dot and i == 0 else None
        lines.append(_Line(style.height, ((x, words, style, 0.0),), dot))
    return lines


def _lay_cells(measure: Measure, cells: Cells, width: float) -> list[_Line]:
    space, x, style = 12.0, 0.0, cells.style
    columns = []
    for i, (words, share) in enumerate(zip(cells.words, cells.widths, strict=True)):
        wide = share * width - space
        align = 1.0 if i in cells.right else 0.0
        columns.append((x + align * wide, broken(measure, words, style.size, style.bold, max(wide, 8)), align))
        x += share * width
    return [
        _Line(style.height, tuple((x, said[k], style, align) for x, said, align in columns if k < len(said)))
        for k in range(max(len(said) for _, said, _ in columns))
    ]


def _first_line(sheet: Sheet, rect: Rect, name: str, rows: Sequence[Row], lines: _Lines, *, from_the_end: bool) -> int:
    """The line that stands first: where it was scrolled to, moved so that the row with the focus is in sight."""
    posture, most = sheet.frame.posture, lines.last_first(rect.h)
    wanted = posture.scroll(name) if any(n == name for n, _ in posture.scrolls) else (-1 if from_the_end else 0)
    first = most if wanted < 0 else min(wanted, most)
    if not posture.reveal:
        return first
    for row, (a, b) in zip(rows, lines.extents, strict=True):
        if row.id and row.id == posture.focus:
            if a < first:
                return a
            while first < a and first + lines.fitting(first, rect.h) <= b:
                first += 1
    return first


def _paint(
    sheet: Sheet, inner: Rect, name: str, rows: Sequence[Row], lines: _Lines, first: int, shown: int, on: Ink
) -> None:
    """Lay the lines in sight, row by row, so that each row is one place."""
    y, at = inner.y, first
    while at < first + shown:
        number, begin, top = lines.row[at], at, y
        while at < first + shown and lines.row[at] == number:
            y += lines.laid[at].height
            at += 1
        _paint_row(sheet, inner, name, number, rows[number], lines.laid[begin:at], (top, y), on)


def _paint_row(
    sheet: Sheet,
    inner: Rect,
    name: str,
    number: int,
    row: Row,
    part: Sequence[_Line],
    span: tuple[float, float],
    on: Ink,
) -> None:
    """What of one row is in sight, from top to bottom of the span."""
    top, bottom = span
    if not row.id or not any(line.says for line in part):
        _paint_lines(sheet, inner, top, part, on)
        return
    full = Rect(inner.x - 8, top, inner.w + 16, bottom - top)
    ground = Ink.SOFT if row.chosen or sheet.frame.posture.hover == row.id else on

    def draw() -> None:
        if ground is not on:
            sheet.box(full, ground, None, 6)
        _paint_lines(sheet, inner, top, part, ground)

    facts = {"key": row.key, "tip": row.tip, "chosen": row.chosen, "first": row.first}
    sheet.spot(row.id, full, row.reads, row.intent, draw, kind="row", roll=name, number=number, **facts)


def _paint_lines(sheet: Sheet, inner: Rect, top: float, lines: Sequence[_Line], on: Ink) -> None:
    y = top
    for line in lines:
        if line.dot:
            x, dot, radius = line.dot
            sheet.shape(inner.x + x, y + line.height / 2, radius, dot.form, dot.ink, hollow=dot.hollow)
        for x, words, style, align in line.pieces:
            sheet.line(inner.x + x, y, words, style, on, Rect(inner.x, y, inner.w, line.height), align)
        if line.bar:
            x = inner.x
            for share, ink in line.bar.shares:
                if share > 0:
                    sheet.box(Rect(x, y + 3, share * inner.w, line.bar.height), ink, None, 2)
                x += share * inner.w
        y += line.height


def _bar(sheet: Sheet, rect: Rect, name: str, first: int, shown: int, total: int) -> None:
    """The bar at the right: how much is in sight, and where."""
    track = Rect(rect.right - 6, rect.y + 2, 6, max(rect.h - 4, 8))
    length = max(track.h * shown / total, min(24, track.h))
    down = (track.h - length) * first / max(total - shown, 1)
    thumb = Rect(track.x, track.y + min(down, track.h - length), 6, length)

    def draw() -> None:
        sheet.box(track, Ink.SUNK, None, 3)
        sheet.box(thumb, Ink.QUIET, None, 3)

    sheet.spot(f"{name}:thumb", Rect(track.x - 4, rect.y, 10, rect.h), "", None, draw, kind="thumb", roll=name)
