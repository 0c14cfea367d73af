"""Plant one-line faults in a copy of the classroom, and see whether its tests find each.

    python -m tests.classroom.planted_faults [WORDS]    only the faults whose names contain these words
    python -m tests.classroom.planted_faults 2/8        every eighth, from the second on

The working tree is never touched.  A fault that no test finds is a rule without a test, and the exit status is 1.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.perft.planted_faults import SOUND, Fault, chosen, copied, planted

LISTS = sorted(Path(__file__).parent.glob("faults*.toml"))
PARTS = ("demarche", "sim", "agents", "scenarios", "ui", "bench", "docs", "tests")
FIRST = ("audiences", "limits", "network")
"""Test files that find most of these faults, and so are run first."""
LEFT_OUT = ("browser", "crash", "crash_at_random", "distant", "forty", "fuzz", "lesson_fuzz", "refusals")
"""Test files that take long, or that need what is not everywhere."""
SECONDS = 300
NAMED: dict[Fault, tuple[str, ...]] = {
    Fault(**row): tuple(told.get("tests", ()))
    for told in (tomllib.loads(path.read_text(encoding="utf-8")) for path in LISTS)
    for row in told["fault"]
}
"""Every fault, and the test files that its list names for it; all but those left out where it names none."""


def found_by(fault: Fault, home: Path, named: tuple[str, ...]) -> str:
    """The first test that fails on the copy; empty where none does. A run that does not end is one that fails."""
    tree = home / "sound" if fault is SOUND else planted(fault, home)
    there = {path.stem.removeprefix("test_") for path in (tree / "tests" / "classroom").glob("test_*.py")}
    usual = [*(name for name in FIRST if name in there), *sorted(there - {*FIRST, *LEFT_OUT})]
    tests = [f"tests/classroom/test_{name}.py" for name in named or usual]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    settings = {**os.environ, "PYTHONPATH": str(tree)}
    try:
        done = subprocess.run(
            [*command, "--tb=no", "-m", "not slow", *tests],
            cwd=tree, capture_output=True, text=True, timeout=SECONDS, env=settings,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "(no test ended)"
    if done.returncode not in (0, 1) or (fault is SOUND and done.returncode):
        raise SystemExit(f"{fault.name}: pytest says {done.returncode}\n{done.stdout[-2000:]}")
    failed = [
        line.split(" ")[1].rpartition("::")[2] for line in done.stdout.splitlines() if line[:6] in ("FAILED", "ERROR ")
    ]
    print(f"{fault.name:75s} {(failed or ['-'])[0]}", flush=True)
    return failed[0] if failed else ""


def main() -> None:
    """Plant each fault, and say which were not found."""
    faults = chosen(list(NAMED), sys.argv[1:])
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home), PARTS)
        for named in {NAMED[fault] for fault in faults}:
            found_by(SOUND, Path(home), named)
        found = list(two.map(lambda fault: found_by(fault, Path(home), NAMED[fault]), faults))
    missed = [fault.name for fault, test in zip(faults, found, strict=True) if not test]
    print(f"{len(faults)} faults, {len(missed)} found by no test")
    if missed:
        raise SystemExit(f"found by no test: {', '.join(missed)}")


if __name__ == "__main__":
    main()
