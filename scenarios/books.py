"""The clause book that a scenario is played with: the common one of the tables, or one of its own."""

from collections.abc import Iterator, Mapping
from math import isclose

from demarche.scenarios import tables
from demarche.scenarios.entries import Clause, Wording
from demarche.scenarios.reading.text import near
from demarche.scenarios.schema import OwnClause, Scenario
from demarche.sim.conduct import MEASURES


def clauses_of(scenario: Scenario) -> tuple[Clause, ...]:
    """The clauses of a scenario, in the order of a draft: its own where it has a book, else those of the tables."""
    return tuple(map(_clause, scenario.book)) or tables.clauses()


def _clause(given: OwnClause) -> Clause:
    wordings = tuple(
        Wording(
            id=f"{given.id}.{chr(ord('a') + place)}",
            text=one.text,
            position=one.position,
            vague=one.vague,
            depth=one.depth,
            expenditure=one.expenditure,
            measures=one.measures,
            reach={str(kind): share for kind, share in one.reach.items()},
            clear={str(kind): share for kind, share in one.clear.items()},
        )
        for place, one in enumerate(given.wordings)
    )
    return Clause(given.id, given.title, given.mass, given.help, dict(given.dims), wordings)


def book_faults(scenario: Scenario) -> Iterator[str]:
    """What is wrong in a scenario's own clause book, and what a scenario with one cannot have."""
    if not scenario.book:
        if scenario.dimensions:
            yield "dimensions: they belong to a clause book of one's own; write [[clauses]], or leave this out"
        return
    known = {dimension.id: dimension.meaning for dimension in scenario.dimensions} or {
        name: "" for name in tables.dimensions()
    }
    seen: set[str] = set()
    for i, clause in enumerate(scenario.book):
        if clause.id in seen:
            yield f"clauses.{i}.id: there are two clauses {clause.id}; give one another id of three capital letters"
        seen.add(clause.id)
        yield from _dimension_faults(i, clause, known)
        for k, wording in enumerate(clause.wordings):
            where = f"clauses.{i}.wordings.{k} ({clause.id}.{chr(ord('a') + k)})"
            for measure in wording.measures:
                if measure not in MEASURES:
                    yield f"{where}.measures: there is no measure {measure!r}; there are {', '.join(MEASURES)}"
            for kind in wording.clear:
                if kind not in wording.reach:
                    yield f"{where}.clear.{kind}: it covers no {kind}; say how much under reach, or leave it out"
    touched = {dimension for clause in scenario.book for dimension in clause.dims}
    for dimension in scenario.dimensions:
        if dimension.id not in touched:
            yield f"dimensions: no clause touches {dimension.id}; name it in the dims of one, or leave it out"
    if scenario.fallback is not None:
        yield "fallback: its wordings are those of the common clause book; leave it out of a scenario with its own"
    if scenario.pact_slots:
        yield "pact_slots: pacts are proposed by templates of the common clause book; leave it out of one with its own"


def _dimension_faults(i: int, clause: OwnClause, known: Mapping[str, str]) -> Iterator[str]:
    """What is wrong in the dimensions that a clause touches."""
    for name in clause.dims:
        if name not in known:
            hint = near(name, known) or f"; there are {', '.join(known)}"
            yield f"clauses.{i}.dims: there is no dimension {name}{hint}"
    if not isclose(sum(clause.dims.values()), 1, abs_tol=1e-6):
        yield f"clauses.{i}.dims: those of {clause.id} come to {sum(clause.dims.values()):g}, and should come to 1"
