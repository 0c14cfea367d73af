"""`python -m bench.folders [TRIALS KILLS]`: folders written by eight jobs at once, or by sweeps that are killed.

10 trials and 20 kills where no numbers are given.  Each trial begins a new folder with eight jobs of an array at the
same moment.  Each kill (-9) ends a sweep at a random moment, and the same command is given again.  The exit status is 1
where a job failed, or where a digest is not that of an untouched run.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from demarche.scenarios.study.executors import local
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.sweeping import sweep_into

JOBS, SHARDS = 8, 20
STUDY = """
id = "folders"
title = "One folder, many writers"
scenario = "tutorial"
set = ["rounds=0"]
replicates = 400
measures = ["adopted_1", "yes_1", "split_1"]

[design]
kind = "grid"

[[factors]]
name = "base"
path = "settings.base"
range = [2, 4]
steps = 5
"""


def command(file: Path, folder: Path, *more: str) -> list[str]:
    """A sweep of the study into a folder, in shards of 100."""
    words = ["sweep", str(file), "--out", str(folder), "--shard-size", "100", "--quiet", *more]
    return [sys.executable, "-m", "demarche", *words]


def digest(file: Path, folder: Path) -> str | None:
    """What the rows of a folder come to, read back by a sweep that finds all of them."""
    swept = sweep_into(folder, read_study(file), local(1, "threads"))
    return swept.digest if swept.progress.found == swept.runs else f"{swept.progress.found} of {swept.runs} runs"


def array(file: Path, folder: Path) -> tuple[int, str]:
    """Eight jobs of an array at once: how many failed, and what they said."""
    jobs = [
        subprocess.Popen(
            command(file, folder, "--workers", "1", "--shard", f"{number}/{JOBS}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for number in range(1, JOBS + 1)
    ]
    told = [job.communicate()[1] for job in jobs]
    return sum(job.returncode != 0 for job in jobs), "".join(told)


def killed(file: Path, folder: Path) -> str | None:
    """A sweep that is killed at a random moment and given again: what happened; None where it ended before."""
    at, more = random.randrange(SHARDS), random.uniform(0, 0.5)
    begun = subprocess.Popen(
        command(file, folder, "--workers", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while begun.poll() is None and len(list(folder.glob("runs-*.parquet"))) < at:
        time.sleep(0.005)
    time.sleep(more)
    begun.send_signal(signal.SIGKILL)
    if begun.wait() != -signal.SIGKILL:
        return None
    kept = len(list(folder.glob("runs-*.parquet")))
    again = subprocess.run(command(file, folder, "--workers", "2"), stdout=subprocess.DEVNULL)
    return f"killed with {kept} of {SHARDS} shards there; given again, it ended with {again.returncode}"


def main(words: list[str]) -> int:
    """Play and print; 1 where a job failed or a digest differs."""
    trials, kills = (int(words[0]), int(words[1])) if words else (10, 20)
    failed, found = 0, set()
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "folders.toml"
        file.write_text(STUDY, encoding="utf-8")
        right = sweep_into(Path(home) / "whole", read_study(file), local(1, "threads"), shard=100).digest
        print(f"untouched: {right}", flush=True)
        for trial in range(trials):
            folder = Path(home) / f"array-{trial}"
            wrong, told = array(file, folder)
            found.add(digest(file, folder))
            failed += wrong
            print(f"trial {trial + 1}: {JOBS} jobs at once, {wrong} failed, {found} {told}", flush=True)
        kill, begun = 0, 0
        while kill < kills:
            folder, begun = Path(home) / f"killed-{begun}", begun + 1
            how = killed(file, folder)
            if how is not None:
                kill += 1
                found.add(digest(file, folder))
                print(f"kill {kill}: {how}, {found}", flush=True)
    good = failed == 0 and found == {right}
    print("no job failed, one digest" if good else f"{failed} jobs failed, {len(found)} digests")
    return 0 if good else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", os.getcwd())
    sys.exit(main(sys.argv[1:]))
