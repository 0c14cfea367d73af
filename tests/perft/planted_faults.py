"""Plant one-line faults in a copy of the tree, and see which layer of tests finds each.

    python -m tests.perft.planted_faults           prints the table
    python -m tests.perft.planted_faults --write   writes it into docs/faults.md

The working tree is never touched.  A fault that no layer finds is a rule without a test, and the exit status is 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "faults.toml"
PAGE = ROOT / "docs" / "faults.md"
LAYERS = ("counts", "positions", "cases", "laws")
RUNS = {
    "perft": ["--tb=no", "tests/perft"],
    "cases": ["-x", "tests/cases"],
    "laws": ["-x", "tests/laws", "tests/test_chance.py", "tests/test_numbers.py"],
}
KEPT_TEST = "test_every_position_is_where_it_was_and_as_often"
NO_SHRINKING = """
settings.register_profile("faults", deadline=None, derandomize=True, database=None, phases=["explicit", "generate"])
settings.load_profile("faults")
""".replace('["explicit", "generate"]', "[Phase.explicit, Phase.generate]")


@dataclass(frozen=True)
class Fault:
    """What is wrong in words, and the one replacement that makes it so."""

    name: str
    file: str
    right: str
    wrong: str


FAULTS = [Fault(**row) for row in tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]]
SOUND = Fault("no fault at all", "", "", "")


def chosen(faults: Sequence[Fault], words: Sequence[str]) -> list[Fault]:
    """Those that are asked for: every 8th from the 2nd by the word 2/8, or all whose name contains the words."""
    part, slash, parts = words[0].partition("/") if len(words) == 1 else ("", "", "")
    if slash and part.isdigit() and parts.isdigit():
        return list(faults[int(part) - 1 :: int(parts)])
    return [fault for fault in faults if " ".join(words) in fault.name]


def copied(home: Path, parts: tuple[str, ...] = ("demarche", "sim", "agents", "scenarios", "tests")) -> Path:
    """The tree as it is now. parts: the folders that the tests need; demarche holds links into the copy."""
    tree = home / "sound"
    for part in parts:
        shutil.copytree(ROOT / part, tree / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    conftest = tree / "tests" / "conftest.py"
    told = conftest.read_text(encoding="utf-8").replace("import settings", "import Phase, settings")
    conftest.write_text(told + NO_SHRINKING, encoding="utf-8")
    # Which layer fails is all that is asked here, and to divide a board takes its time.
    perft = tree / "tests" / "perft" / "test_perft.py"
    perft.write_text(perft.read_text(encoding="utf-8").replace("AT_ONCE = 1000", "AT_ONCE = 0"), encoding="utf-8")
    return tree


def planted(fault: Fault, home: Path) -> Path:
    """A copy of the tree with that fault in it."""
    tree = home / fault.name.replace(" ", "-")
    shutil.copytree(home / "sound", tree, symlinks=True)
    place = tree / fault.file
    source = place.read_text(encoding="utf-8")
    if source.count(fault.right) != 1:
        raise SystemExit(f"{fault.name}: {fault.file} has that line {source.count(fault.right)} times, and not once")
    place.write_text(source.replace(fault.right, fault.wrong), encoding="utf-8")
    return tree


def found_by(fault: Fault, home: Path) -> dict[str, bool]:
    """Which layers fail on the copy. A run that does not end is one that fails."""
    tree = home / "sound" if fault is SOUND else planted(fault, home)
    found = dict.fromkeys(LAYERS, False)
    for run, what in RUNS.items():
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *what]
        settings = {**os.environ, "PYTHONPATH": str(tree)}
        try:
            done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, env=settings)
        except subprocess.TimeoutExpired:
            found |= dict.fromkeys(("counts", "positions") if run == "perft" else (run,), True)
            continue
        if done.returncode not in (0, 1) or (fault is SOUND and done.returncode):
            raise SystemExit(f"{fault.name}, {run}: pytest says {done.returncode}\n{done.stdout[-2000:]}")
        failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
        if run == "perft":
            found["positions"] = any(KEPT_TEST in line for line in failed)
            found["counts"] = any(KEPT_TEST not in line for line in failed)
        else:
            found[run] = done.returncode == 1
    print(f"{fault.name:50s} {', '.join(x for x in LAYERS if found[x]) or '-'}", file=sys.stderr, flush=True)
    return found


def table(rows: list[tuple[Fault, dict[str, bool]]]) -> str:
    """The faults, where each was planted, and the layers that found it."""
    lines = [f"| fault | in | {' | '.join(LAYERS)} |", f"|---|---|{'---|' * len(LAYERS)}"]
    for fault, found in rows:
        marks = " | ".join("found" if found[layer] else "" for layer in LAYERS)
        lines.append(f"| {fault.name} | `{fault.file.removeprefix('sim/')}` | {marks} |")
    totals = " | ".join(str(sum(found[layer] for _, found in rows)) for layer in LAYERS)
    lines.append(f"| **{len(rows)} faults** | | {totals} |")
    return "\n".join(lines)


def write(rows: list[tuple[Fault, dict[str, bool]]], seconds: float) -> None:
    """Replace what stands between the marks in the page."""
    begin, end = "<!-- table -->\n", "<!-- end of table -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    missed = sum(not any(found.values()) for _, found in rows)
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    run = f"Run of {day}: {len(rows)} faults, {missed} found by no layer, {seconds:.0f} s on 2 processes."
    PAGE.write_text(f"{before}{begin}{run}\n\n{table(rows)}\n{end}{after}", encoding="utf-8")


def main() -> None:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home))
        found_by(SOUND, Path(home))
        results = list(two.map(lambda fault: found_by(fault, Path(home)), FAULTS))
    rows = list(zip(FAULTS, results, strict=True))
    print(table(rows))
    missed = [fault.name for fault, found in rows if not any(found.values())]
    if missed:
        raise SystemExit(f"found by no layer: {', '.join(missed)}")
    if "--write" in sys.argv:
        write(rows, time.monotonic() - begun)


if __name__ == "__main__":
    main()
