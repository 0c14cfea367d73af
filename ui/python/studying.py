"""Many worlds from Python: points or a design in, a Dataset out."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from demarche.scenarios.study.from_python import run
from demarche.sim.terms import Unreadable

if TYPE_CHECKING:
    import xarray as xr

Point = Mapping[str, bool | int | float | str]
"""Values by their dotted paths, as `demarche run --set` takes them."""


def study(
    design: Sequence[Point] | Mapping[str, Sequence[Any]],
    scenario: str,
    measures: Sequence[str],
    *,
    replicates: int = 1,
    seed: int = 1,
    settings: Iterable[str] = (),
    twin: Literal["no-pact"] | None = None,
    chance: Literal["common", "independent"] = "common",
    workers: int = 1,
    executor: Executor | None = None,
) -> "xr.Dataset":
    """Play a design of P points with R replicates each: a Dataset of the measures over point and replicate.

    design      the points, each a mapping of dotted paths to values: [{"rounds": 0}, {"rounds": 6}]; or the values of
                each factor, of which every combination is a point: {"rounds": [0, 6], "states.RUS.doctrine": [...]}
    scenario    an id of `library()`, or the path of a file ending in .toml
    measures    as `demarche run --json` names them (docs/results.md); NaN in a world that does not have one
    settings    key=value, the same in every run
    twin        "no-pact" plays each world beside the same without the effect of its pacts, and adds the measures
                `…_twin` and `…_effect`
    chance      "common": replicate r has the same chance at every point, so that differences show with few runs;
                "independent": every run has its own, as regression and surrogates need
    workers     processes on this machine (guard the script with `if __name__ == "__main__"`), or about as many as
                `executor` has, which is any of the kind of concurrent.futures
    The values of each factor are coordinates of point, so that `found.adopted_1.groupby("rounds").mean(...)` works.
    A run that fails is NaN in every measure, and the attribute `errors` says why, by point and replicate.
    Raises Unreadable, a ValueError, naming what is wrong and what would be right.
    """
    import xarray as xr

    points = _points(design)
    table = run(
        points, scenario, measures, replicates=replicates, seed=seed, settings=tuple(settings), twin=twin,
        chance=chance, workers=workers, executor=executor,
    )  # fmt: skip
    shape, factors = (len(points), replicates), list(points[0])
    aside = {"point", "replicate", "seed", "error", *factors}
    runs = {
        name: (("point", "replicate"), table[name].to_numpy().reshape(shape))
        for name in table.column_names
        if name not in aside
    }
    failed = [(i, said) for i, said in enumerate(table["error"].to_pylist()) if said is not None]
    errors = [f"point {i // replicates}, replicate {i % replicates}: {said}" for i, said in failed]
    columns = {name: ("point", np.array([point[name] for point in points])) for name in factors}
    coordinates = {"point": np.arange(shape[0]), "replicate": np.arange(replicates), **columns}
    return xr.Dataset(runs, coords=coordinates, attrs={"scenario": scenario, "seed": seed, "errors": errors})


def _points(design: Sequence[Point] | Mapping[str, Sequence[Any]]) -> list[Point]:
    """The points of a design. Raises Unreadable where there are none, or they do not set the same values."""
    if isinstance(design, str | Path):
        raise Unreadable(f"{design}: a study file is played by `demarche sweep`; give points, or values by factor")
    if isinstance(design, Mapping):
        points: list[Point] = [dict(zip(design, values, strict=True)) for values in product(*design.values())]
    else:
        points = list(design)
    if not points or not points[0]:
        raise Unreadable("the design is empty: it has no points, or they set nothing")
    for i, point in enumerate(points):
        if set(point) != set(points[0]):
            raise Unreadable(f"point {i} sets {', '.join(point) or 'nothing'}, and point 0 {', '.join(points[0])}")
    return points
