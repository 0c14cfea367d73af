"""What everybody knows of a state, and the state as an agent."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa

if TYPE_CHECKING:
    from bench.mesa_loops.model import Aftermath


@dataclass(eq=False)
class Country:
    """A state as published. p: the parameters of its doctrine.

    rates      operations a quarter against each other, were there no pledge
    detection  chance that it finds an operation      known    chance that each other then knows that it was this one
    named      how ready each other is to name it      likeliest  the two that run most operations against it
    trust      thousandths: belief that each other honours its pledges, when the quarters begin
    threatened_by  other -> the sanctions that it holds over this one
    """

    seat: int
    line: str
    offence: float
    audience: float
    detection: float
    rates: list[float]
    known: list[float]
    named: list[float]
    likeliest: tuple[int, int]
    trust: list[int]
    threatened_by: dict[int, float]
    p: Any


class Capital(mesa.Agent):
    """One state in the quarters.

    trust      thousandths, that each other honours its pledges       signals  suspect -> operations laid at its door
    avenges    whom it retaliates against next quarter                sanctioned  whom it has used its sanctions against
    """

    def __init__(self, model: "Aftermath", country: Country) -> None:
        """As the quarters begin."""
        super().__init__(model)
        self.seat, self.country, self.p, self.line = country.seat, country, country.p, country.line
        self.trust = list(country.trust)
        self.signals: dict[int, int] = {}
        self.avenges: set[int] = set()
        self.sanctioned: set[int] = set()


def logistic(x: float) -> float:
    """1 / (1 + e**-x)."""
    return 1 / (1 + math.exp(-max(min(x, 87.0), -87.0)))
