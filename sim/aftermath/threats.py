"""Threats, which deter without a text and fade unless they are renewed, and linkage, which fades too."""

from dataclasses import replace

import numpy as np

from demarche.sim.formulas import FULL, faded
from demarche.sim.numbers import places
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Floats, Ints, Kind

Pairs = tuple[Ints, Ints, Ints]
"""Worlds, states, and other states, (n,) each."""
PROSECUTED = 1 << Kind.THEFT | 1 << Kind.DISRUPTION
"""Kinds of operation that an indictment threatens to answer. Judged."""
SANCTIONED = PROSECUTED | 1 << Kind.INFORMATION
"""Kinds that sanctions do. Judged."""


def announced(rules: Rules, record: Record, here: Bools) -> Record:
    """The worlds `here` as a quarter begins in them: threats and linkage fade, and threats that are due are made."""
    record = _fade(rules, record, here & (record.quarter > 0))
    due = here[:, None] & (rules.conduct.threats.quarter == record.quarter[:, None])
    if not due.any():
        return record
    planned, threat, about = rules.conduct.threats, record.threat.copy(), record.about.copy()
    weight = np.rint(rules.conduct.weight * FULL).astype(np.int16)
    for world, e in np.argwhere(due):
        at = (world, planned.by[e], planned.against[e])
        threat[at] = max(threat[at], weight[world, e])
        about[at] |= planned.kinds[e]
    return record.but(here, threat=threat, about=about)


def standing(rules: Rules, record: Record) -> Floats:
    """The threats that stand, (B, S, S) 0 .. 1: before the quarters begin, those of the first."""
    if record.quarter.size and record.threat.size and (record.quarter >= 0).all():
        return np.asarray(record.threat / np.float32(FULL), np.float32)
    planned, held = rules.conduct.threats, np.zeros((record.worlds, rules.seats, rules.seats), np.float32)
    for e in np.flatnonzero(planned.quarter == 0):
        held[:, planned.by[e], planned.against[e]] = rules.conduct.weight[:, e]
    return held


def _fade(rules: Rules, record: Record, here: Bools) -> Record:
    """Threats and linkage a quarter later, in the worlds `here`."""
    fade = rules.conduct.numbers().fade
    if record.linkage.any():
        linkage = faded(record.linkage.astype(np.float32), fade[:, None])
        record = record.but(here, linkage=linkage.astype(np.int16))
    world, by, against = places(record.threat > 0)
    some = here[world]
    if some.any():
        at = (world[some], by[some], against[some])
        threat, about = record.threat.copy(), record.about.copy()
        threat[at] = faded(threat[at].astype(np.float32), fade[at[0]]).astype(np.int16)
        about[at] *= threat[at] > 0
        record = replace(record, threat=threat, about=about)
    return record


def renewed(rules: Rules, record: Record, indicted: Pairs, sanctioned: Pairs) -> dict[str, Ints]:
    """Threats after the answers of a quarter. indicted, sanctioned: worlds, states, and whom each does so to."""
    if not (indicted[0].size or sanctioned[0].size):
        return {}
    p, threat, about = rules.conduct.numbers(), record.threat.copy(), record.about.copy()
    for at, weight, kinds in ((indicted, p.indicted, PROSECUTED), (sanctioned, p.sanctioned, SANCTIONED)):
        threat[at] = np.maximum(threat[at], np.rint(weight[at[0]] * FULL).astype(np.int16))
        about[at] |= kinds
    return {"threat": threat, "about": about}
