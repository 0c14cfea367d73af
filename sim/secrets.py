"""What was done and is not known: operations, signals, beliefs. Each seat sees its own side of it, and no more."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import FULL as FULL
from demarche.sim.rows import Rows, same_in_all
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ints

LETTER = 1 << len(MEASURES)
"""In an act of conduct, beside a bit for each measure: it does nothing that the text clearly forbids."""
WORD = 16
"""Quarters whose histories are bits of one number."""


@dataclass(frozen=True, slots=True)
class Secrets(Rows):
    """The hidden half of B worlds: S seats, L drafts that may be pacts, T quarters. (S, S) is who does and to whom.

    restraint  (B, L, S) thousandths, kept to under each pact    singled (B, L, S) the party treated otherwise, or NONE
    toward     (B, L, S) thousandths, toward that one            letter (B, L, S) 0 or 1, nothing done that it forbids
    avenges (B, S, S) 0 or 1, retaliation ordered
    count      (B, S, S) operations last quarter                    inside (B, S, S) those that the text clearly forbids
    signal     (B, S, S) operations that the first, a victim, lays at the door of the second
    trust      (B, S, S) thousandths: belief of the first that the second honours its pledges
    broke, saw (B, W, S, S) bit q % 16 of number q // 16: in quarter q the first broke its pledge toward the second;
               saw it break its own
    sums       (B, L, T, 8) by quarter, of the parties among themselves: operations, those inside, contested, known
               rightly, false signals, measures due, measures delivered; and operations among those who may become
               parties, counted in every quarter whether they have signed or not
    abroad     (B, T) operations against states that the doer has no pact with
    """

    restraint: Ints
    singled: Ints
    toward: Ints
    letter: Ints
    avenges: Ints
    count: Ints
    inside: Ints
    signal: Ints
    trust: Ints
    broke: Ints
    saw: Ints
    sums: Ints
    abroad: Ints


OPERATIONS, INSIDE, CONTESTED, KNOWN, FALSE, DUE, DELIVERED, AMONG = range(8)
KINDS = 8
"""Places in `sums`, and how many there are."""


def no_secrets(rules: Rules, worlds: int) -> Secrets:
    """Before the first quarter. A scenario without quarters has none to keep, and its arrays are empty."""
    t = rules.conduct.quarters
    drafts, s = len(rules.pen), rules.seats if t else 0

    def zeros(*shape: int, dtype: type = np.int16) -> Ints:
        return np.zeros((worlds, *shape), dtype)

    believed = rules.conduct.trust[:1] if same_in_all(rules.conduct.trust) else rules.conduct.trust
    trust = np.round(believed[:, :s, :s] * FULL).astype(np.int16)
    return Secrets(
        restraint=zeros(drafts, s),
        singled=np.full((worlds, drafts, s), NONE, np.int16),
        toward=zeros(drafts, s),
        letter=zeros(drafts, s, dtype=np.int8),
        avenges=zeros(s, s, dtype=np.int8),
        count=zeros(s, s),
        inside=zeros(s, s),
        signal=zeros(s, s),
        trust=np.broadcast_to(trust, (worlds, s, s)).copy(),
        broke=zeros(-(-t // WORD), s, s),
        saw=zeros(-(-t // WORD), s, s),
        sums=zeros(drafts, t, KINDS),
        abroad=zeros(t),
    )
