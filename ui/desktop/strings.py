"""Every word that the window itself says, by name: one table, which a translation replaces."""

from functools import cache
from pathlib import Path
from typing import Any

from demarche.scenarios.reading.toml import read_toml

TABLE = Path(__file__).parent / "strings.toml"


@cache
def table() -> dict[str, str]:
    """The strings by dotted name, from strings.toml."""
    found: dict[str, str] = {}
    _flatten(read_toml(TABLE), "", found)
    return found


def _flatten(document: dict[str, Any], prefix: str, into: dict[str, str]) -> None:
    for key, value in document.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[f"{prefix}{key}"] = value.strip()


def s(name: str, /, **values: object) -> str:
    """The string of that name, with its {values}."""
    text = table()[name]
    return text.format(**values) if values else text


def under(prefix: str) -> dict[str, str]:
    """The strings of one table, by what follows the prefix, in the order they stand in."""
    return {name.removeprefix(f"{prefix}."): text for name, text in table().items() if name.startswith(f"{prefix}.")}
