"""A panel that scrolls: rows of lines, some of which can be chosen, from the line that stands first to the last that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.desktop.marks import Form, Ink, Intent, Rect, Roll
from ui.desktop.sheet import PLAIN, Sheet, Style
from ui.desktop.strings import s

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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a panel as it will be laid."""

    height: float
    row: int
    pieces: tuple[tuple[float, str, Style, float], ...] = ()
    dot: tuple[float, Dot, float] | None = None
    bar: Bar | None = None


def roll(
    sheet: Sheet, rect: Rect, name: str, rows: Sequence[Row], on: Ink = Ink.PANEL, *, type_ahead: bool = False,
    from_the_end: bool = False, follow: str = "",
) -> None:  # fmt: skip
    """Lay a panel.

    type_ahead     letters look for a row        follow  the word of an intent made when the arrows come to a row
    from_the_end   until somebody scrolls it, its last lines are in sight
    """
    pad = 8 if any(row.id for row in rows) else 0
    inner = Rect(rect.x + pad, rect.y, max(rect.w - BAR - 2 * pad, 20), rect.h)
    lines = [line for i, row in enumerate(rows) for line in _lay(sheet, i, row, inner.w)]
    first = _first_line(sheet, rect, name, rows, lines, from_the_end=from_the_end)
    shown = _fitting(lines, first, rect.h)
    extent = _extents(lines)
    _paint(sheet, inner, name, rows, lines, first, shown, on)
    ids = tuple((rows[i].id, a, b) for i, (a, b) in extent.items() if rows[i].id)
    ahead = tuple(rows[i].reads.casefold() for i in extent if rows[i].id) if type_ahead else ()
    wanted = tuple(Intent(follow, r.intent.about) for r in rows if r.id and r.intent) if follow else ()
    keys = tuple((row.key, row.id, row.intent) for row in rows if row.id and row.key and row.intent)
    sheet.rolls.append(Roll(name, rect, first, shown, len(lines), ids, ahead, wanted, keys, sheet.layer))
    if shown < len(lines):
        _bar(sheet, rect, name, first, shown, len(lines))
        if not ids:
            reads = s("scroll", first=first + 1, last=first + shown, of=len(lines))
            sheet.spot(f"{name}:panel", rect, reads, None, kind="panel", roll=name)


def _lay(sheet: Sheet, number: int, row: Row, width: float) -> list[_Line]:
    """The lines of a row."""
    lines = [_Line(row.gap, number)] if row.gap else []
    for part in row.parts:
        match part:
            case Said():
                lines += _lay_said(sheet, number, part, width)
            case Cells():
                lines += _lay_cells(sheet, number, part, width)
            case Bar():
                lines.append(_Line(part.height + 6, number, bar=part))
    return [*lines, _Line(row.gap, number)] if row.gap else lines


def _lay_said(sheet: Sheet, number: int, said: Said, width: float) -> list[_Line]:
    before = said.style.size * 1.3 if said.dot else 0.0
    x, lines = said.indent + before, []
    for i, words in enumerate(sheet.lines(said.words, width - x, said.style)):
        dot = (said.indent + said.style.size * 0.45, said.dot, said.style.size * 0.36) if said.dot and i == 0 else None
        lines.append(_Line(said.style.height, number, ((x, words, said.style, 0.0),), dot))
    return lines


def _lay_cells(sheet: Sheet, number: int, cells: Cells, width: float) -> list[_Line]:
    space, x, columns = 12.0, 0.0, []
    for i, (words, share) in enumerate(zip(cells.words, cells.widths, strict=True)):
        wide = share * width - space
        to_right = i in cells.right
        columns.append((x + wide if to_right else x, sheet.lines(words, wide, cells.style), 1.0 if to_right else 0.0))
        x += share * width
    return [
        _Line(
            cells.style.height,
            number,
            tuple((x, said[k], cells.style, align) for x, said, align in columns if k < len(said)),
        )
        for k in range(max(len(said) for _, said, _ in columns))
    ]


def _extents(lines: Sequence[_Line]) -> dict[int, tuple[int, int]]:
    """Of each row its first and last line."""
    found: dict[int, tuple[int, int]] = {}
    for i, line in enumerate(lines):
        found[line.row] = (found.get(line.row, (i, i))[0], i)
    return found


def _fitting(lines: Sequence[_Line], first: int, height: float) -> int:
    """How many lines fit from that one on; one at least."""
    count, used = 0, 0.0
    for line in lines[first:]:
        used += line.height
        if used > height + 0.01:
            break
        count += 1
    # A row of which no more than the room above its words would show is left for later.
    while count > 1 and first + count < len(lines) and not _says(lines[first + count - 1]) and _begins(lines, first + count - 1):
        count -= 1
    return max(count, min(len(lines) - first, 1))


def _says(line: _Line) -> bool:
    return bool(line.pieces) or line.bar is not None


def _begins(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line is the first of its row."""
    return at == 0 or lines[at - 1].row != lines[at].row


def _last_first(lines: Sequence[_Line], height: float) -> int:
    """The line that stands first when the last one is in sight."""
    used, first = 0.0, len(lines)
    while first and used + lines[first - 1].height <= height + 0.01:
        first -= 1
        used += lines[first].height
    return min(first, max(len(lines) - 1, 0))


def _first_line(
    sheet: Sheet, rect: Rect, name: str, rows: Sequence[Row], lines: Sequence[_Line], *, from_the_end: bool
) -> int:  # fmt: skip
    """The line that stands first: where it was scrolled to, moved so that the row with the focus is in sight."""
    posture, most = sheet.frame.posture, _last_first(lines, rect.h)
    wanted = posture.scroll(name) if any(n == name for n, _ in posture.scrolls) else (-1 if from_the_end else 0)
    first = most if wanted < 0 else min(wanted, most)
    if not posture.reveal:
        return first
    for i, (a, b) in _extents(lines).items():
        if rows[i].id and rows[i].id == posture.focus:
            if a < first:
                return a
            while first < a and first + _fitting(lines, first, rect.h) <= b:
                first += 1
    return first


def _paint(
    sheet: Sheet, inner: Rect, name: str, rows: Sequence[Row], lines: Sequence[_Line], first: int, shown: int, on: Ink
) -> None:  # fmt: skip
    """Lay the lines in sight, row by row, so that each row is one place."""
    y, at = inner.y, first
    while at < first + shown:
        number, begin, top = lines[at].row, at, y
        while at < first + shown and lines[at].row == number:
            y += lines[at].height
            at += 1
        row, part = rows[number], lines[begin:at]
        full = Rect(inner.x - 8, top, inner.w + 16, y - top) if row.id else Rect(inner.x, top, inner.w, y - top)
        if not row.id or not any(_says(line) for line in part):
            _paint_lines(sheet, inner, top, part, on)
            continue
        ground = Ink.SOFT if row.chosen or sheet.frame.posture.hover == row.id else on

        def draw(ground: Ink = ground, full: Rect = full, top: float = top, part: Sequence[_Line] = part) -> None:
            if ground is not on:
                sheet.box(full, ground, None, 6)
            _paint_lines(sheet, inner, top, part, ground)

        sheet.spot(
            row.id, full, row.reads, row.intent, draw, kind="row", key=row.key, tip=row.tip, chosen=row.chosen, roll=name,
            number=number, first=row.first,
        )  # fmt: skip


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
