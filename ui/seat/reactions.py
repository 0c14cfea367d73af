"""How the other parties to a pact react: what each delivers otherwise than in the quarter before, and why, in private.

The envoy of a party says what its capital holds against the seat: an operation laid at its door, or a trust that has
fallen.  Where neither is so the measure was not ready, which happens by chance.
"""

from collections.abc import Iterable

import numpy as np

from demarche.sim.aftermath.bonds import parties
from demarche.sim.conduct import MEASURES
from demarche.sim.record import Briefs
from demarche.sim.secrets import FULL
from demarche.sim.terms import NONE
from demarche.ui.seat.ear import Ear
from demarche.ui.seat.shown import Heard
from demarche.ui.words import listed

FOUND_YOURS = "Its envoy tells you why: last quarter it found operations that it lays at your door."
LESS_TRUST = "Its envoy tells you why: it trusts your word less than it did when you signed."
NOT_READY = "Its envoy says that the work was not ready, and that nothing is held against you."
NOTHING_AGAINST = "Its envoy says that nothing is held against you."
WARNS = "The envoy of {name} calls on you: last quarter it found operations that it lays at your door."


def reactions(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """What the other parties to the pact on turn deliver less or more than before, to a party that hears it."""
    before, after = ear.moment.before, ear.moment.after
    draft = int(before.turn[0])
    who = parties(ear.moment.world)[0, draft]
    if not who[seat] or int(before.quarter[0]) == 0:
        return
    promised = ear.words.rules.conduct.promises(after.wording)[0, draft]
    for other in np.flatnonzero(who & (np.arange(len(who)) != seat)).tolist():
        was, now = (int(record.delivered[0, draft, other]) for record in (before, after))
        yield from reaction(ear, seat, other, names_of(was & ~now, promised), names_of(now & ~was, promised))


def names_of(bits: int, promised: np.ndarray) -> list[str]:
    """The measures that bits name, of those promised."""
    return [name for m, name in enumerate(MEASURES) if promised[m] and bits >> m & 1]


def reaction(ear: Ear, seat: int, other: int, fewer: list[str], more: list[str]) -> Iterable[Heard]:
    """What one party does otherwise, and what its envoy says of it."""
    name, secrets = ear.words.state(other), ear.moment.world.secrets
    quarter = int(ear.moment.before.quarter[0]) - 1
    word, bit = divmod(quarter, 16)
    saw = bool(secrets.saw[0, word, other, seat] >> bit & 1)
    prior = float(ear.words.rules.conduct.numbers().prior[0])
    wary = secrets.trust[0, other, seat] < FULL * prior
    if fewer:
        why = FOUND_YOURS if saw else LESS_TRUST if wary else NOT_READY
        yield ear.hear("pact", f"{name} delivers no {listed(fewer)} this quarter. {why}", NONE, other, reason=False)
    elif saw:
        yield ear.hear("pact", WARNS.format(name=name), NONE, other, reason=False)
    elif more:
        why = "" if wary else f" {NOTHING_AGAINST}"
        yield ear.hear("pact", f"{name} delivers {listed(more)} again.{why}", NONE, other, reason=False)
