"""How much the delegations of the computer speak where a class wants to hear itself."""

from enum import StrEnum

import numpy as np

from demarche.agents.seat import nothing_to_say
from demarche.sim.rules import Rules
from demarche.sim.seat import Seat
from demarche.sim.terms import Floats, Ints, Stage
from demarche.sim.view import View

SPEECHES = (Stage.STATEMENTS, Stage.REPLIES, Stage.EXPLANATIONS)
"""The stages in which a delegation only speaks. What it proposes, trades and votes stays as it is."""


class Machines(StrEnum):
    """Which of the computer's delegations make statements and explain their votes."""

    ALL = "all"
    FEW = "few"  # pen-holders, and states of the largest capacity
    NONE = "none"


class Reticent:
    """Another behaviour that has nothing to say in the debate and in explanations, but for some seats."""

    def __init__(self, behaviour: Seat, speak: Machines) -> None:
        """behaviour: what it does everywhere else."""
        self.behaviour, self.speak = behaviour, speak

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """The acts of each ask, (N, 8)."""
        act = np.array(self.behaviour.decide(rules, view, u))
        silent = np.isin(view.stage, SPEECHES) & ~self._may_speak(rules)[view.seat]
        act[silent] = nothing_to_say(view)[silent]
        return act

    def _may_speak(self, rules: Rules) -> np.ndarray:
        """Seats that speak all the same, (S,)."""
        if self.speak == Machines.NONE:
            return np.zeros(rules.seats, bool)
        great = rules.roster.capacity >= rules.roster.capacity.max()
        return np.isin(np.arange(rules.seats), rules.pen) | great

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """As the behaviour gives them."""
        return self.behaviour.reasons(rules, view, act)


def as_wanted(seats: list[Seat], speak: Machines) -> list[Seat]:
    """The behaviours of the computer's delegations; equal ones stay one object, so that they are asked together."""
    if speak == Machines.ALL:
        return list(seats)
    made: dict[int, Seat] = {}
    return [made.setdefault(id(seat), Reticent(seat, speak)) for seat in seats]
