"""Whether acts of a seat would be in order, judged from its View: what it would be told if it tried them."""

import numpy as np

from demarche.sim.procedure.judge import JUDGES
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Ints, Item, Verb
from demarche.sim.view import View


def faults(rules: Rules, view: View, row: int, act: Ints) -> Ints:
    """Why each of M acts (M, 8) of one verb that is open to an ask would be refused, (M,) Refusal, 0 in order.

    row  of the View.  The judges are those of the rules, and look at nothing of others that the seat may not know: a
    law of the tests holds them to that.
    """
    judge = JUDGES.get(Verb(int(act[0, Item.VERB])))
    if judge is None:
        return np.zeros(len(act), np.int64)
    world = World(view.public, view._dealings, view._secrets)
    return judge(rules, world, np.full(len(act), view.world[row]), np.full(len(act), view.seat[row]), act)
