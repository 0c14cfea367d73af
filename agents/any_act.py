"""A seat that does anything it may: for tests, which play whole sessions with it to look for what nobody foresaw."""

import numpy as np

from demarche.agents.options import options
from demarche.agents.seat import nothing_to_say
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Verb
from demarche.sim.view import View


class AnyAct:
    """Any verb that is open, with equal chance, then any act of that verb. Uses chance; remembers nothing."""

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act in order for each ask, (N, 8)."""
        act = nothing_to_say(view)
        for row in range(view.asks):
            lists = [options(rules, view, row, Verb(int(v))) for v in np.flatnonzero(view.verbs[row])]
            lists = [some for some in lists if some]
            some = lists[int(float(u[row, 0]) * len(lists))]
            act[row] = some[int(float(u[row, 1]) * len(some))]
        return act

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """It has none."""
        return [""] * view.asks
