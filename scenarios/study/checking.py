"""Shards read back: each is held against its own note and against what the manifest says that it must be."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from demarche.scenarios.study.arrow import numbers
from demarche.scenarios.study.digest import Digest, digest_of
from demarche.scenarios.study.faults import Fault, Kind
from demarche.scenarios.study.manifest import Layout
from demarche.scenarios.study.measures import TWIN, kind_of
from demarche.scenarios.study.plan import Block
from demarche.scenarios.study.shards import KEY, Note
from demarche.sim.terms import Array

_NOTE = TypeAdapter(Note)


@dataclass(frozen=True, slots=True)
class Checked:
    """A shard that was read back and is what it should be. series: its counts by quarter, None where it has none."""

    note: Note
    runs: pa.Table
    series: pa.Table | None


def read_shard(runs: Path, series: Path, layout: Layout, number: int) -> Checked:
    """A shard from its files. Raises Fault where one is missing, damaged or of something else."""
    table, note = read_runs(runs, layout, number)
    if note.series_digest is None:
        return Checked(note, table, None)
    try:
        return Checked(note, table, read_series(series, layout, note))
    except Fault as fault:
        if fault.kind == Kind.MISSING:
            raise Fault(runs, Kind.DAMAGED, f"{series.name}, which belongs to it, is gone") from None
        raise


def summary(shards: Iterable[Checked]) -> dict[str, Any]:
    """All shards as the manifest ends with them: their notes, and the digests of all rows."""
    runs, series, notes = Digest(), Digest(), []
    for shard in shards:
        runs.add(shard.runs)
        if shard.series is not None:
            series.add(shard.series)
        notes.append(asdict(shard.note))
    kept = any(note["series_digest"] for note in notes)
    return {"digest": runs.hex(), "series_digest": series.hex() if kept else None, "shards": notes}


def read_runs(path: Path, layout: Layout, number: int) -> tuple[pa.Table, Note]:
    """The runs of a shard and its note. Raises Fault where they are missing, damaged or of something else."""
    table, note = opened(path)
    block = layout.cut.block(number)
    _require_note(path, note, layout, block)
    place, replicate = block.place()
    named = {"point": pa.int32(), "replicate": pa.uint32(), "seed": pa.uint64()}
    named |= dict.fromkeys(layout.columns, pa.float64())
    _require_columns(path, table, named | {"error": pa.string()})
    _require_digest(path, table, note.digest)
    seed = np.full(block.rows, layout.seed, np.uint64)
    _require_rows(path, table, block, {"point": place, "replicate": replicate, "seed": seed})
    failed = table.num_rows - table["error"].null_count
    if failed != note.errors:
        raise Fault(path, Kind.FOREIGN, f"{failed} of its rows have an error, and its note says {note.errors}")
    if layout.series and note.series_digest is None and failed < block.rows:
        raise Fault(path, Kind.FOREIGN, "it has no counts by quarter, and its study keeps them")
    return table.replace_schema_metadata(None), note


def read_series(path: Path, layout: Layout, note: Note) -> pa.Table:
    """The counts by quarter that belong to the runs of that note. Raises Fault likewise."""
    table, own = opened(path)
    block = layout.cut.block(note.number)
    _require_note(path, own, layout, block)
    if own.series_digest != note.series_digest:
        raise Fault(
            path, Kind.FOREIGN, f"its digest is {own.series_digest}, and the runs beside it say {note.series_digest}"
        )
    named = {"point": pa.int32(), "replicate": pa.uint32(), "quarter": pa.int16()}
    counts = [name for name in table.column_names if _is_count(name, layout)]
    _require_columns(path, table, named | dict.fromkeys(counts, pa.int32()))
    _require_digest(path, table, note.series_digest)
    quarters, over = divmod(table.num_rows, block.rows)
    if over or not quarters:
        raise Fault(
            path, Kind.FOREIGN, f"it has {table.num_rows} rows, which are not as many for each of {block.rows} runs"
        )
    place, replicate = (np.repeat(column, quarters) for column in block.place())
    quarter = np.tile(np.arange(1, quarters + 1), block.rows)
    _require_rows(path, table, block, {"point": place, "replicate": replicate, "quarter": quarter})
    return table.replace_schema_metadata(None)


def read_table(path: Path) -> pa.Table:
    """The table of a Parquet file, with its metadata. Raises Fault where it is missing or is none."""
    if path.exists() and not path.is_file():
        raise Fault(path, Kind.DAMAGED, "this is no file")
    try:
        return pq.ParquetFile(path, page_checksum_verification=True).read()
    except FileNotFoundError:
        raise Fault(path, Kind.MISSING, "there is no such file") from None
    except (OSError, pa.ArrowException, ValueError) as error:
        said = str(error).splitlines()[0] if str(error) else "unreadable"
        raise Fault(path, Kind.DAMAGED, f"damaged: {said}") from None


def opened(path: Path) -> tuple[pa.Table, Note]:
    """The table of a shard, with its metadata, and its note; neither is held against anything yet."""
    table = read_table(path)
    try:
        note = _NOTE.validate_json((table.schema.metadata or {})[KEY], strict=True)
    except (KeyError, ValueError):
        raise Fault(path, Kind.DAMAGED, "damaged: it lacks the note that sweep writes into each shard") from None
    return table, note


def _require_note(path: Path, note: Note, layout: Layout, block: Block) -> None:
    """The note of a shard is of this study and of this block of its runs."""
    if note.number != block.number:
        raise Fault(path, Kind.FOREIGN, f"it is shard {note.number}, and shard {block.number} is expected here")
    if note.study is None and layout.marked:
        raise Fault(path, Kind.FOREIGN, f"it does not say of which study it is; {layout.study[:16]} is expected")
    if note.study not in (None, layout.study):
        said = f"it is of another study: {note.study[:16]}, and {layout.study[:16]} is expected"
        raise Fault(path, Kind.FOREIGN, said)
    if note.rows != block.rows:
        raise Fault(path, Kind.FOREIGN, f"it says that it has {note.rows} runs, and {block.rows} are expected")
    if note.study is not None and (note.first, note.last) != block.ends():
        raise Fault(
            path,
            Kind.FOREIGN,
            f"it says that it has {_runs(note.first, note.last)}, and {_runs(*block.ends())} are expected",
        )
    known = None if layout.notes is None else layout.notes[block.number]
    for what in ("rows", "errors", "digest", "series_digest", "study", "first", "last"):
        if known is not None and getattr(note, what) != getattr(known, what):
            said = f"its {what} is {getattr(note, what)}, and the manifest says {getattr(known, what)}"
            raise Fault(path, Kind.FOREIGN, said)


def _runs(first: tuple[int, int] | None, last: tuple[int, int] | None) -> str:
    """A block of runs in words."""
    if first is None or last is None:
        return "runs without a place"
    return f"the runs from point {first[0]}, replicate {first[1]} to point {last[0]}, replicate {last[1]}"


def _require_columns(path: Path, table: pa.Table, named: dict[str, pa.DataType]) -> None:
    """A table has these columns, of these types, in this order."""
    there = table.schema.names
    for name in [*named, *there]:
        if name not in there:
            raise Fault(path, Kind.FOREIGN, f"it has no column {name}; it has {', '.join(there)}")
        if name not in named:
            raise Fault(path, Kind.FOREIGN, f"its column {name!r} is not expected; {', '.join(named)} are")
    if there != list(named):
        raise Fault(path, Kind.FOREIGN, f"its columns are {', '.join(there)}, and {', '.join(named)} are expected")
    for name, kind in named.items():
        if table.schema.field(name).type != kind:
            raise Fault(
                path,
                Kind.FOREIGN,
                f"its column {name} is of type {table.schema.field(name).type}, and {kind} is expected",
            )


def _require_digest(path: Path, table: pa.Table, right: str | None) -> None:
    if digest_of([table]) != right:
        raise Fault(path, Kind.DAMAGED, "damaged: its rows are not those that were written")


def _require_rows(path: Path, table: pa.Table, block: Block, right: dict[str, Array]) -> None:
    """A table has the expected number of rows, and its columns of places have the expected values."""
    rows = len(next(iter(right.values())))
    if table.num_rows != rows:
        raise Fault(path, Kind.FOREIGN, f"it has {table.num_rows} rows, and {rows} are expected")
    wrong = {name: numbers(table, name) != expected for name, expected in right.items()}
    first = {name: int(np.argmax(odd)) for name, odd in wrong.items() if odd.any()}
    if first:
        name, row = min(first.items(), key=lambda entry: entry[1])
        said = f"row {row} has {name} {table[name][row]}, and {right[name][row]} is expected in shard {block.number}"
        raise Fault(path, Kind.FOREIGN, said)


def _is_count(name: str, layout: Layout) -> bool:
    """Whether a column is one of the study's counts, of a draft, here or in the twin."""
    return kind_of(name.removesuffix(TWIN) if layout.twin else name) in layout.series
