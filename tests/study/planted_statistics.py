"""Plant one-line faults in the statistics of studies, in a copy of the tree, and see whether a test finds each.

    python -m tests.study.planted_statistics          all of them
    python -m tests.study.planted_statistics 2/8      the second of eight parts, for machines that others use too
    python -m tests.study.planted_statistics WORDS    only the faults whose names contain these words

Exit status 1 where more than one in twenty is not found.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.perft.planted_faults import SOUND, Fault, copied, planted
from tests.study.planted_faults import PARTS

LIST = Path(__file__).parent / "faults_statistics.toml"
STATISTICS = tuple(f"tests/study/test_{name}.py" for name in ("intervals", "shares", "effects", "indices", "sheets"))
FIGURES = tuple(f"tests/study/test_{name}.py" for name in ("sheets", "effects", "figures", "figures_in_words"))
PACTS = ("tests/test_pacts.py", "tests/study/test_chance.py")
LEAST = 0.95


def is_found(fault: Fault, home: Path) -> bool:
    """Whether a test fails on the copy. The sound tree must pass."""
    tree = home / "sound" if fault is SOUND else planted(fault, home)
    tests = (*STATISTICS, *FIGURES, *PACTS) if fault is SOUND else tests_of(fault.file)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    settings = {**os.environ, "PYTHONPATH": str(tree), "DEMARCHE_ENGINE": "numpy"}
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, env=settings, check=False)
    if done.returncode not in (0, 1) or (fault is SOUND and done.returncode):
        raise SystemExit(f"{fault.name}: pytest says {done.returncode}\n{done.stdout[-2000:]}")
    print(f"{fault.name:75} {'found' if done.returncode else 'NOT FOUND'}", flush=True)
    return done.returncode == 1


def tests_of(file: str) -> tuple[str, ...]:
    """The tests that a fault in a file should fail."""
    if file.startswith("ui/report") and not file.endswith("study_tables.py"):
        return FIGURES
    if file.endswith("study/effects.py"):
        return (*STATISTICS, *FIGURES)
    return STATISTICS if file.startswith(("scenarios/study", "ui/report")) and not file.endswith("plan.py") else PACTS


def chosen(words: str) -> list[Fault]:
    """All faults, one part of several (2/8), or those whose names contain the words."""
    faults = [Fault(**row) for row in tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]]
    part = re.fullmatch(r"(\d+)/(\d+)", words)
    if part is None:
        return [fault for fault in faults if words in fault.name]
    place, parts = int(part[1]), int(part[2])
    return faults[place - 1 :: parts] if 1 <= place <= parts else []


def main() -> None:
    """Plant those that are asked for."""
    faults = chosen(" ".join(sys.argv[1:]))
    if not faults:
        raise SystemExit("there is no such fault")
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home), PARTS)
        is_found(SOUND, Path(home))
        found = list(two.map(lambda fault: is_found(fault, Path(home)), faults))
    print(f"{sum(found)} of {len(found)} found")
    if sum(found) < LEAST * len(found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
