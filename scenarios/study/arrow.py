"""Numbers between numpy and Arrow by their buffers.

The conversions of pyarrow import pandas, which takes a quarter of a second in every process.
"""

import numpy as np
import pyarrow as pa

from demarche.sim.terms import Array, Bools


def column(numbers: Array, missing: Bools | None = None) -> pa.Array:
    """Numbers (N,) as an Arrow array of the same type; null where missing (N,)."""
    values = np.ascontiguousarray(numbers)
    known = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [known, pa.py_buffer(values)])


def numbers(table: pa.Table, name: str, missing: int = -1) -> np.ndarray:
    """A column of numbers as (N,) numpy, `missing` where it is null."""
    chunks = [_numbers(chunk, missing) for chunk in table[name].chunks]
    return np.concatenate(chunks) if chunks else np.zeros(0, table.schema.field(name).type.to_pandas_dtype())


def _numbers(chunk: pa.Array, missing: int) -> Array:
    known, values = chunk.buffers()
    places = slice(chunk.offset, chunk.offset + len(chunk))
    found = np.frombuffer(values or b"", chunk.type.to_pandas_dtype())[places]
    if not chunk.null_count:
        return found
    there = np.unpackbits(np.frombuffer(known, np.uint8), bitorder="little")[places].astype(bool)
    return np.where(there, found, np.asarray(missing, found.dtype))
