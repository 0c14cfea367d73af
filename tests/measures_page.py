"""The table of measures in docs/results.md, made from their meanings. To renew it: `python -m tests.measures_page`."""

import re
from pathlib import Path

from demarche.scenarios.study.meanings import OF_A_BALLOT, OF_A_DRAFT, OF_A_STATE, OF_A_WORLD, Meaning
from demarche.scenarios.study.names import NOT_IN_RUNS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "results.md"
MADE = re.compile(r"(<!-- measures: python -m tests\.measures_page -->\n).*?(<!-- end of measures -->)", re.DOTALL)


def table() -> str:
    """A row for each kind of measure: its name for the first draft or for Russia, meaning, unit and range."""
    rows = [(f"`{kind}_1`", of) for kind, of in OF_A_DRAFT.items() if kind not in NOT_IN_RUNS]
    rows += [(f"`{kind}`", of) for kind, of in OF_A_WORLD.items()]
    rows += [("`vote_1_RUS`", OF_A_BALLOT)]
    rows += [(f"`{kind}_RUS`, `{kind}_1_RUS`", of) for kind, of in OF_A_STATE.items()]
    head = ["| measure | meaning | unit | range |", "|---|---|---|---|"]
    return "\n".join([*head, *(f"| {name} | {words(of)} | {of.unit} | {bounds(of)} |" for name, of in rows)]) + "\n"


def words(of: Meaning) -> str:
    """A meaning with examples put in."""
    return of.words.format(n=1, s="Russia", whom="all others, or the other parties to pact 1")


def bounds(of: Meaning) -> str:
    """A range in words."""
    if of.least is None:
        return "any"
    if of.most is None:
        return f"≥ {of.least:g}"
    return of.unit if of.unit == "1 or 0" else f"{of.least:g} … {of.most:g}".replace("-", "−")


def written(page: str) -> str:
    """The page with the table as it should be."""
    return MADE.sub(lambda found: found[1] + table() + found[2], page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
