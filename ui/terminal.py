"""Sections on a terminal: wide or narrow, coloured or not, or a pipe."""

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

import demarche.ui.plainly  # noqa: F401 - it names the spelling "plainly"
from demarche.sim.visible import visible
from demarche.ui.harmless import unguarded
from demarche.ui.story.parts import Part, Section, Table, Tone

STYLES = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.QUIET: "dim", Tone.GOOD: "green", Tone.BAD: "red"}
WIDEST, NARROWEST = 100, 20
GAP = 2
"""Columns between two columns of a table."""


class Terminal(Console):
    """A console that prints words as they are, no wider than is easy to read."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        """On that stream; as wide as it is, where no width is given."""
        super().__init__(
            file=stream,
            width=width,
            force_jupyter=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ=environment(),
        )
        self.width = min(max(self.width, NARROWEST), WIDEST)

    def on_broken_pipe(self) -> None:
        """The reader has gone: that is for the command to settle, not for rich."""
        raise BrokenPipeError


def environment() -> dict[str, str]:
    """The environment, with COLUMNS and LINES left out where they give no size."""
    return {k: value for k, value in os.environ.items() if k not in ("COLUMNS", "LINES") or _is_size(value)}


def _is_size(text: str) -> bool:
    """Whether a variable gives a size; rich takes COLUMNS=0 at its word, and fails on digits that are no number."""
    return text.isascii() and text.isdigit() and int(text[:9]) > 0


def say(sections: Iterable[Section], stream: TextIO | None = None, width: int | None = None) -> None:
    """Print sections: on standard output as it is now, where no stream is given."""
    terminal = Terminal(unguarded(sys.stdout) if stream is None else stream, width)
    for i, section in enumerate(sections):
        if i:
            terminal.print()
        if section.title:
            put_words(terminal, section.title, "bold underline")
        for part in section.parts:
            put(terminal, part)


def put(terminal: Console, part: Part) -> None:
    """Print one part: a paragraph wrapped at its indent, or a table."""
    if not isinstance(part, Table):
        put_words(terminal, part.text, STYLES[part.tone], "  " * part.indent)
    elif sum(widths(terminal, part)) + GAP * (len(part.heads) - 1) <= terminal.width:
        terminal.print(grid(terminal, part))
    else:
        put_as_list(terminal, part)


def put_words(terminal: Console, words: str, style: str = "", margin: str = "") -> None:
    """Print a paragraph. A word longer than a line is left whole, so that it can be copied."""
    for line in wrapped(spelt(terminal, words), max(terminal.width - len(margin), NARROWEST)):
        terminal.print(Text(margin) + Text(line, style=style), soft_wrap=True)


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph cut into lines between its words. rich would cut a word that is longer than a line."""
    lines, line = [], ""
    for piece in re.findall(r"\S+\s*|^\s+", text):
        if line and cell_len((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def put_as_list(terminal: Console, table: Table) -> None:
    """A table that is too wide for the terminal: its first column as headings, the other cells under them."""
    for row in table.rows:
        put_words(terminal, row[0], "bold")
        for head, cell in zip(table.heads[1:], row[1:], strict=True):
            if cell:
                put_words(terminal, f"{head}: {cell}" if head else cell, margin="  ")


def spelt(terminal: Console, text: str) -> str:
    """A text in letters the terminal has, on one line. A plainer spelling may be longer, so it comes first."""
    return visible(text, lines=False).encode(terminal.encoding, errors="plainly").decode(terminal.encoding)


def widths(terminal: Console, table: Table) -> list[int]:
    """The least width of each column, at which no word is broken."""
    columns = zip(table.heads, *table.rows, strict=True)
    return [max(cell_len(word) for cell in column for word in words(terminal, cell)) for column in columns]


def words(terminal: Console, cell: str) -> list[str]:
    """The words of a cell as they are printed; one that is empty, where there are none."""
    return spelt(terminal, cell).split() or [""]


def grid(terminal: Console, table: Table) -> Grid:
    """A table without lines, whose cells wrap between words."""
    drawing = Grid(box=None, show_header=any(table.heads), header_style="bold", pad_edge=False, padding=(0, GAP, 0, 0))
    for place, (head, least) in enumerate(zip(table.heads, widths(terminal, table), strict=True)):
        text = Text(spelt(terminal, head))
        drawing.add_column(text, justify="right" if place in table.right else "left", min_width=least)
    for row in table.rows:
        drawing.add_row(*(Text(spelt(terminal, cell)) for cell in row))
    return drawing
