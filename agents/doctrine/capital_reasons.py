"""Why a capital keeps to a pact as far as it does, or answers what it has seen, in words."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.restrain import pact_of, share_delivered, willing
from demarche.agents.doctrine.worth import worth
from demarche.sim.conduct import attribution, detection, will_to_name
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.terms import NONE, Ints, Item, Verb
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
    """Of how far it holds back under a pact: what is forbidden, who would find out and say so, what the others give."""
    w, conduct, roster = view.world, rules.conduct, rules.roster
    pact = pact_of(rules, view, act[:, Item.DRAFT].astype(np.intp))
    known = detection(conduct, roster.skill)[w] * attribution(conduct, roster.skill, roster.offence)[w, view.seat]
    named = np.where(pact.others, known * will_to_name(conduct)[w, view.seat], 0).max(axis=1, initial=0)
    held = conduct.threat[w, :, view.seat] * ~view.public.sanctioned[w, :, view.seat] * pact.others
    given = share_delivered(rules, view, pact)
    company = np.maximum(pact.others.sum(axis=1), 1)
    given = np.where(pact.others, given, 0).sum(axis=1) / company
    told = []
    for i in range(view.asks):
        words = [
            f"the text clearly forbids {pact.chi[i]:.0%} of such acts",
            f"it would be found out and named with chance {named[i]:.2f} at the most",
        ]
        if held[i].any():
            words.append("sanctions hang over it")
        words.append(f"the others last delivered {given[i]:.0%} of what they promised")
        told.append(f"{_manner(act[i])}{'; '.join(words)}{_apart(rules, view, act, i)}")
    return told


def _manner(act: Ints) -> str:
    """What a pledge strategy makes of it; nothing for expected utility."""
    if act[Item.CLAUSE] >= LETTER:
        return "does nothing that the text clearly forbids: "
    return "breaks its pledge for now: " if act[Item.PARTNER] != NONE and act[Item.WORDING2] == 0 else ""


def _apart(rules: Rules, view: View, act: Ints, row: int) -> str:
    """Whom it treats otherwise, and how little it trusts it."""
    seat = int(act[row, Item.PARTNER])
    if seat == NONE:
        return ""
    return f"; trusts {rules.roster.names[seat]} least, at {view.trust[row, seat] / FULL:.2f} of 1"


def of_answer(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of an answer: what is laid at whose door, how far that state is trusted, and why this and no other."""
    rows = np.arange(view.asks)
    named = np.isin(act[:, Item.VERB], (Verb.CONSULT, Verb.DENOUNCE))
    suspect = np.where(named, view.signal.argmax(axis=1), act[:, Item.PARTNER])
    told = []
    for row, seat in zip(rows, suspect, strict=True):
        seen, trust = int(view.signal[row, seat]), view.trust[row, seat] / FULL
        what = f"{seen} operation{'' if seen == 1 else 's'}"
        told.append(
            f"lays {what} at the door of {rules.roster.names[seat]}, which it trusts at {trust:.2f} of 1; "
            f"{ANSWERS[Verb(int(act[row, Item.VERB]))]}"
        )
    return told


ANSWERS = {
    Verb.PROTEST: "would rather not say so in public",
    Verb.ACCUSE: "is ready to name it",
    Verb.CONSULT: "the text promises consultations",
    Verb.RETALIATE: "expects no better of it",
    Verb.SANCTION: "that is more than it will bear",
    Verb.DENOUNCE: "no longer believes in the pact",
}
