"""Looking ahead: what a pen-holder finds that weighs every change of its text, and what each could lead to."""

import numpy as np

from demarche.agents.doctrine.appeal import Change, of_texts
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.worth import after, steps
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Floats, Ints
from demarche.sim.view import View

FOLLOWED = 6
"""Of the changes that could come first, how many are followed to what could come second: the most pleasing."""


def foreseen(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints) -> Change:
    """Of all smallest changes of each text, the one that leads to what pleases its pen-holder most.

    text (n, C), d (n,).  Where its sight is two it looks for the best pair, and begins with the first of the two.
    clause NONE where nothing pleases.  One pen-holder after another: the room is reckoned anew for every text.
    """
    sight = doctrine.at(view.world, view.seat).sight
    best = [_best(rules, doctrine, view.take(np.array([n])), text[n], int(d[n]), int(sight[n])) for n in range(len(d))]
    clause, wording = np.array(best).reshape(-1, 2).T
    return Change(clause, wording)


def _best(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: int, sight: int) -> tuple[int, int]:
    """Clause and wording of the best first change of one text (C,)."""
    clause, wording, new = _changes(rules, text)
    pleases = _pleasing(rules, doctrine, view, text, new, d)
    first = int(pleases.argmax())
    most = float(pleases[first])
    if sight > 1:
        for n in np.argsort(-pleases, kind="stable")[:FOLLOWED].tolist():
            second = _pleasing(rules, doctrine, view, text, _changes(rules, new[n])[2], d).max()
            if second > most:
                first, most = n, float(second)
    return (int(clause[first]), int(wording[first])) if most > 0 else (NONE, 0)


def _changes(rules: Rules, text: Ints) -> tuple[Ints, Ints, Ints]:
    """Every smallest change of a text (C,): clause and wording (m,), and the texts they make (m, C)."""
    options, real = steps(rules, text[None])
    clause, place = np.nonzero(real[:, 0].T)
    wording = options[place, 0, clause]
    return clause, wording, after(np.repeat(text[None], len(clause), axis=0), clause, wording)


def _pleasing(rules: Rules, doctrine: Doctrine, view: View, text: Ints, new: Ints, d: int) -> Floats:
    """How each of m texts would please the one pen-holder of a View, beside the one it has, (m,)."""
    many = view.take(np.zeros(len(new), np.intp))
    old = np.repeat(text[None], len(new), axis=0)
    return of_texts(rules, doctrine, many.world, doctrine.own_minds(many), old, new, np.full(len(new), d))
