"""The same rows on a cluster, and after a death without warning. Slow: each starts processes of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demarche.scenarios.study.executors import cluster, local
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.sweeping import sweep_into
from tests.study.folders import tiny

pytestmark = pytest.mark.slow
TREE = Path(__file__).resolve().parents[2]


@pytest.mark.filterwarnings("default")  # of a library in processes that are not ours to mend
def test_a_dask_cluster_gives_the_same_rows(tmp_path):
    from distributed import LocalCluster

    file = read_study(tiny(tmp_path))
    alone = sweep_into(tmp_path / "alone", file, local(1, "threads"), shard=50)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as there:
        on_dask = sweep_into(tmp_path / "dask", file, cluster(there.scheduler_address), shard=50)
    assert on_dask.digest == alone.digest


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_after_a_death_without_warning_the_same_line_goes_on(pool, tmp_path):
    file = tiny(tmp_path, change={"replicates = 40": "replicates = 500"})
    words = ["sweep", str(file), "--out", str(tmp_path / "r"), "--workers", "2", "--pool", pool, "--shard-size", "100"]
    command = [sys.executable, "-m", "demarche", *words, "--quiet"]
    environment = os.environ | {"PYTHONPATH": str(TREE)}
    with (tmp_path / "said").open("wb") as said:
        begun = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=said)
    while begun.poll() is None and len(list((tmp_path / "r").glob("runs-*.parquet"))) < 3:
        time.sleep(0.05)
    begun.send_signal(signal.SIGKILL)
    assert begun.wait() == -signal.SIGKILL, "it was done before it could be killed"
    time.sleep(1)  # for what multiprocessing leaves behind to be said
    assert (tmp_path / "said").read_text(encoding="utf-8") == ""
    kept = len(list((tmp_path / "r").glob("runs-*.parquet")))
    again = sweep_into(tmp_path / "r", read_study(file), local(1, "threads"))
    assert again.progress.found >= min(kept, 3) * 100
    assert again.digest == sweep_into(tmp_path / "whole", read_study(file), local(1, "threads")).digest
