"""The one reader of CSV: separator and encoding found, headings folded, every row with its true line number."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.scenarios.reading.text import clipped, decoded, folded, some
from demarche.sim.files import MEGABYTE, read_bytes
from demarche.sim.terms import Unreadable

MOST_BYTES = 16 * MEGABYTE
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. line: where it begins in the file, from 1; cells: by heading, without blanks at their ends."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read. heads: known ones in the spelling asked for, others as written; separator: of its cells."""

    path: Path
    heads: tuple[str, ...]
    rows: Iterator[Row]
    separator: str


def read_csv(path: Path, needed: Sequence[str], known: Sequence[str] = ()) -> Sheet:
    """The table in a CSV file. needed: columns that must be there; known: those that may be.

    Headings are compared without regard to case and blanks; rows of empty cells are passed over.  Raises Unreadable
    naming file and line, here for the heading and from `rows` for the rest.
    """
    text = decoded(path, read_bytes(path, MOST_BYTES), spreadsheet=True)
    separator, skipped = _separator(text)
    heads: dict[int, str] = {}
    parsed = _parsed(path, text, separator, skipped)
    for line, cells in parsed:
        heads = _heads(path, line, cells, (*needed, *known))
        break
    missing = [name for name in needed if name not in heads.values()]
    if missing:
        there = some(list(heads.values())) or "none"
        raise Unreadable(
            f"{path}: line 1: no column {missing[0]}; the columns are {','.join((*needed, *known))}, not {there}"
        )
    return Sheet(path, tuple(heads.values()), _rows(path, parsed, heads, set(needed)), separator)


def _separator(text: str) -> tuple[str, int]:
    """The separator of the cells, and how many lines at the start only say which it is ("sep=;")."""
    lines = (line for line in io.StringIO(text) if line.strip(' \r\n"'))
    first = next(lines, "").rstrip("\r\n")
    if first[:4].lower() == "sep=" and first[4:] in SEPARATORS:
        return first[4:], 1
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count), 0


def _parsed(path: Path, text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each row that has any cell filled, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    begun, number = 1, 0
    try:
        for cells in reader:
            line, begun = begun, reader.line_num + 1
            if not any(map(str.strip, cells)) or (skipped and line == 1):
                continue
            if number > MOST_ROWS:
                raise Unreadable(f"{path}: line {line}: more than {MOST_ROWS:,} rows, the most that are read")
            number += 1
            _require_closed(path, line, cells, separator)
            yield line, cells
    except csv.Error as error:
        raise Unreadable(f"{path}: {_fault(text, separator, begun, reader.line_num, error)}") from None


def _require_closed(path: Path, line: int, cells: list[str], separator: str) -> None:
    """A cell that goes over several lines and holds separators is most likely several rows."""
    for cell in cells:
        if separator in cell and ("\n" in cell or "\r" in cell):
            raise Unreadable(
                f"{path}: line {line}: a cell in quotation marks goes on over the end of the line and holds a "
                f"{SEPARATORS[separator]}: is a closing quotation mark missing?"
            )


def _fault(text: str, separator: str, begun: int, reached: int, error: csv.Error) -> str:
    """What the parser found wrong in the row that begins on a line, told where its last quotation opens."""
    rest = io.StringIO(text, newline="").readlines()[begun - 1 : reached]
    opened, inside, fresh = begun, False, True
    for number, line in enumerate(rest, start=begun):
        for letter in line:
            if letter == '"' and inside:
                inside = False
            elif letter == '"' and fresh:
                opened, inside = number, True
            fresh = letter == separator or (fresh and letter == " ")
    if "field larger" in str(error) and not inside:
        return f"line {begun}: a cell is longer than {csv.field_size_limit():,} characters"
    return f"line {opened}: the quotation mark that opens here is not closed, or something follows where it is"


def _heads(path: Path, line: int, cells: list[str], known: Sequence[str]) -> dict[int, str]:
    """The headings by the place of their column; a column without one must be empty."""
    spelt = {folded(name): name for name in known}
    heads = {i: spelt.get(folded(cell), cell.strip()) for i, cell in enumerate(cells) if cell.strip()}
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(f"{path}: line {line}: more than {MOST_COLUMNS:,} columns, the most that are read")
    seen: set[str] = set()
    for name in heads.values():
        if folded(name) in seen:
            raise Unreadable(f"{path}: line {line}: there are two columns {clipped(name)}; leave one of them")
        seen.add(folded(name))
    return heads


def _rows(
    path: Path, parsed: Iterator[tuple[int, list[str]]], heads: dict[int, str], needed: set[str]
) -> Iterator[Row]:
    least = max((i for i, name in heads.items() if name in needed), default=-1) + 1
    for line, cells in parsed:
        if len(cells) < least:
            raise Unreadable(
                f"{path}: line {line}: {len(cells)} cells stand here and {least} are needed; "
                f"the columns are {some(list(heads.values()))}"
            )
        for i, cell in enumerate(cells):
            if i not in heads and cell.strip():
                raise Unreadable(
                    f"{path}: line {line}: cell {i + 1} has no heading; put a cell that holds a separator in "
                    "quotation marks"
                )
        yield Row(line, {name: cells[i].strip() if i < len(cells) else "" for i, name in heads.items()})
