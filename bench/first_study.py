"""The first study after an installation: with the extra [fast] and nothing compiled, beside the same by numpy alone.

    python -m bench.first_study [ROUNDS]

Each round sweeps four worlds both ways, in processes that begin with nothing compiled.  Processor seconds are of all
processes of the command; imports are those of the command itself before its first world.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.timing import machine, spread, today, write_section
from demarche.sim.engine import FORCED_BY, NUMPY
from demarche.sim.loops import FOLDER_NAMED_BY

AIM = 1.4
"""Times as long as by numpy alone."""
AIM_OF_IMPORTS = 0.55
"""Processor seconds: half of the 0.92 that imports took on 28 November 2026, and a fifth for a busy machine."""
STUDY = """
id = "four"
title = "Four worlds"
scenario = "dual-track-2018"
set = ["quarters=20"]
replicates = 1
seed = 1
measures = ["adopted"]
[design]
kind = "grid"
[[factors]]
name = "readiness"
path = "settings.base"
values = [0.0, 1.0, 2.0, 3.0]
"""
IMPORTS = """
import os, time
from demarche.ui.cli import parser
from demarche.ui.commands import study
from demarche.scenarios.study import files, store, sweeping
from demarche.ui import progress, study
print(time.process_time())
"""


def swept(folder: Path, **environment: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a sweep takes."""
    words = [sys.executable, "-m", "demarche", "sweep", str(folder / "four.toml"), "--quiet", "--out"]
    with tempfile.TemporaryDirectory(dir=folder) as out:
        before, began = os.times(), time.perf_counter()
        done = subprocess.run(
            [*words, f"{out}/r"], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True
        )
        assert done.returncode == 0
        after, ended = os.times(), time.perf_counter()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return ended - began, used


def imports() -> float:
    """Processor seconds of a process that imports what a sweep does before its first world."""
    return float(subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure, print, and keep what was found."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ.pop(FORCED_BY, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a first study has the byte code of the installation
    clock, processor, loads = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "four.toml").write_text(STUDY, encoding="utf-8")
        for turn in range(rounds + 1):
            plain = swept(folder, **{FORCED_BY: NUMPY})
            fast = swept(folder, **{FOLDER_NAMED_BY: f"{name}/loops-{turn}"})
            if turn:  # the first writes byte code
                clock.append(fast[0] / plain[0])
                processor.append(fast[1] / plain[1])
                loads.append(imports())
    lines = [
        f"{today()}, `python -m bench.first_study {rounds}`, on {machine('numpy', 'numba', 'pyarrow')}.",
        f"Medians of {rounds} rounds in turn, with least and greatest. A sweep of four full worlds, nothing compiled.",
        "",
        "| what | figure | aim |",
        "|---|---|---|",
        f"| with [fast], × numpy alone, by the clock | {spread(clock)} | {AIM} |",
        f"| the same, of the processor | {spread(processor)} | {AIM} |",
        f"| imports before the first world, seconds of the processor | {spread(loads)} | {AIM_OF_IMPORTS} |",
    ]
    print("\n".join(lines))
    write_section("A first study", lines)


if __name__ == "__main__":
    main()
