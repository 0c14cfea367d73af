"""How screens follow one another: a generator that yields what is to be shown, and is sent what came of it."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from demarche.ui.desktop.toolkit.screen import Screen

T = TypeVar("T")


class Polled(Protocol):
    """Whatever may have news."""

    def poll(self) -> bool:
        """Whether there is anything new; returns at once."""
        ...


@dataclass(frozen=True, slots=True)
class Showing:
    """A screen to be shown until it ends, or until its source has news. pace: seconds for which news waits.

    murmur  the noise of the room may be heard
    """

    screen: Screen
    source: Polled | None = None
    pace: float = 0.0
    murmur: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a showing: the screen as it stood last, and the value it ended in; or that there is news."""

    screen: Screen
    value: Any = None
    news: bool = False


Steps = Generator[Showing, Answer, T]
"""Screens one after another, and what they come to."""


def show(screen: Screen) -> Steps[Any]:
    """One screen, to its end."""
    answer = yield Showing(screen)
    return answer.value


class Job(Generic[T]):
    """Something that takes time, done in a thread of its own and asked for at every frame."""

    def __init__(self, make: Callable[[], T]) -> None:
        """make: must not touch the window; it begins when it is first asked for, which is after a frame was seen."""
        self.done = False
        self.failed: Exception | None = None
        self._made: T | None = None
        self._told = False
        self._thread = threading.Thread(target=self._run, args=(make,), daemon=True)

    def _run(self, make: Callable[[], T]) -> None:
        try:
            self._made = make()
        except Exception as error:  # shown to the person, whatever it is
            self.failed = error
        self.done = True

    def poll(self) -> bool:
        """True once, when it is done."""
        if self._thread.ident is None:
            self._thread.start()
        news = self.done and not self._told
        self._told = self._told or news
        return news

    @property
    def made(self) -> T:
        """What was made. Raises what went wrong."""
        if self.failed is not None:
            raise self.failed
        assert self._made is not None
        return self._made

    def made_or_none(self) -> T | None:
        """What was made, if it is there and nothing went wrong."""
        return None if self.failed is not None else self._made
