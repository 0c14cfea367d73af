"""How far a sweep is: a bar on a terminal, a line now and then elsewhere, or nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from demarche.scenarios.study.runner import Progress
from demarche.ui.harmless import unguarded
from demarche.ui.terminal import environment

EVERY = 10.0
"""Seconds between two lines."""


COMPILING = "compiling, once"


class Teller:
    """Told after each shard; on standard error, so that what a command prints is left alone."""

    def __init__(self, *, quiet: bool) -> None:
        """Nothing is said yet."""
        self.last: Progress | None = None
        self._said = 0.0
        console = Console(file=unguarded(sys.stderr), highlight=False, _environ=environment())
        self._quiet = quiet
        self._bar = None if quiet or not sys.stderr.isatty() else Bar(
            TextColumn("{task.fields[shards]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("runs"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
            console=console,
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar is not None:
            self._task = self._bar.add_task("", total=None, shards="", left="")
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """Take it away."""
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """One shard more, or the first look."""
        self.last = progress
        if progress.compiling:
            self._say_compiling()
            return
        left = "" if progress.left is None else f"{spoken(progress.left)} left"
        if self._bar is not None:
            shards = f"shard {progress.done_shards} of {progress.shards}"
            self._bar.update(
                self._task, total=progress.runs, completed=progress.done_runs, shards=shards, left=left
            )  # fmt: skip
            return
        now = time.monotonic()
        if not self._quiet and (now - self._said >= EVERY or progress.done_runs == progress.runs):
            self._said = now
            said = f"{progress.done_runs:,} of {progress.runs:,} runs, {spoken(progress.seconds)}"
            print(", ".join(part for part in (said, left) if part), file=sys.stderr, flush=True)

    def _say_compiling(self) -> None:
        """Loops are compiled before the first run: the bar moves to and fro."""
        if self._bar is not None:
            self._bar.update(self._task, total=None, shards=COMPILING)
        elif not self._quiet:
            print(COMPILING, file=sys.stderr, flush=True)


@contextmanager
def loops_told(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """What is to be told how many loops are compiled, of how many: a bar on a terminal, else one line."""
    if quiet or not sys.stderr.isatty():
        if not quiet:
            print(COMPILING, file=sys.stderr, flush=True)
        yield lambda ready, loops: None
        return
    console = Console(file=unguarded(sys.stderr), highlight=False, _environ=environment())
    columns = TextColumn(COMPILING), BarColumn(), MofNCompleteColumn(), TextColumn("loops"), TimeElapsedColumn()
    with Bar(*columns, console=console) as bar:
        task = bar.add_task("", total=None)
        yield lambda ready, loops: bar.update(task, total=loops, completed=ready)


def spoken(seconds: float) -> str:
    """A length of time in words."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
