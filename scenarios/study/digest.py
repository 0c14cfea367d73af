"""One number for all results: a SHA-256 of the rows in their order, whoever played them and however they were cut."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from demarche.scenarios.study.arrow import numbers

if TYPE_CHECKING:
    import pyarrow as pa

_NAN = np.array([0x7FF8000000000000], np.uint64).view(np.float64)[0]
"""One way to write that there is no number."""


class Digest:
    """A running SHA-256 over tables of results. Cut the same rows in other tables and it is the same."""

    def __init__(self) -> None:
        """Of no rows."""
        self._sha = hashlib.sha256()

    def add(self, table: "pa.Table") -> None:
        """The next rows: every number as eight bytes, -1 where a count is missing, and what went wrong as text."""
        columns = [self._eight(numbers(table, name)) for name in table.column_names if name != "error"]
        rows = np.stack(columns, axis=1) if columns else np.zeros((table.num_rows, 0), np.uint64)
        if "error" not in table.column_names or table["error"].null_count == table.num_rows:
            self._sha.update(rows.tobytes())
            return
        for row, error in zip(rows, table["error"].to_pylist(), strict=True):
            self._sha.update(row.tobytes())
            self._sha.update((error or "").encode())

    @staticmethod
    def _eight(column: np.ndarray) -> np.ndarray:
        """The bits of a column, (N,) uint64, little end first."""
        if column.dtype.kind == "f":
            known = np.where(np.isnan(column), _NAN, column.astype(np.float64))
            return (known + 0.0).astype("<f8").view("<u8")  # normalise -0.0 to 0.0
        return column.astype("<u8")

    def hex(self) -> str:
        """The number, as it is written."""
        return self._sha.hexdigest()


def digest_of(tables: Iterable["pa.Table"]) -> str:
    """The digest of tables, one after another."""
    digest = Digest()
    for table in tables:
        digest.add(table)
    return digest.hex()
