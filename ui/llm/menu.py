"""The acts among which a model chooses: some of each verb that is open, all in order, by numbers."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.options import options
from demarche.sim.notation import say
from demarche.sim.rules import Rules
from demarche.sim.terms import Ints, Verb
from demarche.sim.view import View

MOST_OF_A_VERB, MOST = 5, 28


def menu(rules: Rules, view: View, row: int, advice: Ints) -> list[Ints]:
    """Acts (8,) that are in order for one ask: what the doctrine would do first, then some of each verb that is open.

    advice (8,)  what the doctrine would do
    """
    found = [advice]
    for verb in np.flatnonzero(view.verbs[row]):
        if verb != Verb.SILENT:
            found += spread(options(rules, view, row, Verb(int(verb))), MOST_OF_A_VERB)
    distinct = {act.tobytes(): act for act in found}
    return spread(list(distinct.values()), MOST, first=True)


def spread(acts: Sequence[Ints], most: int, *, first: bool = False) -> list[Ints]:
    """At most that many, evenly from the first to the last. first: the first is one of them, whatever else is."""
    if len(acts) <= most:
        return list(acts)
    places = np.linspace(0, len(acts) - 1, most).round().astype(int)
    return [acts[place] for place in places]


def said(rules: Rules, acts: Sequence[Ints]) -> list[str]:
    """Each as the notation writes it."""
    return [say(rules, act) for act in acts]
