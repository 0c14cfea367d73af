"""Study files: read, checked against the scenario they are of, and made a plan."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from demarche.agents.plugins import Plugin
from demarche.scenarios.kinds import Kind, require_kind
from demarche.scenarios.load import apply, first_fault, parse, path_of
from demarche.scenarios.plugged import used
from demarche.scenarios.reading.text import LONGEST_MESSAGE, clipped
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.study import designs
from demarche.scenarios.study.factors import paths_of, require_valid
from demarche.scenarios.study.measures import require_known
from demarche.scenarios.study.names import require_free
from demarche.scenarios.study.plan import Plan, shard_size
from demarche.scenarios.study.play import ScenarioPlayer
from demarche.scenarios.study.schema import Study
from demarche.sim.rules import RULES_VERSION
from demarche.sim.terms import Unreadable


@dataclass(frozen=True, slots=True, eq=False)
class StudyFile:
    """A study as its file says it, with the document of its scenario, whose settings are applied."""

    path: Path
    text: str
    study: Study
    document: dict[str, Any]


def read_study(path: Path) -> StudyFile:
    """A study file. Raises Unreadable naming the file, the key, what is wrong and what would be right."""
    document = read_toml(path)
    require_kind(document, Kind.STUDY, str(path))
    try:
        study = Study.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error, Study)}") from None
    try:
        require_free(study.factors)
        scenario = _document(study, path.parent)
        require_known(parse(scenario, study.scenario), study.measures, study.series, study.twin)
    except Unreadable as error:
        raise Unreadable(f"{path}: {clipped(str(error), LONGEST_MESSAGE)}") from None
    return StudyFile(path, path.read_text(encoding="utf-8"), study, scenario)


def _document(study: Study, folder: Path) -> dict[str, Any]:
    """The document of the scenario with what is the same in every run."""
    name = study.scenario
    path = folder / name if name.endswith(".toml") else path_of(name)
    document = read_toml(path)
    require_kind(document, Kind.SCENARIO, str(path))
    for setting in study.set:
        apply(document, setting)
    return document


def plan_of(file: StudyFile, shard: int | None = None) -> Plan:
    """The runs of a study. shard: how many make a file. Raises Unreadable where design or factors are at fault."""
    study = file.study
    try:
        points = designs.points(study.design, study.factors, study.seed, file.path.parent)
        paths = paths_of(study, points.columns)
        require_valid(file.document, paths, points.columns)
    except Unreadable as error:
        raise Unreadable(f"{file.path}: {clipped(str(error), LONGEST_MESSAGE)}") from None
    plugins = used(file.document, [column.tolist() for column in points.columns.values() if column.dtype == object])
    player = ScenarioPlayer(file.document, paths, study.seed, study.measures, study.series, study.twin, plugins)
    size = shard or shard_size(len(points) * study.replicates)
    known = identity(file, points, size, plugins)
    try:
        return Plan(points, study.replicates, study.seed, player, size, known, common=study.common_chance)
    except Unreadable as error:
        raise Unreadable(f"{file.path}: {error}") from None


def runs_of(file: StudyFile) -> int | None:
    """How many runs a study has, before its points are made; None where a table says."""
    count = designs.size(file.study.design, file.study.factors)
    return None if count is None else count * file.study.replicates


def identity(file: StudyFile, points: designs.Points, size: int, plugins: tuple[Plugin, ...] = ()) -> dict[str, Any]:
    """All on which the results of a study rest, and the size of its shards; words for readers are left out."""
    plugged = {"plugins": {plugin.name: plugin.marks for plugin in plugins}} if plugins else {}
    return {
        "study": file.study.identity(),
        "points": points.fingerprint(),
        "scenario": file.document,
        "rules": RULES_VERSION,
        "demarche": version("demarche"),
        "runs of a shard": size,
        **plugged,
    }
