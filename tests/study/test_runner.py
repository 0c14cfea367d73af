"""Results do not depend on who played them, in what portions, or what befell the workers."""

import errno
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, process
from pathlib import Path

import numpy as np
import pytest

from demarche.scenarios.study import run
from demarche.scenarios.study.executors import Pool, given, local
from demarche.scenarios.study.files import plan_of, read_study
from demarche.scenarios.study.observe import observe
from demarche.scenarios.study.results import load
from demarche.scenarios.study.runner import sweep
from demarche.scenarios.study.store import Memory
from demarche.scenarios.study.sweeping import sweep_into
from demarche.sim.terms import Unreadable
from tests.study.folders import folder_of, plan_of_player, study_of, tiny
from tests.study.players import Deadly, Linear, Stumbling

RUNS = 6 * 40
TREE = Path(__file__).resolve().parents[2]


def digest(folder, file, crew, shard):
    return sweep_into(folder, read_study(file), crew, shard=shard).digest


def line(points, shard, player=None):
    study = study_of({"kind": "random", "points": points}, [{"name": "a", "path": "settings.base", "range": [0, 1]}])
    return study, plan_of_player(study, player or Linear(), shard)


def test_workers_threads_processes_and_shards_give_the_same_rows(tmp_path):
    file = tiny(tmp_path)
    ways: tuple[tuple[Pool, int, int], ...] = (
        ("threads", 1, RUNS),
        ("threads", 1, 77),
        ("threads", 2, 50),
        ("processes", 2, 100),
    )
    found = {
        (pool, workers, shard): digest(tmp_path / f"{pool}-{workers}-{shard}", file, local(workers, pool), shard)
        for pool, workers, shard in ways
    }
    assert len(set(found.values())) == 1, found


def test_every_row_is_what_the_same_world_is_alone(tmp_path):
    plan = plan_of(read_study(tiny(tmp_path)))
    together = Memory()
    sweep(plan, together, local(1, "threads"))
    rows = together.runs().to_pylist()
    for number in (0, 85, RUNS - 1):
        place, replicate = (np.array([rows[number][key]]) for key in ("point", "replicate"))
        alone = plan.player({int(place[0]): plan.points.point(int(place[0]))}, place, replicate, 1)
        for name, column in alone.columns.items():
            assert np.array_equal(column, [rows[number][name]], equal_nan=True), (number, name)


def test_a_sweep_goes_on_where_it_stopped_and_redoes_what_is_damaged(tmp_path):
    file, crew = read_study(tiny(tmp_path)), local(1, "threads")
    whole = sweep_into(tmp_path / "r", file, crew, shard=50)
    cut, flipped, gone = (tmp_path / "r" / f"runs-0000{k}.parquet" for k in (0, 2, 4))
    cut.write_bytes(cut.read_bytes()[:-10])
    flipped.write_bytes(flipped.read_bytes()[:100] + b"\xff" + flipped.read_bytes()[101:])
    gone.unlink()
    (tmp_path / "r" / "runs-00003.parquet.part").write_bytes(b"half a shard")
    again = sweep_into(tmp_path / "r", file, crew)
    assert (again.progress.found, again.progress.done_runs) == (RUNS - 140, RUNS)  # the last shard has 40
    assert again.digest == whole.digest
    assert sweep_into(tmp_path / "r", file, crew).progress.found == RUNS


def test_rows_that_were_exchanged_are_found_out(tmp_path):
    """A file that is sound by itself, but whose rows are not those of its note."""
    import pyarrow.parquet as pq

    sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), local(1, "threads"), shard=50)
    path = tmp_path / "r" / "runs-00001.parquet"
    table = pq.read_table(path)
    pq.write_table(table.take(list(reversed(range(50)))), path)
    with pytest.raises(Unreadable, match="not those that were written"):
        load(tmp_path / "r")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("replicates = 40", "replicates = 41", "study.replicates: 40 there, 41 here"),
        ("range = [2, 4]", "range = [2, 5]", "range.1: 4.0 there, 5.0 here"),
        ('"rounds=0"', '"rounds=1"', "rounds"),
    ],
)
def test_a_changed_study_is_refused_saying_what_changed(old, new, said, tmp_path):
    crew = local(1, "threads")
    before = sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), crew).digest
    changed = read_study(tiny(tmp_path, change={old: new}))
    with pytest.raises(Unreadable) as refused:
        sweep_into(tmp_path / "r", changed, crew)
    assert said in str(refused.value)
    assert sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), crew).digest == before


def test_words_for_readers_may_change(tmp_path):
    crew = local(1, "threads")
    sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), crew)
    changed = read_study(tiny(tmp_path, change={"A tiny study": "A study that is tiny"}))
    assert sweep_into(tmp_path / "r", changed, crew).progress.found == RUNS


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"thesis\.txt"):
        sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), local(1, "threads"))


def test_parts_played_apart_are_the_same_study(tmp_path):
    file, crew = read_study(tiny(tmp_path)), local(1, "threads")
    whole = sweep_into(tmp_path / "whole", file, crew, shard=50)
    first = sweep_into(tmp_path / "parts", file, crew, shard=50, part=(1, 2))
    assert (first.digest, first.progress.done_runs) == (None, 140)
    with pytest.raises(Unreadable, match="2 of 5 shards"):
        load(tmp_path / "parts")
    assert sweep_into(tmp_path / "parts", file, crew, part=(2, 2)).digest == whole.digest


def test_a_run_that_fails_is_a_row_with_its_error():
    _, plan = line(100, 25, Stumbling(at=30))
    kept = Memory()
    assert sweep(plan, kept, local(1, "threads")).errors == 25
    rows = kept.runs()
    failed = [row["point"] for row in rows.to_pylist() if row["error"]]
    assert failed == list(range(25, 50))
    assert "nought" in rows["error"][30].as_py()


def test_one_world_that_fails_leaves_those_beside_it_as_they_are(tmp_path, monkeypatch):
    plan = plan_of(read_study(tiny(tmp_path)))
    sound, hurt = Memory(), Memory()
    sweep(plan, sound, local(1, "threads"))

    def stumble(made, *rest):
        if (made.luck.replicate == 7).any():
            raise RuntimeError("a world of replicate 7")
        return observe(made, *rest)

    monkeypatch.setattr("demarche.scenarios.study.play.observe", stumble)
    sweep(plan, hurt, local(1, "threads"))
    assert hurt.runs()["error"].null_count == RUNS - 6
    for one, other in zip(sound.runs().to_pylist(), hurt.runs().to_pylist(), strict=True):
        if other["error"]:
            assert (other["replicate"], other["error"]) == (7, "RuntimeError: a world of replicate 7")
        else:
            assert repr(one) == repr(other)


def test_a_point_that_is_no_scenario_is_a_row_with_its_error(tmp_path):
    rows = run([{"rounds": 0, "level": 1}, {"rounds": 0, "level": 2}], "tutorial", ["adopted"], replicates=3)
    assert rows["error"].null_count == 6
    assert rows.column_names == ["point", "replicate", "seed", "rounds", "level", "adopted", "error"]
    with pytest.raises(Unreadable, match="level"):
        run([{"level": 1}, {"level": 9}], "tutorial", ["adopted"])


def test_a_worker_that_dies_is_survived(tmp_path):
    _, plan = line(60, 10, Deadly(at=25, mark=str(tmp_path / "died")))
    _, sound = line(60, 10)
    kept, whole = Memory(), Memory()
    assert sweep(plan, kept, local(2, "processes")).errors == 0
    sweep(sound, whole, local(1, "threads"))
    assert (tmp_path / "died").exists()
    assert kept.runs().equals(whole.runs())


def test_where_workers_die_again_and_again_the_rows_say_so_and_the_rest_is_played():
    _, plan = line(60, 10, Deadly(at=25))
    kept = Memory()
    assert sweep(plan, kept, local(2, "processes")).errors == 10
    errors = kept.runs()["error"].to_pylist()
    assert [place for place, error in enumerate(errors) if error] == list(range(20, 30))
    assert errors[20].startswith("the worker died 3 times")


def test_any_executor_will_do():
    _, plan = line(60, 10)
    kept, whole = Memory(), Memory()
    with ThreadPoolExecutor(3) as executor:
        sweep(plan, kept, given(executor, 3))
    sweep(plan, whole, local(1, "threads"))
    assert kept.runs().equals(whole.runs())


def test_a_full_disk_loses_nothing(tmp_path, monkeypatch):
    study, plan = line(60, 10)
    folder, real, room = folder_of(tmp_path / "r", study, plan), os.replace, [3]

    def replace(old, new):
        if "runs" in str(new):
            if not room[0]:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(new))
            room[0] -= 1
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="No space left"):
        sweep(plan, folder, local(1, "threads"))
    assert not list(folder.path.glob("*.part"))
    room[0] = 100
    progress = sweep(plan, folder, local(1, "threads"))
    assert (progress.found, progress.done_runs) == (30, 60)


@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_a_sweep_that_is_stopped_keeps_what_it_has(pool, tmp_path):
    study, plan = line(60, 10)
    folder = folder_of(tmp_path / "r", study, plan)

    def stop(progress):
        if progress.done_shards == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(plan, folder, local(2, pool), tell=stop)
    assert len(list(folder.path.glob("runs-*.parquet"))) == 2
    assert sweep(plan, folder, local(1, "threads")).found == 20


def test_a_sweep_that_is_stopped_waits_for_the_thread_of_its_pool(monkeypatch):
    """When Python ends it writes to a pipe that the thread, were it still there, would be closing."""
    run = process._ExecutorManagerThread.run

    def slowly(self):
        run(self)
        time.sleep(0.3)

    monkeypatch.setattr(process._ExecutorManagerThread, "run", slowly)
    crew = local(2, "processes")
    pool = crew.hire()
    pool.submit(abs, -1).result()
    crew.dismiss(pool)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, process._ExecutorManagerThread)]


def test_a_worker_loads_neither_mesa_nor_what_draws_or_samples():
    code = "import sys, demarche.scenarios.study.shards, demarche.scenarios.study.play; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, encoding="utf-8", check=True)
    heavy = {"mesa", "matplotlib", "pandas", "SALib", "pygame", "distributed", "rich"}
    assert heavy & set(done.stdout.split()) == set()
