"""How a report says that this program wrote it, and may replace it: a mark in a page, a list in a folder."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from demarche.scenarios.writing import write_whole

GENERATOR = '<meta name="generator" content="demarche">'
"""In the head of every page."""
LIST = "written.json"
"""The list of a folder: its files, each with the SHA-256 of every content that this program has given it."""


def written(folder: Path) -> dict[str, list[str]]:
    """What the list of a folder says; nothing where there is none that can be read."""
    try:
        found = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = found["files"] if found["generator"] == "demarche" else {}
        return {str(name): [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def not_ours(folder: Path, names: Iterable[str]) -> str:
    """The first of these files, or the list, that exists but was not written by this program as it is now; or empty."""
    listed = written(folder)
    if not listed and os.path.lexists(folder / LIST):
        return LIST
    for name in names:
        path = folder / name
        if path.is_dir():
            return name
        if path.exists() and digest(path.read_bytes()) not in listed.get(name, []):
            return name
    return ""


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a report, and its list before and after: after a crash every file is on it. Raises OSError."""
    before = written(folder)
    new = {name: [digest(content)] for name, content in files.items()}
    for path in sorted({(folder / name).parent for name in files}):
        path.mkdir(parents=True, exist_ok=True)
    _write_list(folder, {name: [*before.get(name, []), *new.get(name, [])] for name in {**before, **new}})
    for name, content in files.items():
        write_whole(folder / name, content)
    _write_list(folder, {**before, **new})


def digest(content: bytes) -> str:
    """The SHA-256 of a content."""
    return hashlib.sha256(content).hexdigest()


def _write_list(folder: Path, files: Mapping[str, list[str]]) -> None:
    text = json.dumps({"generator": "demarche", "files": files}, indent=1, ensure_ascii=False)
    write_whole(folder / LIST, f"{text}\n".encode())
