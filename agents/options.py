"""What a seat could do now, from what its View shows: acts in order, listed for each verb.

What a verb names is in the table of acts.  Whatever each part could name is tried together, and the judges of the rules
say what is in order.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, product

import numpy as np

from demarche.sim.act import acts, an_act
from demarche.sim.acts import ACTS, FILLS, Part
from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import left
from demarche.sim.judging import faults
from demarche.sim.levels import APART, GENERAL, packed
from demarche.sim.proposal import packed_basis, packed_change
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import (
    ABSENT,
    NONE,
    Accusation,
    Ballot,
    Bools,
    Ground,
    Ints,
    Item,
    Motion,
    Objection,
    Refusal,
    Role,
    Status,
    Verb,
)
from demarche.sim.view import View

FAVOURS = range(1, 6)
LEVELS = ((0, 0, 0, 0), (25, 25, 25, 25), (0, 50, 100, 10), (100, 100, 100, 100))
"""Of restraint by kind, in hundredths."""


def options(rules: Rules, view: View, row: int, verb: Verb) -> list[Ints]:
    """Acts (8,) of one verb that are in order for one ask, every one but for statements, offers and conduct.

    Of those, which are pairs of many things, there are as many as show each thing once.  Empty where the verb is open
    and nothing it could name is.
    """
    parts = ACTS[verb].parts
    if not view.verbs[row, verb]:
        return []
    special = next((PAIRED[part] for part in parts if part in PAIRED), None)
    if special is not None:
        return list(special(rules, view, row))
    tried = every(verb, parts, [NAMES[part](rules, view, row) for part in parts])
    if not len(tried):
        return []
    return list(tried[faults(rules, view, row, tried) == Refusal.NONE])


def every(verb: Verb, parts: Sequence[Part], named: Sequence[Sequence[tuple[int, ...]]]) -> Ints:
    """Acts (M, 8) of a verb with each of what every part could name, all together. The last part changes fastest."""
    places = [item for part in parts for item in FILLS[part]]
    rows = [tuple(chain.from_iterable(choice)) for choice in product(*named)]
    tried = acts(len(rows), verb)
    tried[:, places] = np.array(rows, np.int16).reshape(len(rows), len(places))
    return tried


def wordings(rules: Rules) -> list[tuple[int, int]]:
    """Every clause with every wording it has, and left out."""
    there = [(int(c), int(k)) for c, k in np.argwhere(rules.book.exists)]
    return sorted([*there, *((c, ABSENT) for c in range(rules.book.clauses))])


def others(rules: Rules, view: View, row: int) -> list[int]:
    """Every other seat."""
    return [s for s in range(rules.seats) if s != view.seat[row]]


def open_drafts(view: View, row: int) -> list[int]:
    """Drafts that are being negotiated."""
    return [int(d) for d in np.flatnonzero(view.public.status[view.world[row]] == Status.OPEN)]


def bound(view: View, row: int) -> Bools:
    """The parties of each draft that is a pact, (L, S), as everybody knows them."""
    r, b = view.public, view.world[row]
    who = r.signed[b] & r.in_force[b][:, None] & ~left(r)[b]
    return np.asarray(who & (who.sum(axis=1, keepdims=True) > 1))


def speeches(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Nothing, one wording, or two; a state is named in every other."""
    who, worded = others(rules, view, row), wordings(rules)
    yield an_act(Verb.SPEAK)
    for i, (clause, wording) in enumerate(worded):
        clause2, wording2 = worded[i * 7 % len(worded)] if i % 3 else (NONE, NONE)
        partner = who[i % len(who)] if i % 2 else NONE
        yield an_act(Verb.SPEAK, partner=partner, clause=clause, wording=wording, clause2=clause2, wording2=wording2)


def offers(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """To each other member one deal after another, so that every undertaking is offered and asked for."""
    drafts = open_drafts(view, row)
    members = [s for s in others(rules, view, row) if rules.roster.role[s] == Role.MEMBER]
    ballots = [(d, NONE, int(b)) for d in drafts for b in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)]
    worded = [(d, c, k) for d in drafts for c, k in wordings(rules)]
    favours = [(NONE, NONE, n) for n in FAVOURS]
    sides = [*zip(worded, ballots * len(worded), strict=False), *zip(worded, reversed(worded), strict=False)]
    sides += [*product(favours, ballots), *product(ballots, favours)]
    for i, (gives, asks) in enumerate(sides if members else []):
        if gives != asks:
            (draft, clause, wording), (draft2, clause2, wording2) = gives, asks
            act = an_act(Verb.OFFER, partner=members[i % len(members)], draft=draft, clause=clause, wording=wording)
            act[[Item.DRAFT2, Item.CLAUSE2, Item.WORDING2]] = draft2, clause2, wording2
            yield act


def gatherings(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """For every wording of every open draft a letter, each time to some other states; in a second call, to all left."""
    b, s, r = view.world[row], view.seat[row], view.public
    called = int(r.call[b, s, 0])
    who = [seat for seat in others(rules, view, row) if rules.delegations[seat] and seat not in r.call[b, s, 1:]]
    if called != NONE:
        clause, wording = (int(item) for item in r.letter[b, s, called])
        letters = [(called, clause, wording)] * len(who)
    else:
        letters = [(d, c, k) for d in open_drafts(view, row) for c, k in wordings(rules)]
    tried = acts(len(letters) if who else 0, Verb.GATHER)
    for i, (draft, clause, wording) in enumerate(letters if who else []):
        tried[i, [Item.DRAFT, Item.CLAUSE, Item.WORDING]] = draft, clause, wording
        asked = dict.fromkeys(who[(i + n * n) % len(who)] for n in range(i % len(FILLS[Part.ASKED]) + 1))
        tried[i, list(FILLS[Part.ASKED][: len(asked)])] = list(asked)
    if len(tried):
        yield from tried[faults(rules, view, row, tried) == Refusal.NONE]


def conducts(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Under the pact whose turn it is: every choice of measures it promises, broadly or not, some levels each.

    A party is treated apart in every other.
    """
    b, draft = view.world[row], int(view.public.turn[view.world[row]])
    promised = rules.conduct.promises(view.public.wording)[b, draft]
    dues = sum(1 << m for m in range(len(MEASURES)) if promised[m])
    parties = [int(s) for s in np.flatnonzero(bound(view, row)[draft]) if s != view.seat[row]]
    choices = [bits for bits in range(2 * BROADLY) if not bits % BROADLY & ~dues]
    for i, bits in enumerate(choices):
        act = an_act(Verb.KEEP, draft=draft, clause=bits)
        act[list(GENERAL)] = packed(np.array(LEVELS[i % len(LEVELS)]))
        if i % 2:
            act[Item.PARTNER] = parties[i % len(parties)]
            act[list(APART)] = packed(np.array(LEVELS[i // 2 % len(LEVELS)]))
        yield act


def accusations(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Every state that it knows something of, in every manner."""
    known = (view.signal[row] > 0) | (view.waiting[row] > 0) | (view.ready[row] > 0)
    for seat in np.flatnonzero(known).tolist():
        for manner in Accusation:
            yield an_act(Verb.ACCUSE, partner=seat, wording=manner)


def proposals(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """To every other state, on every template and in own words, with every wording and some dates once."""
    who, worded = others(rules, view, row), wordings(rules)
    for i, (clause, wording) in enumerate(worded if who else []):
        template = i % (len(rules.templates) + 1) - 1
        act = an_act(Verb.INVITE, partner=who[i % len(who)], draft=int(packed_change(clause, wording)))
        second, third = who[(i + 1) % len(who)], who[(i + 2) % len(who)]
        if i % 3 and second != act[Item.PARTNER]:
            act[Item.DRAFT2] = second
            act[Item.CLAUSE2] = third if i % 3 > 1 and third not in act[[Item.PARTNER, Item.DRAFT2]] else NONE
        act[Item.WORDING2] = packed_basis(template, i % 4 - 1, i % 3)
        if faults(rules, view, row, act[None])[0] == Refusal.NONE:
            yield act


Listed = Callable[[Rules, View, int], Sequence[tuple[int, ...]]]


def of_range(size: Callable[[Rules], int]) -> Listed:
    """Every whole number below the size."""
    return lambda rules, view, row: [(place,) for place in range(size(rules))]


def other_states(rules: Rules, view: View, row: int) -> list[tuple[int, ...]]:
    """Every other seat."""
    return [(seat,) for seat in others(rules, view, row)]


NAMES: dict[Part, Listed] = {
    Part.DRAFT: of_range(lambda rules: len(rules.pen)),
    Part.PACT: of_range(lambda rules: len(rules.pen)),
    Part.WORDED: lambda rules, view, row: wordings(rules),
    Part.CLAUSE: of_range(lambda rules: rules.book.clauses),
    Part.STATE: other_states,
    Part.SENDER: other_states,
    Part.NAMED: lambda rules, view, row: [(NONE,), *other_states(rules, view, row)],
    Part.MOTION: of_range(lambda rules: len(Motion)),
    Part.GROUND: of_range(lambda rules: len(Ground)),
    Part.OBJECTION: of_range(lambda rules: len(Objection)),
    Part.BALLOT: lambda rules, view, row: [(b,) for b in Ballot if b != Ballot.UNCAST],
}
"""All that each part could name, in order or not."""
PAIRED: dict[Part, Callable[[Rules, View, int], Iterator[Ints]]] = {
    Part.STATEMENTS: speeches,
    Part.DEAL: offers,
    Part.CONDUCT: conducts,
    Part.ACCUSED: accusations,
    Part.PROPOSAL: proposals,
    Part.ASKED: gatherings,
}
"""Parts that are pairs of many things, with acts that show each thing once."""
