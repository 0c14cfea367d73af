"""Every compiled loop is named by the plain rule that it restates, and names it; and a formula stands once."""

import ast
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from demarche.sim import engine

pytestmark = pytest.mark.skipif(not engine.installed(), reason="numba is not installed")

ROOT = Path(__file__).parents[2]
COMPILED = sorted(
    file
    for pattern in ("sim/fast/*.py", "agents/fast/*.py")
    for file in ROOT.glob(pattern)
    if file.name not in ("__init__.py", "compiling.py")
)
PLAIN = sorted(file for folder in ("sim", "agents", "scenarios") for file in (ROOT / folder).rglob("*.py"))
FORMULAS = ("sim/formulas.py", "agents/formulas.py", "agents/formulas_of_texts.py")
OF_BOTH = ("agents/formulas_of_texts.py",)
"""Formulas that compiled loops use too, every one; of the quarters only the scans over all pairs are compiled."""
NO_RULE = {
    # room for work, and bundles made of tables
    "agents.fast.worth:_places", "agents.fast.room:_row", "agents.fast.room:_persons",
    # loops around loops that are named, or parts of them
    "sim.fast.draws:_opening",
    "sim.fast.draws:_uniform", "sim.fast.draws:_own_and_shared", "sim.fast.draws:_exp", "sim.fast.draws:_logistic",
    "sim.fast.nature:_may_bring", "sim.fast.nature:_doubts",
    # small things that hold no choice of a rule
    "agents.fast.worth:_changes",
    # numpy's sums in numpy's order, and the one philox: test_engines compares them with numpy itself
    "sim.fast.arithmetic:_eight_at_a_time", "sim.fast.arithmetic:_first_part", "sim.fast.arithmetic:_in_two",
    "sim.fast.arithmetic:_in_four", "sim.fast.arithmetic:total",
}  # fmt: skip
"""Compiled functions that restate no plain function of their own, and why. All others are named by one."""


def place_of(file: Path, name: str) -> str:
    return f"{'.'.join(file.relative_to(ROOT).with_suffix('').parts)}:{name}"


def is_compiled(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id in ("compiled", "inlined") for each in node.decorator_list)


def loops():
    """Every compiled function: its place and what it says of itself."""
    return [
        (place_of(file, node.name), ast.get_docstring(node) or "")
        for file in COMPILED
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and is_compiled(node)
    ]


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported():
    for file in PLAIN:
        if re.search(r"^@(also_compiled|restated)\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            import_module("demarche." + ".".join(file.relative_to(ROOT).with_suffix("").parts))


def marked(place: str) -> list[Callable[..., object]]:
    """The plain functions that name a compiled one."""
    called = engine.COUNTERPARTS.get(f"demarche.{place}")
    return [*engine.RESTATED.get(f"demarche.{place}", []), *([called] if called else [])]


def test_every_compiled_function_is_named_by_a_plain_one_or_is_known_to_restate_none():
    unnamed = {place for place, _ in loops() if not marked(place)}
    assert unnamed == NO_RULE & unnamed, "mark the plain function @restated, or say in NO_RULE that there is none"
    assert not NO_RULE - {place for place, _ in loops()}, "NO_RULE names functions that are gone"


def test_every_mark_names_a_function_that_exists():
    for place in (*engine.COUNTERPARTS, *engine.RESTATED):
        module, _, name = place.partition(":")
        assert callable(getattr(import_module(module), name)), place


def test_a_plain_function_that_a_compiled_one_names_names_it_back():
    plain = {
        f"{file.stem}.{node.name}": ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in PLAIN
        if file not in COMPILED
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    for place, said in loops():
        for name in re.findall(r"\b[a-z_]+\.[a-z_]+\b", said):
            if name in plain and place not in NO_RULE:
                back = [f"{each.__module__.removeprefix('demarche.')}.{each.__name__}" for each in marked(place)]
                assert f"{plain[name]}.{name.partition('.')[2]}" in back, (
                    f"{place} names {name}, which does not name it"
                )


def test_a_formula_is_used_by_the_plain_rules_and_where_they_are_compiled_by_the_loops():
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for file in PLAIN:
        if str(file.relative_to(ROOT)) in FORMULAS:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and "formulas" in (node.module or ""):
                used[file in COMPILED].update(alias.name for alias in node.names)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "formulas":
                used[file in COMPILED].add(node.attr)
    for path in FORMULAS:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for side in (True, False) if path in OF_BOTH else (False,):
            missing = names - used[side] - called
            assert not missing, f"{path}: {sorted(missing)} used by {'plain rules' if side else 'compiled loops'} alone"
