"""A small LRU cache keyed by object identity (`is`), not by equality.

The list of what was said grows to hundreds of sentences and is the same tuple from frame to frame; comparing it by
value would take longer than a frame allows.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[T]):
    """An object that is compared by identity, beside the first."""

    thing: T

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)


class Kept(Generic[T, R]):
    """A function of a frozen object and of small things beside it, the last few results of which are kept."""

    def __init__(self, make: Callable[..., R], most: int = 4) -> None:
        """make: the function; most: how many results are kept."""
        self._make, self._most = make, most
        self._found: OrderedDict[tuple[object, ...], tuple[T, R]] = OrderedDict()

    def __call__(self, thing: T, *beside: object) -> R:
        """What the function makes of it."""
        key = (id(thing), *beside)
        found = self._found.get(key)
        if found is None or found[0] is not thing:
            found = (thing, self._make(thing, *beside))
            self._found[key] = found
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return found[1]
