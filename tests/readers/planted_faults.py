"""Plant one-line faults in a copy of the tree, and see whether the tests of the readers find each.

    python -m tests.readers.planted_faults [WORDS]    only the faults whose names contain these words
    python -m tests.readers.planted_faults 2/8        every eighth, from the second on

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

LIST = Path(__file__).parent / "faults.toml"
FAULTS = [Fault(**row) for row in tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]]
PARTS = ("demarche", "sim", "agents", "scenarios", "ui", "docs", "tests")
NAMES = ("csv", "toml", "files", "points", "bodies", "forged", "shown", "widths", "fuzz")
TESTS = [f"tests/readers/test_{name}.py" for name in NAMES]
SECONDS = 400


def found_by(fault: Fault, home: Path) -> str:
    """The first test that fails on the copy; empty where none does. A run that does not end is one that fails."""
    tree = home / "sound" if fault is SOUND else planted(fault, home)
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=no"]
    environment = {**os.environ, "PYTHONPATH": str(tree), engine.FORCED_BY: engine.NUMPY}  # nothing is compiled
    try:
        done = subprocess.run(
            [*pytest, "-m", "not slow", *TESTS],
            cwd=tree, capture_output=True, text=True, timeout=SECONDS, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
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
