"""The runner: gives out shards, keeps what comes back, and loses nothing when it is stopped or a worker dies."""

import time
from collections import Counter, deque
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing, suppress
from dataclasses import dataclass

from demarche.scenarios.compiling import ensure_compiled
from demarche.scenarios.study import shards
from demarche.scenarios.study.executors import Crew
from demarche.scenarios.study.plan import Plan
from demarche.scenarios.study.play import STOPPING, Stopped
from demarche.scenarios.study.shards import Note, Shard
from demarche.scenarios.study.store import Store
from demarche.sim import engine, loops

MOST_DEATHS = 3
"""A shard under which so many workers have died is given up: its rows say so."""
PAUSE = 0.02
"""Seconds between two looks at what is done."""


@dataclass(slots=True)
class Progress:
    """How far a sweep is. found: runs that were there when it began; seconds since then.

    compiling: it compiles loops, before it plays
    """

    runs: int
    shards: int
    done_runs: int = 0
    done_shards: int = 0
    found: int = 0
    errors: int = 0
    seconds: float = 0.0
    compiling: bool = False

    @property
    def left(self) -> float | None:
        """Seconds that are left, if it goes on like that; None before anything was played."""
        played = self.done_runs - self.found
        return None if not played else self.seconds / played * (self.runs - self.done_runs)

    def add(self, note: Note, seconds: float, *, found: bool = False) -> None:
        """One shard more."""
        self.done_runs += note.rows
        self.done_shards += 1
        self.errors += note.errors
        self.found += note.rows if found else 0
        self.seconds = seconds


def sweep(
    plan: Plan,
    store: Store,
    crew: Crew,
    part: tuple[int, int] = (1, 1),
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Progress:
    """Play every shard of the plan that is not kept yet.

    part  (i, n), only every n-th shard, beginning with the i-th       tell  is told after each shard
    Raises KeyboardInterrupt and OSError as they come; what was kept is kept.
    """
    numbers = range(part[0] - 1, plan.shards, part[1])
    progress = Progress(sum(plan.rows(number) for number in numbers), len(numbers))
    began = time.perf_counter()
    todo: deque[int] = deque()
    for number in numbers:
        note = store.kept(number)
        if note is None:
            todo.append(number)
        else:
            progress.add(note, time.perf_counter() - began, found=True)
    tell(progress)
    if todo:
        compile_first(crew, progress, tell)
    began = time.perf_counter()
    with closing(played(plan, todo, crew)) as coming:
        for shard in coming:
            store.keep(shard)
            progress.add(shard.note, time.perf_counter() - began)
            tell(progress)
    return progress


def compile_first(crew: Crew, progress: Progress, tell: Callable[[Progress], None]) -> None:
    """Where only numba may play and its loops are not compiled yet: compile them apart, and say so.

    A compiler takes twice the memory of a worker, so that no worker should be one.  Crews that cannot do it apart do
    it when they begin, one worker of each machine for all.
    """
    if engine.forced() != engine.NUMBA or loops.all_compiled():
        return
    progress.compiling = True
    tell(progress)
    if crew.apart is not None:
        alone = crew.apart()
        with suppress(BrokenExecutor):  # whatever it died of, the workers will tell
            alone.submit(ensure_compiled).result()
        crew.dismiss(alone)
    progress.compiling = False


def played(plan: Plan, todo: "deque[int]", crew: Crew) -> Generator[Shard, None, None]:
    """The shards of a plan as they come back. Those under which a worker died are tried again, one at a time."""
    STOPPING.clear()
    deaths: Counter[int] = Counter()
    flying: dict[Future[Shard], int] = {}
    left = sum(map(plan.rows, todo))
    executor = crew.hire()
    try:
        while todo or flying:
            while todo and len(flying) < (1 if deaths else crew.at_once):
                number = todo.popleft()
                flying[executor.submit(shards.play, plan.task(number, -(-left // crew.workers)))] = number
            back = [future for future in flying if future.done()]
            if not back:
                time.sleep(PAUSE)
            lost: dict[int, Exception] = {}
            for future in back:
                number = flying.pop(future)
                shard = _result(future, number, lost)
                if shard is not None:
                    del deaths[number]
                    left -= shard.note.rows
                    yield shard
            if any(isinstance(error, BrokenExecutor) for error in lost.values()):
                lost |= dict.fromkeys(flying.values(), next(iter(lost.values())))
                flying.clear()
                crew.dismiss(executor)
                executor = crew.hire()
            for number, error in lost.items():
                deaths[number] += 1
                if deaths[number] < MOST_DEATHS:
                    todo.appendleft(number)
                    continue
                del deaths[number]
                left -= plan.rows(number)
                yield shards.failed(plan.task(number), f"the worker died {MOST_DEATHS} times: {type(error).__name__}")
    except BaseException:
        STOPPING.set()
        raise
    finally:
        crew.dismiss(executor)


def _result(future: "Future[Shard]", number: int, lost: dict[int, Exception]) -> Shard | None:
    """The shard that has come back; None where its worker is gone, which goes to `lost`."""
    try:
        return future.result()
    except Stopped:
        raise KeyboardInterrupt from None
    except Exception as error:  # shards.play raises nothing else: this is the worker, or the way to it
        lost[number] = error
        return None
