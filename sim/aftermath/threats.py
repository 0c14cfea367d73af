"""Threats, which deter without a text and fade unless they are renewed, and linkage, which fades too."""

from dataclasses import replace

import numpy as np

from demarche.sim.formulas import thousandths
from demarche.sim.in_public import Pairs, threat_now
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Floats, Kind

WRITTEN_ON = ("threat", "renewed", "about")
"""What of a record `make` writes on in place."""
PROSECUTED = 1 << Kind.THEFT | 1 << Kind.DISRUPTION
"""Kinds of operation that an indictment threatens to answer. Judged."""
SANCTIONED = PROSECUTED | 1 << Kind.INFORMATION
"""Kinds that sanctions do. Judged."""


def announced(rules: Rules, record: Record, here: Bools) -> Record:
    """The worlds `here` as a quarter begins in them: threats that are due are made."""
    planned = rules.conduct.threats
    world, e = np.nonzero(here[:, None] & (planned.quarter == record.quarter[:, None]))
    if not world.size:
        return record
    record = replace(record, **{name: getattr(record, name).copy() for name in WRITTEN_ON})
    for n in range(len(world)):  # one by one, as two may be of the same pair
        at = (world[n : n + 1], planned.by[e[n : n + 1]], planned.against[e[n : n + 1]])
        make(rules, record, at, rules.conduct.weight[world[n : n + 1], e[n : n + 1]], int(planned.kinds[e[n]]))
    return record


def make(rules: Rules, record: Record, at: Pairs, weight: Floats, kinds: int) -> None:
    """Write threats of pairs (n,), none of them twice, into a record: raised to at least that weight (n,)."""
    more = weight >= threat_now(rules, record, at)
    record.threat[at] = np.where(more, thousandths(weight), record.threat[at]).astype(np.int16)
    record.renewed[at] = np.where(more, record.quarter[at[0]], record.renewed[at])
    record.about[at] |= np.int8(kinds)
