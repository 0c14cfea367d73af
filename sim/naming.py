"""Names as the notation writes them: drafts, clauses and wordings, seats, motions and ballots; and what was meant."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import IntEnum
from typing import TypeVar

from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Unreadable

Name = TypeVar("Name", bound=IntEnum)
_FEW = 12  # so many names can be listed in an error


def word(name: IntEnum) -> str:
    """A motion, ballot, ground or verb as the notation writes it: no-action, red-line."""
    return name.name.lower().replace("_", "-")


def say_draft(rules: Rules, draft: int) -> str:
    """A draft by its number, from 1."""
    named(rules.drafts, draft, "draft")
    return str(draft + 1)


def read_draft(rules: Rules, text: str) -> int:
    """By number, or by symbol."""
    numbers = {str(i + 1): i for i in range(len(rules.drafts))}
    return numbers[text] if text in numbers else place_of(rules.drafts, text, "draft", [*numbers, *rules.drafts])


def say_wording(rules: Rules, clause: int, wording: int) -> str:
    """HRT.c, or -HRT where the clause is left out."""
    name = named(rules.book.names, clause, "clause")
    return f"-{name}" if wording == ABSENT else f"{name}.{named(letters(rules, clause), wording, f'wording of {name}')}"


def read_wording(rules: Rules, text: str) -> tuple[int, int]:
    """Clause and wording of HRT.c, or of -HRT, which leaves it out."""
    if text.startswith("-"):
        return place_of(rules.book.names, text[1:], "clause"), ABSENT
    name, dot, letter = text.rpartition(".")
    if not dot:
        raise Unreadable(f"a wording is written HRT.c, or -HRT to leave the clause out, not {text}")
    clause = place_of(rules.book.names, name, "clause")
    return clause, place_of(letters(rules, clause), letter, f"wording of {name}")


def letters(rules: Rules, clause: int) -> list[str]:
    """The letter of each wording of a clause; an empty one where it has none at that place."""
    return [chr(ord("a") + k) if there else "" for k, there in enumerate(rules.book.exists[clause])]


def named(names: Sequence[str], place: int, what: str) -> str:
    """The name at a place. Raises Unreadable where there is none."""
    if not 0 <= place < len(names) or not names[place]:
        raise Unreadable(f"there is no {what} at place {place} in this session")
    return names[place]


def place_of(names: Sequence[str], name: str, what: str, shown: Sequence[str] = ()) -> int:
    """The place of a name. Raises Unreadable with a hint at what may have been meant."""
    if name in names and name:
        return names.index(name)
    near = get_close_matches(name.upper(), names, 1) if len(names) > _FEW else []
    few = [known for known in shown or names if known][:_FEW]
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(few)}{' …' * (len(names) > _FEW)}"
    raise Unreadable(f"there is no {what} {name}; {hint}")


def one_of(kind: type[Name], value: int, what: str) -> Name:
    """The member of an enum with that number. Raises Unreadable where there is none."""
    try:
        return kind(value)
    except ValueError:
        raise Unreadable(f"there is no {what} of number {value}") from None


def read_one_of(kind: type[Name], text: str, what: str) -> Name:
    """The member of an enum by its word. Raises Unreadable where there is none."""
    for name in kind:
        if word(name) == text:
            return name
    raise Unreadable(f"there is no {what} {text}; there are {', '.join(word(name) for name in kind)}")
