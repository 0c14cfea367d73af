"""What everybody can work out of the record of the quarters: who has left, what is delivered, how threats stand."""

import numpy as np

from demarche.sim.conduct import MEASURES, VERIFYING
from demarche.sim.formulas import faded, of_full
from demarche.sim.record import Record
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Bools, Floats, Ints
from demarche.sim.terms_of_pacts import linkage

Pairs = tuple[Ints, Ints, Ints]
"""Worlds, states, and other states, (n,) each."""
_VERIFYING = [MEASURES.index(name) for name in VERIFYING]


def left(record: Record) -> Bools:
    """Who is no longer bound by each pact, (B, L, S): its notice is over, or the pact has expired."""
    gone = record.denounced & (record.quarter[:, None, None] >= record.left_in)
    slots = record.ends.shape[1]
    if slots:
        expired = (record.ends != NONE) & (record.quarter[:, None] >= record.ends)
        gone[:, -slots:] |= expired[..., None] & record.signed[:, -slots:]
    return np.asarray(gone)


def verification(rules: Rules, record: Record) -> Ints:
    """Verifying measures that each state delivers under each pact, (B, L, S)."""
    due = rules.conduct.promises(record.wording)
    given = (delivers(record.delivered, m) & due[..., m, None] for m in _VERIFYING)
    return np.asarray(sum(one.astype(np.int8) for one in given))


def delivers(delivered: Ints, measure: int) -> Bools:
    """Whether each party delivers a measure, (B, L, S). delivered (B, L, S), a bit for each measure."""
    return np.asarray((delivered >> measure) & 1 > 0)


def threat_now(rules: Rules, record: Record, at: Pairs) -> Floats:
    """The threats that the first of each pair makes to the second, as they stand, (n,) 0 .. 1."""
    since = record.quarter[at[0]] - record.renewed[at]
    weight = of_full(record.threat[at].astype(np.float32))
    return faded(weight, rules.conduct.numbers().fade.take(at[0], mode="clip"), since.astype(np.float32))


def linkage_now(rules: Rules, record: Record, world: Ints, pact: Ints) -> Floats:
    """Quarters' gains that other ties between the parties of each pact are worth to each, as they stand, (n,)."""
    since = np.maximum(record.quarter[world] - record.signed_in[world, pact], 0)
    weight = look_up(linkage(rules, record), world, pact)
    return faded(weight, rules.conduct.numbers().fade.take(world, mode="clip"), since.astype(np.float32))


def standing(rules: Rules, record: Record) -> Floats:
    """The threats of the first quarter, (B, S, S) 0 .. 1, by which a pact is signed."""
    planned, held = rules.conduct.threats, np.zeros((record.worlds, rules.seats, rules.seats), np.float32)
    for e in np.flatnonzero(planned.quarter == 0):
        held[:, planned.by[e], planned.against[e]] = rules.conduct.weight[:, e]
    return held
