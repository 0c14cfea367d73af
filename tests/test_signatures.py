"""How much a reader has to hold in mind: arguments of a function, fields of a bundle, lines of a file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("sim", "agents", "scenarios", "ui", "bench")
MOST, MOST_BY_NAME, MOST_FIELDS, MOST_LINES = 8, 12, 16, 300
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))


def arguments(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> tuple[int, int]:
    """Arguments by place, self not counted, and by name alone."""
    by_place = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
    return len(by_place) - (by_place[:1] in (["self"], ["cls"])), len(node.args.kwonlyargs)


def too_many(by_place: int, by_name: int, *, public: bool) -> bool:
    """A public function may have twelve, where the rest are given by name alone."""
    most = MOST_BY_NAME if public and by_name else MOST
    return by_place > MOST or by_place + by_name > most


def crowded(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            name = getattr(node, "name", "_lambda")
            if too_many(*arguments(node), public=not name.startswith("_")):
                found.append(f"{name} (line {node.lineno})")
        elif isinstance(node, ast.ClassDef) and "NamedTuple" in [getattr(base, "id", "") for base in node.bases]:
            many = sum(isinstance(each, ast.AnnAssign) for each in node.body)
            found += [f"{node.name} (line {node.lineno})"] * (many > MOST_FIELDS)
    return found


def test_no_function_has_more_arguments_than_can_be_read_and_no_bundle_more_fields():
    found = {str(file.relative_to(ROOT)): crowded(ast.parse(file.read_text(encoding="utf-8"))) for file in FILES}
    assert len(found) > 200
    assert not {file: names for file, names in found.items() if names}


@pytest.mark.slow
def test_no_file_is_longer_than_three_hundred_lines():
    files = [*FILES, *(ROOT / "tests").rglob("*.py")]
    long = {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert not {file: lines for file, lines in long.items() if lines > MOST_LINES}


@pytest.mark.parametrize(
    ("code", "is_fine"),
    [
        ("def f(a, b, c, d, e, f, g, h): ...", True),
        ("def f(a, b, c, d, e, f, g, h, i): ...", False),
        ("class A:\n    def f(self, a, b, c, d, e, f, g, h): ...", True),
        ("def f(a, b, *, c, d, e, f, g, h, i, j, k, m): ...", True),
        ("def _f(a, b, *, c, d, e, f, g, h, i, j): ...", False),
        ("class A(NamedTuple):\n" + "\n".join(f"    a{n}: int" for n in range(17)), False),
    ],
)
def test_what_is_too_many_is_found(code, is_fine):
    assert (not crowded(ast.parse(code))) == is_fine
