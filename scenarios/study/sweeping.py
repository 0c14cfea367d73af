"""A study file swept into a folder of results: begun, gone on with, and closed with its digest."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.scenarios.study import provenance
from demarche.scenarios.study.executors import Crew
from demarche.scenarios.study.files import StudyFile, plan_of
from demarche.scenarios.study.runner import Progress, sweep
from demarche.scenarios.study.store import MANIFEST, Folder


@dataclass(frozen=True, slots=True)
class Swept:
    """How a sweep ended. digest: of all rows, None where other parts of the study are still to be played."""

    progress: Progress
    points: int
    runs: int
    digest: str | None
    series_digest: str | None


def sweep_into(
    path: Path,
    file: StudyFile,
    crew: Crew,
    *,
    part: tuple[int, int] = (1, 1),
    shard: int | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Swept:
    """Play what is not in the folder yet. part (i, n): only every n-th shard from the i-th; shard: runs of each.

    Raises Unreadable for a study at fault or a folder of something else, OSError where nothing more can be written.
    """
    folder = Folder(path)
    if shard is None and (path / MANIFEST).exists():
        shard = folder.manifest()["identity"]["runs of a shard"]
    plan = plan_of(file, shard)
    begun = provenance.manifest(file, plan)
    folder.begin(plan, begun)
    progress = sweep(plan, folder, crew, part, tell)
    if progress.found == plan.runs:  # nothing was missing: what the manifest says is still so
        manifest = folder.manifest()
        if manifest.get("digest"):
            return Swept(progress, len(plan.points), plan.runs, manifest["digest"], manifest["series_digest"])
    if any(not folder.runs_path(number).exists() for number in range(plan.shards)):
        return Swept(progress, len(plan.points), plan.runs, None, None)
    closing: dict[str, Any] = folder.summary(plan.shards)
    folder.write_manifest(folder.manifest() | {"ended": provenance.now(), "errors": errors(closing)} | closing)
    return Swept(progress, len(plan.points), plan.runs, closing["digest"], closing["series_digest"])


def errors(closing: dict[str, Any]) -> int:
    """Runs that failed."""
    return sum(note["errors"] for note in closing["shards"])
