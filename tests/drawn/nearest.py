"""Which tests run a line: from a map of the suite, made once by coverage.py with the test as context.

    python -m tests.drawn.nearest        makes the map, which takes a few times as long as the suite

The map is .coverage-of-tests in the root of the tree.  Without one, the nearest are the files that import the module.
"""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.drawn.faults import PACKAGES, ROOT, Fault

MAP = ROOT / ".coverage-of-tests"
MEASURED = [f"--cov={package}" for package in ("demarche", *PACKAGES)]
SUITE = ("-n", "logical", "--dist", "loadscope", "-q", "-m", "not slow", "-p", "no:randomly")


def nearest(fault: Fault, most: int) -> list[str]:
    """The tests to try first, at most so many: those that run the line, else the files that import its module."""
    by_line = _by_line(fault)
    return by_line[:most] if by_line else importers(fault.file)


def _by_line(fault: Fault) -> list[str]:
    """The tests that run the line by the map, those of small files of tests first."""
    contexts = _map()
    if contexts is None:
        return []
    source = (ROOT / fault.file).read_text(encoding="utf-8").split("\n")
    block = fault.right.split("\n")
    starts = [n for n in range(len(source)) if source[n : n + len(block)] == block]
    if fault.which >= len(starts):
        return []
    lines = range(starts[fault.which] + 1, starts[fault.which] + len(block) + 1)
    of_file = contexts.get(fault.file, {})
    found = {test for line in lines for test in of_file.get(line, ())}
    mine = importers(fault.file)
    return sorted(found, key=lambda test: (test.partition("::")[0] not in mine, len(test), test))


@cache
def _map() -> dict[str, dict[int, list[str]]] | None:
    """Tests by line by file, None where there is no map."""
    if not MAP.exists():
        return None
    from coverage import CoverageData

    data = CoverageData(str(MAP))
    data.read()
    found = {}
    for file in data.measured_files():
        place = Path(file).resolve()
        if place.is_relative_to(ROOT):
            lines = data.contexts_by_lineno(file)
            found[str(place.relative_to(ROOT))] = {
                line: [test.partition("|")[0] for test in tests if test] for line, tests in lines.items()
            }
    return found


@cache
def importers(file: str) -> list[str]:
    """Files of tests that name the module, those that name it most often first."""
    module = "demarche." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    parent, _, name = module.rpartition(".")
    named = re.compile(rf"\b{re.escape(module)}\b|from {re.escape(parent)} import [^\n]*\b{name}\b")
    counts = {
        str(path.relative_to(ROOT)): len(named.findall(path.read_text(encoding="utf-8")))
        for path in (ROOT / "tests").rglob("test_*.py")
    }
    return sorted((path for path, count in counts.items() if count), key=lambda path: (-counts[path], path))


def main() -> int:
    """Run the suite once and keep which test ran which line."""
    command = [sys.executable, "-m", "pytest", *SUITE, *MEASURED, "--cov-context=test", "--cov-report="]
    return subprocess.run(command, cwd=ROOT, check=False, env=os.environ | {"COVERAGE_FILE": str(MAP)}).returncode


if __name__ == "__main__":
    sys.exit(main())
