"""Where results are kept: a folder of shards that a sweep can leave and come back to, or memory."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.scenarios.study import shards
from demarche.scenarios.study.digest import Digest
from demarche.scenarios.study.plan import Plan
from demarche.scenarios.study.shards import Note, Shard
from demarche.sim.terms import Unreadable

MANIFEST, DESIGN = "manifest.json", "design.parquet"
UNIT = "unit_"
"""Begins the columns of a design that say where on the unit interval a factor was sampled."""


class Store(Protocol):
    """Keeps shards."""

    def kept(self, number: int) -> Note | None:
        """The note of a shard that is there and sound; None where it has to be played."""

    def keep(self, shard: Shard) -> None:
        """Keep one, wholly or not at all. Raises OSError where it cannot be kept."""


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

    def begin(self, plan: Plan, manifest: Mapping[str, Any]) -> None:
        """Begin results here, or go on with those that are. Raises Unreadable where they are of something else."""
        self.path.mkdir(parents=True, exist_ok=True)
        if not (self.path / MANIFEST).exists():
            if strange := sorted(p.name for p in self.path.iterdir() if not p.name.endswith(".part")):
                raise Unreadable(f"{self.path}: this folder holds other things ({strange[0]}); name one of its own")
            write_whole(self.path / DESIGN, design_bytes(plan))
            self.write_manifest(manifest)
            return
        before = self.manifest()
        said = [f"{key}: {old} there, {new} here" for key, old, new in differences(before["identity"], plan.identity)]
        if said:
            more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
            raise Unreadable(
                f"{self.path}: holds results of another study: {said[0]}{more}; take another folder, or undo the change"
            )
        if manifest["revisions"][0] not in before["revisions"]:
            self.write_manifest(before | {"revisions": before["revisions"] + manifest["revisions"]})

    def manifest(self) -> dict[str, Any]:
        """What the results are of. Raises Unreadable where that is not to be read."""
        path = self.path / MANIFEST
        try:
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Unreadable(f"{self.path}: no results are here: there is no {MANIFEST}") from None
        except (OSError, ValueError) as error:
            raise Unreadable(f"{path}: damaged: {error}") from None
        return found

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write it, wholly or not at all."""
        write_whole(self.path / MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())

    def kept(self, number: int) -> Note | None:
        """The note of a shard that is there and sound; None where it has to be played, or played again."""
        try:
            _, note = shards.read(self.runs_path(number))
            if note.series_digest is not None:
                shards.read(self.series_path(number))
        except Unreadable:
            return None
        return note if note.number == number else None

    def keep(self, shard: Shard) -> None:
        """Series first: a shard is there when its runs are."""
        if shard.series is not None:
            write_whole(self.series_path(shard.note.number), shard.series)
        write_whole(self.runs_path(shard.note.number), shard.runs)

    def runs_path(self, number: int) -> Path:
        """Where the runs of a shard are."""
        return self.path / f"runs-{number:05}.parquet"

    def series_path(self, number: int) -> Path:
        """Where its series are."""
        return self.path / f"series-{number:05}.parquet"

    def tables(self, numbers: range) -> Iterator[pa.Table]:
        """The runs of each shard in turn. Raises Unreadable at the first that is missing or damaged."""
        for number in numbers:
            yield shards.read(self.runs_path(number))[0]

    def summary(self, count: int) -> dict[str, Any]:
        """All shards as the manifest ends with them: their notes, and the digests of all rows."""
        runs, series, notes = Digest(), Digest(), []
        for number in range(count):
            table, note = shards.read(self.runs_path(number))
            runs.add(table)
            if note.series_digest is not None:
                series.add(shards.read(self.series_path(number))[0])
            notes.append(asdict(note))
        kept = any(note["series_digest"] for note in notes)
        return {"digest": runs.hex(), "series_digest": series.hex() if kept else None, "shards": notes}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there wholly or not at all, whatever happens meanwhile."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def design_bytes(plan: Plan) -> bytes:
    """The design as the bytes of a Parquet file: a row a point, and where it was sampled."""
    columns: dict[str, Any] = {"point": pa.array(range(len(plan.points)), pa.int32()), **plan.points.columns}
    if plan.points.units is not None:
        columns |= {f"{UNIT}{name}": plan.points.units[:, k] for k, name in enumerate(plan.points.columns)}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue().to_pybytes())


def differences(old: Any, new: Any, key: str = "") -> list[tuple[str, Any, Any]]:
    """Where two documents differ: dotted key, what stands in the one, what in the other."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for name in [*old, *(name for name in new if name not in old)]:
            found += differences(old.get(name), new.get(name), f"{key}.{name}" if key else name)
        return found
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [d for i, (a, b) in enumerate(zip(old, new, strict=True)) for d in differences(a, b, f"{key}.{i}")]
    return [] if old == new else [(key, _short(old), _short(new))]


def _short(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
