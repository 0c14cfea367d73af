"""Restraint under a pact in words: from how much of what the text covers a state holds back, and what that covers."""

from collections.abc import Sequence

import numpy as np

from demarche.sim.formulas import PERCENT
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import Floats, Ints, Item, Kind
from demarche.ui.words import KINDS, SHORT_KINDS, listed

CLEARLY, AT_ALL = "the text clearly covers", "the text covers, clearly or arguably"


def coverage(rules: Rules, wording: Ints, draft: int) -> tuple[Floats, Floats]:
    """Share of each kind (K,) that the text of a draft covers clearly, and clearly or arguably. wording (1, L, C)."""
    clear, reach = rules.conduct.covers(wording)
    return clear[0, draft], reach[0, draft]


def covered_kinds(reach: Floats) -> list[Kind]:
    """The kinds of operation of which a text covers any share."""
    return [kind for kind in Kind if reach[kind] > 0]


def in_short(covered: Floats) -> str:
    """The share covered of each kind of which any is: `espionage 20%, disruption 60% (judged)`. covered (K,)."""
    told = ", ".join(f"{SHORT_KINDS[kind]} {percent(covered[kind])}" for kind in covered_kinds(covered))
    return f"{told} (judged)" if told else "it rules out no kind of operation"


def said_coverage(clear: Floats, reach: Floats) -> str:
    """What a text covers of each kind: `espionage 20% clearly and 30% arguably`."""
    told = []
    for kind in covered_kinds(reach):
        arguably = reach[kind] - clear[kind]
        more = f" and {percent(arguably)} arguably" if arguably > 0 else ""
        told.append(f"{KINDS[kind]} {percent(clear[kind])} clearly{more}")
    return "; ".join(told) or "it rules out no kind of operation"


def percent(share: float) -> str:
    """A share in whole per cent."""
    return f"{round(float(share) * PERCENT)}%"


def held_back(levels: Sequence[int] | Ints, reach: Floats, *, broadly: bool) -> str:
    """From what a state holds back, after `from`: `all that the text clearly covers`. levels (K,) in hundredths.

    Of kinds that the text does not cover nothing is said.
    """
    kinds = covered_kinds(reach)
    some = {int(levels[kind]) for kind in kinds}
    if not kinds or some == {0}:
        return "nothing"
    covers = AT_ALL if broadly else CLEARLY
    if len(some) > 1:
        by_kind = listed([f"{int(levels[kind])}% of {KINDS[kind]}" for kind in kinds])
        return f"{by_kind}, as far as the text covers it{', clearly or arguably' if broadly else ' clearly'}"
    level = some.pop()
    return f"all that {covers}" if level == PERCENT else f"{level}% of what {covers}"


def is_broad(act: Ints) -> bool:
    """Whether an act of conduct holds back from what the text covers arguably too."""
    return bool(np.asarray(act)[Item.CLAUSE] & BROADLY)
