"""Faults planted in the table of acts, in what is derived from it, and in what lets the tables grow.

    python -m tests.contract.planted_faults

Each is planted alone in a copy of the tree, and the tests named beside it are run.  Exit status 1: one was not found.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.perft.planted_faults import Fault, copied, planted

LIST = Path(__file__).parent / "faults.toml"
PARTS = ("demarche", "sim", "agents", "scenarios", "ui", "tests", "docs")
ROWS = tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]
FINDERS = {row["name"]: row.pop("tests") for row in ROWS}
"""The tests that are to find each fault."""
FAULTS = [Fault(**row) for row in ROWS]


def found(fault: Fault, home: Path) -> bool:
    """Whether one of its tests fails with the fault in the tree."""
    tree = planted(fault, home)
    tests = [f"tests/{name}" for name in FINDERS[fault.name]]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    settings = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, env=settings)
    if done.returncode not in (0, 1):
        print(done.stdout[-1500:], file=sys.stderr)
    first = next((line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "not found")
    print(f"{fault.name:62s} {first[:120]}", flush=True)
    return done.returncode != 0


def main() -> int:
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home), PARTS)
        results = list(two.map(lambda fault: found(fault, Path(home)), FAULTS))
    print(f"{len(results)} faults, {results.count(False)} not found")
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
