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
    """Takes deals at a small loss, signs letters gladly, gives way early and stands less by whoever holds a pen."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {
            "margin": -0.05, "concede": 1.0, "reopening": 0.0, "ballot_worth": 0.04,
            "join": 0.9, "letter_full": 0.11, "letter_vote": 0.8, "letter_consensus": 0.1, "counter": 0.05,
        }  # fmt: skip
        times = {"patience": 3.0, "own_loss": 2.0, "comity": 0.5, "domestic": 1.5, "horizon": 1.5}
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": 1.3}), pledges)


class Bargaining(NationalInterest):
    """Weighs every change of its text, gives way less, signs fewer letters and writes against more of them."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {
            "margin": 0.01, "sight": 1.0,
            "join": 0.55, "letter_full": 0.18, "letter_vote": 0.4, "letter_consensus": 0.04, "counter": 0.2,
            "bind": 2.5,
        }  # fmt: skip
        times = {"own_loss": 0.85, "reopening": 1.25, "comity": 1.1, "domestic": 0.8, "horizon": 0.75}
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": -0.5}), pledges)


class Farsighted(NationalInterest):
    """Looks two changes ahead, gives way late, signs few letters, writes against many and stands firm by a pen."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """As the national doctrine."""
        set_to = {
            "margin": 0.03, "sight": 2.0,
            "join": 0.4, "letter_full": 0.22, "letter_vote": 0.3, "letter_consensus": 0.03, "counter": 0.35,
            "bind": 2.0,
        }  # fmt: skip
        times = {
            "own_loss": 0.6, "patience": 0.5, "reopening": 2.0, "comity": 1.3, "domestic": 0.6, "horizon": 0.5
        }  # fmt: skip
        super().__init__(with_numbers(doctrine, set_to, times, {"deliver": -1.0}), pledges)
