"""The page on doctrines states what the library has. `python -m tests.doctrine.test_page` writes it there."""

import re
from pathlib import Path

import pytest

from demarche.agents.doctrine.parameters import TABLE
from demarche.agents.doctrine.profiles import DOCTRINES, SOURCES, Profile

PAGE = Path(__file__).resolve().parents[2] / "docs" / "doctrine.md"


def place(name: str) -> re.Pattern[str]:
    """Where a table is on the page."""
    return re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)


def overview() -> str:
    """All numbers in which any two doctrines differ, one column for each doctrine."""
    lines = [f"| number | meaning | {' | '.join(DOCTRINES)} |", "|---|---|" + "---|" * len(DOCTRINES)]
    for row in TABLE:
        if any(row.name in known.numbers for known in DOCTRINES.values()):
            cells = [f"{known.number(row.name):g}" for known in DOCTRINES.values()]
            lines.append(f"| `{row.name}` | {row.meaning} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def rests_on(known: Profile) -> str:
    """What each number that a doctrine sets itself rests on."""
    lines = ["| number | value | range | what is said | source | |", "|---|---|---|---|---|---|"]
    for name, number in known.numbers.items():
        if name in known.own:
            mark = "judged" if number.judged else "counted"
            spread = f"{number.low:g} … {number.high:g}"
            lines.append(f"| `{name}` | {number.value:g} | {spread} | {number.why} | [{number.source}] | {mark} |")
    return "\n".join(lines) + "\n"


def cited() -> str:
    """The sources by their keys."""
    return "\n".join(f"* [{key}] {text}." for key, text in SOURCES.items()) + "\n"


PARTS = {"overview": overview(), "sources": cited()} | {
    name: rests_on(known) for name, known in DOCTRINES.items() if known.own
}


@pytest.mark.parametrize("name", PARTS)
def test_the_page_states_every_doctrine_as_the_library_has_it(name):
    stated = place(name).search(PAGE.read_text(encoding="utf-8"))
    assert stated is not None
    assert stated[0] == f"<!-- {name} -->\n{PARTS[name]}<!-- /{name} -->"


@pytest.mark.parametrize("known", DOCTRINES.values(), ids=list(DOCTRINES))
def test_the_page_says_what_each_doctrine_is(known):
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"`{known.name}`" in text
    assert " ".join(known.summary.split()) in text


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for name, part in PARTS.items():
        start, end = place(name).search(text).span()  # type: ignore[union-attr]
        text = f"{text[:start]}<!-- {name} -->\n{part}<!-- /{name} -->{text[end:]}"
    PAGE.write_text(text, encoding="utf-8")
