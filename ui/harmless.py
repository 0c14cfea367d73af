"""Standard output and error behind a gate: text from files and arguments cannot steer the terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from demarche.sim.visible import visible


class Guarded:
    """A stream on which control characters are written as their escapes."""

    def __init__(self, stream: TextIO) -> None:
        """stream: where the text goes."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text; returns its length, as every stream does."""
        self.stream.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's."""
        return getattr(self.stream, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Within it `print` and every message of a library goes through the gate."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, Guarded(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def unguarded(stream: TextIO) -> TextIO:
    """The stream behind the gate, for what colours its output and makes its text visible itself."""
    return stream.stream if isinstance(stream, Guarded) else stream
