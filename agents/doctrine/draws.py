"""What draws a state for or against a text before it is read: who leads it, what it is about, and how one always votes.

    lead (b_1 z + b_3 z³) + lead (m_1 x_1 + m_2 x_2) + k crime + record

z is a state's mean position, x where it stands in votes on other subjects, lead -1, 0 or 1.  The record says how its
earlier votes differ from all the rest, apart for texts of the information-security camp, of the other, and on crime.
"""

from dataclasses import dataclass

import numpy as np

from agents.doctrine.worth import Minds
from sim.rules import Rules
from sim.terms import NONE, Floats, Ints

ON_TEXTS_OF_INFORMATION_SECURITY, ON_TEXTS_OF_CYBERSECURITY, ON_CRIME = range(3)
"""Parts of a record, in the order of its last axis."""


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
    p, z, roster = minds.p, minds.mean, rules.roster
    side = rules.lead[draft].astype(np.float32)
    place = roster.place[minds.world, minds.seat]
    part = part_of_record(rules)[draft]
    usual = roster.record[minds.world, minds.seat, np.maximum(part, 0)]
    return Draws(
        lead=side * (p.lead * z + p.lead_cubed * z**3),
        place=side * (p.place_1 * place[:, 0] + p.place_2 * place[:, 1]),
        subject=p.crime * rules.crime[draft].astype(np.float32),
        usual=np.where(part == NONE, np.float32(0), usual),
    )


def part_of_record(rules: Rules) -> Ints:
    """The part of a record that bears on each draft, (L,); NONE for a text that both camps lead."""
    return np.select(
        [rules.lead == 0, rules.lead > 0, rules.crime],
        [NONE, ON_TEXTS_OF_CYBERSECURITY, ON_CRIME],
        ON_TEXTS_OF_INFORMATION_SECURITY,
    )
