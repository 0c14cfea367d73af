"""Acts as rows of eight numbers: made here, judged in the procedure."""

from typing import Any

import numpy as np

from demarche.sim.terms import NONE, Ballot, Bools, Ints, Item, Objection, Verb


def acts(rows: int, verb: Verb = Verb.PASS) -> Ints:
    """That many acts of one verb, (rows, 8), with nothing named."""
    act = np.full((rows, len(Item)), NONE, np.int16)
    act[:, Item.VERB] = verb
    return act


def silence(worlds: int, seats: int) -> Ints:
    """A joint act in which nobody says anything, (B, S, 8)."""
    return acts(worlds * seats, Verb.SILENT).reshape(worlds, seats, len(Item))


def an_act(verb: Verb, **items: int) -> Ints:
    """One act (8,), its items named as in Item: `an_act(Verb.CAST, wording=Ballot.YES)`."""
    act = acts(1, verb)[0]
    for name, value in items.items():
        act[Item[name.upper()]] = value
    return act


def write(act: Ints, rows: Any, verb: Verb, **items: Any) -> None:
    """Make those rows of act (N, 8) acts of that verb; each item is a number or one for each of the rows."""
    act[rows] = NONE
    act[rows, Item.VERB] = verb
    for name, value in items.items():
        act[rows, Item[name.upper()]] = value


def default_act(verbs: Bools, draft: int) -> Ints:
    """What the clock records for a seat that has not answered, (8,): the least it can do. verbs (V,) open to it."""
    if verbs[Verb.PASS]:
        return an_act(Verb.PASS)
    for verb in (Verb.TABLE, Verb.HOLD):
        if verbs[verb]:
            return an_act(verb, draft=draft)
    if verbs[Verb.KEEP]:
        return an_act(Verb.KEEP, draft=draft, clause=0, wording=0, draft2=0)
    if verbs[Verb.DECLINE]:
        return an_act(Verb.DECLINE, wording=Objection.NOT_NOW)
    return an_act(Verb.CAST, wording=Ballot.ABSTAIN)
