"""What can be wrong with a file in a folder of results."""

from enum import Enum
from pathlib import Path

from demarche.sim.terms import Unreadable


class Kind(Enum):
    """How a file fails, which decides what a sweep does about it."""

    MISSING = "missing"
    """It is not there: a sweep writes it."""
    DAMAGED = "damaged"
    """It cannot be read, or is not what was written: a sweep moves it aside and plays its runs again."""
    FOREIGN = "foreign"
    """It is sound by itself and does not belong here: refused, until `sweep --repair` moves it aside."""


class Fault(Unreadable):
    """One file that is not what it should be; the text names it, what it says and what was expected."""

    def __init__(self, path: Path, kind: Kind, said: str) -> None:
        """The text begins with the path."""
        super().__init__(f"{path}: {said}")
        self.path = path
        self.kind = kind
