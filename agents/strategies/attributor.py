"""The strategy that asks who did it before it answers."""

import numpy as np

from demarche.agents.strategies.pledge import Dossier, Suspicion
from demarche.sim.terms import Bools, Floats


def posterior(suspicion: Suspicion) -> Floats:
    """Chance that it was the partner, given the latest signal, (N,): prior times likelihood over the signal's chance.

    Source: Baliga, Bueno de Mesquita and Wolitzky 2020, the belief of the defender.
    """
    return np.asarray(suspicion.prior * suspicion.if_partner[:, -1] / suspicion.at_all[:, -1], np.float32)


def at_its_word(dossier: Dossier, prior: float, hit: float, false_alarm: float) -> Suspicion:
    """The suspicion that yes-or-no signals allow: a breach is seen with chance `hit`, none with `false_alarm`."""
    if_partner = np.where(dossier.seen, np.float32(hit), np.float32(1 - hit))
    if_not = np.where(dossier.seen, np.float32(false_alarm), np.float32(1 - false_alarm))
    at_all = np.asarray(prior * if_partner + (1 - prior) * if_not, np.float32)
    return Suspicion(np.full(dossier.pairs, prior, np.float32), if_partner, at_all)


def bayesian_attributor(dossier: Dossier, u: Floats, *, prior: float, hit: float, false_alarm: float) -> Bools:
    """Breaks with the chance that the partner did, given the latest signal. Uses chance, u[:, 0]; memory 1.

    To retaliate is worth a draw from U(0, 1), and to retaliate on an innocent costs 1: so it does with its posterior.
    The parameters serve where the dossier holds no Suspicion; they are chosen, not measured.
    Source: Baliga, Bueno de Mesquita and Wolitzky, "Deterrence with imperfect attribution", APSR 114, 2020.
    """
    if not dossier.quarters:
        return np.zeros(dossier.pairs, np.bool_)
    known = dossier.suspicion
    suspicion = at_its_word(dossier, prior, hit, false_alarm) if known is None else known
    return u[:, 0] < posterior(suspicion)
