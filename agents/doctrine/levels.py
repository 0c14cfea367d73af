"""The national doctrine as it is met at a table: four levels, by how far delegations look ahead and how they bargain.

The second is the doctrine itself.  The others differ from it in the numbers below, which are judged, and in nothing else:
no level knows more than a seat may know, or draws other chances.
"""

from collections.abc import Mapping
from dataclasses import replace

from agents.doctrine.doctrine import Doctrine
from agents.doctrine.national import NationalInterest
from agents.doctrine.parameters import PLACES
from agents.strategies.registry import Strategy


def with_numbers(doctrine: Doctrine, set_to: Mapping[str, float], times: Mapping[str, float]) -> Doctrine:
    """The doctrine with some of its parameters set, and others multiplied in every family.

    Only parameters that its tables are not made of: those of bargaining and drafting.
    """
    values = doctrine.values.copy()
    for name, value in set_to.items():
        values[..., PLACES[name]] = value
    for name, factor in times.items():
        values[..., PLACES[name]] *= factor
    return replace(doctrine, values=values)


class _AtLevel(NationalInterest):
    """The national doctrine with other numbers of bargaining and drafting."""

    set_to: Mapping[str, float] = {}
    times: Mapping[str, float] = {}

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        super().__init__(with_numbers(doctrine, self.set_to, self.times), pledges)


class Obliging(_AtLevel):
    """Looks no further than the act before it: takes deals at a small loss, and opens its text early."""

    set_to = {"margin": -0.05, "concede": 1.0, "reopening": 0.0, "ballot_worth": 0.04}
    times = {"patience": 3.0, "own_loss": 2.0, "comity": 0.5}


class Bargaining(_AtLevel):
    """Weighs every change of its text before it takes one in, and wants to gain by a deal."""

    set_to = {"margin": 0.02, "sight": 1.0}
    times = {"own_loss": 0.6, "reopening": 1.5, "comity": 1.5}


class Farsighted(_AtLevel):
    """Looks two changes ahead, gives way late and little, and wants to gain well by a deal."""

    set_to = {"margin": 0.05, "sight": 2.0}
    times = {"own_loss": 0.3, "patience": 0.5, "reopening": 2.0, "comity": 2.5}
