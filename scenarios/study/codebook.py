"""The codebook of a folder of results: a row for each column of its tables, with meaning, unit and range."""

import csv
import io
from collections.abc import Iterator

from demarche.agents.doctrine.parameters import TABLE
from demarche.scenarios.study.factors import paths_of
from demarche.scenarios.study.files import StudyFile
from demarche.scenarios.study.meanings import Meaning, meaning_of
from demarche.scenarios.study.measures import TWIN
from demarche.scenarios.study.names import UNIT
from demarche.scenarios.study.plan import Plan
from demarche.sim import conduct

HEAD = ("table", "column", "meaning", "unit", "least", "most")
OF_ALL = {
    "point": Meaning("the point of the design, counted from 0", "number"),
    "replicate": Meaning("which of the worlds of a point it is; with the seed, the chance that it had", "number"),
    "seed": Meaning("seed of the study", "number"),
    "error": Meaning("why the run failed; empty where it did not", "words", None),
    "quarter": Meaning("the quarter after the session, counted from 1", "number", 1),
}
"""Columns beside measures and factors."""


def codebook(file: StudyFile, plan: Plan) -> bytes:
    """The codebook of a study as the bytes of a CSV file, in UTF-8; an empty cell is no bound."""
    into = io.StringIO(newline="")
    rows = csv.writer(into, lineterminator="\n")
    rows.writerow(HEAD)
    for table, column, of in entries(file, plan):
        bounds = ("" if bound is None else f"{bound:g}" for bound in (of.least, of.most))
        rows.writerow((table, column, of.words, of.unit, *bounds))
    return into.getvalue().encode()


def entries(file: StudyFile, plan: Plan) -> Iterator[tuple[str, str, Meaning]]:
    """Table, column and meaning of every column that the folder holds."""
    yield from (("runs", name, OF_ALL[name]) for name in ("point", "replicate", "seed"))
    yield from (("runs", name, meaning_of(name)) for name in plan.player.columns)
    yield "runs", "error", OF_ALL["error"]
    if file.study.series:
        yield from (("series", name, OF_ALL[name]) for name in ("point", "replicate", "quarter"))
        yield from (("series", name, meaning_of(name, by_quarter=True)) for name in series_columns(file))
    yield "design", "point", OF_ALL["point"]
    paths = paths_of(file.study, plan.points.columns)
    labels = {factor.name: factor.label for factor in file.study.factors}
    for name in plan.points.columns:
        yield "design", name, factor_meaning(labels.get(name), paths[name])
    if plan.points.units is not None:
        for name in plan.points.columns:
            yield "design", UNIT + name, Meaning(f"where {name} was sampled on the unit interval", "1", 0, 1)


def series_columns(file: StudyFile) -> list[str]:
    """The columns of the counts by quarter."""
    drafts = len(file.document["drafts"]) + int(file.document.get("pact_slots", 0))
    endings = ("", TWIN) if file.study.twin is not None else ("",)
    return [f"{name}_{n + 1}{ending}" for ending in endings for name in file.study.series for n in range(drafts)]


def factor_meaning(label: str | None, paths: tuple[str, ...]) -> Meaning:
    """What a factor sets: a number of the doctrine with its unit and range, or a value of the scenario."""
    set_ = f"sets {' and '.join(paths)}"
    number = next((one for one in (*TABLE, *conduct.TABLE) if f"settings.{one.name}" == paths[0]), None)
    if number is None:
        return Meaning(f"{label}; {set_}" if label else set_, "as in the scenario", None)
    return Meaning(f"{label or number.meaning}; {set_}", number.unit, number.low, number.high)
