"""What everybody knows of a state, and the formulas of the model page that need nothing else."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

OUT = -1
"""In a text, the wording of a clause that does not stand."""


class Terms(NamedTuple):
    """What a wording is to a state, in utils, as if its clause stood alone; duty and red are never above 0."""

    text: float
    help: float
    duty: float
    red: float


@dataclass(frozen=True)
class Wording:
    """One way to word a clause."""

    position: float
    vague: float
    depth: float
    measures: frozenset[int]


@dataclass(frozen=True)
class Clause:
    """A clause of the book, with the wordings it may have."""

    number: int
    mass: float
    help: float
    fallback: float
    reach: float
    touches: list[float]
    wordings: list[Wording]


@dataclass(frozen=True)
class Bloc:
    """A group that draws its members to one line; discipline by who leads the text: -1, 0, 1."""

    name: str
    members: list[int]
    discipline: list[float]


@dataclass(eq=False)
class Country:
    """A state as published. p and q: the parameters of its doctrine and of conduct.

    place      where it stands in votes on other subjects
    red        (clause, wording) that it is known not to accept
    interest   what it has to gain of each other        distance  between their positions
    trust      thousandths: belief that each other honours its pledges, when the session opens
    threatened_by  other -> the sanctions that it holds over this one
    """

    seat: int
    name: str
    capacity: int
    position: list[float]
    ideal: list[float]
    weight: list[float]
    red: set[tuple[int, int]]
    development: float
    offence: float
    skill: float
    vulnerability: float
    audience: float
    propensity: float
    place: list[float]
    bloc: Bloc | None
    interest: list[float]
    distance: list[float]
    trust: list[int]
    threatened_by: dict[int, float]
    p: Any
    q: Any

    def __post_init__(self) -> None:
        self.mean = sum(self.position) / len(self.position)
        self.detection = 1 - math.exp(-(self.q.detect_base + self.q.detect_skill * self.skill))

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it, by what is published."""
        crossed = self.p.red_line if (clause.number, wording) in self.red else 0.0
        return self.weigh(clause, wording, self.ideal[clause.number], crossed)

    def weigh(self, clause: Clause, wording: int, ideal: float, crossed: float) -> Terms:
        """What a wording is to it, with that ideal on the clause; crossed: what a red line there costs."""
        if wording == OUT:
            return Terms(0.0, 0.0, 0.0, -crossed)
        worded, p = clause.wordings[wording], self.p
        gap = (1 - p.slack_vote * worded.vague) * (worded.position - ideal)
        return Terms(
            text=self.weight[clause.number] * ((clause.fallback - ideal) ** 2 - gap**2),
            help=p.help * clause.help * self.development * (1 - p.vague_help * worded.vague),
            duty=-p.duty * worded.depth * (1 - worded.vague) * self.offence,
            red=-crossed * (1 - p.slack_red * worded.vague),
        )

    def base_rate(self, victim: "Country") -> float:
        """Operations a quarter against another, were there no pledge."""
        if self is victim:
            return 0.0
        gain = self.offence * victim.vulnerability * self.interest[victim.seat]
        return float(self.q.rate * (math.exp(self.q.greed * gain) - 1))

    def attribution(self, victim: "Country") -> float:
        """Chance that a victim which found an operation knows that it was this one."""
        return logistic(self.q.tell_apart * (victim.skill - self.q.hide * self.offence))

    def named_by(self, victim: "Country") -> float:
        """How ready another is to name this one."""
        return float(self.q.name_friend + (1 - self.q.name_friend) * self.distance[victim.seat])


def logistic(x: float) -> float:
    """1 / (1 + e**-x)."""
    return 1 / (1 + math.exp(-max(min(x, 87.0), -87.0)))
