"""The design of a study as a file: a row a point, with its factors and where each was sampled."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.study.arrow import column, numbers
from demarche.scenarios.study.checking import read_table
from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.faults import Fault, Kind
from demarche.scenarios.study.manifest import Layout
from demarche.scenarios.study.names import UNIT
from demarche.sim.terms import Array


def design_bytes(points: Points) -> bytes:
    """The design as the bytes of a Parquet file."""
    columns: dict[str, Any] = {"point": np.arange(len(points), dtype=np.int32), **points.columns}
    if points.units is not None:
        columns |= {f"{UNIT}{name}": points.units[:, k] for k, name in enumerate(points.columns)}
    columns = {name: column(values) if values.dtype.kind in "iuf" else values for name, values in columns.items()}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue().to_pybytes())


def read_design(path: Path, layout: Layout | None = None) -> Points:
    """The points in a file. Raises Fault where it is missing, damaged, or is not the design that the manifest names."""
    table = read_table(path)
    there = table.column_names
    if len(set(there)) < len(there) or "point" not in there:
        raise Fault(
            path, Kind.FOREIGN, f"its columns are {', '.join(there)}; point and the factors are expected, each once"
        )
    names = [name for name in there if name != "point" and not name.startswith(UNIT)]
    if not names or any(table[name].null_count for name in there):
        raise Fault(path, Kind.FOREIGN, "it has no factors, or empty cells")
    if any(table.schema.field(name).type != pa.float64() for name in there if name.startswith(UNIT)):
        raise Fault(path, Kind.FOREIGN, f"its columns {UNIT}… are not numbers of type double")
    if not np.array_equal(_values(table, "point"), np.arange(table.num_rows)):
        raise Fault(path, Kind.FOREIGN, "its points are not numbered from 0 in their order")
    columns = {name: _values(table, name) for name in names}
    sampled = [name for name in names if f"{UNIT}{name}" in there]
    units = np.stack([numbers(table, f"{UNIT}{name}") for name in sampled], axis=1) if sampled else None
    points = Points(columns, units)
    if layout is not None:
        _require_same(path, points, layout)
    return points


def _values(table: pa.Table, name: str) -> Array:
    """A column of numbers, truths or words as it stands."""
    kind = table.schema.field(name).type
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    return numbers(table, name) if is_number else table[name].to_numpy(zero_copy_only=False)


def _require_same(path: Path, points: Points, layout: Layout) -> None:
    """The points are those on which the results rest."""
    if len(points) != layout.cut.points:
        raise Fault(path, Kind.FOREIGN, f"it has {len(points)} points, and {layout.cut.points} are expected")
    if (found := points.fingerprint()) != layout.points:
        said = (
            f"its points have the fingerprint {found[:16]}, and the manifest's identity.points is {layout.points[:16]}"
        )
        raise Fault(path, Kind.FOREIGN, said)
    if layout.design not in (None, points.fingerprint(units=True)):
        raise Fault(path, Kind.FOREIGN, f"its columns {UNIT}… are not those of the design that the manifest names")
