"""The passive diplomat: it takes no initiative, and else acts by the doctrine.  The reference for what a seat changes.

It tables or holds its draft, casts every ballot, joins or blocks a consensus, signs or does not, answers a pact that is
proposed to it and keeps those it has, as the doctrine would; whatever else it may do, it does not.
"""

import numpy as np

from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.seat import nothing_to_say
from demarche.sim.rules import Rules
from demarche.sim.stages import BALLOTED
from demarche.sim.terms import Floats, Ints, Stage
from demarche.sim.view import View

ANSWERED = (
    Stage.TABLING,
    *BALLOTED,
    Stage.CONSENSUS,
    Stage.SIGNING,
    Stage.CONDUCT,
    Stage.CONSIDERATION,
)
"""The questions that cannot be left without an answer."""


class Passive(NationalInterest):
    """Acts by the doctrine where it must answer, and has nothing to say otherwise. Uses chance; remembers nothing."""

    def _answer(self, rules: Rules, stage: Stage, view: View, u: Floats) -> Ints:
        if stage in ANSWERED:
            return super()._answer(rules, stage, view, u)
        return nothing_to_say(view)

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """Those of the doctrine, where that answers."""
        told = super().reasons(rules, view, act)
        asked = np.isin(view.stage, ANSWERED)
        return [words if said else "" for words, said in zip(told, asked, strict=True)]
