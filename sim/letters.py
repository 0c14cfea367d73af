"""Letters as everybody can read them in the record: who has signed for which wording, and who against a change.

A letter is for one wording of one clause of a draft.  One for the wording that stands speaks against every other: a
counter-letter.
"""

import numpy as np

from demarche.sim.acts import FILLS, Part
from demarche.sim.numbers import places
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Bools, Decision, Ints

ASKED = list(FILLS[Part.ASKED])
"""The places of an act that hold the states it asks to sign."""


def has_letters(rules: Rules) -> bool:
    """Whether names are gathered in this body: parties to a pact all have to sign it anyway."""
    return rules.decision != Decision.UNANIMITY


def signed_for(record: Record, draft: Ints) -> tuple[Ints, Ints]:
    """Clause and place that each seat has signed for on one draft of each world, (B, S) each, NONE where nothing.

    draft (B,).  The place of a wording is its number, and the last, that of a text without the clause, is -1.
    """
    worlds = np.arange(record.worlds)
    caller = record.signatory[worlds, :, draft].astype(np.intp)
    clause, wording = record.letter[worlds[:, None], np.maximum(caller, 0), draft[:, None]].transpose(2, 0, 1)
    return np.where(caller == NONE, NONE, clause), wording


def backing(record: Record, draft: Ints) -> Ints:
    """Signatories of letters for each wording of one draft of each world, (B, C, K + 1). draft (B,).

    The last place leaves the clause out.
    """
    clause, wording = signed_for(record, draft)
    found, options = np.zeros(record.amending.shape, np.int16), record.amending.shape[2]
    b, s = places(clause != NONE)
    np.add.at(found, (b, clause[b, s], wording[b, s] % options), 1)
    return found


def net_backing(record: Record, draft: Ints) -> Ints:
    """The same less the signatories of letters to leave the clause as it stands, (B, C, K + 1); of that, 0."""
    found, worlds = backing(record, draft), np.arange(record.worlds)
    text = record.wording[worlds, draft].astype(np.intp)[..., None] % found.shape[2]
    against = np.take_along_axis(found, text, axis=2)
    net = found - against
    np.put_along_axis(net, text, 0, axis=2)
    return net


def sides(record: Record, draft: Ints, clause: Ints, wording: Ints) -> tuple[Bools, Bools]:
    """Who has signed for a change of the draft of each world, and who for the clause as it stands, (B, S) each.

    draft, clause, wording (B,)
    """
    on, says = signed_for(record, draft)
    stands = record.wording[np.arange(record.worlds), draft, np.maximum(clause, 0)]
    mine = (on == clause[:, None]) & (on != NONE)
    return np.asarray(mine & (says == wording[:, None])), np.asarray(mine & (says == stands[:, None]))
