"""Plant the faults of faults_of_outputs.toml, one at a time in a copy of the tree, and see that a test finds each.

    python -m tests.planted_in_outputs
    python -m tests.planted_in_outputs tests/faults_of_facts.toml

The second plants those of another list.
The working tree is never touched. A fault that the tests named beside it do not find ends with 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.perft.planted_faults import ROOT, SOUND, Fault, planted

LIST = Path(__file__).with_name("faults_of_outputs.toml")
PARTS = ("demarche", "sim", "agents", "scenarios", "ui", "bench", "tests", "docs")


def copied(home: Path) -> Path:
    """The tree as it is now."""
    tree = home / "sound"
    for part in PARTS:
        # Without its links, demarche/ finds the folders beside it: a copy of a link would be code without the fault.
        links = [path.name for path in (ROOT / part).iterdir() if path.is_symlink()]
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", *links))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tree)
    return tree


def fails(tree: Path, tests: list[str]) -> bool:
    """Whether those tests fail in a tree. Stops where they cannot be run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    settings = os.environ | {"PYTHONPATH": str(tree)}
    done = subprocess.run([*command, "-m", "not slow"], cwd=tree, env=settings, capture_output=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(tests)}: pytest says {done.returncode}\n{done.stdout[-2000:]}")
    if tree.name == "sound":
        print(done.stdout[-2000:] if done.returncode else "The tree as it is passes.", flush=True)
    return done.returncode == 1


def main() -> int:
    named = Path(sys.argv[1]) if len(sys.argv) > 1 else LIST
    rows = tomllib.loads(named.read_text(encoding="utf-8"))["fault"]
    missed = []
    with tempfile.TemporaryDirectory() as home:
        sound = copied(Path(home))
        if fails(sound, sorted({test for row in rows for test in row["tests"]})):
            raise SystemExit(f"{SOUND.name}: a test fails in the tree as it is")
        for row in rows:
            tests = row.pop("tests")
            tree = planted(Fault(**row), Path(home))
            found = fails(tree, tests)
            print(f"{'found ' if found else 'MISSED'} {row['name']}", flush=True)
            missed += [] if found else [row["name"]]
            shutil.rmtree(tree)
    print(f"{len(rows)} faults, {len(missed)} not found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
