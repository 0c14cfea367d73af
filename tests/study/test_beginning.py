"""Several sweeps begin one folder at once, and one that is killed between two writes is gone on with."""

import errno
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from threading import Barrier, Thread

import pytest

from demarche.scenarios.study import store, writing
from demarche.scenarios.study.designs import points
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.pointfile import design_bytes
from demarche.scenarios.study.results import load
from demarche.scenarios.study.store import Folder
from demarche.scenarios.study.sweeping import sweep_into
from demarche.scenarios.study.writing import put_aside, write_new, write_whole
from demarche.sim.terms import Unreadable
from tests.study.folders import tiny
from tests.study.harm import CREW, contents

TREE = Path(__file__).resolve().parents[2]
JOBS = 8


@pytest.fixture
def file(tmp_path):
    return tiny(tmp_path)


def swept(folder, file, **more):
    return sweep_into(folder, read_study(file), CREW, shard=50, **more)


def begun(folder):
    return (folder / "manifest.json").read_bytes()


@pytest.mark.parametrize("moment", ["before it looks at the folder", "before it writes the manifest"])
def test_a_sweep_goes_on_with_a_folder_that_another_began_meanwhile(moment, whole, file, tmp_path, monkeypatch):
    others: list[bytes] = []

    def meanwhile(real):
        def called(*given, **more):
            if not others:
                others.append(b"")  # once
                swept(tmp_path / "r", file, part=(1, 2))
                others.append(begun(tmp_path / "r"))
            return real(*given, **more)

        return called

    if moment == "before it looks at the folder":
        monkeypatch.setattr(Folder, "_strange", meanwhile(Folder._strange))
    else:
        monkeypatch.setattr(store, "write_new", meanwhile(write_new))
    ended = swept(tmp_path / "r", file, part=(2, 2))
    assert (ended.progress.found, ended.digest) == (0, whole["tiny"].digest)
    assert len(others) == 2
    assert b'"begun"' in others[1]
    assert load(tmp_path / "r").manifest["digest"] == ended.digest


def test_of_two_studies_that_begin_one_folder_at_once_one_is_refused(file, other, tmp_path, monkeypatch):
    def meanwhile(path, content):
        monkeypatch.setattr(store, "write_new", write_new)
        swept(tmp_path / "r", other.file)
        write_new(path, content)

    monkeypatch.setattr(store, "write_new", meanwhile)
    with pytest.raises(Unreadable, match=r"study\.seed: 2 there, 1 here"):
        swept(tmp_path / "r", file)
    assert load(tmp_path / "r").manifest["digest"] == other.digest


def test_many_threads_write_one_folder_at_once(whole, file, tmp_path):
    ended, ready = [], Barrier(JOBS)

    def job(number):
        ready.wait()
        ended.append(swept(tmp_path / "r", file, part=(number, JOBS)))

    threads = [Thread(target=job, args=(number,)) for number in range(1, JOBS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == JOBS
    assert {one.digest for one in ended} - {None} == {whole["tiny"].digest}
    assert load(tmp_path / "r").manifest["digest"] == whole["tiny"].digest
    assert list((tmp_path / "r").glob("*.part")) == []


class Killed(BaseException):
    """What happens to a process that is killed; nothing catches it."""


def kill_at(call, monkeypatch, *, done):
    """The process is killed at one of the calls that put a file in place: before it, or when it is done."""
    calls = [0]

    def counted(real):
        def called(*given):
            calls[0] += 1
            if calls[0] == call and not done:
                raise Killed
            real(*given)
            if calls[0] == call:
                raise Killed

        return called

    monkeypatch.setattr(os, "replace", counted(os.replace))
    monkeypatch.setattr(os, "link", counted(os.link))
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: None)  # a killed process tidies nothing


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("call", range(1, 9))
def test_at_whatever_write_a_sweep_is_killed_the_same_line_goes_on(call, done, whole, file, tmp_path, monkeypatch):
    """The writes: manifest, design, five shards, and the manifest with its digest."""
    with monkeypatch.context() as patch:
        kill_at(call, patch, done=done)
        with pytest.raises(Killed):
            swept(tmp_path / "r", file)
    assert list((tmp_path / "r").glob("*.part")) != []
    assert swept(tmp_path / "r", file).digest == whole["tiny"].digest
    assert load(tmp_path / "r").manifest["digest"] == whole["tiny"].digest


def test_a_design_that_an_older_program_left_before_its_manifest_is_gone_on_with(whole, file, other, tmp_path):
    for name, of in (("ours", file), ("others", other.file)):
        study = read_study(of).study
        (tmp_path / name).mkdir()
        made = points(study.design, study.factors, study.seed)
        made = made if name == "ours" else type(made)({"price": made.columns["price"]})
        (tmp_path / name / "design.parquet").write_bytes(design_bytes(made))
    assert swept(tmp_path / "ours", file).digest == whole["tiny"].digest
    with pytest.raises(Unreadable, match=r"other things \(design.parquet\)"):
        swept(tmp_path / "others", file)


def test_a_file_system_without_hard_links_will_do(whole, file, tmp_path, monkeypatch):
    def refuse(old, new):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert swept(tmp_path / "r", file).digest == whole["tiny"].digest


def test_of_two_that_write_a_new_file_the_first_does(tmp_path):
    write_new(tmp_path / "f", b"first")
    write_new(tmp_path / "f", b"second")
    assert contents(tmp_path) == {"f": b"first"}


def test_two_that_write_one_file_use_two_temporary_names(tmp_path, monkeypatch):
    parts = []
    monkeypatch.setattr(os, "replace", lambda old, new: parts.append(old))
    for content in (b"one", b"two"):
        write_whole(tmp_path / "f", content)
    assert [part.read_bytes() for part in parts] == [b"one", b"two"]
    assert all(str(os.getpid()) in part.name and part.name.endswith(".part") for part in parts)


def test_unfinished_files_are_removed_once_nobody_can_be_writing_them(file, tmp_path):
    (tmp_path / "r").mkdir()
    old, new = (tmp_path / "r" / f"runs-00000.parquet.{name}.part" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half a shard")
    before = time.time() - writing.ABANDONED - 1
    os.utime(old, (before, before))
    swept(tmp_path / "r", file)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_that_another_process_moved_aside_is_no_error(tmp_path):
    put_aside(tmp_path / "gone")
    assert contents(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the page shows a shell script")
def test_the_array_of_jobs_on_the_page_begins_a_new_folder_at_once(whole, file, tmp_path):
    page = (TREE / "docs" / "studies.md").read_text(encoding="utf-8")
    ((most, line),) = re.findall(r"#SBATCH --array=1-(\d+)\n(demarche sweep .*)\n", page)
    line = line.replace(f"/{most}", f"/{JOBS}").replace("demarche", f"{sys.executable} -m demarche", 1)
    line = line.replace("study.toml", f"{file} --shard-size 20")
    environment = os.environ | {"PYTHONPATH": str(TREE)}
    jobs = [
        subprocess.Popen(
            ["sh", "-c", line],
            cwd=tmp_path,
            env=environment | {"SLURM_ARRAY_TASK_ID": str(number)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for number in range(1, JOBS + 1)
    ]
    told = [job.communicate() for job in jobs]
    assert [job.returncode for job in jobs] == [0] * JOBS, told
    assert load(tmp_path / "results" / "study").manifest["digest"] == whole["tiny"].digest
    assert any(whole["tiny"].digest in out for out, _ in told)
