"""Why a capital keeps to a pact as far as it does, or answers what it has seen, in words."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.restrain import Weighing, least_trusted, pact_of, weigh, willing
from demarche.agents.doctrine.worth import worth
from demarche.sim.formulas import FULL, PERCENT
from demarche.sim.levels import GENERAL, unpacked
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ints, Item, Kind, Verb
from demarche.sim.view import View

Words = list[str]


def of_signature(rules: Rules, doctrine: Doctrine, view: View, draft: Ints) -> Words:
    """Of signing or not: the worth of the text, and how ready it is to bind itself to these parties. draft (N,)."""
    found = worth(rules, doctrine.own_minds(view), view.public.wording[view.world, draft]).total
    ready = willing(rules, doctrine, view, draft)
    return [
        f"as it stands the text is worth {v:+.2f} utils to it; ready to bind itself to these parties with "
        f"chance {p:.2f}"
        for v, p in zip(found, ready, strict=True)
    ]


def of_conduct(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of how far it holds back under a pact: what is covered, whether it would be noticed, and what it has to lose."""
    pact = pact_of(rules, view, act[:, Item.DRAFT].astype(np.intp))
    found = weigh(rules, doctrine, view, pact)
    told = []
    for i in range(view.asks):
        kind = int(pact.clear[i].argmax())
        words = [f"the text clearly covers {pact.clear[i, kind]:.0%} of {KINDS[Kind(kind)]}"]
        mine = np.flatnonzero(found.row == i)
        if mine.size:
            most = mine[found.rate[mine].argmax()]
            words.append(_at_stake(rules, found, most, kind))
        told.append(f"{_manner(act[i])}{'; '.join(words)}{_apart(rules, view, act, i)}")
    return told


def _at_stake(rules: Rules, found: Weighing, row: int, kind: int) -> str:
    """What the state has to lose toward the party against which it would run most."""
    name = rules.roster.titles[int(found.other[row])]
    reasons = {
        f"{name} holds back little in return, or would hardly notice a breach": 0.0,
        f"{name} would notice a breach and hold back less in return": float(found.stake[row] * found.worth[row, kind]),
        "breaking its word costs it at home": float(found.home[row]),
        f"{name} threatens consequences": float(found.deterred[row, kind]),
    }
    reason, weight = max(reasons.items(), key=lambda item: item[1])
    return f"{reason} ({weight:.2f} of the gain)" if weight else reason


def _manner(act: Ints) -> str:
    """What it makes of the pledge as a whole."""
    levels = unpacked(act, GENERAL)
    if (levels == PERCENT).all():
        return "does nothing that the text clearly covers: "
    return "" if levels.any() else "pays the pledge no heed for now: "


def _apart(rules: Rules, view: View, act: Ints, row: int) -> str:
    """Whom it treats otherwise, and how little it trusts it."""
    seat = int(act[row, Item.PARTNER])
    if seat == NONE:
        return ""
    return (
        f"; treats {rules.roster.titles[seat]} apart, which it trusts least ({view.trust[row, seat] / FULL:.2f} of 1)"
    )


def of_answer(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of an answer: what is laid at whose door, how far that state is trusted, and why this and no other."""
    under_pact = np.isin(act[:, Item.VERB], (Verb.CONSULT, Verb.DENOUNCE))
    likeliest = np.where(view.ready.any(axis=1), view.ready.argmax(axis=1), view.signal.argmax(axis=1))
    calm = ~(view.ready.any(axis=1) | view.signal.any(axis=1))
    signed = view.public.signed[view.world, np.maximum(act[:, Item.DRAFT], 0)]
    signed[np.arange(view.asks), view.seat] = False
    likeliest = np.where(calm, least_trusted(view.trust, signed), likeliest)
    suspect = np.where(under_pact, likeliest, act[:, Item.PARTNER])
    told = []
    for row, seat in enumerate(suspect):
        ready, seen, trust = int(view.ready[row, seat]), int(view.signal[row, seat]), view.trust[row, seat] / FULL
        number = ready or seen
        what = f"{number} operation{'' if number == 1 else 's'}"
        how = "can show that" if ready else "suspects that"
        name, answer = rules.roster.titles[seat], ANSWERS[Verb(int(act[row, Item.VERB]))]
        seen_of_it = f"{how} {name} ran {what} against it; " if number else ""
        told.append(f"{seen_of_it}trusts {name} {_in_words(trust)} ({trust:.2f} of 1) and {answer}")
    return told


def _in_words(trust: float) -> str:
    """How far another is trusted."""
    return "little" if trust < LITTLE else "in part" if trust < MUCH else "on the whole"


LITTLE, MUCH = 0.35, 0.65
"""Trust below which a state is said to be trusted little, and from which on the whole.  Chosen."""
KINDS = {
    Kind.THEFT: "theft of trade secrets",
    Kind.ESPIONAGE: "espionage",
    Kind.DISRUPTION: "disruption",
    Kind.INFORMATION: "information operations",
}
ANSWERS = {
    Verb.PROTEST: "protests in private",
    Verb.ACCUSE: "says so in public",
    Verb.CONSULT: "asks for the consultations that the pact promises",
    Verb.RETALIATE: "retaliates in secret",
    Verb.SANCTION: "imposes sanctions",
    Verb.DENOUNCE: "leaves the pact, which it no longer believes to be kept",
}
