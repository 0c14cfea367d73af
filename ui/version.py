"""The version of the program."""

from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from demarche.scenarios.reading.toml import read_toml


def version() -> str:
    """As installed; in a tree that is not, as its pyproject.toml says."""
    try:
        return str(metadata("demarche")["Version"])
    except PackageNotFoundError:
        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(read_toml(project)["project"]["version"])
