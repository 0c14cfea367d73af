"""The version of the program."""

import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path


def version() -> str:
    """As installed; in a tree that is not, as its pyproject.toml says."""
    try:
        return str(metadata("demarche")["Version"])
    except PackageNotFoundError:
        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
