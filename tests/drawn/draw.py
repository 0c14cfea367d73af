"""Draw faults by lot, and write the list.

    python -m tests.drawn.draw --seed 22 --each 40

As many are drawn of each package (sim, agents, scenarios, ui), in turn by each operator, at most two of a file.  The
list is drawn before tests are written for it, and is not drawn again to be rid of a fault that nothing finds.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.drawn.faults import LIST, PACKAGES, ROOT, Fault, write
from tests.drawn.operators import Change, changes

MOST_OF_A_FILE = 2


def drawn(seed: int, each: int) -> list[Fault]:
    """That many faults of each package."""
    return [fault for package in PACKAGES for fault in _of_package(random.Random(f"{seed} {package}"), package, each)]


def _of_package(chance: random.Random, package: str, number: int) -> list[Fault]:
    found: dict[str, list[tuple[Path, Change]]] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        for change in changes(path):
            found.setdefault(change.operator, []).append((path, change))
    for of_operator in found.values():
        chance.shuffle(of_operator)
    of_file: Counter[Path] = Counter()
    chosen: list[Fault] = []
    while len(chosen) < number and any(found.values()):
        for of_operator in found.values():
            free = next((n for n, (path, _) in enumerate(of_operator) if of_file[path] < MOST_OF_A_FILE), None)
            if free is None or len(chosen) == number:
                of_operator.clear()
                continue
            path, change = of_operator.pop(free)
            of_file[path] += 1
            chosen.append(_fault(path, change))
    return chosen


def _fault(path: Path, change: Change) -> Fault:
    """The change as a line that is replaced by another, which still finds its place when lines above it come and go."""
    source = path.read_bytes()
    first = source.rfind(b"\n", 0, change.start) + 1
    last = source.find(b"\n", change.start + len(change.right.encode()))
    right = source[first:last].decode()
    at = change.start - first
    wrong = right.encode()[:at] + change.wrong.encode() + right.encode()[at + len(change.right.encode()) :]
    which = list(_places(source, source[first:last])).index(first)
    return Fault(str(path.relative_to(ROOT)), change.operator, right, wrong.decode(), which)


def _places(source: bytes, line: bytes) -> Iterator[int]:
    """Where that line begins, for each time that it stands in the source as a whole line."""
    start = 0
    while (start := source.find(line, start)) >= 0:
        end = start + len(line)
        if source[max(start - 1, 0) : start] in (b"", b"\n") and source[end : end + 1] == b"\n":
            yield start
        start += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--each", type=int, default=40)
    asked = parser.parse_args()
    write(drawn(asked.seed, asked.each), f"seed {asked.seed}, {asked.each} of each package")
    print(LIST.relative_to(ROOT))
