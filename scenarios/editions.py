"""The clause book and the tables that a log was written with, and whether what it uses of them is still the same.

The book may grow.  So a log names in its head the clauses that its book had, with a fingerprint of each and of each
wording, and is played again with those clauses alone, in their order.  Of what it does not use anything may have
changed.  A log that does not name its book was written with the first one, which is kept in the tables.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from demarche.scenarios import tables
from demarche.scenarios.entries import Clause, State
from demarche.scenarios.schema import Scenario
from demarche.scenarios.seating import codes, delegations, seated_blocs
from demarche.sim.terms import ABSENT, Unreadable

Used = tuple[str, int]
"""The id of a clause and the place of a wording of it, ABSENT where only the clause is named."""
_FACTS = (
    "iso3", "position", "salience", "offence", "attribution", "vulnerability", "audience", "propensity",
    "development", "place", "capacity",
)  # fmt: skip
"""What a world takes from the entry of a state: not its name, nor how the entry was made."""
_OF_A_WORDING, _OF_THE_TABLES = 6, 12  # hexadecimal digits


def fingerprint(facts: object, digits: int) -> str:
    """The beginning of the SHA-256 of some facts, written as JSON."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:digits]


def book_of(clauses: Sequence[Clause]) -> dict[str, str]:
    """A book as the head of a log has it: clause id -> its fingerprint, then one for each of its wordings."""
    return {clause.id: " ".join(_marks(clause)) for clause in clauses}


def _marks(clause: Clause) -> Iterator[str]:
    numbers = [float(number) for number in (clause.mass, clause.capacity)]
    dims = sorted((dim, float(weight)) for dim, weight in clause.dims.items())
    yield fingerprint([clause.id, numbers, dims], _OF_A_WORDING)
    for one in clause.wordings:
        scales = [float(number) for number in (one.position, one.vague, one.depth)]
        covers = [sorted(one.reach.items()), sorted(one.clear.items())]
        yield fingerprint([one.id, one.text, scales, one.expenditure, sorted(one.measures), covers], _OF_A_WORDING)


def clauses_of(book: Mapping[str, str], own: Sequence[Clause] = ()) -> tuple[Clause, ...]:
    """The clauses and wordings that a book names, as they are now: in a scenario's own book, if it has one, or in ours.

    Raises Unreadable where one of them is not there any more.
    """
    known, found = {clause.id: clause for clause in own or tables.clauses()}, []
    for name, marks in book.items():
        wordings = len(marks.split()) - 1
        if name not in known:
            raise Unreadable(f"book: there is no clause {name} in the clause book of this program")
        there = len(known[name].wordings)
        if not 1 <= wordings <= there:
            raise Unreadable(f"book: {name} is said to have {wordings} wordings; the clause book has {there}")
        found.append(replace(known[name], wordings=known[name].wordings[:wordings]))
    return tuple(found)


def require_unchanged(book: Mapping[str, str], used: Iterable[Used], own: Sequence[Clause] = ()) -> None:
    """Raises Unreadable naming the first clause or wording among those used that is not what it was."""
    clauses = {clause.id: clause for clause in clauses_of(book, own)}
    was, now = book, book_of(tuple(clauses.values()))
    for name, place in sorted(set(used)):
        if name not in clauses:
            continue  # the notation or the schema says so
        then, here = was[name].split(), now[name].split()
        changed = name if then[0] != here[0] else ""
        if not changed and ABSENT < place < len(here) - 1 and then[place + 1] != here[place + 1]:
            changed = clauses[name].wordings[place].id
        if changed:
            kind = "clause" if changed == name else "wording"
            raise Unreadable(
                f"book: the {kind} {changed} ({clauses[name].title}), which is used here, has changed in the clause "
                "book since this was written; only a program with the old one can play it again"
            )


def used_in(scenario: Scenario, acts: Iterable[str]) -> Iterator[Used]:
    """The wordings that a game rests on: those its drafts open with, those that hold without them, those in its acts.

    acts  in notation
    """
    fallback = tables.documents()[scenario.fallback].wordings if scenario.fallback else {}
    for chosen in (fallback, *(draft.wordings for draft in scenario.drafts)):
        for name, wording in chosen.items():
            yield name, _place(wording.rpartition(".")[2])
    for act in acts:
        verb, *words = act.split()
        for word in words:
            name, dot, letter = word.rpartition(".")
            if dot and len(letter) == 1:
                yield name, _place(letter)
            elif word.startswith("-") or verb == "divide":
                yield word.removeprefix("-"), ABSENT


def _place(letter: str) -> int:
    return ord(letter) - ord("a") if len(letter) == 1 else ABSENT


def tables_mark(scenario: Scenario, clauses: Sequence[Clause]) -> str:
    """A fingerprint of what a game takes from the other tables: its states, their blocs, what holds without a text."""
    states = [_facts(state, clauses) for state in delegations(scenario, tables.dimensions_of(clauses))]
    blocs = [[name, sorted(who), *shares] for name, who, *shares in seated_blocs(scenario, codes(scenario))]
    fallback = tables.documents()[scenario.fallback].wordings if scenario.fallback else {}
    held = sorted((clause.id, fallback[clause.id]) for clause in clauses if clause.id in fallback)
    return fingerprint([states, blocs, held], _OF_THE_TABLES)


def _facts(state: State, clauses: Sequence[Clause]) -> list[object]:
    """What a world takes from the entry of a state; red lines on other clauses have no place in it."""
    names = {clause.id for clause in clauses}
    red_lines = [line for line in state.red_lines if line.rpartition(".")[0] in names]
    return [*(getattr(state, fact) for fact in _FACTS), red_lines]
