"""Loops are compiled once, apart from whoever plays, and only where numba must play or where it pays."""

import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future

import pytest

from demarche.scenarios import compiling
from demarche.scenarios.study import choosing
from demarche.scenarios.study.choosing import WORTH_COMPILING, WORTH_LOADING, Choice
from demarche.scenarios.study.executors import Crew, ThisThread, local
from demarche.scenarios.study.runner import Progress, compile_first
from demarche.sim import engine, loops
from demarche.ui.cli import main


class Dying(ThisThread):
    """An executor whose worker dies."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


def crew(apart=ThisThread) -> tuple[Crew, list[object]]:
    gone: list[object] = []
    return Crew("those", ThisThread, 2, 2, gone.append, apart), gone


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A machine on which nothing is compiled, and numba is installed."""
    monkeypatch.delenv(engine.FORCED_BY, raising=False)
    monkeypatch.setattr(loops, "mark", lambda: tmp_path / "mark")
    monkeypatch.setattr(engine, "installed", lambda: True)
    return tmp_path / "mark"


@pytest.fixture
def compiled(monkeypatch, shelf):
    """Counts how often loops are compiled, and leaves the mark as that does."""
    times: list[int] = []

    def compile_loops(tell=None):
        times.append(1)
        loops.mark_compiled()

    monkeypatch.setattr(compiling, "compile_loops", compile_loops)
    return times


def test_where_only_numba_may_play_it_is_compiled_apart_once_and_said(monkeypatch, compiled):
    monkeypatch.setenv(engine.FORCED_BY, "numba")
    those, gone = crew()
    said: list[bool] = []
    for _ in range(2):
        compile_first(those, Progress(1, 1), lambda progress: said.append(progress.compiling))
    assert (len(compiled), len(gone), said) == (1, 1, [True])


@pytest.mark.parametrize("forced", [None, "numpy"])
def test_nothing_is_waited_for_where_numpy_may_play(forced, monkeypatch, compiled):
    if forced:
        monkeypatch.setenv(engine.FORCED_BY, forced)
    those, gone = crew()
    compile_first(those, Progress(1, 1), lambda progress: pytest.fail("nothing is to be said"))
    assert (compiled, gone) == ([], [])


def test_a_worker_that_dies_while_it_compiles_is_left_to_the_others(monkeypatch, shelf):
    monkeypatch.setenv(engine.FORCED_BY, "numba")
    those, gone = crew(Dying)
    compile_first(those, Progress(1, 1), lambda progress: None)
    assert (len(gone), shelf.exists()) == (1, False)


def test_only_processes_have_memories_of_their_own():
    assert local(2, "processes").apart is not None
    assert local(2, "threads").apart is None
    assert local(1, "processes").apart is None


def test_of_two_that_must_compile_one_does_and_the_other_waits(monkeypatch, compiled, shelf):
    with loops.sole_compiler() as mine:
        assert mine
        with loops.sole_compiler() as other:
            assert not other
        waits: list[float] = []

        def sleep(seconds):
            waits.append(seconds)
            shelf.touch()

        monkeypatch.setattr(time, "sleep", sleep)
        compiling.ensure_compiled()
    assert (compiled, waits) == ([], [compiling.PAUSE])
    with loops.sole_compiler() as mine:
        assert mine


@pytest.fixture
def begun(monkeypatch):
    """Counts how often a compiler is begun in the background, and takes numba for not loaded."""
    times: list[int] = []
    monkeypatch.setattr(choosing, "begin_in_background", lambda: times.append(1))
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    return times


def batches(monkeypatch, choice, count, seconds):
    """The engines of batches of ten runs that take so many seconds each."""
    clock = iter(range(10**6))
    monkeypatch.setattr(time, "perf_counter", lambda: seconds * next(clock))
    chosen = []
    for _ in range(count):
        with choice.batch(10) as by:
            chosen.append(by)
    return chosen


def test_a_short_sweep_is_played_by_numpy_and_begins_no_compiler(monkeypatch, shelf, begun):
    choice = Choice(100)
    assert batches(monkeypatch, choice, 5, WORTH_COMPILING / 10) == ["numpy"] * 5
    assert (choice.used, begun) == ({"numpy"}, [])


def test_a_long_sweep_begins_a_compiler_and_changes_engine_when_it_has_ended(monkeypatch, shelf, begun):
    choice = Choice(1000)
    assert batches(monkeypatch, choice, 2, WORTH_COMPILING / 10) == ["numpy"] * 2
    assert begun == [1]
    shelf.touch()
    assert batches(monkeypatch, choice, 1, 1.0) == ["numba"]
    assert choice.used == {"numpy", "numba"}


def test_what_is_compiled_is_loaded_only_where_enough_is_left(monkeypatch, shelf, begun):
    shelf.touch()
    assert batches(monkeypatch, Choice(30), 3, WORTH_LOADING / 3) == ["numpy"] * 3
    assert batches(monkeypatch, Choice(90), 3, WORTH_LOADING / 3) == ["numpy", "numba", "numba"]


def test_without_numba_numpy_plays_and_nothing_begins(monkeypatch, shelf, begun):
    monkeypatch.setattr(engine, "installed", lambda: False)
    assert batches(monkeypatch, Choice(10**6), 3, 100.0) == ["numpy"] * 3
    assert begun == []


def test_a_forced_engine_plays_from_the_first_batch(monkeypatch, compiled, begun):
    monkeypatch.setenv(engine.FORCED_BY, "numba")
    assert batches(monkeypatch, Choice(10), 2, 1.0) == ["numba"] * 2
    assert (len(compiled), begun) == (1, [])


def test_a_compiler_in_the_background_dies_with_its_parent(tmp_path, monkeypatch):
    """The parent is killed outright while the child sleeps in place of compiling."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    child = (
        "import os, time; from demarche.scenarios import compiling;"
        "compiling.compile_loops = lambda: (print(os.getpid(), flush=True), time.sleep(60));"
        "compiling.compile_for_parent()"
    )
    parent = (
        "import subprocess, sys, time;"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdin=subprocess.PIPE); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        number = int(running.stdout.readline())
        running.kill()
    for _ in range(400):
        if not alive(number):
            return
        time.sleep(0.05)
    pytest.fail("the child outlives its parent")


def alive(number):
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_mark_is_of_the_loops_and_where_they_are_kept(tmp_path, monkeypatch):
    pytest.importorskip("numba")
    for part in loops.LOOPS_FROM:
        (tmp_path / part).mkdir()
    monkeypatch.setattr(loops, "TREE", tmp_path)

    def mark():
        loops.mark.cache_clear()
        loops.shelf.cache_clear()
        return loops.mark()

    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "one"))
    marks = {mark()}
    assert {mark()} == marks
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "two"))
    marks.add(mark())
    (tmp_path / "agents" / "loop.py").write_text("CONSTANT = 1")
    marks.add(mark())
    (tmp_path / "agents" / "loop.py").write_text("CONSTANT = 2")
    marks.add(mark())
    assert len(marks) == 4
    monkeypatch.undo()
    loops.mark.cache_clear()
    loops.shelf.cache_clear()


def test_where_nothing_can_be_written_there_is_no_place_to_keep_loops(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loops, "TemporaryFile", full)
    assert loops.shelf.__wrapped__() is None


def test_the_command_compiles_once_and_says_where(compiled, shelf, capsys):
    assert main(["compile"]) == 0
    out = capsys.readouterr()
    assert "Compiled in" in out.out
    assert out.err == "compiling, once\n"
    assert main(["compile", "--json"]) == 0
    assert '"compiled": false' in capsys.readouterr().out
    assert len(compiled) == 1


def test_the_command_refuses_without_numba(monkeypatch, shelf, capsys):
    monkeypatch.setattr(engine, "installed", lambda: False)
    assert main(["compile"]) == 2
    assert "pip install 'demarche[fast]'" in capsys.readouterr().err
