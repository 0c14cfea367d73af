"""The one reader of TOML: files, and values typed at --set."""

import re
import tomllib
from pathlib import Path
from typing import Any

from demarche.scenarios.reading.text import decoded
from demarche.sim.files import MEGABYTE, read_bytes
from demarche.sim.terms import Unreadable

MOST_BYTES = MEGABYTE
MOST_DEPTH = 32
"""Levels of lists and tables within one another, and parts of a dotted key."""
MOST_INTEGER = (1 << 64) - 1
"""Distance from zero: a seed may need all 64 bits."""
_DIGITS = re.compile("[0-9_]{4300,}")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\[^\n]|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[\[\]{}=,.\n]",
    re.DOTALL,
)


class NotToml(Unreadable):
    """A text that breaks the grammar of TOML."""


def read_toml(path: Path) -> dict[str, Any]:
    """The document in a TOML file. Raises Unreadable naming the file and, where there is one, the line."""
    return parse_toml(decoded(path, read_bytes(path, MOST_BYTES)), path)


def parse_toml(text: str, where: Path | str) -> dict[str, Any]:
    """The document in a text. where names it in errors. Raises Unreadable as `read_toml` does."""
    _require_shallow(text, where)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(f"{where}: this is not valid TOML: {error}") from None
    except RecursionError:
        raise Unreadable(f"{where}: this is nested too deeply; {MOST_DEPTH} levels are read") from None
    except ValueError as error:  # a number of thousands of digits, or a date outside the calendar
        long = _DIGITS.search(text)
        line = f"line {text[: long.start()].count(chr(10)) + 1}: " if long else ""
        fault = "a number has too many digits" if long else f"this is not valid TOML: {error}"
        raise Unreadable(f"{where}: {line}{fault}") from None
    _require_integers(document, where)
    return document


def value_of(text: str, where: str) -> Any:
    """A value as it is typed, in TOML; anything else is a text, as a bare word is. where names it in errors.

    Raises Unreadable for a value that is nested too deeply or a number that is too long.
    """
    if "\n" in text or "\r" in text:
        return text
    try:
        return parse_toml(f"value = {text}", where)["value"]
    except NotToml:
        return text


def _require_shallow(text: str, where: Path | str) -> None:
    """Raises Unreadable where lists, tables or dotted keys are nested too deeply.

    The parser would take a level of recursion for each bracket and quadratic time for a long dotted key.
    """
    depth, parts, line = 0, 1, 1
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "[{":
            depth, parts = depth + 1, 1
        elif token in "]}":
            depth, parts = max(depth - 1, 0), 1
        elif token == ".":
            parts += 1
        elif token in "=,\n":
            parts = 1
        if max(depth, parts) > MOST_DEPTH:
            raise Unreadable(f"{where}: line {line}: this is nested too deeply; {MOST_DEPTH} levels are read")
        line += token.count("\n")


def _require_integers(document: Any, where: Path | str, key: str = "") -> None:
    """Raises Unreadable naming the key of an integer that has more than 64 bits."""
    if isinstance(document, dict):
        for name, value in document.items():
            _require_integers(value, where, f"{key}.{name}" if key else name)
    elif isinstance(document, list):
        for i, value in enumerate(document):
            _require_integers(value, where, f"{key}.{i}")
    elif isinstance(document, int) and abs(document) > MOST_INTEGER:
        raise Unreadable(f"{where}: {key}: a whole number of more than 64 bits is not read")
