"""A study file swept into a folder of results: begun, gone on with, repaired, and closed with its digest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.scenarios.study import provenance
from demarche.scenarios.study.checking import summary
from demarche.scenarios.study.codebook import codebook
from demarche.scenarios.study.executors import Crew
from demarche.scenarios.study.faults import Fault, Kind
from demarche.scenarios.study.files import StudyFile, plan_of
from demarche.scenarios.study.runner import Progress, sweep
from demarche.scenarios.study.store import Folder
from demarche.scenarios.study.writing import put_aside
from demarche.sim.terms import Unreadable


@dataclass(frozen=True, slots=True)
class Swept:
    """How a sweep ended. digest: of all rows, None where other parts of the study are still to be played.

    aside  what was wrong in the folder, of files that are now in its folder `aside`
    """

    progress: Progress
    points: int
    runs: int
    digest: str | None
    series_digest: str | None
    aside: tuple[str, ...] = ()


def sweep_into(
    path: Path,
    file: StudyFile,
    crew: Crew,
    *,
    part: tuple[int, int] = (1, 1),
    shard: int | None = None,
    repair: bool = False,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Swept:
    """Play what is not in the folder yet. part (i, n): only every n-th shard from the i-th; shard: runs of each.

    repair  files that are not of this study are moved aside, and what is missing then is played
    Raises Unreadable for a study at fault or a folder of something else, OSError where nothing more can be written.
    """
    folder = Folder(path)
    aside = _repair_manifest(folder, repair)
    plan = plan_of(file, shard or folder.shard_size())
    folder.begin(plan, provenance.manifest(file, plan), repair=repair)
    numbers = range(part[0] - 1, plan.shards, part[1])
    aside += _repair(folder, numbers, repair)
    folder.write_design(plan)
    folder.write_codebook(codebook(file, plan))
    if not folder.numbers().issuperset(numbers):
        folder.reopen()
    progress = sweep(plan, folder, crew, part, tell)
    if folder.missing():
        return Swept(progress, len(plan.points), plan.runs, None, None, tuple(aside))
    closing = _close(folder, repair)
    return Swept(progress, len(plan.points), plan.runs, closing["digest"], closing["series_digest"], tuple(aside))


def _repair_manifest(folder: Folder, repair: bool) -> list[str]:
    """Move a damaged manifest aside where that is asked for. Returns what was wrong with it."""
    if not folder.manifest_path.exists():
        return []
    try:
        folder.manifest()
    except Fault as fault:
        if not repair:
            raise _refusal([fault]) from None
        put_aside(fault.path)
        return [str(fault)]
    return []


def _repair(folder: Folder, numbers: range, repair: bool) -> list[str]:
    """Move aside what is damaged, and what does not belong here where that is asked for. Returns what was wrong."""
    faults = [fault for fault in folder.faults(numbers) if fault.kind != Kind.MISSING]
    foreign = [fault for fault in faults if fault.kind == Kind.FOREIGN]
    if foreign and not repair:
        raise _refusal(foreign)
    for fault in faults:
        for path in folder.files_beside(fault.path):
            put_aside(path)
    return [str(fault) for fault in faults]


def _refusal(faults: Sequence[Fault]) -> Unreadable:
    """What is wrong in a folder, and what mends it."""
    more = f" ({len(faults) - 1} more files are not as expected)" if len(faults) > 1 else ""
    return Unreadable(f"{faults[0]}{more}; add --repair to move it aside and to make it again")


def _close(folder: Folder, repair: bool) -> dict[str, Any]:
    """Write into the manifest what all shards come to. Raises Unreadable where it says something else already."""
    try:
        closing, manifest = summary(folder.shards()), folder.manifest()
    except Fault as fault:  # in a shard of another part of the study
        raise _refusal([fault]) from None
    if manifest.get("digest") and _digests(manifest) == _digests(closing):
        contradiction = folder.contradiction(manifest, closing)
        if contradiction is None:
            return closing
        if not repair:
            raise _refusal([contradiction])
    closed = {"ended": provenance.now(), "errors": sum(note["errors"] for note in closing["shards"])} | closing
    folder.write_manifest(manifest | closed)
    return closing


def _digests(manifest: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Those of each shard."""
    return [(note["digest"], note["series_digest"]) for note in manifest["shards"]]
