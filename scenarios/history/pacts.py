"""The pacts on information security that states have signed, read once from pacts.csv.

What was not seen in a source is empty there, and a pact whose signature was not seen is not confirmed: neither is shown
as fact.
"""

from dataclasses import dataclass
from functools import cache

from demarche.scenarios.tables import read


@dataclass(frozen=True, slots=True)
class RealPact:
    """One pact. parties by ISO3; of an accession, only the state that accedes.

    parties_confirmed  every party was seen in a source
    signed, in_force   year-month-day, or as much of it as was seen; empty where nothing was
    in_force_for       parties for which its entry into force was seen
    non_attack         "yes", "no" or "unknown": no party may attack another; clause_basis says how that is known
    no_theft           it pledges that no party steals for commercial advantage
    consultations      a year, where a source states it
    """

    id: str
    parties: frozenset[str]
    parties_confirmed: bool
    name: str
    kind: str
    signed: str
    confirmed: bool
    in_force: str
    in_force_for: frozenset[str]
    non_attack: str
    clause_basis: str
    no_theft: bool
    consultations: int | None
    sources: tuple[str, ...]
    note: str


@cache
def real_pacts() -> tuple[RealPact, ...]:
    """The 34 pacts of the table, confirmed or not, in the order of the file."""
    return tuple(
        RealPact(
            id=row["id"],
            parties=frozenset(row["parties"].split()),
            parties_confirmed=row["parties_confirmed"] == "yes",
            name=row["name"],
            kind=row["kind"],
            signed=row["signed"],
            confirmed=row["confirmed"] == "yes",
            in_force=row["in_force"],
            in_force_for=frozenset(row["in_force_for"].split()),
            non_attack=row["non_attack_clause"],
            clause_basis=row["clause_basis"],
            no_theft=row["no_commercial_theft"] == "yes",
            consultations=int(row["consultations_per_year"]) if row["consultations_per_year"] else None,
            sources=tuple(row[column] for column in ("source_url", "source_url_2") if row[column]),
            note=row["note"],
        )
        for row in read("pacts")
    )
