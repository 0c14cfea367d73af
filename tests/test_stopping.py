"""Ctrl+C in a terminal of its own: what was kept is said, and the command that goes on. Slow: each starts processes."""

import json
import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.study.folders import tiny

pty = pytest.importorskip("pty", reason="there are no such terminals here")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals here"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
TREE = Path(__file__).resolve().parents[1]
LONG = 60.0
CTRL_C = b"\x03"
NOISE = ("Traceback", "Warning", "leaked", "Exception", "Error")


def stopped(words, folder, ready):
    """What a command prints in a terminal, and how it ends, where Ctrl+C is pressed once it is ready."""
    process, terminal = pty.fork()
    if not process:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell that runs the tests in the background ignores it
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "demarche", *words], os.environ | {"PYTHONPATH": str(TREE)})
    said, pressed, until = b"", False, time.monotonic() + LONG
    while time.monotonic() < until:
        if not pressed and ready(said):
            os.write(terminal, CTRL_C)
            pressed = True
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                said += os.read(terminal, 65536)
            except OSError:  # the terminal is closed by the end of the command
                break
    os.close(terminal)
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return ended, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode(errors="replace"))


def a_shard_is_kept(folder):
    return lambda said: any((folder / "r").glob("runs-*.parquet"))


def require_that_it_goes_on(ended, said, words):
    assert ended == 130
    last = said.strip().splitlines()[-1].removeprefix("^C")
    found = re.fullmatch(r"demarche: Stopped\. The same command goes on with the ([\d,]+) of .* are kept: (.*)", last)
    assert found, last
    assert int(found[1].replace(",", "")) >= 100
    assert found[2] == " ".join(["demarche", *words])
    assert not [noise for noise in NOISE if noise in said]


@pytest.mark.parametrize(
    "crew", [["--workers", "1"], ["--workers", "2"], ["--workers", "2", "--pool", "threads"]], ids=" ".join
)
def test_a_sweep_that_is_stopped_says_how_to_go_on(crew, tmp_path):
    tiny(tmp_path, change={"replicates = 40": "replicates = 5000"})
    words = ["sweep", "tiny.toml", "--out", "r", *crew, "--shard-size", "100"]
    ended, said = stopped(words, tmp_path, a_shard_is_kept(tmp_path))
    require_that_it_goes_on(ended, said, words)


@pytest.mark.parametrize("moment", range(20))
def test_a_sweep_that_is_stopped_at_any_moment_says_so_without_noise(moment, tmp_path):
    tiny(tmp_path, change={"replicates = 40": "replicates = 5000"})
    until = time.monotonic() + 0.3 + moment / 8
    words = ["sweep", "tiny.toml", "--out", "r", "--workers", "2", "--shard-size", "100"]
    ended, said = stopped(words, tmp_path, lambda said: time.monotonic() > until)
    assert ended == 130
    assert "demarche: " in said
    assert not [noise for noise in NOISE if noise in said]


@pytest.mark.filterwarnings("default")  # of a library in processes that are not ours to mend
def test_a_sweep_on_a_cluster_that_is_stopped_says_how_to_go_on(tmp_path):
    from distributed import LocalCluster

    tiny(tmp_path, change={"replicates = 40": "replicates = 5000"})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as there:
        words = ["sweep", "tiny.toml", "--out", "r", "--cluster", there.scheduler_address, "--shard-size", "100"]
        ended, said = stopped(words, tmp_path, a_shard_is_kept(tmp_path))
    require_that_it_goes_on(ended, said, words)


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
def test_a_host_that_is_stopped_says_how_to_go_on(as_json, tmp_path):
    words = ["host", "tutorial", "--port", "0", "--file", "mine.lesson", *as_json]
    ended, said = stopped(words, tmp_path, lambda said: b"facilitator" in said and said.endswith(b"\n"))
    assert ended == 130
    last = said.strip().splitlines()[-1].removeprefix("^C")
    assert last == "demarche: Stopped. The same command goes on where it stood; mine.lesson keeps it."
    assert "Traceback" not in said
    if as_json:
        assert json.loads(said.splitlines()[0])["file"].endswith("mine.lesson")
