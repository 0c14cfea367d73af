"""What a learning agent chooses among: a few choices that make an act of it, N rows at once.

Choices are few so that they mean the same in every scenario; whatever needs words (drafting, deals) is done as the
doctrine would.
"""

from enum import IntEnum

import numpy as np

from demarche.agents.seat import nothing_to_say
from demarche.sim.act import write
from demarche.sim.conduct import MEASURES
from demarche.sim.levels import GENERAL, packed
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Bools, Ints, Verb
from demarche.sim.view import View

KINDS = 4
ALL, HALF, NOTHING = 100, 50, 0
"""Restraint in hundredths."""


class Choice(IntEnum):
    """What an agent can choose when its seat is asked; a mask says what is open."""

    DOCTRINE = 0  # as the doctrine of its state would
    LEAST = 1  # the least that is in order: to pass, to let a pact be, to abstain
    YES = 2  # to a text or a motion that is put to the vote, or to sign
    NO = 3
    ABSTAIN = 4
    HONOUR = 5  # under a pact: hold back from all that it covers, and deliver every measure
    HALVE = 6  # hold back from half of it, and deliver every measure
    BREAK = 7  # hold back from nothing, and deliver nothing


_BALLOTS = {Choice.YES: Ballot.YES, Choice.NO: Ballot.NO, Choice.ABSTAIN: Ballot.ABSTAIN}
_RESTRAINT = {Choice.HONOUR: ALL, Choice.HALVE: HALF, Choice.BREAK: NOTHING}


def open_to(view: View) -> Bools:
    """Which choices are open to each ask, (N, 8)."""
    casts, keeps, invited = view.may(Verb.CAST), view.may(Verb.KEEP), view.may(Verb.DECLINE)
    found = np.zeros((view.asks, len(Choice)), bool)
    found[:, Choice.DOCTRINE] = True
    found[:, Choice.LEAST] = ~invited
    found[:, list(_BALLOTS)] = casts[:, None]
    found[:, list(_RESTRAINT)] = keeps[:, None]
    return found


def acts_of(rules: Rules, view: View, choice: Ints, doctrine: Ints) -> Ints:
    """The act of each choice, (N, 8). choice (N,) Choice; doctrine (N, 8) what the doctrine would do.

    A choice that is not open is the doctrine's.
    """
    act = doctrine.copy()
    chosen = np.where(open_to(view)[np.arange(view.asks), choice], choice, Choice.DOCTRINE)
    least = np.flatnonzero(chosen == Choice.LEAST)
    if least.size:
        act[least] = nothing_to_say(view.take(least))
    for which, ballot in _BALLOTS.items():
        write(act, np.flatnonzero(chosen == which), Verb.CAST, wording=ballot)
    for which, share in _RESTRAINT.items():
        rows = np.flatnonzero(chosen == which)
        if rows.size:
            _keep(rules, view, act, rows, share)
    return act


def _keep(rules: Rules, view: View, act: Ints, rows: Ints, share: int) -> None:
    """Restraint of that many hundredths of every kind, toward all parties, in those rows."""
    worlds = view.world[rows]
    pact = view.public.turn[worlds].astype(np.intp)
    due = rules.conduct.promises(view.public.wording)[worlds, pact]
    delivered = (due << np.arange(len(MEASURES))).sum(axis=1) * (share > NOTHING)
    levels = packed(np.full((len(rows), KINDS), share))
    items = {place.name.lower(): level for place, level in zip(GENERAL, levels, strict=True)}
    write(act, rows, Verb.KEEP, draft=pact, clause=delivered, **items)
