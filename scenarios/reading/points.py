"""Tables of points for a study, in CSV or Parquet: columns of numbers, truths or texts, none of them empty."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.reading.csv import MOST_COLUMNS, read_csv
from demarche.scenarios.reading.text import clipped, folded
from demarche.sim.files import MEGABYTE, read_bytes
from demarche.sim.terms import Unreadable

Value = bool | int | float | str
MOST_PARQUET = 256 * MEGABYTE
MOST_CELLS = 1 << 24
"""Rows times columns of a Parquet file, which may be far smaller on the disk."""
LONGEST_CELL = 1_000
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)
_TRUTHS = {"true": True, "false": False}


def read_points(path: Path, names: Sequence[str]) -> dict[str, list[Value]]:
    """The columns of a table, by heading. names: of factors, in whose spelling their columns are given.

    Raises Unreadable naming the file, and the line or the column where it is wrong.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".parquet"):
        raise Unreadable(f"{path}: a table of points ends in .csv or .parquet")
    return _from_csv(path, names) if suffix == ".csv" else _from_parquet(path, names)


def _from_csv(path: Path, names: Sequence[str]) -> dict[str, list[Value]]:
    sheet = read_csv(path, needed=(), known=names)
    cells: dict[str, list[str]] = {name: [] for name in sheet.heads}
    for row in sheet.rows:
        for name, cell in row.cells.items():
            if not cell:
                raise Unreadable(f"{path}: line {row.line}: column {clipped(name)} is empty here")
            if len(cell) > LONGEST_CELL:
                raise Unreadable(
                    f"{path}: line {row.line}: column {clipped(name)}: longer than {LONGEST_CELL:,} characters"
                )
            cells[name].append(cell)
    decimal_comma = sheet.separator != ","
    return {name: _typed(path, name, column, decimal_comma) for name, column in cells.items()}


def _typed(path: Path, name: str, cells: list[str], decimal_comma: bool) -> list[Value]:
    """A column of whole numbers, of numbers, of truths, or else of texts, as all of its cells are."""
    if all(map(_WHOLE.fullmatch, cells)):
        return [int(cell) for cell in cells]
    dotted = [cell.replace(",", ".") for cell in cells] if decimal_comma else cells
    if all(map(_NUMBER.fullmatch, dotted)):
        return _finite(path, name, [float(cell) for cell in dotted])
    if all(cell.lower() in _TRUTHS for cell in cells):
        return [_TRUTHS[cell.lower()] for cell in cells]
    return list(cells)


def _finite(path: Path, name: str, numbers: list[float]) -> list[Value]:
    for i, number in enumerate(numbers):
        if not math.isfinite(number):
            raise Unreadable(
                f"{path}: column {clipped(name)}, row {i + 1}: {number} is no number that a factor can have"
            )
    return list(numbers)


def _from_parquet(path: Path, names: Sequence[str]) -> dict[str, list[Value]]:
    content = pa.BufferReader(read_bytes(path, MOST_PARQUET))
    try:
        _require_small(path, pq.ParquetFile(content))
        texts = [field.name for field in pq.read_schema(content) if pa.types.is_string(field.type)]
        # As a dictionary each text is held once, however many rows a small file says it has.
        table = pq.ParquetFile(content, read_dictionary=texts, page_checksum_verification=True).read()
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        if isinstance(error, Unreadable):
            raise
        fault = clipped(str(error).splitlines()[0]) if str(error) else "too large"
        raise Unreadable(f"{path}: not a table in Parquet: {fault}") from None
    spelt = {folded(name): name for name in names}
    found = {}
    for head, column in zip(table.column_names, table.columns, strict=True):
        name = spelt.get(folded(head), head)
        found[name] = _values(path, name, column)
    return found


def _require_small(path: Path, file: pq.ParquetFile) -> None:
    """Raises Unreadable, from the description of the table alone, where it is too large or of kinds not read."""
    schema = file.schema_arrow
    if file.metadata.num_rows * max(len(schema.names), 1) > MOST_CELLS:
        raise Unreadable(f"{path}: more than {MOST_CELLS:,} cells, the most that are read")
    if len(schema.names) > MOST_COLUMNS:
        raise Unreadable(f"{path}: more than {MOST_COLUMNS:,} columns, the most that are read")
    seen = set()
    for field in schema:
        if folded(field.name) in seen:
            raise Unreadable(f"{path}: there are two columns {clipped(field.name)}; leave one of them")
        seen.add(folded(field.name))
        kinds = (pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, _is_text)
        if not any(kind(field.type) for kind in kinds):
            raise Unreadable(
                f"{path}: column {clipped(field.name)}: numbers, truths or texts are read, not {field.type}"
            )


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or (pa.types.is_dictionary(kind) and pa.types.is_string(kind.value_type))
    )


def _values(path: Path, name: str, column: pa.ChunkedArray) -> list[Value]:
    if column.null_count:
        raise Unreadable(f"{path}: column {clipped(name)} has empty cells")
    for chunk in column.chunks:
        texts = chunk.dictionary if pa.types.is_dictionary(chunk.type) else chunk if _is_text(chunk.type) else []
        if any(len(text.as_py() or "") > LONGEST_CELL for text in texts):
            raise Unreadable(f"{path}: column {clipped(name)}: a text is longer than {LONGEST_CELL:,} characters")
    values: list[Value] = column.to_pylist()
    return _finite(path, name, values) if pa.types.is_floating(column.type) else values  # type: ignore[arg-type]
