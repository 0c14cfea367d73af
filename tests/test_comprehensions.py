"""No function shares a name between two comprehensions in the way that Python 3.12.0 and 3.12.1 get wrong.

Those versions merge comprehensions into the function around them. Where one comprehension binds a name that a later one
reads from outside, the later one raises UnboundLocalError; where the name is of an outer function, 3.13.0 does so too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("sim", "agents", "scenarios", "ui", "bench", "tests")
MERGED = (ast.ListComp, ast.SetComp, ast.DictComp)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.GeneratorExp)


class Scope(ast.NodeVisitor):
    """One function: what it binds itself, and of each merged comprehension what it binds and reads from outside."""

    def __init__(self, root: ast.AST) -> None:
        self.own = {node.arg for node in ast.walk(getattr(root, "args", root)) if isinstance(node, ast.arg)}
        self.parts: list[tuple[set[str], set[str]]] = []
        self.chains: list[tuple[int, ...]] = []  # of each part, itself and the comprehensions around it
        self.around: tuple[int, ...] = ()
        for child in ast.iter_child_nodes(root):
            self.visit(child)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, MERGED):
            first = node.generators[0].iter
            self.visit(first)  # read by the function, not by the comprehension
            outer, self.around = self.around, (*self.around, len(self.parts))
            self.parts.append((set(), set()))
            self.chains.append(self.around)
            for inner in ast.iter_child_nodes(node):
                for part in ast.iter_child_nodes(inner) if isinstance(inner, ast.comprehension) else [inner]:
                    if part is not first:
                        self.visit(part)
            self.around = outer
        elif isinstance(node, ast.Name):
            bound = isinstance(node.ctx, ast.Store)
            if self.around:
                self.parts[self.around[-1]][0 if bound else 1].add(node.id)
            elif bound:
                self.own.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.own.add(node.name)
        elif isinstance(node, ast.alias):
            self.own.add((node.asname or node.name).partition(".")[0])
        elif not isinstance(node, SCOPES):
            self.generic_visit(node)

    def shared(self) -> set[str]:
        """Names that one comprehension binds and another reads from outside the function."""
        bound = set().union(*(part[0] for part in self.parts))
        found = set()
        for (_, read), chain in zip(self.parts, self.chains, strict=True):
            found |= read & bound - self.own - set().union(*(self.parts[i][0] for i in chain))
        return found


def shared_names(source: str) -> Iterator[tuple[int, str]]:
    """Line of the function, and the name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, SCOPES):
            yield from ((node.lineno, name) for name in sorted(Scope(node).shared()))


def test_no_function_shares_a_name_between_two_comprehensions():
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files
        for line, name in shared_names(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "a = [values for values in x]\n    return [values(y) for y in a]",
        "if x: return {f: values for f, values in x}\n    return {f: values(f) for f in x}",
        "a = [values for values in x]\n    return [[values(z) for z in y] for y in a]",
        "return [[values for values in y] + [values(z) for z in x] for y in x]",
        "a = {y for y, (values, z) in x}\n    return [y for y in x if values(y)]",
    ],
)
def test_a_shared_name_is_found(body):
    assert [name for _, name in shared_names(f"def f(x):\n    {body}")] == ["values"]


@pytest.mark.parametrize(
    "body",
    [
        "a = [values for values in x]\n    return values(a)",
        "a = [values for values in x]\n    return [y for y in values(x)]",
        "a = [values for values in x]\n    return list(values(y) for y in a)",
        "values = abs\n    a = [values for values in x]\n    return [values(y) for y in a]",
        "a = [values for values in x]\n    return [values for values in a]",
    ],
)
def test_a_name_that_no_second_comprehension_reads_from_outside_is_allowed(body):
    assert list(shared_names(f"def f(x):\n    {body}")) == []
