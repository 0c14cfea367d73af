"""The manifest of a folder of results: read, checked against itself, and refused where it was damaged or edited."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from demarche.scenarios.load import first_fault
from demarche.scenarios.study.designs import MOST_POINTS
from demarche.scenarios.study.faults import Fault, Kind
from demarche.scenarios.study.measures import columns
from demarche.scenarios.study.plan import Cut, fingerprint
from demarche.scenarios.study.schema import Study
from demarche.scenarios.study.shards import Note

FORMAT = 2
"""From format 2 on, every shard carries the fingerprint of its study."""
MOST_BYTES = 1 << 28
"""No manifest is larger: one of a hundred thousand shards has about 40 MB."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


_NOTES = TypeAdapter(tuple[Note, ...])


class _Checked(BaseModel):
    """A document that may have more keys than these."""

    model_config = ConfigDict(extra="allow", strict=True)


class _Identity(_Checked):
    study: dict[str, Any]
    points: Sha256
    scenario: dict[str, Any]
    rules: int
    demarche: str
    size: int = Field(alias="runs of a shard", ge=1)


class _Manifest(_Checked):
    format: Literal[1, 2]
    study: dict[str, Any]
    study_file: str
    study_sha256: Sha256
    identity: _Identity
    identity_sha256: Sha256 | None = None
    design_sha256: Sha256 | None = None
    points: int = Field(ge=1, le=MOST_POINTS)
    replicates: int
    runs: int
    columns: tuple[str, ...] = Field(strict=False)
    rng: str
    engine: str
    versions: dict[str, str]
    python: str
    revisions: list[str | None] = Field(min_length=1)
    machine: dict[str, Any]
    begun: str
    errors: int | None = Field(default=None, ge=0)
    digest: Sha256 | None = None
    series_digest: Sha256 | None = None
    shards: list[dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the files of a folder must be, by its manifest.

    study    fingerprint of the study's identity; marked: whether each shard carries it
    columns  the measures; series: the counts by quarter; twin: whether each world has one
    notes    of the shards, once all were played; design: fingerprint of the points with their units, if it is kept
    """

    study: str
    marked: bool
    cut: Cut
    seed: int
    columns: tuple[str, ...]
    series: tuple[str, ...]
    twin: bool
    points: str
    design: str | None
    notes: tuple[Note, ...] | None


def read_manifest(path: Path) -> tuple[dict[str, Any], Layout]:
    """The document and what it says of the folder. Raises Fault where it is missing, damaged or contradicts itself."""
    text, document = _document(path)
    try:
        found = _Manifest.model_validate_json(text)
    except ValidationError as error:
        raise Fault(path, Kind.DAMAGED, f"damaged: {first_fault(error, _Manifest)}") from None
    try:
        study = Study.model_validate(found.study)
    except ValidationError as error:
        raise Fault(path, Kind.DAMAGED, f"damaged: study.{first_fault(error, Study)}") from None
    notes = None if found.shards is None else _notes(path, found.shards)
    for said in _contradictions(found, document["identity"], study, notes):
        raise Fault(path, Kind.DAMAGED, f"damaged or edited: {said}")
    layout = Layout(
        study=fingerprint(document["identity"]),
        marked=found.format > 1,
        cut=Cut(found.points, found.replicates, found.identity.size, study.common_chance),
        seed=study.seed,
        columns=found.columns,
        series=study.series,
        twin=study.twin is not None,
        points=found.identity.points,
        design=found.design_sha256,
        notes=notes,
    )
    return document, layout


def _document(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a file and the object that it is in JSON."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Fault(path, Kind.DAMAGED, "this is no file")
        if size > MOST_BYTES:
            raise Fault(path, Kind.DAMAGED, f"{size:,} bytes are too many: a manifest has at most {MOST_BYTES:,}")
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise Fault(path, Kind.MISSING, "there is no such file") from None
    except OSError as error:
        raise Fault(path, Kind.DAMAGED, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Fault(path, Kind.DAMAGED, "damaged: this is not a text in UTF-8") from None
    try:
        document = json.loads(text)
    except RecursionError:
        raise Fault(path, Kind.DAMAGED, "damaged: its lists and objects are nested too deeply") from None
    except ValueError as error:
        raise Fault(path, Kind.DAMAGED, f"damaged: this is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise Fault(path, Kind.DAMAGED, "damaged: one JSON object is expected, with the keys that sweep writes")
    return text, document


def _notes(path: Path, shards: list[dict[str, Any]]) -> tuple[Note, ...]:
    """The notes of the shards that a manifest lists."""
    try:
        return _NOTES.validate_json(json.dumps(shards), strict=True)
    except ValidationError as error:
        raise Fault(path, Kind.DAMAGED, f"damaged: shards.{first_fault(error, _Manifest)}") from None


def _contradictions(
    found: _Manifest, identity: dict[str, Any], study: Study, notes: tuple[Note, ...] | None
) -> Iterator[str]:
    """Where one key of a manifest does not agree with another."""
    if found.format > 1:
        for key in ("identity_sha256", "design_sha256"):
            if getattr(found, key) is None:
                yield f"{key}: this key is missing"
    if found.identity_sha256 not in (None, fingerprint(identity)):
        yield f"identity has the fingerprint {fingerprint(identity)}, and identity_sha256 is {found.identity_sha256}"
    if hashlib.sha256(found.study_file.encode()).hexdigest() != found.study_sha256:
        yield "study_file is not the text of which study_sha256 is the SHA-256"
    for key, one, other in differences(study.identity(), found.identity.study):
        yield f"study.{key} is {one}, and identity.study.{key} is {other}"
    if found.replicates != study.replicates:
        yield f"replicates is {found.replicates}, and study.replicates is {study.replicates}"
    if found.runs != found.points * found.replicates:
        yield f"runs is {found.runs}, and points × replicates is {found.points * found.replicates}"
    for key, one, other in differences(list(found.columns), columns(study.measures, study.twin), "columns"):
        yield f"{key} is {one}, and the measures of the study give {other}"
    if (found.digest is None) != (notes is None):
        yield "digest and shards are there together or not at all"
    shards = Cut(found.points, found.replicates, found.identity.size).shards
    if notes is not None and (len(notes) != shards or any(note.number != n for n, note in enumerate(notes))):
        yield f"shards has {len(notes)} entries; one for each of {shards} shards, in their order, is expected"
    if notes is not None and found.errors != (errors := sum(note.errors for note in notes)):
        yield f"errors is {_short(found.errors)}, and those of shards come to {errors}"


def differences(old: Any, new: Any, key: str = "") -> list[tuple[str, Any, Any]]:
    """Where two documents differ: dotted key, what stands in the one, what in the other. A key may be left out."""
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
