"""Sections on a terminal: wide or narrow, coloured or not, or a pipe."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

import demarche.ui.plainly  # noqa: F401 - it names the spelling "plainly"
from demarche.ui.story.parts import Part, Section, Table, Tone

STYLES = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.QUIET: "dim", Tone.GOOD: "green", Tone.BAD: "red"}
WIDEST = 100


class Terminal(Console):
    """A console that prints words as they are, no wider than is easy to read."""

    def __init__(self) -> None:
        """On standard output as it is now."""
        super().__init__(file=sys.stdout, highlight=False, markup=False, emoji=False)
        if self.width > WIDEST:
            self.width = WIDEST

    def on_broken_pipe(self) -> None:
        """The reader has gone: that is for the command to settle, not for rich."""
        raise BrokenPipeError


def say(sections: Iterable[Section]) -> None:
    """Print sections on standard output."""
    terminal = Terminal()
    for i, section in enumerate(sections):
        if i:
            terminal.print()
        if section.title:
            terminal.print(Text(spelt(terminal, section.title), style="bold underline"))
        for part in section.parts:
            put(terminal, part)


def put(terminal: Console, part: Part) -> None:
    """Print one part: a paragraph wrapped at its indent, or a table."""
    if isinstance(part, Table):
        terminal.print(grid(terminal, part))
        return
    margin = "  " * part.indent
    text = Text(spelt(terminal, " ".join(part.text.split("\n"))), style=STYLES[part.tone])
    for line in text.wrap(terminal, max(terminal.width - len(margin), 20)):
        line.rstrip()
        terminal.print(Text(margin) + line, soft_wrap=True)


def spelt(terminal: Console, text: str) -> str:
    """A text in letters the terminal has: a plainer spelling may be longer, so it comes before lines are broken."""
    return text.encode(terminal.encoding, errors="plainly").decode(terminal.encoding)


def grid(terminal: Console, table: Table) -> Grid:
    """A table without lines, whose cells wrap."""
    drawing = Grid(box=None, show_header=any(table.heads), header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for place, head in enumerate(table.heads):
        drawing.add_column(Text(spelt(terminal, head)), justify="right" if place in table.right else "left")
    for row in table.rows:
        drawing.add_row(*(Text(spelt(terminal, cell)) for cell in row))
    return drawing
