"""What the loops read of a compiled scenario: the numbers of Démarche's arrays as plain Python objects."""

from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from bench.mesa_loops.country import OUT, Bloc, Clause, Country, Wording
from demarche.agents.doctrine.parameters import PLACES
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim import conduct
from demarche.sim.rules import Rules
from demarche.sim.terms import Decision, Role


@dataclass(frozen=True)
class Bill:
    """A draft as its pen-holder brings it. usual: by seat, what its earlier votes on such texts say, in logits."""

    pen: int
    lead: int
    text: list[int]
    sponsors: set[int]
    crime: bool
    usual: list[float]
    welcomes: bool
    visibility: float
    binding: float


@dataclass(frozen=True)
class Facts:
    """Everything that does not change in a world. q: the parameters of the quarters."""

    clauses: list[Clause]
    countries: list[Country]
    bills: list[Bill]
    level: int
    rounds: int
    quarters: int
    q: Any


@cache
def facts(scenario: str, settings: tuple[str, ...] = (), kind: type[Country] = Country) -> Facts:
    """The facts of a scenario, read once in a process. Raises ValueError where it needs what the loops leave out."""
    made = game(load(scenario, settings), seed=0)
    rules = made.rules
    members_only = (rules.roster.role == Role.MEMBER).all()
    if rules.decision != Decision.VOTE or rules.level > 3 or not members_only or rules.pocket.any():
        raise ValueError(f"{scenario}: the loops play votes of members alone, up to level 3, without a pocket")
    numbers = rules.conduct.values[0, 0].tolist()
    q = SimpleNamespace(**{name: numbers[place] for name, place in conduct.PLACES.items()})
    return Facts(
        clauses=_clauses(rules),
        countries=_countries(made, q, kind),
        bills=_bills(rules),
        level=rules.level,
        rounds=rules.rounds,
        quarters=rules.conduct.quarters,
        q=q,
    )


def _clauses(rules: Rules) -> list[Clause]:
    book, reach, measures = rules.book, rules.conduct.reach.tolist(), rules.conduct.measures
    position, vague, depth, touches = (x[0].tolist() for x in (book.position, book.vague, book.depth, book.touches))
    mass, help_, fallback = (x[0].tolist() for x in (book.mass, book.help, book.fallback))
    worded = [
        [
            Wording(position[c][k], vague[c][k], depth[c][k], frozenset(measures[c, k].nonzero()[0].tolist()))
            for k in range(int(book.exists[c].sum()))
        ]
        for c in range(book.clauses)
    ]
    return [
        Clause(c, mass[c], help_[c], fallback[c], reach[c], touches[c], wordings) for c, wordings in enumerate(worded)
    ]


def _countries(made: Game, q: Any, kind: type[Country]) -> list[Country]:
    r, k, grounds = made.rules.roster, made.rules.book.wordings, made.rules.conduct
    values, families = made.doctrine.values[0].tolist(), made.doctrine.family[0].tolist()
    parameters = [SimpleNamespace(**{name: row[place] for name, place in PLACES.items()}) for row in values]
    blocs = [
        Bloc(name, r.member[:, g].nonzero()[0].tolist(), r.discipline[0, g].tolist()) for g, name in enumerate(r.blocs)
    ]
    known = ("development", "offence", "skill", "vulnerability", "audience", "propensity")
    threats = grounds.threat[0].tolist()
    return [
        kind(
            seat=s,
            name=name,
            capacity=int(r.capacity[s]),
            position=r.position[0, s].tolist(),
            ideal=r.ideal[0, s].tolist(),
            weight=r.weight[0, s].tolist(),
            red={(int(c), OUT if w == k else int(w)) for c, w in zip(*r.red[s].nonzero(), strict=True)},
            **{fact: float(getattr(r, fact)[0, s]) for fact in known},
            place=r.place[0, s].tolist(),
            bloc=blocs[r.line[s]] if r.line[s] >= 0 else None,
            interest=grounds.interest[0, s].tolist(),
            distance=grounds.distance[0, s].tolist(),
            trust=[round(1000 * belief) for belief in grounds.trust[0, s].tolist()],
            threatened_by={by: row[s] for by, row in enumerate(threats) if row[s] > 0},
            p=parameters[families[s]],
            q=q,
        )
        for s, name in enumerate(r.names)
    ]


def _bills(rules: Rules) -> list[Bill]:
    return [
        Bill(
            int(rules.pen[d]),
            int(rules.lead[d]),
            rules.opened[d].tolist(),
            set(rules.sponsors[d].nonzero()[0].tolist()),
            bool(rules.crime[d]),
            rules.usual[d].tolist(),
            bool(rules.welcomes[d]),
            float(rules.visibility[0, d]),
            float(rules.binding[0, d]),
        )
        for d in range(len(rules.pen))
    ]
