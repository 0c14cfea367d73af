"""Plant one-line faults in a copy of the tree, and see whether the tests of studies find each.

    python -m tests.study.planted_faults [WORDS]    only the faults whose names contain these words
    python -m tests.study.planted_faults 2/8        every eighth, from the second on

The working tree is never touched.  A fault that no test finds is a rule without a test, and the exit status is 1.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from demarche.sim import engine
from tests.perft.planted_faults import SOUND, Fault, chosen, copied, planted

LIST = Path(__file__).parent / "faults_folders.toml"
FAULTS = [Fault(**row) for row in tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]]
PARTS = ("demarche", "sim", "agents", "scenarios", "ui", "docs", "tests")
TESTS = ("foreign", "manifests", "damaged", "beginning", "names", "runner")
FIRST = {
    "manifest": "manifests", "plan": "manifests", "store": "beginning", "writing": "beginning", "sweeping": "damaged",
    "names": "names", "factors": "names", "files": "names", "runner": "runner", "shards": "runner",
}  # fmt: skip
"""The test file that is likely to find a fault in a file of that name, and so is run first; else the order of TESTS."""
SECONDS = 900


def found_by(fault: Fault, home: Path) -> str:
    """The first test that fails on the copy; empty where none does. A run that does not end is one that fails."""
    tree = home / "sound" if fault is SOUND else planted(fault, home)
    first = FIRST.get(Path(fault.file).stem, TESTS[0])
    tests = [f"tests/study/test_{name}.py" for name in (first, *(name for name in TESTS if name != first))]
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=no"]
    environment = {**os.environ, "PYTHONPATH": str(tree), engine.FORCED_BY: engine.NUMPY}  # nothing is compiled
    try:
        done = subprocess.run(
            [*pytest, "-m", "not slow", *tests],
            cwd=tree, capture_output=True, text=True, timeout=SECONDS, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        if fault is SOUND:
            raise SystemExit(f"without any fault the tests take longer than {SECONDS} s on this machine") from None
        return "(it does not end)"
    if done.returncode not in (0, 1) or (fault is SOUND and done.returncode):
        raise SystemExit(f"{fault.name}: pytest says {done.returncode}\n{done.stdout[-2000:]}")
    failed = [line.rpartition("::")[2] for line in done.stdout.splitlines() if line[:6] in ("FAILED", "ERROR ")]
    print(f"{fault.name:65s} {(failed or ['-'])[0][:120]}", flush=True)
    return failed[0] if failed else ""


def main() -> None:
    """Plant each fault, and say which were not found."""
    faults = chosen(FAULTS, sys.argv[1:])
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home), PARTS)
        found_by(SOUND, Path(home))
        found = list(two.map(lambda fault: found_by(fault, Path(home)), faults))
    missed = [fault.name for fault, test in zip(faults, found, strict=True) if not test]
    print(f"{len(faults)} faults, {len(missed)} found by no test")
    if missed:
        raise SystemExit(f"found by no test: {', '.join(missed)}")


if __name__ == "__main__":
    main()
