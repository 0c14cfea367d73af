"""How a person is placed before the screen: what has the focus, what is looked at, how far each panel is scrolled."""

from collections.abc import Callable
from dataclasses import dataclass, replace

Measure = Callable[[str, float, bool], tuple[float, float]]
"""Width and height in units of a line of words at a size, bold or not."""


@dataclass(frozen=True, slots=True)
class Posture:
    """focus, hover: ids of spots; scrolls: of each panel, the line that stands first.

    ring      the focus shows: the last thing used was the keyboard
    reveal    the focus must be in sight: a panel scrolls to it
    held      the spot that the pointer took hold of, and where on it
    typed     letters typed ahead in a list
    draft     what an input method still composes, shown in the field that has the focus
    taken     letters that the list or field with the focus takes for itself, so that they press no button
    """

    focus: str = ""
    hover: str = ""
    scrolls: tuple[tuple[str, int], ...] = ()
    ring: bool = True
    reveal: bool = False
    held: tuple[str, float] | None = None
    typed: str = ""
    draft: str = ""
    taken: str = ""

    def scroll(self, name: str) -> int:
        """The line that stands first in a panel."""
        return next((first for panel, first in self.scrolls if panel == name), 0)

    def scrolled(self, name: str, first: int) -> "Posture":
        """The same with a panel scrolled there."""
        kept = tuple(pair for pair in self.scrolls if pair[0] != name)
        return replace(self, scrolls=(*kept, (name, first)))

    @property
    def looked_at(self) -> str:
        """What the tip line speaks of: what the pointer is on, else what has the focus."""
        return self.hover or (self.focus if self.ring else "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a scene is laid out in: width and height in units, how words are measured, and the posture."""

    width: float
    height: float
    measure: Measure
    posture: Posture = Posture()

    @property
    def wide(self) -> bool:
        """Room for three columns."""
        return self.width >= 1180 and self.height >= 640

    @property
    def middling(self) -> bool:
        """Room for two columns."""
        return self.width >= 800
