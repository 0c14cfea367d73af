"""Pacts that states may propose in the quarters of a scenario: slots, templates, and who would approach whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.entries import Clause
from demarche.scenarios.rates.gravity import gdp, opposition
from demarche.scenarios.rates.operations import member_places
from demarche.scenarios.rates.record import LAST, decayed
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.schema import Draft, Scenario
from demarche.sim.roster import Roster
from demarche.sim.terms import Floats, Ints

HUBS = {"RUS": 1.2}
"""Partners a year that a state approaches for an agreement on information security.  Set by hand: all 17 dated
bilateral agreements of 2010-24 are with Russia, about 1.2 a year.  A scenario may set `approaches` of any state."""
SAME_CLUB, BY_PRODUCT = 0.7, 0.15
"""Weight of a common organisation, and exponent of the partner's product.  Judged."""
CLUBS = ("sco_2024", "csto_2023")
CIS = frozenset(["ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "RUS", "TJK", "UZB"])
"""Members of the Commonwealth of Independent States."""
NEVER = ("nato_2024", "eu_2024")
"""No member of these has signed an agreement on information security with a hub."""
OPPOSITES = 4.0
"""Distance of ideal points that opposites in published positions count as, where a state is invented.  Judged."""
RECORD_DECAY = 0.8
"""Weight of a year's incidents against the year after it, in what a state remembers of theft.  Judged."""
FIRST_RECORD = 2009


@dataclass(frozen=True, slots=True)
class Template:
    """A text that a proposal may begin with, and its terms and dates as of a draft."""

    id: str
    title: str
    wordings: dict[str, str]
    binding: float
    linkage: float
    ratification: float
    delay: int
    notice: int


@cache
def templates() -> tuple[Template, ...]:
    """The templates of the book, in the order of the file."""
    return tuple(
        Template(
            row["id"],
            row["title"],
            row["wordings"] if "wordings" in row else tables.documents()[row["document"]].wordings,
            row["binding"],
            row.get("linkage", 0.0),
            row.get("ratification", 1.0),
            row.get("delay", 0),
            row.get("notice", 0),
        )
        for row in read_toml(tables.DATA / "templates.toml")["templates"]
    )


def slots_of(scenario: Scenario) -> int:
    """How many pacts may be proposed and signed in the quarters of a scenario."""
    return scenario.pact_slots if scenario.quarters else 0


def every_draft(scenario: Scenario) -> tuple[Draft, ...]:
    """The drafts of a scenario, and one for each slot, which has no text yet."""
    first = scenario.drafts[0].pen_holder
    slots = [
        Draft.model_construct(
            id=f"PACT-{n + 1}",
            title="Pact proposed in the quarters",
            pen_holder=first,
            lead_camp=0,
            binding=0.0,
            wordings={},
        )
        for n in range(slots_of(scenario))
    ]
    return (*scenario.drafts, *slots)


@dataclass(frozen=True, slots=True)
class Approaches:
    """Who would propose a pact to whom, of one world of S seats: see demarche.sim.conduct.Conduct."""

    approach: Floats
    affinity: Floats
    stolen: Floats
    region: Ints


def approaches(scenario: Scenario, roster: Roster, reported: Floats) -> Approaches:
    """What moves states to propose pacts, from data before the scenario's year. reported (S, S) operations a year."""
    names, seats = roster.names, len(roster.names)
    groups = sorted({member.group for member in tables.members().values()})
    region = np.array([groups.index(tables.members()[n].group) if n in tables.members() else -1 for n in names])
    if not slots_of(scenario):
        return Approaches(np.zeros(seats), np.zeros((seats, seats)), np.zeros((seats, seats)), region)
    overrides = scenario.overrides
    given = [overrides[n].approaches if n in overrides else None for n in names]
    approach = [HUBS.get(n, 0.0) if own is None else own for n, own in zip(names, given, strict=True)]
    at = member_places(scenario, names)
    return Approaches(
        np.array(approach),
        affinity(scenario.year, roster, at),
        np.round(np.log1p(past_incidents(scenario.year, reported, at)), 4),
        region,
    )


def affinity(year: int, roster: Roster, at: Ints) -> Floats:
    """How readily each would approach each, (S, S): near in ideal points, of one organisation, and large."""
    names, known = roster.names, at >= 0
    mean = roster.position[0].mean(axis=1)
    distance = np.abs(mean[:, None] - mean) / 2 * OPPOSITES
    both = known[:, None] & known
    distance = np.where(both, opposition(year)[np.ix_(at, at)], distance)
    product = np.where(known, gdp(year)[at], np.median(gdp(year)))
    together = np.zeros(distance.shape, bool)
    for club in (*(tables.members_of(club) for club in CLUBS), CIS):
        inside = np.array([name in club for name in names])
        together |= inside[:, None] & inside
    weight = np.exp(-distance + SAME_CLUB * together + BY_PRODUCT * np.log(product))
    weight[:, [any(name in tables.members_of(bloc) for bloc in NEVER) for name in names]] = 0
    np.fill_diagonal(weight, 0)
    return np.round(weight, 4)


def past_incidents(year: int, reported: Floats, at: Ints) -> Floats:
    """Operations reported of each against each before the year, older ones counting for less, (S, S).

    Of a pair with an invented state, what is expected of it for ever.
    """
    known = at >= 0
    before = min(max(year, FIRST_RECORD), LAST)
    record = decayed(before, RECORD_DECAY)[np.ix_(at, at)]
    return np.where(known[:, None] & known, record, reported / (1 - RECORD_DECAY))


def templates_of(scenario: Scenario, clauses: Sequence[Clause]) -> list[Template]:
    """The templates that a scenario can use: where it has slots, those whose wordings its clause book has."""
    there = {wording.id for clause in clauses for wording in clause.wordings}
    known = [template for template in templates() if there.issuperset(template.wordings.values())]
    return known if slots_of(scenario) else []


def template_numbers(known: Sequence[Template]) -> tuple[Floats, Ints]:
    """Terms (T, 3) and dates (T, 2) of templates, as Rules have them."""
    terms = np.array([(t.binding, t.linkage, t.ratification) for t in known], np.float32).reshape(-1, 3)
    return terms, np.array([(t.delay, t.notice) for t in known], np.int64).reshape(-1, 2)
