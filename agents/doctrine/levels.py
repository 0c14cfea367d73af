"""The national doctrine as it is met at a table: easier to deal with, harder, or looking further ahead.

Each differs from the doctrine in the numbers below, which are judged, and in nothing else: none knows more than a seat
may know, or draws other chances.
"""

from collections.abc import Mapping
from dataclasses import replace

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.strategies.registry import Strategy


def with_numbers(
    doctrine: Doctrine, set_to: Mapping[str, float], times: Mapping[str, float], plus: Mapping[str, float]
) -> Doctrine:
    """The doctrine with some parameters set, others multiplied, and others moved, in every profile.

    A parameter in which profiles differ is not set, so that a level can be combined with any of them.

    Only such as its tables of estimates are not made of: those of bargaining, drafting, deference to a pen-holder, and
    of keeping pacts.
    """
    values = doctrine.values.copy()
    for name, value in set_to.items():
        values[..., PLACES[name]] = value
    for name, factor in times.items():
        values[..., PLACES[name]] *= factor
    for name, change in plus.items():
        values[..., PLACES[name]] += change
    return replace(doctrine, values=values)


class Obliging(NationalInterest):
    """Takes deals at a small loss, gives way early, stands less by whoever holds a pen, and keeps its pacts well."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {"margin": -0.05, "concede": 1.0, "reopening": 0.0, "ballot_worth": 0.04}
        times = {"patience": 3.0, "own_loss": 2.0, "comity": 0.5, "domestic": 1.5, "horizon": 1.5}
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": 1.3}), pledges)


class Bargaining(NationalInterest):
    """Weighs every change of its text, gives way less, gains by its deals, stands by a pen, keeps less of a pact."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {"margin": 0.01, "sight": 1.0}
        times = {"own_loss": 0.8, "reopening": 1.25, "comity": 1.2, "domestic": 0.8, "horizon": 0.75}
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": -0.5}), pledges)


class Farsighted(NationalInterest):
    """Looks two changes ahead, gives way late, gains by its deals, stands firm by a pen, keeps little of a pact."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {"margin": 0.05, "sight": 2.0}
        times = {
            "own_loss": 0.3, "patience": 0.5, "reopening": 2.0, "comity": 2.5, "domestic": 0.6, "horizon": 0.5
        }  # fmt: skip
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": -1.0}), pledges)
