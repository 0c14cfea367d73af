"""What a screen is made of: plain data in units of the screen, which paint draws and tests read.

A unit is a pixel at a text scale of 100 %: scenes know nothing of pixels, and a larger text is a smaller sheet.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum


class Ink(StrEnum):
    """What a colour is for; a theme says which it is."""

    PAGE = "page"
    PANEL = "panel"
    SUNK = "sunk"  # a panel within a panel
    LINE = "line"
    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    ON_ACCENT = "on-accent"
    SOFT = "soft"  # a row that is chosen, a bar behind the question
    LINK = "link"  # accent as text on a panel
    GOOD = "good"
    BAD = "bad"
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    SEA = "sea"
    LAND = "land"
    CAMP_A = "camp-a"  # coats and shields
    CAMP_B = "camp-b"
    CAMP_C = "camp-c"
    TONE_1 = "tone-1"  # faces
    TONE_2 = "tone-2"
    TONE_3 = "tone-3"
    HAIR = "hair"
    SHADE = "shade"  # what lies over the page behind a modal


class Form(StrEnum):
    """The shape of a small mark: no colour is ever the only cue."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    RING = "ring"
    DIAMOND = "diamond"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left, top, width, height in units."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Where it ends, below."""
        return self.y + self.h

    def inset(self, across: float, down: float | None = None) -> "Rect":
        """The same without a margin on each side."""
        down = across if down is None else down
        return Rect(self.x + across, self.y + down, max(self.w - 2 * across, 0), max(self.h - 2 * down, 0))

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether the two overlap by more than `slack` both ways."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > slack and down > slack

    def contains(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether the other lies wholly in it, but for `slack`."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def above(self, height: float, gap: float = 0.0) -> tuple["Rect", "Rect"]:
        """Cut into the upper part of that height and the rest under a gap."""
        height = min(height, self.h)
        rest = max(self.h - height - gap, 0)
        return Rect(self.x, self.y, self.w, height), Rect(self.x, self.bottom - rest, self.w, rest)

    def below(self, height: float, gap: float = 0.0) -> tuple["Rect", "Rect"]:
        """Cut into the rest and the lower part of that height."""
        upper, lower = self.above(max(self.h - height - gap, 0), gap)
        return upper, lower

    def left(self, width: float, gap: float = 0.0) -> tuple["Rect", "Rect"]:
        """Cut into the left part of that width and the rest after a gap."""
        width = min(width, self.w)
        rest = max(self.w - width - gap, 0)
        return Rect(self.x, self.y, width, self.h), Rect(self.right - rest, self.y, rest, self.h)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words. on: the ink beneath it; within: the box it may not leave; layer 1 lies over layer 0."""

    rect: Rect
    words: str
    size: float
    bold: bool
    ink: Ink
    on: Ink
    within: Rect
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with round corners, an edge, or both."""

    rect: Rect
    fill: Ink | None = None
    edge: Ink | None = None
    radius: float = 0
    width: float = 1
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: Ink
    edge: Ink | None = None
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A small mark around a point. hollow: only its outline, for what leans and has not voted."""

    x: float
    y: float
    radius: float
    form: Form
    ink: Ink
    hollow: bool = False
    layer: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """Marks that seldom change, and hold no words: painted once, as long as this is the same object."""

    ground: Rect
    marks: "tuple[Mark, ...]"


Mark = Text | Box | Stroke | Polygon | Shape | Still


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody wants of a screen: a word of that screen, and what it is about."""

    word: str
    about: Hashable = None
