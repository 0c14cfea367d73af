"""A sheet to lay a screen out on: words are measured and broken into lines, marks and places gathered in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from demarche.ui.desktop.toolkit.marks import Box, Form, Ink, Intent, Mark, Rect, Shape, Text
from demarche.ui.desktop.toolkit.posture import Frame, Measure
from demarche.ui.desktop.toolkit.scene import Roll, Scene, Spot

LEADING = 1.4
"""Height of a line over the size of its letters."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set. size in units."""

    size: float = 15
    bold: bool = False
    ink: Ink = Ink.TEXT

    @property
    def height(self) -> float:
        """Height of a line."""
        return self.size * LEADING

    def inked(self, ink: Ink) -> "Style":
        """The same in another ink."""
        return replace(self, ink=ink)


DISPLAY = Style(40, True)
TITLE = Style(24, True)
HEAD = Style(18, True)
STRONG = Style(15, True)
PLAIN = Style()
QUIET = Style(15, False, Ink.QUIET)
SMALL = Style(13)
SMALL_STRONG = Style(13, True)
NOTE = Style(13, False, Ink.QUIET)
LABEL = Style(12, True, Ink.QUIET)


@lru_cache(maxsize=40_000)
def broken(measure: Measure, words: str, size: float, bold: bool, width: float) -> tuple[str, ...]:
    """Words broken into lines no wider than `width`; a word that is wider than that is broken too."""
    lines = []
    for paragraph in words.split("\n"):
        line, sum_of_words = "", 0.0
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            wide = measure(word, size, bold)[0] + (measure(" ", size, bold)[0] if line else 0.0)
            if _fits(measure, longer, size, bold, width, sum_of_words + wide):
                line, sum_of_words = longer, sum_of_words + wide
                continue
            if line:
                lines.append(line)
            *cut, line = _cut(measure, word, size, bold, width)
            lines += cut
            sum_of_words = measure(line, size, bold)[0]
        lines.append(line)
    return tuple(lines)


def _fits(measure: Measure, line: str, size: float, bold: bool, width: float, sum_of_words: float) -> bool:
    """Whether a line is no wider than `width`: measured only where the sum of its words leaves that open."""
    doubt = 2.0 + line.count(" ")
    if abs(sum_of_words - width) > doubt:
        return sum_of_words < width
    return measure(line, size, bold)[0] <= width


def _cut(measure: Measure, word: str, size: float, bold: bool, width: float) -> list[str]:
    """A word in pieces no wider than `width`; one piece nearly always."""
    pieces = [word]
    while measure(pieces[-1], size, bold)[0] > width and len(pieces[-1]) > 1:
        last, end = pieces.pop(), 1
        while end < len(last) - 1 and measure(last[: end + 1], size, bold)[0] <= width:
            end += 1
        pieces += [last[:end], last[end:]]
    return pieces


class Sheet:
    """The marks and places of one screen, as they are laid."""

    def __init__(self, frame: Frame, title: str) -> None:
        """An empty sheet of the size of the frame."""
        self.frame, self.title = frame, title
        self.marks: list[Mark] = []
        self.spots: list[Spot] = []
        self.rolls: list[Roll] = []
        self.layer = 0

    @property
    def whole(self) -> Rect:
        """All of it."""
        return Rect(0, 0, self.frame.width, self.frame.height)

    def width_of(self, words: str, style: Style) -> float:
        """How wide a line of words is."""
        return self.frame.measure(words, style.size, style.bold)[0]

    def lines(self, words: str, width: float, style: Style = PLAIN) -> tuple[str, ...]:
        """Words as the lines they take in that width."""
        return broken(self.frame.measure, words, style.size, style.bold, max(width, 8))

    def height_of(self, words: str, width: float, style: Style = PLAIN) -> float:
        """How high words stand in that width."""
        return len(self.lines(words, width, style)) * style.height

    def add(self, mark: Mark) -> None:
        """Lay one mark."""
        self.marks.append(mark)

    def box(
        self, rect: Rect, fill: Ink | None = None, edge: Ink | None = None, radius: float = 8, width: float = 1
    ) -> None:
        """Lay a rectangle."""
        self.add(Box(rect, fill, edge, radius, width, self.layer))

    def shape(self, x: float, y: float, radius: float, form: Form, ink: Ink, *, hollow: bool = False) -> None:
        """Lay a small mark around a point."""
        self.add(Shape(x, y, radius, form, ink, hollow, self.layer))

    def ring(self, x: float, y: float, radius: float, ink: Ink) -> None:
        """Lay a thin ring around a point, to point it out."""
        self.box(Rect(x - radius, y - radius, 2 * radius, 2 * radius), None, ink, radius, 2)

    def line(self, x: float, y: float, words: str, style: Style, on: Ink, within: Rect, align: float = 0.0) -> Rect:
        """Lay one line of words with its top at y. align: 0 begins at x, 0.5 has its middle there, 1 ends there."""
        width = self.width_of(words, style)
        rect = Rect(x - align * width, y, width, style.height)
        if words:
            self.add(Text(rect, words, style.size, style.bold, style.ink, on, within, self.layer))
        return rect

    def paragraph(self, rect: Rect, words: str, style: Style = PLAIN, on: Ink = Ink.PANEL, align: float = 0.0) -> Rect:
        """Lay words in lines from the top of a rectangle; returns what is left of it."""
        y = rect.y
        for line in self.lines(words, rect.w, style):
            self.line(rect.x + align * rect.w, y, line, style, on, rect, align)
            y += style.height
        return Rect(rect.x, y, rect.w, max(rect.bottom - y, 0))

    def first_that_fits(self, several: Iterable[str], width: float, style: Style) -> str:
        """The first of several ways to say a thing that fits into one line; the last if none does."""
        said = ""
        for said in several:
            if self.width_of(said, style) <= width:
                break
        return said

    def spot(
        self,
        name: str,
        rect: Rect,
        reads: str,
        intent: Intent | None,
        draw: Callable[[], None] | None = None,
        **more: object,
    ) -> None:
        """Lay a place that answers, with what is drawn for it, and the ring if it has the focus."""
        begin = len(self.marks)
        if draw is not None:
            draw()
        span = (begin, len(self.marks))
        self.spots.append(Spot(name, rect, reads, intent, span=span, layer=self.layer, **more))  # type: ignore[arg-type]
        kind = more.get("kind")
        if self.frame.posture.focus == name and self.frame.posture.ring and kind != "place":
            self.box(rect.inset(-1 if kind == "row" else -4), None, Ink.ACCENT, 7 if kind == "row" else 11, 2)

    def scene(self) -> Scene:
        """What has been laid."""
        return Scene(
            self.title,
            tuple(self.marks),
            tuple(self.spots),
            tuple(self.rolls),
            self.frame.width,
            self.frame.height,
            self.layer,
        )
