"""What a story is made of: sections of lines and tables."""

from dataclasses import dataclass
from enum import StrEnum

from demarche.sim.terms import NONE


class Tone(StrEnum):
    """How a line is said; the terminal chooses a colour for it."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. indent in steps of two columns; by the seat whose doing it is, NONE where it is nobody's alone."""

    text: str
    tone: Tone = Tone.PLAIN
    indent: int = 0
    by: int = NONE


@dataclass(frozen=True, slots=True)
class Table:
    """A small table. heads may be empty texts; right names the columns set to the right; caption: what it shows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    caption: str = ""


Part = Line | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All words of the section, for whoever looks something up in it."""
        said = [self.title]
        for part in self.parts:
            if isinstance(part, Line):
                said.append(part.text)
            else:
                said += [cell for row in (part.heads, *part.rows) for cell in row]
        return "\n".join(said)
