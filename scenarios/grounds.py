"""The ground on which states deal with each other after a session: interests, threats, pressure, what texts can forbid.

Interests are judged, from counted incidents between two states and the distance of their positions.  The incidents are
Western-reported, and EuRepoC and DCID overlap: the greater count of the two is taken, never their sum.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.entries import Clause
from demarche.scenarios.schema import Scenario
from demarche.sim.book import Book
from demarche.sim.conduct import MEASURES, PLACES, TABLE, Conduct
from demarche.sim.parameter import set_to, values
from demarche.sim.roster import Roster
from demarche.sim.terms import Floats


def compile_conduct(scenario: Scenario, clauses: Sequence[Clause], book: Book, roster: Roster, worlds: int) -> Conduct:
    """The quarters of a scenario, for that many worlds. A scenario without quarters needs no ground."""
    names = roster.names
    seat = {name: s for s, name in enumerate(names)}
    distance = np.abs(roster.position[0].mean(axis=1)[:, None] - roster.position[0].mean(axis=1)) / 2
    threat = np.zeros((len(names), len(names)), np.float32)
    for held in scenario.threats:
        threat[seat[held.by], seat[held.against]] = held.weight
    numbers = values(TABLE, scenario.settings, worlds)
    trust = np.full((len(names), len(names)), numbers[0, 0, PLACES["prior"]], np.float32)
    for belief in scenario.beliefs:
        trust[seat[belief.of], seat[belief.about]] = belief.trust
    overrides = scenario.overrides
    pressure = [overrides[name].pressure if name in overrides else 0.0 for name in names]

    def each(table: Floats) -> Floats:
        return np.broadcast_to(np.asarray(table, np.float32), (worlds, *np.shape(table)))

    return Conduct(
        values=numbers,
        quarters=scenario.quarters,
        interest=each(interests(names, distance, scenario.settings)),
        distance=each(distance),
        threat=each(threat),
        pressure=each(np.array(pressure)),
        rival=each(common_rivals(names)),
        trust=each(trust),
        reach=np.array([clause.reach for clause in clauses], np.float32),
        measures=np.array(
            [
                [[m in w.measures for m in MEASURES] for w in clause.wordings]
                + [[False] * len(MEASURES)] * (book.wordings - len(clause.wordings))
                for clause in clauses
            ]
        ),
    )


@cache
def common_rivals(names: tuple[str, ...]) -> Floats:
    """How much of a rival two states have in common, (S, S), 0 .. 1: the least of what both have had with a third."""
    known, most = incidents()
    world = sorted({name for pair in known for name in pair})
    counted = np.array([[known[a, b] + known[b, a] for b in world] for a in names], np.float64)
    share = np.minimum(np.log1p(counted) / np.log1p(most), 1)
    return np.asarray(np.round(np.minimum(share[:, None], share[None]).max(axis=2), 4), np.float32)


def interests(names: tuple[str, ...], distance: Floats, settings: Mapping[str, float]) -> Floats:
    """What each state has to gain of each other, (S, S), 0 .. 1. settings: rows of TABLE that are set otherwise."""
    named = ("interest_floor", "interest_incidents", "interest_distance")
    least, by_incidents, by_distance = (set_to(TABLE, settings, name) for name in named)
    interest = np.minimum(least + by_incidents * share_of_incidents(names) + by_distance * distance, 1)
    # Rounded, so that a last bit of log1p that differs between processors cannot reach a draw.
    return np.asarray(np.round(interest, 4) * ~np.eye(len(names), dtype=bool), np.float32)


@cache
def share_of_incidents(names: tuple[str, ...]) -> Floats:
    """Incidents of each state against each other beside the most there were, on a logarithmic scale, (S, S), 0 .. 1."""
    known, most = incidents()
    counted = np.array([[known[a, b] for b in names] for a in names], np.float64)
    return np.asarray(np.log1p(counted) / np.log1p(most))


@cache
def incidents() -> tuple[Counter[tuple[str, str]], int]:
    """Incidents counted between two states over all years, the greater of the two sources, and the most there were."""
    by_source: dict[str, Counter[tuple[str, str]]] = {}
    for row in tables.read("incidents"):
        counts = by_source.setdefault(row["source"].split()[0], Counter())
        counts[row["initiator_iso3"], row["target_iso3"]] += int(row["count"])
    greater: Counter[tuple[str, str]] = Counter()
    for counts in by_source.values():
        greater |= counts
    return greater, max(greater.values())
