"""Streams as outputs: written to directly, and judged before anything is played, without harm to who reads them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from demarche.scenarios import saves
from demarche.ui.cli import main
from demarche.ui.report.ours import GENERATOR

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["--report", "--log"]
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such paths here")


@pytest.fixture
def pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def unplayed(monkeypatch):
    """Nothing may be played."""
    for name in ("play", "replay"):
        monkeypatch.setattr(saves, name, lambda *_, **__: pytest.fail("it was played"))


class Reader(threading.Thread):
    """Reads a pipe to its end; or leaves once it is told to, without reading."""

    def __init__(self, path, leaves=None):
        super().__init__(daemon=True)
        self.path, self.leaves, self.content = path, leaves, b""
        self.start()

    def run(self):
        with open(self.path, "rb") as file:
            if self.leaves is None:
                self.content = file.read()
            else:
                self.leaves.wait(60)


@pytest.mark.parametrize("stream", ["/dev/null", "/dev/stdout", "-"])
@pytest.mark.parametrize("option", OPTIONS)
def test_a_stream_is_written_to_directly(option, stream, tmp_path):
    words = [sys.executable, "-m", "demarche", "run", "tutorial", option, stream]
    done = subprocess.run(
        words, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, "", [])
    mark = GENERATOR if option == "--report" else '{"log":"demarche"'
    assert (mark in done.stdout) == (stream != "/dev/null")


@pytest.mark.parametrize("option", OPTIONS)
def test_a_pipe_that_nobody_reads_is_refused_before_anything_is_played(option, pipe, capsys, unplayed):
    assert main(["run", "tutorial", option, str(pipe)]) == 2
    told = f"demarche: {option} {pipe}: nobody reads this named pipe; start what reads it first, or name a file\n"
    assert capsys.readouterr().err == told


def test_a_replay_judges_its_pipe_too(pipe, tmp_path, capsys, monkeypatch):
    assert main(["run", "tutorial", "--log", str(tmp_path / "log")]) == 0
    monkeypatch.setattr(saves, "replay", lambda *_, **__: pytest.fail("it was played"))
    capsys.readouterr()
    assert main(["replay", str(tmp_path / "log"), "--report", str(pipe)]) == 2
    assert "nobody reads this named pipe" in capsys.readouterr().err


@pytest.mark.timeout(60)
@pytest.mark.parametrize("option", OPTIONS)
def test_who_reads_a_pipe_gets_the_whole_file(option, pipe, tmp_path):
    reader = Reader(pipe)
    assert main(["run", "tutorial", option, str(tmp_path / "file")]) == 0
    while main(["run", "tutorial", option, str(pipe)]):  # until the reader has opened it
        assert reader.is_alive()
    reader.join()
    assert reader.content == (tmp_path / "file").read_bytes()


@pytest.mark.timeout(60)
def test_a_reader_that_leaves_meanwhile_is_told(pipe, capsys, monkeypatch):
    leaves, played = threading.Event(), saves.play
    reader = Reader(pipe, leaves)

    def play(*words, **more):
        leaves.set()
        reader.join()
        return played(*words, **more)

    monkeypatch.setattr(saves, "play", play)
    while main(["run", "tutorial", "--report", str(pipe)]) and "nobody reads" in (said := capsys.readouterr().err):
        pass
    assert said == f"demarche: {pipe}: its reader has gone before everything was written\n"


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("path", ["/dev/fd/978", "/dev/fd/none"])
def test_what_is_not_open_is_refused_before_anything_is_played(path, option, capsys, unplayed):
    assert main(["run", "tutorial", option, path]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"demarche: {option} {path}: nothing can be written there: ")
    assert said.endswith("; name another\n")
