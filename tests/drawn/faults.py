"""The list of drawn faults: what each replaces, and what became of it."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")
PACKAGES = ("sim", "agents", "scenarios", "ui")
HEAD = """# Faults drawn by lot over the lines of every package: python -m tests.drawn.draw ({how}).
# right and wrong: the line as it is and as it is planted; which: of equal lines in the file, counted from 0.
# found_by: the test that found it first. equivalent: why no test can find it. Without either it has not been found.
"""


@dataclass(frozen=True)
class Fault:
    """One line of a file, made wrong. found_by: a test; equivalent: why nothing changes that anybody could see."""

    file: str
    operator: str
    right: str
    wrong: str
    which: int = 0
    found_by: str = ""
    equivalent: str = ""

    @property
    def package(self) -> str:
        """The package that it is in."""
        return self.file.partition("/")[0]

    def __str__(self) -> str:
        """Where, and what."""
        return f"{self.file}: {self.operator}: {self.right.strip()} -> {self.wrong.strip()}"


def read(path: Path = LIST) -> list[Fault]:
    """The list."""
    return [Fault(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["fault"]]


def write(faults: Sequence[Fault], how: str = "") -> None:
    """The list as a file. how: how it was drawn; as the file says it where it is not told."""
    head = HEAD.format(how=how) if how else LIST.read_text(encoding="utf-8").split("\n[[", 1)[0] + "\n"
    rows = []
    for fault in faults:
        kept = {key: value for key, value in vars(fault).items() if value not in ("", 0)}
        written = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept.items())
        rows.append(f"\n[[fault]]\n{written}")
    LIST.write_text(head + "".join(rows), encoding="utf-8")


def planted(source: str, fault: Fault) -> str | None:
    """The source with the fault in it; None where its line does not stand there any more."""
    lines = source.split("\n")
    block = fault.right.split("\n")
    places = [n for n in range(len(lines) - len(block) + 1) if lines[n : n + len(block)] == block]
    if fault.which >= len(places):
        return None
    n = places[fault.which]
    return "\n".join([*lines[:n], *fault.wrong.split("\n"), *lines[n + len(block) :]])
