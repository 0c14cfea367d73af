"""Studies from Python: points in, a table out."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Literal

from demarche.scenarios.kinds import Kind, require_kind
from demarche.scenarios.load import apply, parse, path_of
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.study.arrow import numbers
from demarche.scenarios.study.designs import Points, column
from demarche.scenarios.study.executors import given, local
from demarche.scenarios.study.factors import require_valid
from demarche.scenarios.study.measures import require_known
from demarche.scenarios.study.plan import Plan, shard_size
from demarche.scenarios.study.play import ScenarioPlayer
from demarche.scenarios.study.runner import sweep
from demarche.scenarios.study.schema import Value
from demarche.scenarios.study.store import Memory
from demarche.sim.terms import Unreadable

if TYPE_CHECKING:
    import pyarrow as pa


def run(
    points: Sequence[Mapping[str, Value]],
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
) -> "pa.Table":
    """Play points of a scenario and return a row a run: point, replicate, seed, the point's values, measures, error.

    points    each a mapping of dotted paths to values, as `demarche run --set` takes them
    scenario  a scenario of the library by its id, or of a file by its path, with `settings` key=value in every run
    twin      "no-pact" plays each world beside the same without the effect of its pacts
    chance    "independent": every run has its own, as regression, surrogates and ABC need, which take rows for
              independent; "common": replicate r has the same at every point, so that differences between points show
              with few runs, while an error that all points share is not seen in the spread of the rows
    executor  any executor of the kind of concurrent.futures, with about `workers` workers; else as many processes
    Raises Unreadable naming what is wrong and what would be right.
    """
    if not points:
        raise Unreadable("there are no points")
    document = read_toml(path_of(scenario))
    require_kind(document, Kind.SCENARIO, scenario)
    for setting in settings:
        apply(document, setting)
    require_known(parse(document, scenario), measures, (), twin)
    names = list(points[0])
    columns = {name: column(name, [point[name] for point in points]) for name in names}
    paths = {name: (name,) for name in names}
    require_valid(document, paths, columns)
    player = ScenarioPlayer(document, paths, seed, tuple(measures), twin=twin)
    plan = Plan(
        Points(columns), replicates, seed, player, shard_size(len(points) * replicates), common=chance == "common"
    )
    kept = Memory()
    sweep(plan, kept, local(workers, "processes") if executor is None else given(executor, workers))
    table = kept.runs()
    place = numbers(table, "point")
    for i, name in enumerate(names):
        table = table.add_column(3 + i, name, [columns[name][place]])
    return table
