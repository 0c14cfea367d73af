"""Acts in words, as a delegate would put them, and back: the verb, then what its row in the table of acts names.

`propose 1 HRT.c`, `offer USA: 2 HRT.c for 1 yes`, `divide SUP`, `abstain`.  Drafts are numbered from 1 in the order of
the scenario and may be called by their symbol too; HRT.c is a wording of the clause HRT, and -HRT leaves it out.
"""

from difflib import get_close_matches

from demarche.sim.act import an_act
from demarche.sim.acts import ACTS
from demarche.sim.naming import one_of, word
from demarche.sim.parts import PARTS
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Ints, Item, Unreadable, Verb

_BALLOTS = [word(ballot) for ballot in Ballot if ballot != Ballot.UNCAST]
FORMS: dict[str, str] = {
    first: first if verb == Verb.CAST else row.written
    for verb, row in ACTS.items()
    for first in (_BALLOTS if verb == Verb.CAST else [word(verb)])
}
"""Every first word, with an act that begins with it. The ballots are verbs of their own."""


def say(rules: Rules, act: Ints) -> str:
    """One act (8,) in words. Raises Unreadable where it names what this session does not have."""
    verb = one_of(Verb, int(act[Item.VERB]), "act")
    named = [said for part in ACTS[verb].parts for said in PARTS[part].say(rules, act)]
    return " ".join(named if verb == Verb.CAST else [word(verb), *named])


def read(rules: Rules, text: str) -> Ints:
    """The act (8,) that the words say. Raises Unreadable naming what is wrong and what would be right.

    Whether the act is in order is not asked here.
    """
    first, *words = text.split() or [""]
    try:
        return _read(rules, first, words)
    except Unreadable as error:
        raise Unreadable(f"{text.strip()!r}: {error}") from None


def _read(rules: Rules, first: str, words: list[str]) -> Ints:
    if first not in FORMS:
        near = get_close_matches(first, FORMS, 1, 0.7)
        raise Unreadable(f"did you mean {near[0]}?" if near else f"an act begins with one of {', '.join(FORMS)}")
    verb, rest = (Verb.CAST, [first, *words]) if first in _BALLOTS else (Verb[first.upper()], words)
    items: dict[str, int] = {}
    for part in ACTS[verb].parts:
        found = PARTS[part].read(rules, rest)
        if found is None:
            raise _misfit(first)
        items, rest = items | found[0], found[1]
    if rest:
        raise _misfit(first)
    return an_act(verb, **items)


def _misfit(first: str) -> Unreadable:
    return Unreadable(f"{first} is written as in {FORMS[first]!r}")
