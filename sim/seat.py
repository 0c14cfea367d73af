"""Who sits in a seat, as the session sees them: something that is shown Views and gives acts."""

from typing import Protocol

from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints
from demarche.sim.view import View


class Seat(Protocol):
    """A behaviour. One object may sit in many seats of many worlds, and remembers nothing between calls."""

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act for each ask, (N, 8); SILENT where it is still thinking.

        u (N, 8) numbers in [0, 1): the first four are the seat's own, the last four shared by the seats of its bloc.
        """
        ...

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """Why each of those acts, in words; an empty string where there is nothing to say. Same rows as the View."""
        ...
