"""Plant drawn faults, one at a time in a copy of the tree, and see whether a test finds each.

    python -m tests.drawn.plant                     those not found yet: the nearest tests, then the whole suite
    python -m tests.drawn.plant --nearest           the nearest tests only
    python -m tests.drawn.plant --known 8 --seed 5  eight of those found, by the test that found each

What is found is written into the list.  The exit status is 1 where a fault is found by nothing, or no longer by its
test.  The working tree is never touched.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.drawn.faults import PACKAGES, ROOT, Fault, planted, read, write
from tests.drawn.nearest import nearest

COPIED = ("demarche", *PACKAGES, "bench", "tests", "docs")
MOST = 60
"""Tests that are tried first, at most."""
SECONDS = 900
"""After which a run of tests is taken not to end, which counts as found."""
OPTIONS = ("-q", "-x", "--tb=no", "-m", "not slow", "-p", "no:randomly", "-p", "no:cacheprovider")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def copied(home: Path) -> Path:
    """The tree as it is now, with what is compiled."""
    tree = home / "tree"
    for part in COPIED:
        links = [path.name for path in (ROOT / part).iterdir() if path.is_symlink()]
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns(*links))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, tree)
    return tree


def found_by(tree: Path, fault: Fault, tests: Sequence[str], *more: str) -> str:
    """The first of those tests that fails with the fault in the tree; empty where none does.

    Raises SystemExit where the line of the fault does not stand in the tree any more.
    """
    place = tree / fault.file
    sound = place.read_text(encoding="utf-8")
    wrong = planted(sound, fault)
    if wrong is None:
        raise SystemExit(f"{fault}: that line does not stand there any more")
    place.write_text(wrong, encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", *OPTIONS, *more, *tests]
        settings = os.environ | {"PYTHONPATH": str(tree)}
        done = subprocess.run(command, cwd=tree, env=settings, capture_output=True, encoding="utf-8", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "no test: they do not end"
    finally:
        place.write_text(sound, encoding="utf-8")
    if done.returncode in (0, 5):
        return ""
    failed = FAILED.search(done.stdout)
    return failed[1] if failed else "no test: none can be collected"


def tried(tree: Path, fault: Fault, *, suite: bool) -> Fault:
    """The fault with the test that finds it, if one does."""
    first = nearest(fault, MOST)
    found = found_by(tree, fault, first) if first else ""
    if not found and suite:
        found = found_by(tree, fault, ["tests"], "-n", "logical", "--dist", "loadscope")
    return replace(fault, found_by=found)


def report(faults: Sequence[Fault]) -> list[str]:
    """How many were found, in all and by package."""
    lines = []
    for package in (*PACKAGES, ""):
        mine = [fault for fault in faults if package in ("", fault.package) and not fault.equivalent]
        found = sum(bool(fault.found_by) for fault in mine)
        share = f"{found / len(mine):.0%}" if mine else "none drawn"
        lines.append(f"{package or 'all':10} {found} of {len(mine)} found, {share}")
    same = Counter(fault.package for fault in faults if fault.equivalent)
    return [*lines, f"equivalent: {sum(same.values())} ({', '.join(f'{n} in {p}' for p, n in same.items()) or 'none'})"]


def main() -> int:
    """Plant, try, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nearest", action="store_true", help="do not go on to the whole suite")
    parser.add_argument("--known", type=int, default=0, help="so many of those that were found, again")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--package", choices=PACKAGES)
    asked = parser.parse_args()
    faults, missed = read(), 0
    with tempfile.TemporaryDirectory() as home:
        tree = copied(Path(home))
        if asked.known:
            usable = [fault for fault in faults if "::" in fault.found_by]
            for fault in random.Random(asked.seed).sample(usable, min(asked.known, len(usable))):
                again = found_by(tree, fault, [fault.found_by])
                missed += not again
                print(f"{'found ' if again else 'MISSED'} {fault}", flush=True)
            return int(missed > 0)
        for n, fault in enumerate(faults):
            if fault.found_by or fault.equivalent or asked.package not in (None, fault.package):
                continue
            faults[n] = tried(tree, fault, suite=not asked.nearest)
            print(f"{faults[n].found_by or 'MISSED'}  {fault}", flush=True)
            write(faults)
    print("\n".join(report(faults)))
    return int(any(not fault.found_by and not fault.equivalent for fault in faults))


if __name__ == "__main__":
    sys.exit(main())
