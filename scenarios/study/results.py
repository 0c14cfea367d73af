"""Results of a study, read back: each measure as a table of points and replicates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.schema import Study
from demarche.scenarios.study.shards import read
from demarche.scenarios.study.store import DESIGN, UNIT, Folder
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Unreadable

CROSSED = ("grid",)
"""Designs in which every level of a factor meets every level of the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """P points of R replicates. measures: name -> (P, R), NaN where there is none; series: name -> (P, R, T).

    errors  runs that failed; they are NaN everywhere
    """

    study: Study
    manifest: dict[str, Any]
    points: Points
    measures: dict[str, Doubles]
    series: dict[str, Doubles]
    errors: int

    @property
    def factors(self) -> list[str]:
        """The factors that take more than one value."""
        return [name for name, column in self.points.columns.items() if len(set(column.tolist())) > 1]

    @property
    def crossed(self) -> bool:
        """Whether chance can be told from the design: replicates are the same in every point of a crossed design."""
        return self.study.design.kind in CROSSED and self.study.replicates > 1

    def label(self, factor: str) -> str:
        """A factor in words."""
        return next((f.label for f in self.study.factors if f.name == factor and f.label), factor)


def load(path: Path) -> Results:
    """The results in a folder. Raises Unreadable where they are not all there, naming what is missing."""
    folder = Folder(path)
    manifest = folder.manifest()
    size, runs = manifest["identity"]["runs of a shard"], manifest["runs"]
    shards = range(-(-runs // size))
    missing = [number for number in shards if not folder.runs_path(number).exists()]
    if missing:
        raise Unreadable(
            f"{path}: {len(missing)} of {len(shards)} shards are still to be played; run its sweep again, then analyse"
        )
    replicates = manifest["replicates"]
    table = pa.concat_tables(folder.tables(shards))
    kept = [name for name in manifest["columns"] if name in table.column_names]
    measures = {name: table[name].to_numpy().reshape(-1, replicates) for name in kept}
    errors = table.num_rows - table["error"].null_count
    study = Study.model_validate(manifest["study"])
    return Results(study, manifest, _points(path), measures, _series(folder, shards, replicates), errors)


def _points(path: Path) -> Points:
    try:
        table = pq.read_table(path / DESIGN)
    except (OSError, pa.ArrowException) as error:
        raise Unreadable(f"{path / DESIGN}: {str(error).splitlines()[0]}") from None
    names = [name for name in table.column_names if name != "point" and not name.startswith(UNIT)]
    units = [table[f"{UNIT}{name}"].to_numpy() for name in names if f"{UNIT}{name}" in table.column_names]
    columns = {name: table[name].to_numpy(zero_copy_only=False) for name in names}
    return Points(columns, np.stack(units, axis=1) if units else None)


def _series(folder: Folder, shards: range, replicates: int) -> dict[str, Doubles]:
    """Counts of every quarter; none where none are kept."""
    if not all(folder.series_path(number).exists() for number in shards):
        return {}
    table = pa.concat_tables([read(folder.series_path(number))[0] for number in shards], promote_options="default")
    names = [name for name in table.column_names if name not in ("point", "replicate", "quarter")]
    quarters = int(table["quarter"].to_numpy().max())
    rows = table.num_rows // quarters
    if rows * quarters != table.num_rows:
        return {}  # points of unequal length have no mean by quarter
    shape = (rows // replicates, replicates, quarters)
    return {name: table[name].to_numpy().astype(np.float64).reshape(shape) for name in names}
