"""Bytes of a file as text: UTF-8 with or without a byte order mark, and UTF-16 where spreadsheets write it."""

import codecs
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from demarche.sim.terms import Unreadable

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""Byte order marks and the encoding of what follows."""
LONGEST_SHOWN = 80
"""Letters of a faulty value that a message repeats."""
LONGEST_MESSAGE = 600
"""Letters of a message that repeats several values of a file."""


def decoded(path: Path | str, content: bytes, *, spreadsheet: bool = False) -> str:
    """The text of a file, without its byte order mark.

    path  names the file in errors      spreadsheet  read UTF-16 with a mark too, as Excel's "Unicode text" is
    Raises Unreadable naming the line that is no text.
    """
    remedy = "save it as “CSV UTF-8”" if spreadsheet else "save it as UTF-8"
    mark = next((mark for mark in MARKS if content.startswith(mark)), b"")
    encoding = MARKS.get(mark, "utf-8")
    if encoding != "utf-8" and not (spreadsheet and encoding.startswith("utf-16")):
        raise Unreadable(f"{path}: line 1: this is a text in {encoding[:6].upper()}; {remedy}")
    content = content[len(mark) :]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise Unreadable(f"{path}: line {line}: this is not a text in {encoding[:6].upper()}; {remedy}") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Unreadable(f"{path}: line {line}: a zero byte, which no text has; {remedy}")
    return text


def clipped(text: str, most: int = LONGEST_SHOWN) -> str:
    """The beginning of a text that a file or a command line gives, short enough for one line."""
    return text if len(text) <= most else f"{text[:most]}…"


def folded(name: str) -> str:
    """A name or heading as it is compared: without regard to capitals, blanks, and how accents are encoded."""
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    return unicodedata.normalize("NFC", composed.casefold())


def some(names: Sequence[str], most: int = 12) -> str:
    """The first of several names that a file gives, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(clipped(name) for name in names[:most]) + more


def quoted(value: object) -> str:
    """A faulty value as a message shows it. The control characters of a text are escapes already: not twice."""
    return clipped(repr(value).replace("\\\\", "\\"))


def near(name: str, known: Iterable[str]) -> str:
    """A hint at the name that may have been meant."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""
