"""What a screen is: data that lays itself out, and ends in a value as a function does."""

from dataclasses import dataclass
from typing import Any, Protocol

from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.scene import Scene


@dataclass(frozen=True, slots=True)
class Ended:
    """The value in which a screen ends."""

    value: Any = None


class Screen(Protocol):
    """One screen at one moment. Frozen: to react is to become another."""

    def scene(self, frame: Frame) -> Scene:
        """What is seen, laid out in the frame. Pure."""
        ...

    def react(self, intent: Intent) -> "Screen | Ended":
        """What becomes of it: itself with something changed, or the value it ends in. Pure."""
        ...


BACK = Ended(None)
"""Whoever goes back has chosen nothing."""
