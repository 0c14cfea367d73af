"""There is one reader for each format of file, so that encodings, sizes and line numbers are settled in one place."""

import ast
from pathlib import Path

TREE = Path(__file__).parents[2]
BANNED = {"tomllib", "csv.reader", "csv.DictReader", "csv.Sniffer", "pyarrow.csv", "pa.csv"}
READERS = TREE / "scenarios" / "reading"


def named(tree):
    """Every dotted name that a module imports or uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Attribute):
            yield ast.unparse(node)


SHIPPED = TREE / "agents" / "doctrine" / "profiles.py"
"""Reads a file that comes with the program, in a layer below the readers."""


def test_no_module_but_the_readers_parses_toml_or_csv():
    modules = [path for part in ("sim", "agents", "scenarios", "ui") for path in (TREE / part).rglob("*.py")]
    assert len(modules) > 200
    guilty = {
        str(path.relative_to(TREE)): sorted(found)
        for path in modules
        if READERS not in path.parents
        and path != SHIPPED
        and (found := BANNED & set(named(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert not guilty, f"use demarche.scenarios.reading: {guilty}"


def test_a_module_that_parses_on_its_own_would_be_found():
    for text in (
        "import tomllib",
        "from csv import DictReader",
        "import csv\ncsv.reader(f)",
        "from tomllib import loads",
    ):
        assert BANNED & set(named(ast.parse(text)))
