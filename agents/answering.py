"""A seat that answers every temptation of the quarters alike, and is passive in all else: for measuring.

Honour: hold back from all that pacts cover, clearly or arguably, and deliver every measure.  Loophole: keep to the
letter, deliver, and order what the words leave open.  Break: hold back from nothing, deliver nothing, and order
outright.
"""

from enum import StrEnum

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.menu import menu
from demarche.agents.passive import Passive
from demarche.sim.act import acts, write
from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import GENERAL, packed
from demarche.sim.orders import ATTENTION, MANNERS, OUTRIGHT, TARGETS, WITHIN_WORDS, packed_manner
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import NONE, Floats, Ints, Item, Kind, Stage, Verb
from demarche.sim.view import View


class Answer(StrEnum):
    """What it does about every temptation."""

    HONOUR = "honour"
    LOOPHOLE = "loophole"
    BREAK = "break"


class Answering:
    """One answer to every temptation; uses chance and memory as the passive diplomat does."""

    def __init__(self, doctrine: Doctrine, answer: Answer) -> None:
        """One object serves every seat and world of the batch that its doctrine is for."""
        self.doctrine, self.answer, self._else = doctrine, answer, Passive(doctrine)

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act for each ask, (N, 8)."""
        act = self._else.decide(rules, view, u)
        keeps, orders = (np.flatnonzero(view.stage == stage) for stage in (Stage.CONDUCT, Stage.ORDERS))
        if keeps.size:
            act[keeps] = conduct(rules, view.take(keeps), self.answer)
        if orders.size and self.answer != Answer.HONOUR:
            act[orders] = ordered(rules, self.doctrine, view.take(orders), self.answer)
        return act

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """Those of the passive diplomat."""
        return self._else.reasons(rules, view, act)


def conduct(rules: Rules, view: View, answer: Answer) -> Ints:
    """Conduct under the pact on turn, (N, 8)."""
    draft = view.public.turn[view.world].astype(np.intp)
    promised = rules.conduct.promises(view.public.wording)[view.world, draft]
    keeps = answer != Answer.BREAK
    given = (promised << np.arange(len(MEASURES))).sum(axis=1) * keeps + BROADLY * (answer == Answer.HONOUR)
    level = packed(np.full((view.asks, len(Kind)), PERCENT * keeps))
    act = acts(view.asks)
    items = {place.name.lower(): whole for place, whole in zip(GENERAL, level, strict=True)}
    write(act, np.arange(view.asks), Verb.KEEP, draft=draft, clause=given, **items)
    return act


def ordered(rules: Rules, doctrine: Doctrine, view: View, answer: Answer) -> Ints:
    """The temptations on the menu, as far as attention goes, (N, 8)."""
    act = acts(view.asks)
    for row in range(view.asks):
        tempting = [one for one in menu(rules, doctrine, view, row) if one.pact != NONE]
        if answer == Answer.LOOPHOLE:
            tempting = [one for one in tempting if one.has_loophole]
        for place, one in enumerate(tempting[: ATTENTION - int(view.spent[row])]):
            manner = WITHIN_WORDS if answer == Answer.LOOPHOLE else OUTRIGHT
            act[row, Item.VERB] = Verb.OPERATE
            act[row, TARGETS[place]], act[row, MANNERS[place]] = one.target, packed_manner(one.kind, manner)
    return act
