"""Results of a study, read back: each measure as a table of points and replicates."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from demarche.scenarios.study.arrow import numbers
from demarche.scenarios.study.checking import summary
from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.faults import Fault
from demarche.scenarios.study.observe import MISSING
from demarche.scenarios.study.pointfile import read_design
from demarche.scenarios.study.schema import Study
from demarche.scenarios.study.store import Folder
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Unreadable

if TYPE_CHECKING:
    import xarray as xr


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

    def label(self, factor: str) -> str:
        """A factor in words."""
        return next((f.label for f in self.study.factors if f.name == factor and f.label), factor)

    def dataset(self) -> "xr.Dataset":
        """Measures over point and replicate and series over quarter besides, with the factors as coordinates of point.

        `results.dataset().operations_within_1.groupby("vagueness").mean()` is the mean at each level.
        """
        import xarray as xr

        runs = {name: (("point", "replicate"), table) for name, table in self.measures.items()}
        quarters = {f"{name}_by_quarter": (("point", "replicate", "quarter"), t) for name, t in self.series.items()}
        factors = {name: ("point", column) for name, column in self.points.columns.items()}
        said = {"title": self.study.title, "scenario": self.study.scenario, "seed": self.study.seed}
        made = xr.Dataset(runs | quarters, coords=factors, attrs=said)
        return made.assign_coords(
            {name: np.arange(size) + (name == "quarter") for name, size in made.sizes.items() if name not in factors}
        )


def load(path: Path) -> Results:
    """The results in a folder. Raises Unreadable where they are not all there or not of one study, naming the file."""
    folder = Folder(path)
    try:
        manifest, layout = folder.manifest(), folder.layout()
        if missing := folder.missing():
            still = f"{missing} of {layout.cut.shards} shards are still to be played"
            raise Unreadable(f"{path}: {still}; run its sweep again, then analyse")
        for fault in folder.faults(range(0)):
            raise fault
        shards = list(folder.shards())
        if (contradiction := folder.contradiction(manifest, summary(shards))) is not None:
            raise contradiction
        points = read_design(folder.design_path, layout)
    except Fault as fault:
        raise Unreadable(f"{fault}; `demarche sweep STUDY.toml --out {path} --repair` makes it again") from None
    table = pa.concat_tables([shard.runs for shard in shards])
    measures = {name: numbers(table, name).reshape(-1, layout.cut.replicates) for name in layout.columns}
    errors = table.num_rows - table["error"].null_count
    study = Study.model_validate(manifest["study"])
    counts = [shard.series for shard in shards if shard.series is not None]
    series = _series(counts, table.num_rows, layout.cut.replicates)
    return Results(study, manifest, points, measures, series, errors)


def _series(tables: list[pa.Table], runs: int, replicates: int) -> dict[str, Doubles]:
    """Counts of every quarter; none where they are not kept of all runs."""
    if not tables:
        return {}
    table = pa.concat_tables(tables, promote_options="default")
    names = [name for name in table.column_names if name not in ("point", "replicate", "quarter")]
    quarters = int(numbers(table, "quarter").max())
    if runs * quarters != table.num_rows:
        return {}  # points of unequal length have no mean by quarter
    shape = (runs // replicates, replicates, quarters)
    counts = {name: numbers(table, name).reshape(shape) for name in names}
    return {name: np.where(count == MISSING, np.nan, count) for name, count in counts.items()}
