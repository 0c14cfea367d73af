"""The ground on which states deal with each other after a session: rates, kinds, threats, pressure, and reach."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.entries import Clause, Wording
from demarche.scenarios.proposals import approaches
from demarche.scenarios.rates.operations import Operations, operations
from demarche.scenarios.schema import Scenario, WordingOverride
from demarche.sim.aftermath.threats import PROSECUTED
from demarche.sim.book import Book
from demarche.sim.conduct import MEASURES, PLACES, TABLE, Conduct, Threats
from demarche.sim.naming import word
from demarche.sim.parameter import values
from demarche.sim.roster import Roster
from demarche.sim.terms import Floats, Ints, Kind

KIND_NAMES = tuple(word(kind) for kind in Kind)


def compile_conduct(scenario: Scenario, clauses: Sequence[Clause], book: Book, roster: Roster, worlds: int) -> Conduct:
    """The quarters of a scenario, for that many worlds. One without quarters has no rates."""
    names = roster.names
    seat = {name: s for s, name in enumerate(names)}
    distance = np.abs(roster.position[0].mean(axis=1)[:, None] - roster.position[0].mean(axis=1)) / 2
    numbers = values(TABLE, scenario.settings, worlds)
    trust = np.full((len(names), len(names)), numbers[0, 0, PLACES["prior"]], np.float32)
    for belief in scenario.beliefs:
        trust[seat[belief.of], seat[belief.about]] = belief.trust
    overrides = scenario.overrides
    pressure = [overrides[name].pressure if name in overrides else 0.0 for name in names]
    rates = operations(scenario, roster, numbers[:1, 0]) if scenario.quarters else Operations.none(len(names))
    threats, weight = compile_threats(scenario, seat)
    reach, clear = coverage(scenario, clauses, book)
    moved = approaches(scenario, roster, rates.reported)

    def each(table: Floats) -> Floats:
        return np.broadcast_to(np.asarray(table, np.float32), (worlds, *np.shape(table)))

    return Conduct(
        values=numbers,
        quarters=scenario.quarters,
        rate=each(rates.rate),
        reported=each(rates.reported),
        elsewhere=each(rates.elsewhere),
        unread=each(rates.unread),
        share=each(rates.share),
        expected=each(rates.expected),
        ever=each(rates.ever),
        reading=each(np.full(len(names), 0.5)),
        tolerance=each(np.full(len(names), 0.8)),
        distance=each(distance),
        pressure=each(np.array(pressure)),
        rival=each(common_rivals(names)),
        weight=each(weight),
        threats=threats,
        trust=each(trust),
        approach=each(moved.approach),
        affinity=each(moved.affinity),
        stolen=each(moved.stolen),
        region=moved.region,
        accused=compile_accusations(scenario, seat),
        reach=each(reach),
        clear=each(clear),
        measures=np.array(
            [
                [[m in w.measures for m in MEASURES] for w in clause.wordings]
                + [[False] * len(MEASURES)] * (book.wordings - len(clause.wordings))
                for clause in clauses
            ]
        ),
    )


def compile_threats(scenario: Scenario, seat: dict[str, int]) -> tuple[Threats, Floats]:
    """The threats that a scenario plans, and their weights, (E,)."""
    planned = scenario.threats
    kinds = [sum(1 << KIND_NAMES.index(kind) for kind in threat.kinds) or PROSECUTED for threat in planned]
    by, against = [seat[threat.by] for threat in planned], [seat[threat.against] for threat in planned]
    quarter = [threat.quarter for threat in planned]
    weight = np.array([threat.weight for threat in planned], np.float32)
    return Threats(*(np.array(column, np.int64) for column in (by, against, quarter, kinds))), weight


def compile_accusations(scenario: Scenario, seat: dict[str, int]) -> Ints:
    """Accusations in public that were made before the session opens, (S, S)."""
    made = np.zeros((len(seat), len(seat)), np.int8)
    for accused in scenario.accusations:
        made[seat[accused.by], seat[accused.against]] = accused.times
    return made


def coverage(scenario: Scenario, clauses: Sequence[Clause], book: Book) -> tuple[Floats, Floats]:
    """How much of each kind every wording covers, and how much of that clearly, as the scenario has it, (C, W, K)."""
    reach, clear = np.zeros((2, len(clauses), book.wordings, len(Kind)))
    for c, clause in enumerate(clauses):
        overrides = scenario.reworded.get(clause.id, {})
        for k, wording in enumerate(clause.wordings):
            override = overrides.get(wording.id.rpartition(".")[2], WordingOverride())
            reach[c, k] = by_kind(wording.reach | override.reach)
            clear[c, k] = by_kind(clearly(wording, override.vague) | override.clear)
    return reach, clear


def by_kind(shares: dict[str, float]) -> list[float]:
    """Shares by the names of kinds, in the order of Kind; 0 of a kind that is not named."""
    return [shares.get(kind, 0.0) for kind in KIND_NAMES]


def clearly(wording: Wording, vague: float | None) -> dict[str, float]:
    """The share of what a wording covers that it covers clearly, by kind, at another vagueness than its own.

    As in the table at its own, nothing at 1, all at 0, in straight lines between.
    """
    if vague is None or vague == wording.vague:
        return dict(wording.clear)
    own = wording.vague
    if vague > own:
        return {kind: share * (1 - vague) / (1 - own) for kind, share in wording.clear.items()}
    return {kind: 1 - (1 - wording.clear.get(kind, 0.0)) * vague / own for kind in wording.reach}


@cache
def common_rivals(names: tuple[str, ...]) -> Floats:
    """How much of a rival two states have in common, (S, S), 0 .. 1: the least of what both have had with a third."""
    known, most = incidents()
    world = sorted({name for pair in known for name in pair})
    counted = np.array([[known[a, b] + known[b, a] for b in world] for a in names], np.float64)
    share = np.minimum(np.log1p(counted) / np.log1p(most), 1)
    return np.asarray(np.round(np.minimum(share[:, None], share[None]).max(axis=2), 4), np.float32)


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
