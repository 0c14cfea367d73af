"""What states do about what they find, counted: naming, sanctions, retaliation, talks, protests, denunciations.

Answers that are not public are counted as well: these are measures of worlds, not what anybody in them knows.
"""

from dataclasses import dataclass, fields

import numpy as np

from demarche.sim.terms import Accusation, Bools, Ints, Item, Verb


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of all seats in one joint act, (B,) each.

    namings  of a state in public, sanctions among them      statements, indictments  those made in that manner
    """

    namings: Ints
    statements: Ints
    indictments: Ints
    sanctions_used: Ints
    retaliations: Ints
    consultations: Ints
    protests: Ints
    denunciations: Ints


ANSWERS = tuple(field.name for field in fields(Answers))
"""The counts by name."""


def answers(act: Ints) -> Answers:
    """The answers in a joint act (B, S, 8); to be added up over the ticks of the quarters."""
    verb, manner = act[..., Item.VERB], act[..., Item.WORDING]

    def count(those: Bools) -> Ints:
        return np.asarray(np.count_nonzero(those, axis=-1))

    accuses, uses = verb == Verb.ACCUSE, verb == Verb.SANCTION
    return Answers(
        namings=count(accuses | uses),
        statements=count(accuses & (manner == Accusation.STATEMENT)),
        indictments=count(accuses & (manner == Accusation.INDICTMENT)),
        sanctions_used=count(uses),
        retaliations=count(verb == Verb.RETALIATE),
        consultations=count(verb == Verb.CONSULT),
        protests=count(verb == Verb.PROTEST),
        denunciations=count(verb == Verb.DENOUNCE),
    )
