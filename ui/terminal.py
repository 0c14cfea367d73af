"""Sections on a terminal: wide or narrow, coloured or not, or a pipe."""

import codecs
import sys
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from ui.story.parts import Part, Section, Table, Tone

STYLES = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.QUIET: "dim", Tone.GOOD: "green", Tone.BAD: "red"}
WIDEST = 100
PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "−": "-", "…": "...", "█": "#", "▒": "=", "·": ".", "→": "->"}


def say(sections: Iterable[Section]) -> None:
    """Print sections on standard output."""
    terminal = console(sys.stdout)
    for i, section in enumerate(sections):
        if i:
            terminal.print()
        terminal.print(Text(section.title, style="bold underline"))
        for part in section.parts:
            put(terminal, part)


def put(terminal: Console, part: Part) -> None:
    """Print one part: a paragraph wrapped at its indent, or a table."""
    if isinstance(part, Table):
        terminal.print(grid(part))
        return
    margin = "  " * part.indent
    text = Text(part.text.replace("\n", " "), style=STYLES[part.tone])
    for line in text.wrap(terminal, max(terminal.width - len(margin), 20)):
        line.rstrip()
        terminal.print(Text(margin) + line, soft_wrap=True)


def console(stream: TextIO) -> Console:
    """A console that prints words as they are, no wider than is easy to read, and in letters the stream knows."""
    spell_plainly(stream)
    found = Console(file=stream, highlight=False, markup=False, emoji=False)
    if found.width > WIDEST:
        found = Console(file=stream, highlight=False, markup=False, emoji=False, width=WIDEST)
    return found


def grid(table: Table) -> Grid:
    """A table without lines, whose cells wrap."""
    drawing = Grid(box=None, show_header=any(table.heads), header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for place, head in enumerate(table.heads):
        drawing.add_column(Text(head), justify="right" if place in table.right else "left")
    for row in table.rows:
        drawing.add_row(*(Text(cell) for cell in row))
    return drawing


def spell_plainly(stream: TextIO) -> None:
    """What the stream's encoding has no letter for is spelt with a plainer one, never refused."""
    codecs.register_error("plainly", _plainly)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    plain = "".join(PLAIN.get(c) or unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode() or "?" for c in wrong)
    return plain, error.end
