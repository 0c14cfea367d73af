"""Public threats in words: how much they weigh now, and over which kinds of operation."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from demarche.sim.formulas import FULL
from demarche.sim.in_public import threat_now
from demarche.sim.record import Record
from demarche.sim.terms import NONE, Kind
from demarche.ui.words import KINDS, Words, listed

WEIGHTS = ((0.5, "strong"), (0.25, "moderate"), (0.1, "weak"), (0.02, "nearly forgotten"))
"""What a threat is called from that weight on; below the last it is not shown. Judged."""


@dataclass(frozen=True, slots=True)
class ThreatShown:
    """A public threat as it stands: who threatens whom, over which kinds of operation. weight in words, judged.

    since  the quarter, from 1, in which it was last made or renewed: it fades from then on
    """

    by: str
    against: str
    weight: str
    kinds: tuple[str, ...]
    since: int


def threats_shown(words: Words, record: Record) -> tuple[ThreatShown, ...]:
    """Every threat that still weighs something, the strongest first."""
    if record.quarter[0] == NONE or not record.threat.any():
        return ()
    world, by, against = np.nonzero(record.threat)
    now = threat_now(words.rules, record, (world, by, against)).tolist()
    names = words.rules.roster.names
    found = []
    for weight, one, other in sorted(zip(now, by.tolist(), against.tolist(), strict=True), reverse=True):
        if weight < WEIGHTS[-1][0]:
            continue
        since = int(record.renewed[0, one, other]) + 1
        kinds = kinds_of(int(record.about[0, one, other]))
        found.append(ThreatShown(names[one], names[other], weighs(weight), kinds, since))
    return tuple(found)


def weighs(weight: float) -> str:
    """How much a threat weighs, in words."""
    return next((name for least, name in WEIGHTS if weight >= least), WEIGHTS[-1][1])


def kinds_of(bits: int) -> tuple[str, ...]:
    """The kinds of operation that a threat is about. bits: one for each Kind."""
    return tuple(KINDS[kind] for kind in Kind if bits >> kind & 1)


def threats_made(words: Words, before: Record, after: Record) -> Iterable[str]:
    """Threats that a tick made or raised, in sentences."""
    if after.quarter[0] == NONE:
        return
    changed = (after.threat[0] != before.threat[0]) | (after.renewed[0] != before.renewed[0])
    for by, against in np.argwhere(changed).tolist():
        weight, kinds = int(after.threat[0, by, against]) / FULL, kinds_of(int(after.about[0, by, against]))
        yield (
            f"{words.state(by)} threatens {words.state(against)} with consequences for {listed(list(kinds))} "
            f"({weighs(weight)}; judged)."
        )
