"""The same agents with everything that does not change worked out once: what a user would write who has profiled.

What a country is to another does not depend on the world, and is kept for the whole process; what wordings are to a
delegation depends on its instructions, and is worked out when they arrive.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.mesa_loops.country import OUT, Clause, Country, Terms
from bench.mesa_loops.delegation import Delegation

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly


@dataclass(eq=False)
class TunedCountry(Country):
    """A country with tables of what wordings and other countries are to it."""

    table: list[list[Terms]] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    known: list[float] = field(default_factory=list)

    def work_out(self, clauses: list[Clause], everybody: list[Country]) -> None:
        """Fill the tables, the first time."""
        if not self.rates:
            self.table = [[Country.terms(self, clause, w) for w in wordings(clause)] for clause in clauses]
            self.rates = [Country.base_rate(self, other) for other in everybody]
            self.known = [Country.attribution(self, other) for other in everybody]

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it, by what is published."""
        return self.table[clause.number][wording]

    def base_rate(self, victim: Country) -> float:
        """Operations a quarter against another, were there no pledge."""
        return self.rates[victim.seat]

    def attribution(self, victim: Country) -> float:
        """Chance that a victim which found an operation knows that it was this one."""
        return self.known[victim.seat]


class TunedDelegation(Delegation):
    """A delegation that has worked out what every wording is to it."""

    def __init__(self, model: "Assembly", country: TunedCountry) -> None:
        """Its instructions come, and are gone through once."""
        super().__init__(model, country)
        country.work_out(model.facts.clauses, model.facts.countries)
        self.table = [
            [Delegation.terms(self, clause, wording) for wording in wordings(clause)] for clause in model.facts.clauses
        ]

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it."""
        return self.table[clause.number][wording]


def wordings(clause: Clause) -> list[int]:
    """Those of a clause, and leaving it out in the last place, where -1 finds it."""
    return [*range(len(clause.wordings)), OUT]
