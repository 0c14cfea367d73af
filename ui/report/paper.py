"""Pages of words as a PDF: headings, paragraphs and lists on A4, wrapped by the width of their letters."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

WIDTH, HEIGHT, MARGIN = 8.27, 11.69, 0.8
"""A4, in inches."""
POINT = 1 / 72
LEADING = 1.35
"""Lines per size of the letters. Chosen."""


@dataclass
class Paper:
    """A document that is written from top to bottom. Use with `with`; what does not fit begins a new page."""

    path: Path
    title: str
    _pdf: Any = None
    _figure: Any = None
    _at: float = 0.0
    _widths: dict[tuple[str, float, str], float] = field(default_factory=dict)

    def __enter__(self) -> "Paper":
        """Open the file. The date is left out, so that the same words give the same file."""
        self._pdf = PdfPages(self.path, metadata={"Title": self.title, "Creator": "Démarche", "CreationDate": None})
        return self

    def __exit__(self, *raised: object) -> None:
        """Keep the last page, and close."""
        self._turn()
        self._pdf.close()

    def page(self) -> None:
        """Begin a new page."""
        self._turn()
        self._figure, self._at = Figure(figsize=(WIDTH, HEIGHT)), HEIGHT - MARGIN

    def heading(self, text: str, size: float = 20) -> None:
        """A line in bold letters, with room above it."""
        self.skip(size * 0.5)
        self.words(text, size, "bold")

    def words(self, text: str, size: float = 11.5, weight: str = "normal", indent: float = 0.0) -> None:
        """A paragraph. indent: inches from the left margin."""
        for line in self._lines(text, size, weight, WIDTH - 2 * MARGIN - indent):
            height = size * LEADING * POINT
            if self._figure is None or self._at - height < MARGIN:
                self.page()
            self._at -= height
            self._figure.text(
                (MARGIN + indent) / WIDTH, self._at / HEIGHT, line, size=size, weight=weight, parse_math=False
            )
        self.skip(size * 0.45)

    def item(self, text: str, size: float = 11.5) -> None:
        """A paragraph of a list."""
        self.words(f"•  {text}", size, indent=0.15)

    def skip(self, points: float) -> None:
        """Room."""
        self._at -= points * POINT

    def _turn(self) -> None:
        if self._figure is not None:
            self._pdf.savefig(self._figure)
            self._figure = None

    def _lines(self, text: str, size: float, weight: str, width: float) -> list[str]:
        """The words of a paragraph on lines that are no wider than that, in inches."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, size, weight) > width:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line] if line else lines

    def _width(self, text: str, size: float, weight: str) -> float:
        key = (text, size, weight)
        if key not in self._widths:
            font = get_font(findfont(FontProperties(weight=weight)))
            font.set_size(size, 72)
            font.set_text(text, 0.0)
            self._widths[key] = font.get_width_height()[0] / 64 * POINT
        return self._widths[key]
