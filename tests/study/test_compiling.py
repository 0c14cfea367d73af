"""Loops are compiled once, by a worker of its own, before the others begin."""

from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field

import numpy as np
import pytest

from demarche.scenarios.study import compiling
from demarche.scenarios.study.compiling import compile_first
from demarche.scenarios.study.executors import Crew, ThisThread, local
from demarche.scenarios.study.plan import Task
from demarche.scenarios.study.play import Played


@dataclass
class Watched:
    """A player that notes the runs it is asked for."""

    engine: str
    columns: tuple[str, ...] = ("x",)
    runs: list[tuple[int, int]] = field(default_factory=list)
    fails: bool = False

    def __call__(self, points, place, replicate):
        assert set(points) == set(place.tolist())
        self.runs += list(zip(place.tolist(), replicate.tolist(), strict=True))
        return Played({"x": np.zeros(len(place))}, errors={0: "it failed"} if self.fails else {})


def task(engine):
    """Runs 25 to 44 of a plan of ten replicates a point: the first is replicate 5 of point 2."""
    return Task(1, 25, 45, 10, 1, {place: {"rounds": place} for place in (2, 3, 4)}, Watched(engine))


class Dying(ThisThread):
    """An executor whose worker dies."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


def crew(apart=ThisThread) -> tuple[Crew, list[object]]:
    gone: list[object] = []
    return Crew("those", ThisThread, 2, gone.append, apart), gone


@pytest.fixture
def mark(tmp_path, monkeypatch):
    path = tmp_path / "mark"
    monkeypatch.setattr(compiling, "mark", lambda player: path)
    return path


def test_one_run_is_played_apart_once(mark):
    those, gone = crew()
    first = task("numba")
    compile_first(first, those)
    assert first.player.runs == [(2, 5)]
    assert len(gone) == 1
    assert mark.exists()
    compile_first(first, those)
    assert first.player.runs == [(2, 5)]


@pytest.mark.parametrize(("engine", "apart"), [("numpy", ThisThread), ("numba", None)])
def test_nothing_is_played_apart_where_nothing_would_be_compiled_twice(engine, apart, mark):
    those, gone = crew(apart)
    first = task(engine)
    compile_first(first, those)
    assert (first.player.runs, gone, mark.exists()) == ([], [], False)


def test_only_processes_have_memories_of_their_own():
    assert local(2, "processes").apart is not None
    assert local(2, "threads").apart is None
    assert local(1, "processes").apart is None


def test_a_worker_that_dies_while_it_compiles_is_left_to_the_others(mark):
    those, gone = crew(Dying)
    compile_first(task("numba"), those)
    assert (len(gone), mark.exists()) == (1, False)


def test_a_mark_that_cannot_be_left_is_no_matter(tmp_path, monkeypatch):
    monkeypatch.setattr(compiling, "mark", lambda player: tmp_path / "nowhere" / "mark")
    compile_first(task("numba"), crew()[0])


def test_no_mark_is_left_by_a_run_that_failed(mark):
    those, gone = crew()
    first = task("numba")
    first.player.fails = True
    compile_first(first, those)
    assert (first.player.runs, len(gone), mark.exists()) == ([(2, 5)], 1, False)


def test_the_mark_is_of_the_study_the_loops_and_where_they_are_kept(tmp_path, monkeypatch):
    pytest.importorskip("numba")
    for part in compiling.LOOPS_FROM:
        (tmp_path / part).mkdir()
    monkeypatch.setattr(compiling, "TREE", tmp_path)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    player = Watched("numba")
    marks = {compiling.mark(player)}
    assert {compiling.mark(player)} == marks
    marks.add(compiling.mark(Watched("numba", ("y",))))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    marks.add(compiling.mark(player))
    (tmp_path / "agents" / "loop.py").write_text("CONSTANT = 1")
    marks.add(compiling.mark(player))
    (tmp_path / "agents" / "loop.py").write_text("CONSTANT = 2")
    marks.add(compiling.mark(player))
    assert len(marks) == 5
