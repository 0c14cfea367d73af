"""Capitals that order operations beside those that their services run: the menu of a quarter, and what they take of it.

What a state runs by itself, its rates, is taken from the record of incidents, and holds what capitals order as a rule.
So with the parameter `dare` at 0 a capital orders nothing more; above it, it takes what costs less than that share of
the gain, from the same menu and by the same rules as a person in that seat.
"""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.menu import menu
from demarche.sim.act import acts
from demarche.sim.orders import ATTENTION, MANNERS, OUTRIGHT, TARGETS, WITHIN_WORDS, packed_manner
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Item, Verb
from demarche.sim.view import View


def order(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Takes what costs less than `dare` of the gain, by the loophole where there is one. Uses no chance; no memory."""
    act = acts(view.asks)
    dare = doctrine.at(view.world, view.seat).dare
    for row in np.flatnonzero(np.broadcast_to(dare, (view.asks,)) > 0):
        left = ATTENTION - int(view.spent[row])
        taken = [
            one for one in menu(rules, doctrine, view, int(row)) if one.cost < np.broadcast_to(dare, view.asks)[row]
        ]
        for place, one in enumerate(taken[: min(left, len(TARGETS))]):
            manner = WITHIN_WORDS if one.has_loophole else OUTRIGHT
            act[row, Item.VERB] = Verb.OPERATE
            act[row, TARGETS[place]], act[row, MANNERS[place]] = one.target, packed_manner(one.kind, manner)
    return act
