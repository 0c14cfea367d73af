"""What was done and is not known: operations, signals, beliefs. Each seat sees its own side of it, and no more."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import FULL as FULL
from demarche.sim.rows import Rows, same_in_all
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ints, Kind

BROADLY = 1 << len(MEASURES)
"""In an act of conduct, beside a bit for each measure: it holds back from what the text covers arguably too."""
WORD = 16
"""Quarters whose histories are bits of one number."""
ORDERS = 3
"""Operations that a state can order in one quarter."""


@dataclass(frozen=True, slots=True)
class Secrets(Rows):
    """The hidden half of B worlds: S seats, L drafts that may be pacts, T quarters. (S, S) is who does and to whom.

    restraint  (B, L, S, K) hundredths by kind, kept to under each pact    singled (B, L, S) the party treated otherwise
    toward     (B, L, S, K) hundredths, toward that one                    broad (B, L, S) 0 or 1, BROADLY
    avenges (B, S, S) 0 or 1, retaliation ordered
    count      (B, S, S) operations last quarter            breach (B, S, S) those that the text clearly rules out
    signal     (B, S, S) operations that the first, a victim, lays at the door of the second
    waiting    (B, S, S) reported operations that the first will be able to name the second for
    ready      (B, S, S) those that it can name it for now
    trust      (B, S, S) thousandths: belief of the first that the second honours its pledges
    broke, saw (B, W, S, S) bit q % 16 of number q // 16: in quarter q the first broke its pledge toward the second;
               saw it break its own
    sums       (B, L, T, Sum) by quarter, of the parties among themselves; see Sum
    abroad     (B, T) operations against states that the doer has no pact with
    ordered, manner (B, S, 3) targets of the operations ordered this quarter, or NONE, and of each kind and manner
    spent      (B, S) acts of attention this quarter, 0 .. ATTENTION
    gained     (B, S) hundredths: what all of its operations brought so far, of which one brings 1
    ran, suffered (B, S, K) operations by kind that it ran so far, and that were run against it, found or not
    """

    restraint: Ints
    singled: Ints
    toward: Ints
    broad: Ints
    avenges: Ints
    count: Ints
    breach: Ints
    signal: Ints
    waiting: Ints
    ready: Ints
    trust: Ints
    broke: Ints
    saw: Ints
    sums: Ints
    abroad: Ints
    ordered: Ints
    manner: Ints
    spent: Ints
    gained: Ints
    ran: Ints
    suffered: Ints


class Sum(IntEnum):
    """The places in `sums`: of the parties to a pact among themselves, in one quarter, but for AMONG."""

    OPERATIONS = 0
    BREACHES = 1  # operations that the text clearly rules out
    DISPUTED = 2  # rightly attributed operations that it covers arguably
    ATTRIBUTED = 3
    FALSE = 4  # signals laid at the door of a party that ran nothing that was found
    DUE = 5  # measures
    DELIVERED = 6
    AMONG = 7  # operations between those who may become parties, signed or not
    THEFT = 8
    ESPIONAGE = 9
    DISRUPTION = 10
    INFORMATION = 11
    REPORTED = 12
    READY = 13  # reported operations that can be named
    HELP_DUE = 14  # assistance, of DUE
    HELP_GIVEN = 15


def no_secrets(rules: Rules, worlds: int) -> Secrets:
    """Before the first quarter. A scenario without quarters has none to keep, and its arrays are empty."""
    t = rules.conduct.quarters
    drafts, s = len(rules.pen), rules.seats if t else 0

    def zeros(*shape: int, dtype: type = np.int16) -> Ints:
        return np.zeros((worlds, *shape), dtype)

    believed = rules.conduct.trust[:1] if same_in_all(rules.conduct.trust) else rules.conduct.trust
    trust = np.round(believed[:, :s, :s] * FULL).astype(np.int16)
    return Secrets(
        restraint=zeros(drafts, s, len(Kind), dtype=np.int8),
        singled=np.full((worlds, drafts, s), NONE, np.int16),
        toward=zeros(drafts, s, len(Kind), dtype=np.int8),
        broad=zeros(drafts, s, dtype=np.int8),
        avenges=zeros(s, s, dtype=np.int8),
        count=zeros(s, s, dtype=np.int8),
        breach=zeros(s, s, dtype=np.int8),
        signal=zeros(s, s, dtype=np.int8),
        waiting=zeros(s, s, dtype=np.int8),
        ready=zeros(s, s, dtype=np.int8),
        trust=np.broadcast_to(trust, (worlds, s, s)).copy(),
        broke=zeros(-(-t // WORD), s, s),
        saw=zeros(-(-t // WORD), s, s),
        sums=zeros(drafts, t, len(Sum)),
        abroad=zeros(t),
        ordered=np.full((worlds, s, ORDERS), NONE, np.int16),
        manner=np.full((worlds, s, ORDERS), NONE, np.int8),
        spent=zeros(s, dtype=np.int8),
        gained=zeros(s, dtype=np.int32),
        ran=zeros(s, len(Kind), dtype=np.int32),
        suffered=zeros(s, len(Kind), dtype=np.int32),
    )
