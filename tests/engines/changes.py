"""Change one character of a plain rule at a time, and see whether the engines change alike or a test fails.

    python -m tests.engines.changes --seed 1 --count 60

The changes are drawn: `>=` for `>`, `<` for `<=`, `+` for `-`, `&` for `|`, and numbers, each the other way too, in the
rules that have compiled counterparts and in those that feed them.  Every change is made in a copy of the tree, in which
both engines play small worlds (tests/engines/probe.py).  Loops run uncompiled there: the same text, without a minute of
compiling.  A change that leaves the engines apart must make the tests of the engines fail.  The exit status is 1 where
one does not.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = (
    "sim/formulas.py", "sim/book.py", "sim/conduct.py", "sim/aftermath/bonds.py", "sim/aftermath/nature.py",
    "sim/aftermath/quarter.py", "sim/aftermath/stages.py", "agents/formulas.py", "agents/formulas_of_texts.py",
    "agents/doctrine/restrain.py", "agents/doctrine/worth.py", "agents/doctrine/vote.py", "agents/doctrine/doctrine.py",
    "agents/doctrine/dealing.py",
)  # fmt: skip
"""Where changes are drawn: rules that have compiled counterparts, and what those read."""
OTHER = {
    ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
}  # fmt: skip
"""By kind of operator, how it is written and what is written instead."""
TESTS = ("tests/engines/test_random_worlds.py", "tests/test_engines_texts.py")
"""Tests of the engines in small rooms, which a change that leaves the engines apart must make fail."""
UNCOMPILED = {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore"}


@dataclass(frozen=True)
class Change:
    """One replacement: in which file, from which byte on, what stands there and what is written instead."""

    file: str
    line: int
    start: int
    right: str
    wrong: str

    def __str__(self) -> str:
        """Where, and what."""
        return f"{self.file}:{self.line} {self.right} -> {self.wrong}"


class Text:
    """One file, and where its nodes stand in it."""

    def __init__(self, file: str) -> None:
        self.file, self.source, self.starts = file, (ROOT / file).read_bytes(), [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def begin(self, node: ast.expr) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr) -> int:
        return self.starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)

    def operator(self, left: ast.expr, operator: ast.AST, right: ast.expr) -> Iterator[Change]:
        """Another operator in place of one."""
        if type(operator) in OTHER:
            written, instead = OTHER[type(operator)]
            place = self.source.index(written.encode(), self.end(left), self.begin(right))
            yield Change(self.file, left.end_lineno or 1, place, written, instead)

    def number(self, part: ast.expr) -> Iterator[Change]:
        """Another number in place of one: the next whole one, or twice as much."""
        value = part.value if isinstance(part, ast.Constant) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            instead = str(value + 1) if isinstance(value, int) else repr(value * 2)
            written = self.source[self.begin(part) : self.end(part)].decode()
            yield Change(self.file, part.lineno, self.begin(part), written, instead)


def changes(file: str) -> Iterator[Change]:
    """Every change that could be made in a file. Annotations and docstrings hold no rule."""
    text = Text(file)
    for node in rules_of(ast.parse(text.source)):
        if isinstance(node, ast.BinOp):
            yield from text.operator(node.left, node.op, node.right)
            yield from text.number(node.left)
            yield from text.number(node.right)
        elif isinstance(node, ast.Compare):
            for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
                yield from text.operator(left, operator, right)
                yield from text.number(right)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "np.float32":
            yield from text.number(node.args[0])


def rules_of(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a tree, but for what stands in annotations and what reads arrays at places."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "slice", "decorator_list", "keywords"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST):
                yield node
                yield from rules_of(node)


def drawn(seed: int, count: int) -> list[Change]:
    """That many of all changes, each at most once."""
    return random.Random(seed).sample(sorted({c for file in RULES for c in changes(file)}, key=str), count)


def copied(home: Path) -> Path:
    """The tree as it is now."""
    tree = home / "sound"
    for part in ("demarche", "sim", "agents", "scenarios", "ui", "tests"):
        shutil.copytree(
            ROOT / part, tree / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.png", "screens")
        )
    shutil.copy(ROOT / "pyproject.toml", tree)
    return tree


def changed(sound: Path, change: Change) -> Path:
    """A copy of that tree with the change made in it."""
    tree = Path(tempfile.mkdtemp(dir=sound.parent))
    shutil.copytree(sound, tree, symlinks=True, dirs_exist_ok=True)
    source, after = (sound / change.file).read_bytes(), change.start + len(change.right.encode())
    (tree / change.file).write_bytes(source[: change.start] + change.wrong.encode() + source[after:])
    return tree


def run(tree: Path, *words: str, seconds: int) -> subprocess.CompletedProcess[str]:
    """A module of the copy, run uncompiled."""
    settings = {**os.environ, **UNCOMPILED, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-m", *words]
    try:
        return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=seconds, env=settings)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "it does not end")


def verdict(change: Change, sound: Path, expected: str, seconds: int) -> str:
    """What comes of a change: nothing in these worlds, both change alike, a test fails, or it goes unseen."""
    tree = changed(sound, change)
    try:
        probe = run(tree, "tests.engines.probe", seconds=seconds)
        if probe.returncode:
            return "does not run, by either engine"
        plain, compiled = probe.stdout.split()
        if plain == compiled != expected:
            return "both engines change alike"
        options = ("-q", "-x", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:randomly", "-W", "ignore")
        found = run(tree, "pytest", *options, *TESTS, seconds=4 * seconds).returncode
        if plain == compiled:
            return "alike in these worlds, and a test fails" if found else "nothing changes in these worlds and tests"
        return "apart, and a test fails" if found else "APART, AND THE TESTS PASS"
    finally:
        shutil.rmtree(tree)


def main() -> int:
    """Draw, change, play, print; 1 where a change leaves the engines apart and the tests green."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=240, help="after which a copy is taken not to end")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(args.processes) as pool:
        sound = copied(Path(home))
        plain, compiled = run(sound, "tests.engines.probe", seconds=args.seconds).stdout.split()
        if plain != compiled:
            raise SystemExit(f"the engines are apart without any change: {plain} {compiled}")
        chosen = drawn(args.seed, args.count)
        counted: Counter[str] = Counter()
        for change, found in zip(
            chosen, pool.map(lambda c: verdict(c, sound, plain, args.seconds), chosen), strict=True
        ):
            counted[found] += 1
            print(f"{change!s:70} {found}", flush=True)
    print(f"seed {args.seed}, {args.count} changes: " + "; ".join(f"{n} {found}" for found, n in counted.most_common()))
    return int(any(found.startswith("APART") for found in counted))


if __name__ == "__main__":
    sys.exit(main())
