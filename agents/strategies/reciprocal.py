"""Strategies that answer in kind: tit for tat and its repairs for a world of mistakes."""

import numpy as np

from demarche.agents.strategies.pledge import Dossier
from demarche.sim.terms import Bools, Floats


def tit_for_tat(dossier: Dossier, u: Floats) -> Bools:
    """Does what it saw the partner do last; honours first. Uses no chance; memory 1.

    Source: Rapoport's entry in Axelrod, "Effective choice in the prisoner's dilemma", J. Conflict Resolution 24, 1980.
    """
    if not dossier.quarters:
        return np.zeros(dossier.pairs, np.bool_)
    return dossier.seen[:, -1].copy()


def generous_tit_for_tat(dossier: Dossier, u: Floats, *, generosity: float) -> Bools:
    """Tit for tat that lets a breach pass with chance `generosity`. Uses chance, u[:, 0]; memory 1.

    The most generous that cannot be exploited is min(1 - (T - R)/(R - S), (R - P)/(T - P)): 1/3 for 5, 3, 1, 0.
    Source: Nowak and Sigmund, "Tit for tat in heterogeneous populations", Nature 355, 1992.
    """
    return tit_for_tat(dossier, u) & (u[:, 0] >= generosity)


def contrite_tit_for_tat(dossier: Dossier, u: Floats) -> Bools:
    """Breaks only while itself in good standing toward a partner in bad. Uses no chance; memory all.

    Who honours is in good standing.  Who breaks keeps it only if it had it and the partner did not.  Standing is worked
    out from the dossier each time; where signals are private, the two may differ about it.
    Source: Sugden, "The Economics of Rights, Co-operation and Welfare", 1986; Boyd, J. Theoretical Biology 136, 1989.
    """
    mine, theirs = np.ones((2, dossier.pairs), np.bool_)
    for quarter in range(dossier.quarters):
        own, seen = dossier.own[:, quarter], dossier.seen[:, quarter]
        mine, theirs = ~own | (mine & ~theirs), ~seen | (theirs & ~mine)
    return mine & ~theirs


def win_stay_lose_shift(dossier: Dossier, u: Floats) -> Bools:
    """Repeats its act after a partner that honoured, changes it after one that broke. Uses no chance; memory 1.

    Source: Nowak and Sigmund, "A strategy of win-stay, lose-shift that outperforms tit-for-tat in the Prisoner's
    Dilemma game", Nature 364, 1993.
    """
    if not dossier.quarters:
        return np.zeros(dossier.pairs, np.bool_)
    return dossier.own[:, -1] ^ dossier.seen[:, -1]
