"""The tables as they may be one day: copied, changed, and put in the place of today's for one test."""

import re
from collections.abc import Callable
from pathlib import Path

from demarche.scenarios import tables
from demarche.scenarios.data import maps
from demarche.scenarios.rates import gravity, kinds, record

CLAUSE = """
[[clauses]]
id = "{id}"
title = "A clause of tomorrow"
dims = {{ {dim} = 1.0 }}
mass = 2.0
capacity = 0.5

[[clauses.wordings]]
id = "{id}.a"
text = "States shall do what nobody has thought of yet"
position = -0.4
vague = 0.2
depth = 0.3
expenditure = true
used_by = []

[[clauses.wordings]]
id = "{id}.b"
text = "States may do it"
position = 0.4
vague = 0.2
depth = 0.3
expenditure = false
used_by = []
"""
WORDING = """
[[clauses.wordings]]
id = "{id}"
text = "Another way to say it"
position = 0.9
vague = 0.1
depth = 0.9
expenditure = true
used_by = []
"""
DIMENSION = '\n[[dimensions]]\nid = "tomorrow"\nmeaning = "What nobody talks of yet (-1) .. the same (+1)"\n'


class Grown:
    """A copy of the tables that is read in the place of today's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, table: str, how: Callable[[str], str]) -> None:
        """Write one table otherwise, and forget what was read of it."""
        path = self.folder / table
        before = path.read_text(encoding="utf-8")
        after = how(before)
        assert after != before, f"nothing of {table} was changed"
        path.write_text(after, encoding="utf-8")
        forget()

    def add_clause(self, name: str = "NEW", dim: str = "restraint", *, first: bool = False) -> None:
        """A clause that no text uses, behind the others or before them."""
        new = CLAUSE.format(id=name, dim=dim)
        self.change(
            "clauses.toml", lambda t: t.replace("\n[[clauses]]", f"{new}\n[[clauses]]", 1) if first else t + new
        )

    def add_wording(self, clause: str) -> None:
        """A wording behind those that a clause has."""
        place = next(len(one.wordings) for one in tables.clauses() if one.id == clause)
        name, end = f"{clause}.{chr(ord('a') + place)}", "\n[[clauses]]"

        def longer(text: str) -> str:
            before, this, after = text.partition(f'id = "{clause}"\n')
            own, next_, rest = after.partition(end)
            return before + this + own + WORDING.format(id=name) + next_ + rest

        self.change("clauses.toml", longer)

    def add_dimension(self) -> None:
        """A dimension that no clause touches."""
        self.change("clauses.toml", lambda t: t.replace("\n[[clauses]]", f"{DIMENSION}\n[[clauses]]", 1))

    def set(self, entry: str, key: str, value: str) -> None:
        """Another value of a clause or a wording."""
        pattern = re.compile(rf'(id = "{re.escape(entry)}"\n(?:(?!\[\[).*\n)*?{key} = ).*')
        self.change("clauses.toml", lambda t: pattern.sub(lambda found: found[1] + value, t, count=1))


def forget() -> None:
    for made in (made for module in (tables, gravity, kinds, record, maps) for made in vars(module).values()):
        if hasattr(made, "cache_clear"):
            made.cache_clear()
