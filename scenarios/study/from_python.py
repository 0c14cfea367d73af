"""Studies from Python: points in, a table out."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from demarche.scenarios.kinds import Kind, require_kind
from demarche.scenarios.load import apply, parse, path_of
from demarche.scenarios.plugged import used
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.study.arrow import numbers
from demarche.scenarios.study.designs import Points, column, plain
from demarche.scenarios.study.executors import given, local
from demarche.scenarios.study.factors import require_valid
from demarche.scenarios.study.measures import require_known
from demarche.scenarios.study.plan import Plan, shard_size
from demarche.scenarios.study.play import ScenarioPlayer
from demarche.scenarios.study.runner import sweep
from demarche.scenarios.study.store import Memory
from demarche.sim.terms import Array, Unreadable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


Form = Literal["arrow", "pandas"]


def run(
    points: "Sequence[Mapping[str, Any]] | Mapping[str, ArrayLike]",
    scenario: str,
    measures: Sequence[str],
    *,
    replicates: int = 1,
    seed: int = 1,
    settings: Sequence[str] = (),
    twin: str | None = None,
    chance: Literal["common", "independent"] = "independent",
    workers: int = 1,
    executor: Executor | None = None,
    series: Sequence[str] = (),
    form: Form = "arrow",
) -> Any:
    """Play points of a scenario and return a row a run: point, replicate, seed, the point's values, measures, error.

    points    each a mapping of dotted paths to values, as `demarche run --set` takes them; or one mapping of paths to
              arrays of P values.  Values may be of numpy
    scenario  a scenario of the library by its id, or of a file by its path, with `settings` key=value in every run
    twin      "no-pact" plays each world beside the same without the effect of its pacts
    chance    "independent": every run has its own, as regression, surrogates and ABC need, which take rows for
              independent; "common": replicate r has the same at every point, so that differences between points show
              with few runs, while an error that all points share is not seen in the spread of the rows
    executor  any executor of the kind of concurrent.futures, with about `workers` workers; else as many processes
    series    counts kept for every quarter: then a second table is returned beside, with a row a run and quarter
    form      "arrow": pyarrow tables, or "pandas": DataFrames
    Raises Unreadable naming what is wrong and what would be right.
    """
    if form not in get_args(Form):
        raise Unreadable(f"form: there is no {form}; there are {', '.join(get_args(Form))}")
    columns = columns_of(points)
    document = read_toml(path_of(scenario))
    require_kind(document, Kind.SCENARIO, scenario)
    for setting in settings:
        apply(document, setting)
    require_known(parse(document, scenario), measures, series, twin)
    paths = {name: (name,) for name in columns}
    require_valid(document, paths, columns)
    plugins = used(document, columns)
    player = ScenarioPlayer(document, paths, seed, tuple(measures), tuple(series), twin, plugins=plugins)
    many = len(next(iter(columns.values())))
    plan = Plan(Points(columns), replicates, seed, player, shard_size(many * replicates), common=chance == "common")
    kept = Memory()
    sweep(plan, kept, local(workers, "processes") if executor is None else given(executor, workers))
    table = kept.runs()
    place = numbers(table, "point")
    for i, name in enumerate(columns):
        table = table.add_column(3 + i, name, [columns[name][place]])
    tables = (table, kept.series()) if series else (table,)
    formed = tuple(one.to_pandas() if form == "pandas" else one for one in tables)
    return formed if series else formed[0]


def columns_of(points: "Sequence[Mapping[str, Any]] | Mapping[str, ArrayLike]") -> dict[str, Array]:
    """The values of each path, (P,) each. Raises Unreadable where points set not all the same, or there is none."""
    if isinstance(points, Mapping):
        given = {name: np.asarray(values) for name, values in points.items()}
        lengths = {name: len(values) if values.ndim == 1 else None for name, values in given.items()}
        for name, length in lengths.items():
            if length is None:
                raise Unreadable(
                    f"points: {name} has an array of {given[name].ndim} dimensions; a value a point is needed"
                )
            if length != next(iter(lengths.values())):
                first = next(iter(lengths))
                raise Unreadable(f"points: {name} has {length} values, and {first} has {lengths[first]}")
        points = [dict(zip(given, row, strict=True)) for row in zip(*given.values(), strict=True)]
    if not len(points):
        raise Unreadable("there are no points")
    names = list(points[0])
    if not names:
        raise Unreadable("point 0 sets nothing; name a path and a value, such as rounds")
    for i, point in enumerate(points):
        for name in (*names, *point):
            if name not in point or name not in points[0]:
                has = i if name in point else 0
                lacks = 0 if name in point else i
                raise Unreadable(
                    f"points: point {has} sets {name}, and point {lacks} does not; all points set the same"
                )
    return {name: column(name, [plain(point[name]) for point in points]) for name in names}
