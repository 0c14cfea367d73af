"""Where results are kept: a folder of shards that a sweep can leave and come back to, or memory."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.study.checking import Checked, opened, read_shard
from demarche.scenarios.study.faults import Fault, Kind
from demarche.scenarios.study.manifest import Layout, differences, read_manifest
from demarche.scenarios.study.plan import Plan
from demarche.scenarios.study.pointfile import design_bytes, read_design
from demarche.scenarios.study.shards import Note, Shard
from demarche.scenarios.study.writing import ASIDE, PART, remove_abandoned, write_new, write_whole
from demarche.sim.rules import RELEASE_OF_RULES
from demarche.sim.terms import Unreadable

MANIFEST, DESIGN, REPORT = "manifest.json", "design.parquet", "report"
CODEBOOK = "codebook.csv"
CLOSING = ("ended", "errors", "digest", "series_digest", "shards")
"""The keys that a manifest has once all shards were played."""


class Store(Protocol):
    """Keeps shards."""

    def kept(self, number: int) -> Note | None:
        """The note of a shard that is there and sound; None where it has to be played."""

    def keep(self, shard: Shard) -> None:
        """Keep one, wholly or not at all. Raises OSError where it cannot be kept."""


def _instead(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    """What would let a folder be gone on with whose study differs from this one in that way."""
    if all(there.get(key) == here.get(key) for key in ("rules", "demarche")):
        return "undo the change"
    return f"go on with Démarche {RELEASE_OF_RULES.get(there['rules'], there['demarche'])}"


class Memory:
    """Shards kept for as long as the program runs."""

    def __init__(self) -> None:
        """Empty."""
        self.shards: dict[int, Shard] = {}

    def kept(self, number: int) -> Note | None:
        """The note of a shard that is there."""
        return self.shards[number].note if number in self.shards else None

    def keep(self, shard: Shard) -> None:
        """Keep one."""
        self.shards[shard.note.number] = shard

    def runs(self) -> pa.Table:
        """All rows in their order."""
        parts = [pq.read_table(pa.BufferReader(self.shards[number].runs)) for number in sorted(self.shards)]
        return pa.concat_tables([part.replace_schema_metadata(None) for part in parts])


class Folder:
    """A folder of results: manifest.json, design.parquet, runs-00000.parquet … and series likewise."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or written yet."""
        self.path = path
        self._layout: Layout | None = None

    @property
    def manifest_path(self) -> Path:
        """Where the manifest is."""
        return self.path / MANIFEST

    @property
    def design_path(self) -> Path:
        """Where the design is."""
        return self.path / DESIGN

    def runs_path(self, number: int) -> Path:
        """Where the runs of a shard are."""
        return self.path / f"runs-{number:05}.parquet"

    def series_path(self, number: int) -> Path:
        """Where its series are."""
        return self.path / f"series-{number:05}.parquet"

    def manifest(self) -> dict[str, Any]:
        """What the results are of. Raises Unreadable where that is missing, damaged or contradicts itself."""
        try:
            document, self._layout = read_manifest(self.manifest_path)
        except Fault as fault:
            if fault.kind == Kind.MISSING:
                raise Unreadable(f"{self.path}: no results are here: there is no {MANIFEST}") from None
            raise
        return document

    def layout(self) -> Layout:
        """What its files must be, by the manifest as it was last read."""
        if self._layout is None:
            self.manifest()
        assert self._layout is not None
        return self._layout

    def shard_size(self) -> int | None:
        """Runs of a shard, by the manifest; without one, by the shards that are there; None where nothing is."""
        if self.manifest_path.exists():
            return self.layout().cut.size
        rows = []
        for path in self.path.glob("runs-*.parquet"):
            with suppress(Fault):
                rows.append(opened(path)[1].rows)
        return max(rows, default=None)

    def files_beside(self, path: Path) -> list[Path]:
        """The files that are played together with one: the runs and the series of a shard; else it alone."""
        shard = shard_named(path.name)
        both = [path] if shard is None else [self.runs_path(shard[1]), self.series_path(shard[1])]
        return [one for one in both if one.exists()]

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write it, wholly or not at all."""
        write_whole(self.manifest_path, manifest_bytes(manifest))

    def begin(self, plan: Plan, manifest: Mapping[str, Any], *, repair: bool = False) -> None:
        """Begin results here, or go on with those that are. Of several that begin at once, one writes the manifest.

        repair: files of results without a manifest are gone on with
        Raises Unreadable where something else is here.
        """
        if self.path.exists() and not self.path.is_dir():
            raise Unreadable(f"{self.path}: this is a file and not a folder; name a folder with --out")
        self.path.mkdir(parents=True, exist_ok=True)
        remove_abandoned(self.path)
        if not self.manifest_path.exists():
            if (strange := self._strange(plan, repair)) and not self.manifest_path.exists():  # none by now either
                raise Unreadable(f"{self.path}: {strange}")
            write_new(self.manifest_path, manifest_bytes(manifest))
        before = self.manifest()
        said = [f"{key}: {old} there, {new} here" for key, old, new in differences(before["identity"], plan.identity)]
        if said:
            more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
            raise Unreadable(
                f"{self.path}: holds results of another study: {said[0]}{more}; take another folder, or "
                f"{_instead(before['identity'], plan.identity)}"
            )
        self.write_design(plan)
        if manifest["revisions"][0] not in before["revisions"]:
            self.write_manifest(before | {"revisions": before["revisions"] + manifest["revisions"]})

    def _strange(self, plan: Plan, repair: bool) -> str | None:
        """What keeps a folder without a manifest from being begun, in words; None where nothing does.

        A sweep that was killed may have left a design: programs of format 1 wrote it before the manifest.
        """
        names = {path.name for path in self.path.iterdir() if not path.name.endswith(PART)}
        there = sorted(names - {ASIDE})
        shards = [name for name in there if shard_named(name)]
        others = [name for name in there if name not in (DESIGN, REPORT, CODEBOOK, *shards)]
        if shards and not others and not repair:
            return (
                f"there is no {MANIFEST} beside {shards[0]}; add --repair to write it again and to keep the shards "
                "that are of this study"
            )
        if not others and (repair or not there or (there == [DESIGN] and self._has_design_of(plan))):
            return None
        return f"this folder holds other things ({[*others, *there][0]}); name one of its own"

    def _has_design_of(self, plan: Plan) -> bool:
        """Whether the design that is there has the points of a plan."""
        with suppress(Fault):
            return read_design(self.design_path).fingerprint(units=True) == plan.points.fingerprint(units=True)
        return False

    def reopen(self) -> None:
        """Let the manifest no longer say that all was played. The shards that it listed are then judged without it."""
        before = self.manifest()
        if before.get("digest"):
            self.write_manifest({key: value for key, value in before.items() if key not in CLOSING})
            self._layout = None

    def write_design(self, plan: Plan) -> None:
        """Write the design where there is none."""
        if not self.design_path.exists():
            write_whole(self.design_path, design_bytes(plan.points))

    def write_codebook(self, content: bytes) -> None:
        """Write the codebook, in place of one that says something else."""
        path = self.path / CODEBOOK
        if not path.exists() or path.read_bytes() != content:
            write_whole(path, content)

    def faults(self, numbers: range) -> Iterator[Fault]:
        """Every file that is not what it should be: the design, these shards, and shards that the study does not have.

        A design that is missing is among them, shards that are missing are not: they are still to be played.
        """
        layout = self.layout()
        try:
            read_design(self.design_path, layout)
        except Fault as fault:
            yield fault
        for path in sorted(self.path.iterdir()):
            if not path.name.startswith(("runs-", "series-")) or path.name.endswith(PART):
                continue
            kind, number = shard_named(path.name) or ("runs", layout.cut.shards)
            if number >= layout.cut.shards or (kind == "series" and not layout.series):
                said = f"the study has no such file; its last shard is runs-{layout.cut.shards - 1:05}.parquet"
                yield Fault(path, Kind.FOREIGN, said)
        there = self.numbers()
        for number in numbers:
            if number in there:
                try:
                    self.checked(number)
                except Fault as fault:
                    yield fault

    def numbers(self) -> set[int]:
        """The numbers of the shards that are there, sound or not."""
        named = (shard_named(path.name) for path in self.path.iterdir())
        return {number for kind, number in filter(None, named) if kind == "runs"}

    def missing(self) -> int:
        """How many shards are still to be played."""
        shards = self.layout().cut.shards
        return shards - sum(number < shards for number in self.numbers())

    def checked(self, number: int) -> Checked:
        """A shard, held against its note and the manifest. Raises Fault where it is missing, damaged or foreign."""
        return read_shard(self.runs_path(number), self.series_path(number), self.layout(), number)

    def kept(self, number: int) -> Note | None:
        """The note of a shard that is there and sound; None where it has to be played, or played again."""
        try:
            return self.checked(number).note
        except Fault:
            return None

    def keep(self, shard: Shard) -> None:
        """Series first: a shard is there when its runs are."""
        if shard.series is not None:
            write_whole(self.series_path(shard.note.number), shard.series)
        write_whole(self.runs_path(shard.note.number), shard.runs)

    def shards(self) -> Iterator[Checked]:
        """Every shard in its order. Raises Fault at the first that is not what it should be."""
        return map(self.checked, range(self.layout().cut.shards))

    def contradiction(self, manifest: Mapping[str, Any], closing: Mapping[str, Any]) -> Fault | None:
        """What a manifest says of all rows, where they come to something else."""
        for key in ("digest", "series_digest"):
            if manifest.get("digest") and manifest.get(key) != closing[key]:
                said = f"{key} is {manifest.get(key)}, and the rows of all shards give {closing[key]}"
                return Fault(self.manifest_path, Kind.FOREIGN, said)
        return None


def shard_named(name: str) -> tuple[str, int] | None:
    """The kind of a shard's file and its number, by its name; None where the name is not one that a sweep gives."""
    match = re.fullmatch(r"(runs|series)-([0-9]{5,})\.parquet", name)
    if match is None or name != f"{match[1]}-{int(match[2]):05}.parquet":
        return None
    return match[1], int(match[2])


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as the bytes of its file."""
    return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
