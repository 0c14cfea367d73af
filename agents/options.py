"""What a seat could do now, from what its View shows: acts in order, listed for each verb."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from demarche.sim.act import an_act
from demarche.sim.conduct import MEASURES
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.terms import ABSENT, NONE, Ballot, Bools, Ground, Ints, Item, Motion, Role, Stage, Status, Verb
from demarche.sim.view import View

FAVOURS = range(1, 6)
LEVELS = (0, FULL // 4, FULL // 2, FULL)
"""Of restraint, in thousandths."""


def options(rules: Rules, view: View, row: int, verb: Verb) -> list[Ints]:
    """Acts (8,) of one verb that are in order for one ask, every one but for statements, offers and conduct.

    Of those, which are pairs of many things, there are as many as show each thing once.  Empty where the verb is open
    and nothing it could name is.
    """
    if not view.verbs[row, verb]:
        return []
    return list(LISTS[verb](rules, view, row)) if verb in LISTS else [an_act(verb)]


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


def speeches(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Nothing, one wording, or two; a state is named in every other."""
    who, worded = others(rules, view, row), wordings(rules)
    yield an_act(Verb.SPEAK)
    for i, (clause, wording) in enumerate(worded):
        clause2, wording2 = worded[i * 7 % len(worded)] if i % 3 else (NONE, NONE)
        partner = who[i % len(who)] if i % 2 else NONE
        yield an_act(Verb.SPEAK, partner=partner, clause=clause, wording=wording, clause2=clause2, wording2=wording2)


def replies(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Naming nobody, or any other seat."""
    yield from (an_act(Verb.REPLY, partner=seat) for seat in (NONE, *others(rules, view, row)))


def proposable(rules: Rules, view: View, row: int) -> list[tuple[int, int, int]]:
    """Draft, clause and wording of what an open draft does not have and the seat has not proposed."""
    stands = view.public.wording[view.world[row]].tolist()
    said = view.public.proposal[view.world[row], view.seat[row]].tolist()
    return [
        (draft, clause, wording)
        for draft, (clause, wording) in product(open_drafts(view, row), wordings(rules))
        if wording not in (stands[draft][clause], said[draft][clause])
    ]


def proposals(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Wordings that an open draft does not have and that the seat has not proposed."""
    for draft, clause, wording in proposable(rules, view, row):
        yield an_act(Verb.PROPOSE, draft=draft, clause=clause, wording=wording)


def drafts_to_sponsor(rules: Rules, view: View, row: int) -> list[int]:
    """Open drafts in informals; at the close of the lists, the one whose turn it is."""
    r, b = view.public, view.world[row]
    if r.stage[b] != Stage.SPONSORS:
        return open_drafts(view, row)
    return [int(r.order[b, r.turn[b]])]


def joinings(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Drafts it does not sponsor yet."""
    mine = view.public.sponsor[view.world[row], :, view.seat[row]]
    yield from (an_act(Verb.SPONSOR, draft=d) for d in drafts_to_sponsor(rules, view, row) if not mine[d])


def leavings(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Drafts it sponsors and does not hold the pen of."""
    mine = view.public.sponsor[view.world[row], :, view.seat[row]] & (rules.pen != view.seat[row])
    yield from (an_act(Verb.LEAVE, draft=d) for d in drafts_to_sponsor(rules, view, row) if mine[d])


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


def acceptances(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Whatever has been offered to it."""
    yield from (an_act(Verb.ACCEPT, partner=int(s)) for s in view.letters.sender[view.letters.row == row])


def takeable(rules: Rules, view: View, row: int) -> list[tuple[int, int, int]]:
    """Draft, clause and wording of what the seat's own open drafts do not have."""
    stands = view.public.wording[view.world[row]].tolist()
    own = [draft for draft in open_drafts(view, row) if rules.pen[draft] == view.seat[row]]
    return [
        (draft, clause, wording)
        for draft, (clause, wording) in product(own, wordings(rules))
        if wording != stands[draft][clause]
    ]


def takings(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Wordings that its own open drafts do not have."""
    for draft, clause, wording in takeable(rules, view, row):
        yield an_act(Verb.TAKE, draft=draft, clause=clause, wording=wording)


def motions(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Motions not moved yet that would change something."""
    r, b = view.public, view.world[row]
    following = (np.arange(r.order.shape[1]) > r.turn[b]) & (r.order[b] != NONE)
    decided = np.isin(r.status[b], (Status.ADOPTED, Status.CONSENSUS, Status.REJECTED))
    possible = {
        Motion.SUSPEND_MEETING: not r.suspended[b],
        Motion.ADJOURN_MEETING: following.any() and not r.deferred[b, r.current[b]],
        Motion.PASS_OVER: decided.any(),
    }
    for motion in Motion:
        if r.moved[b, motion] == NONE and possible.get(motion, True):
            yield an_act(Verb.MOVE, wording=motion)


def amendments(rules: Rules, view: View, row: int, verb: Verb = Verb.AMEND) -> Iterator[Ints]:
    """Wordings that the draft on the table does not have; to amend, only what was not moved before."""
    r, b = view.public, view.world[row]
    for clause, wording in wordings(rules):
        moved = r.amending[b, clause, wording] != NONE  # ABSENT is the last place, and -1 finds it
        if r.text[b, clause] != wording and not (moved and verb == Verb.AMEND):
            yield an_act(verb, clause=clause, wording=wording)


def divisions(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Clauses that stand in the draft on the table."""
    stands = np.flatnonzero(view.public.text[view.world[row]] != ABSENT)
    yield from (an_act(Verb.DIVIDE, clause=int(c)) for c in stands)


def reconsiderations(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Drafts decided by a recorded vote and not reconsidered yet."""
    r, b = view.public, view.world[row]
    decided = np.isin(r.status[b], (Status.ADOPTED, Status.REJECTED)) & ~r.reconsidered[b]
    yield from (an_act(Verb.RECONSIDER, draft=int(d)) for d in np.flatnonzero(decided))


def explanations(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Every ground for each vote it cast on a draft that it does not sponsor."""
    r, b, s = view.public, view.world[row], view.seat[row]
    cast = ~np.isin(r.final[b, :, s], (Ballot.UNCAST, Ballot.ABSENT)) & ~r.sponsor[b, :, s]
    for draft, ground in product(np.flatnonzero(cast), Ground):
        yield an_act(Verb.EXPLAIN, draft=int(draft), wording=ground)


def conducts(rules: Rules, view: View, row: int) -> Iterator[Ints]:
    """Under the pact whose turn it is: every choice of measures it promises, to the letter or not, one level each.

    A party is treated apart in every other.
    """
    b, draft = view.world[row], int(view.public.turn[view.world[row]])
    promised = rules.conduct.promises(view.public.wording)[b, draft]
    dues = sum(1 << m for m in range(len(MEASURES)) if promised[m])
    parties = [int(s) for s in np.flatnonzero(bound(view, row)[draft]) if s != view.seat[row]]
    choices = [bits for bits in range(2 * LETTER) if not bits % LETTER & ~dues]
    for i, bits in enumerate(choices):
        act = an_act(Verb.KEEP, draft=draft, clause=bits, wording=LEVELS[i % len(LEVELS)])
        if i % 2:
            act[Item.PARTNER], act[Item.WORDING2] = parties[i % len(parties)], LEVELS[i // 2 % len(LEVELS)]
        yield act


def bound(view: View, row: int) -> Bools:
    """The parties of each draft that is a pact, (L, S), as everybody knows them."""
    r, b = view.public, view.world[row]
    who = r.signed[b] & ~r.denounced[b]
    return np.asarray(who & (who.sum(axis=1, keepdims=True) > 1))


def answers(verb: Verb) -> Callable[[Rules, View, int], Iterator[Ints]]:
    """That answer, toward every state it has seen something of."""
    return lambda _, view, row: (an_act(verb, partner=int(s)) for s in np.flatnonzero(view.signal[row] > 0))


def under_a_pact(verb: Verb) -> Callable[[Rules, View, int], Iterator[Ints]]:
    """That answer, under every pact that binds it."""
    return lambda _, view, row: (
        an_act(verb, draft=int(d)) for d in np.flatnonzero(bound(view, row)[:, view.seat[row]])
    )


LISTS: dict[Verb, Callable[[Rules, View, int], Iterator[Ints]]] = {
    Verb.SPEAK: speeches,
    Verb.REPLY: replies,
    Verb.PROPOSE: proposals,
    Verb.SPONSOR: joinings,
    Verb.LEAVE: leavings,
    Verb.OFFER: offers,
    Verb.ACCEPT: acceptances,
    Verb.TAKE: takings,
    Verb.TABLE: lambda _, view, row: iter([an_act(Verb.TABLE, draft=int(view.public.turn[view.world[row]]))]),
    Verb.HOLD: lambda _, view, row: iter([an_act(Verb.HOLD, draft=int(view.public.turn[view.world[row]]))]),
    Verb.MOVE: motions,
    Verb.AMEND: amendments,
    Verb.REVISE: lambda rules, view, row: amendments(rules, view, row, Verb.REVISE),
    Verb.DIVIDE: divisions,
    Verb.CAST: lambda rules, view, row: (
        an_act(Verb.CAST, wording=b) for b in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT)
    ),
    Verb.RECONSIDER: reconsiderations,
    Verb.EXPLAIN: explanations,
    Verb.KEEP: conducts,
    **{verb: answers(verb) for verb in (Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION)},
    **{verb: under_a_pact(verb) for verb in (Verb.CONSULT, Verb.DENOUNCE)},
}
"""What each verb could name. A verb that names nothing is not here."""
