"""What draws a state for or against a text before it is read: who leads it, what it is about, and how one always votes.

    lead (b_L z + m_1 x_1 + m_2 x_2) + k crime + k_p preempts + k_b beside + record

z is a state's mean position, x where it stands in votes on other subjects, lead -1, 0 or 1.  The record says how its
real votes on such texts, from before this one, differ from all the rest.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents.doctrine.worth import Minds
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints


@dataclass(frozen=True, slots=True)
class Draws:
    """What draws N states, each (N,) logits.

    lead     whose camp leads the text            place    with whom it votes on other subjects
    subject  readiness for texts of its kind      usual    its own earlier votes on such texts
    """

    lead: Floats
    place: Floats
    subject: Floats
    usual: Floats

    @property
    def total(self) -> Floats:
        """Their sum, (N,)."""
        return self.lead + self.place + self.subject + self.usual


def draws(rules: Rules, minds: Minds, draft: Ints) -> Draws:
    """What draws each mind on its draft. draft (N,)."""
    p, side = minds.p, rules.lead[draft].astype(np.float32)
    place = rules.roster.place[minds.world, minds.seat]
    crime, preempts, beside = (fact[draft].astype(np.float32) for fact in (rules.crime, rules.preempts, rules.beside))
    return Draws(
        lead=side * p.lead * minds.mean,
        place=side * (p.place_1 * place[:, 0] + p.place_2 * place[:, 1]),
        subject=p.crime * crime + p.preempts * preempts + p.beside * beside,
        usual=rules.usual[draft, minds.seat],
    )
