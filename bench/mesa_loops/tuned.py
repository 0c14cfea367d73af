"""The same agents with everything that does not change worked out once: what a user would write who has profiled.

The formulas of Country between two states do not depend on the world, so their tables are kept for the whole process;
what wordings are to a delegation depends on its instructions, and is worked out when they arrive.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from bench.mesa_loops.country import OUT, Clause, Country, Terms
from bench.mesa_loops.delegation import Delegation

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly


class TunedCountry(Country):
    """A country that remembers what it has worked out."""

    @cached_property
    def _terms(self) -> dict[tuple[int, int], Terms]:
        return {}

    @cached_property
    def _rates(self) -> dict[int, float]:
        return {}

    @cached_property
    def _known(self) -> dict[int, float]:
        return {}

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it, by what is published."""
        place = (clause.number, wording)
        if place not in self._terms:
            self._terms[place] = super().terms(clause, wording)
        return self._terms[place]

    def base_rate(self, victim: Country) -> float:
        """Operations a quarter against another, were there no pledge."""
        if victim.seat not in self._rates:
            self._rates[victim.seat] = super().base_rate(victim)
        return self._rates[victim.seat]

    def attribution(self, victim: Country) -> float:
        """Chance that a victim which found an operation knows that it was this one."""
        if victim.seat not in self._known:
            self._known[victim.seat] = super().attribution(victim)
        return self._known[victim.seat]


class TunedDelegation(Delegation):
    """A delegation that has worked out what every wording is to it."""

    def __init__(self, model: "Assembly", country: Country) -> None:
        """Its instructions come, and are gone through once."""
        super().__init__(model, country)
        weigh = super().terms
        self.table = [
            [weigh(clause, wording) for wording in (*range(len(clause.wordings)), OUT)]
            for clause in model.facts.clauses
        ]

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it; leaving a clause out stands last."""
        return self.table[clause.number][wording]
