"""A shard: a few hundred runs, played at one go and written as the bytes of a Parquet file that can be checked."""

import io
import json
import time
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.study.arrow import column
from demarche.scenarios.study.digest import digest_of
from demarche.scenarios.study.observe import MISSING
from demarche.scenarios.study.plan import Task
from demarche.scenarios.study.play import Played, Stopped
from demarche.sim.terms import Ints

KEY = b"demarche"
"""Under this key of the file's own metadata stands what is needed to check it."""
ZSTD_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Note:
    """What a shard says of itself. wall, cpu in seconds; engine what played it, one or two; digests of its rows.

    study        fingerprint of the identity of its study; None in folders of format 1, which did not carry it
    first, last  the point and the replicate of its first and its last run; None likewise
    """

    number: int
    rows: int
    errors: int
    wall: float
    cpu: float
    engine: str
    digest: str
    series_digest: str | None
    study: str | None = None
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """A played shard as files: bytes of runs and, where they are kept, of series."""

    note: Note
    runs: bytes
    series: bytes | None


def play(task: Task) -> Shard:
    """Play a shard. What goes wrong in a run is in its row; nothing is raised but Stopped."""
    began, cpu = time.perf_counter(), time.thread_time()
    place, replicate = task.place()
    try:
        played = task.player(task.points, place, replicate, task.ahead)
    except Stopped:
        raise
    except Exception as error:  # the sweep goes on without these rows
        return failed(task, f"{type(error).__name__}: {error}")
    return _shard(task, played, time.perf_counter() - began, time.thread_time() - cpu)


def failed(task: Task, error: str) -> Shard:
    """A shard none of whose runs could be played."""
    nothing = {name: np.full(task.rows, np.nan) for name in task.player.columns}
    return _shard(task, Played(nothing, errors=dict.fromkeys(range(task.rows), error)), 0.0, 0.0)


def _shard(task: Task, played: Played, wall: float, cpu: float) -> Shard:
    runs, series = runs_table(task, played), series_table(task, played)
    first, last = task.ends()
    note = Note(
        number=task.number,
        rows=task.rows,
        errors=len(played.errors),
        wall=round(wall, 3),
        cpu=round(cpu, 3),
        engine=", ".join(played.engines),
        digest=digest_of([runs]),
        series_digest=None if series is None else digest_of([series]),
        study=task.study,
        first=first,
        last=last,
    )
    return Shard(note, written(runs, note), None if series is None else written(series, note))


def runs_table(task: Task, played: Played) -> pa.Table:
    """A row a run: point, replicate, seed, measures, error."""
    place, replicate = task.place()
    errors = [played.errors.get(row) for row in range(task.rows)] if played.errors else None
    return pa.table(
        {
            "point": column(place.astype(np.int32)),
            "replicate": column(replicate.astype(np.uint32)),
            "seed": column(np.full(task.rows, task.seed, np.uint64)),
            **{name: column(np.asarray(found, np.float64)) for name, found in played.columns.items()},
            "error": pa.nulls(task.rows, pa.string()) if errors is None else pa.array(errors, pa.string()),
        }
    )


def series_table(task: Task, played: Played) -> pa.Table | None:
    """A row a run and quarter, from 1; None where no series is kept."""
    if not played.series:
        return None
    place, replicate = task.place()
    quarters = next(iter(played.series.values())).shape[1]
    return pa.table(
        {
            "point": column(np.repeat(place, quarters).astype(np.int32)),
            "replicate": column(np.repeat(replicate, quarters).astype(np.uint32)),
            "quarter": column(np.tile(np.arange(1, quarters + 1, dtype=np.int16), task.rows)),
            **{name: _counts(counts.reshape(-1)) for name, counts in played.series.items()},
        }
    )


def _counts(counts: Ints) -> pa.Array:
    """A column of counts, empty where there is none."""
    return column(counts.astype(np.int32), counts == MISSING)


def written(table: pa.Table, note: Note) -> bytes:
    """A table as the bytes of a Parquet file, with its note."""
    floats = [f.name for f in table.schema if pa.types.is_floating(f.type)]
    others = [f.name for f in table.schema if f.name not in floats]
    table = table.replace_schema_metadata({KEY: json.dumps(asdict(note)).encode()})
    sink = io.BytesIO()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        use_dictionary=others,
        use_byte_stream_split=floats,
        write_page_checksum=True,
    )
    return sink.getvalue()
