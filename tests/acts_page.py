"""The table of acts in docs/rules.md, made from the table in the program. To renew it: `python -m tests.acts_page`.

`python -m tests.acts_page VERB` lists the source files that name an act, and so those that a new one like it touches.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from demarche.sim.acts import ACTS, Audience
from demarche.sim.naming import word
from demarche.sim.terms import Verb
from demarche.ui.acts import PHRASES

TREE = Path(__file__).resolve().parent.parent
PAGE = TREE / "docs" / "rules.md"
MADE = re.compile(r"(<!-- acts: python -m tests\.acts_page -->\n).*?(<!-- end of acts -->)", re.DOTALL)
FLOORS = ("sim", "agents", "scenarios", "ui")


def table() -> str:
    """A row for each act that is one: how it is written, when it is asked for, who may make it, and who hears of it."""
    lines = ["| act | written | asked in | may be made by | heard by |", "|---|---|---|---|---|"]
    for verb, row in ACTS.items():
        if verb > Verb.PASS:
            asked = ", ".join(word(stage) for stage in row.asked)
            heard = f"{row.heard.value}; everybody sees {row.shown}" if row.shown else row.heard.value
            lines.append(f"| {PHRASES[verb].word} | `{row.written}` | {asked} | {row.who.value} | {heard} |")
    private = sum(row.heard != Audience.EVERYBODY for verb, row in ACTS.items() if verb > Verb.PASS)
    return "\n".join([*lines, "", f"{len(ACTS) - 2} acts, {private} of them not heard by everybody."]) + "\n"


def written(page: str) -> str:
    """The page with the table as it should be."""
    return MADE.sub(lambda found: found[1] + table() + found[2], page)


def files_naming(verb: str) -> Iterator[str]:
    """The source files in which that verb is named."""
    for floor in FLOORS:
        for path in sorted((TREE / floor).rglob("*.py")):
            if any(
                isinstance(node, ast.Attribute) and node.attr == verb and ast.unparse(node.value) == "Verb"
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            ):
                yield str(path.relative_to(TREE))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print("\n".join(files_naming(sys.argv[1].upper())))
    else:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
