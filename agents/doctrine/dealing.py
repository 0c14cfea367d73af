"""Deals: a vote for a wording, favours for a vote, one wording for another; and whether to accept what is offered.

A pen-holder buys the vote that is nearest to changing; others ask the pen-holder for a wording, or trade support with a
state that has another proposal.  Both sides gain by their own lights, or there is no deal.
"""

from typing import NamedTuple

import numpy as np

from demarche.agents.doctrine.appeal import Change, appeal
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.vote import edges, expected, once, own_leaning, room, room_edges
from demarche.agents.doctrine.worth import after, whole_worth
from demarche.sim.act import write
from demarche.sim.engine import also_compiled, restated
from demarche.sim.numbers import pick
from demarche.sim.rules import Rules
from demarche.sim.terms import NO_WORD, NONE, Ballot, Bools, Decision, Floats, Ints, Item, Verb
from demarche.sim.view import View

MOST_FAVOURS = 5


class Wish(NamedTuple):
    """The change of a draft that each of N asks wants, and the utils it would gain: all (N,). clause NONE for none."""

    draft: Ints
    clause: Ints
    wording: Ints
    gain: Floats


def offer(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints, deals: Bools, wish: Wish) -> None:
    """Write into act (N, 8) the offers of the rows where `deals`."""
    draft, clause, wording = wish.draft, wish.clause, wish.wording
    pen = rules.pen[draft]
    buys = deals & (pen == view.seat) & (rules.decision == Decision.VOTE)
    _buy(rules, doctrine, view, act, np.flatnonzero(buys), draft)
    asks = deals & (pen != view.seat) & (clause != NONE)
    direct = asks & rules.voters[pen] & (rules.decision == Decision.VOTE)
    direct &= u[:, 5] < doctrine.at(view.world, view.seat).direct
    direct &= view.promise[np.arange(view.asks), draft] == Ballot.UNCAST
    rows = np.flatnonzero(direct)
    write(
        act, rows, Verb.OFFER, partner=pen[rows], draft=draft[rows], wording=Ballot.YES,
        draft2=draft[rows], clause2=clause[rows], wording2=wording[rows],
    )  # fmt: skip
    _trade(rules, doctrine, view, u, act, np.flatnonzero(asks & ~direct), wish)


def _buy(rules: Rules, doctrine: Doctrine, view: View, act: Ints, rows: Ints, draft: Ints) -> None:
    """Favours for the vote of whoever is expected to be nearest below yes."""
    if not rows.size:
        return
    world, d = view.world[rows], draft[rows]
    eta = room(rules, doctrine, world, view.public.wording[world, d], d)
    h = room_edges(rules, doctrine, world, d).yes
    for_sale = rules.voters & ~view.public.sponsor[world, d] & (np.arange(rules.seats) != view.seat[rows, None])
    short = np.where(for_sale & (eta < h), h - eta, np.float32(np.inf))
    target = short.argmin(axis=1)
    reach = short[np.arange(len(rows)), target]
    buys = np.isfinite(reach)
    favours = np.clip(np.ceil(np.where(buys, reach, 0)), 1, MOST_FAVOURS).astype(np.int16)
    write(
        act, rows[buys], Verb.OFFER, partner=target[buys], wording=favours[buys], draft2=d[buys], wording2=Ballot.YES
    )  # fmt: skip


def _trade(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints, rows: Ints, wish: Wish) -> None:
    """Support for the proposal of another, on another clause, against support for one's own; where one would gain."""
    if not rows.size:
        return
    asked, n = view.take(rows), np.arange(len(rows))
    d, clause, wording, gain = wish.draft[rows], wish.clause[rows], wish.wording[rows], wish.gain[rows]
    partner, theirs = someone_with_a_wish(rules, asked, d, clause, u[rows, 6])
    their_wording = view.public.proposal[asked.world, partner, d, theirs]
    minds, text = doctrine.own_minds(asked), view.public.wording[asked.world, d]
    price = whole_worth(rules, minds, text) - whole_worth(rules, minds, after(text, theirs, their_wording))
    trades = (partner != NONE) & (gain > price) & (their_wording != text[n, theirs])
    write(
        act, rows[trades], Verb.OFFER, partner=partner[trades], draft=d[trades], clause=theirs[trades],
        wording=their_wording[trades], draft2=d[trades], clause2=clause[trades], wording2=wording[trades],
    )  # fmt: skip


@restated("demarche.agents.fast.dealing:_wishes")
@also_compiled("demarche.agents.fast.dealing:someone_with_a_wish")
def someone_with_a_wish(rules: Rules, view: View, draft: Ints, clause: Ints, u: Floats) -> tuple[Ints, Ints]:
    """A member by chance of those that have proposed a wording on another clause of a draft, and the first such clause.

    draft, clause, u (N,) -> seat or NONE, and clause, (N,).
    """
    proposed = view.public.proposal[view.world, :, draft] != NO_WORD
    elsewhere = proposed & (np.arange(rules.book.clauses) != clause[:, None, None])
    partner = pick(elsewhere.any(axis=2) & rules.voters & (np.arange(rules.seats) != view.seat[:, None]), u)
    return partner, elsewhere[np.arange(view.asks), partner].argmax(axis=1)


def accept(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> None:
    """Write into act (N, 8) an acceptance of the best offer that is worth enough, for each ask that holds one."""
    offers = view.offers
    if not offers.row.size:
        return
    reader = view.take(offers.row)
    gives, asks = (
        offers.act[:, [Item.DRAFT, Item.CLAUSE, Item.WORDING]],
        offers.act[:, [Item.DRAFT2, Item.CLAUSE2, Item.WORDING2]],
    )
    value = side(rules, doctrine, reader, asks, reader.seat, to_me=False)
    # Skip offers that would be refused at any price.
    rows = np.flatnonzero(np.isfinite(value))
    value[rows] += side(rules, doctrine, reader.take(rows), gives[rows], offers.sender[rows], to_me=True)
    best = np.full(view.asks, -np.inf, np.float32)
    np.maximum.at(best, offers.row, value)
    enough = value > doctrine.at(reader.world, reader.seat).margin
    chosen = np.flatnonzero(enough & (value == best[offers.row]))[::-1]
    write(act, offers.row[chosen], Verb.ACCEPT, partner=offers.sender[chosen])


def side(rules: Rules, doctrine: Doctrine, view: View, terms: Ints, doer: Ints, *, to_me: bool) -> Floats:
    """What one side of a deal is worth to each ask, (N,) utils. terms (N, 3); doer (N,) the seat that would do it.

    to_me: the other does it for me; else I do it for the other, and a favour or a vote is a cost.
    """
    value = np.zeros(view.asks, np.float32)
    kinds = [(terms[:, 0] == NONE, _favour), ((terms[:, 0] != NONE) & (terms[:, 1] == NONE), _ballot)]
    kinds.append(((terms[:, 0] != NONE) & (terms[:, 1] != NONE), _wording))
    for which, weigh in kinds:
        rows = np.flatnonzero(which)
        if rows.size:
            value[rows] = weigh(rules, doctrine, view.take(rows), terms[rows], doer[rows], to_me)
    return value


def _favour(rules: Rules, doctrine: Doctrine, view: View, terms: Ints, doer: Ints, to_me: bool) -> Floats:
    """Favours received or granted."""
    p = doctrine.at(view.world, view.seat)
    return (p.favour_worth if to_me else -p.favour_cost) * terms[:, 2].astype(np.float32)


def _ballot(rules: Rules, doctrine: Doctrine, view: View, terms: Ints, doer: Ints, to_me: bool) -> Floats:
    """A vote promised to me, worth what it was in doubt; or by me, at the price of the vote I prefer."""
    p, d, yes = doctrine.at(view.world, view.seat), terms[:, 0], terms[:, 2] == Ballot.YES
    rows = np.arange(view.asks)
    if to_me:
        first, which = once(rules, view.world, d)
        world, text = view.world[first], view.public.wording[view.world[first], d[first]]
        sure = expected(rules, doctrine, world, text, d[first])[0][which, doer]
        return np.where((rules.pen[d] == view.seat) & yes, p.ballot_worth * (1 - sure), np.float32(0))
    eta = own_leaning(rules, doctrine, view, view.public.wording[view.world, d], d).eta
    edge = edges(rules, p, d, view.seat)
    against = np.where(yes, edge.yes - eta, edge.no + eta)
    price = -np.maximum(against, 0) / np.maximum(p.text, np.float32(1e-3))
    free = view.promise[rows, d] == Ballot.UNCAST
    return np.where(free, price, np.float32(-np.inf))


def _wording(rules: Rules, doctrine: Doctrine, view: View, terms: Ints, doer: Ints, to_me: bool) -> Floats:
    """Support for a wording; if the doer holds the pen it is in the text at once, and is weighed as such."""
    minds, d = doctrine.own_minds(view), terms[:, 0]
    text = view.public.wording[view.world, d]
    change = whole_worth(rules, minds, after(text, terms[:, 1], terms[:, 2])) - whole_worth(rules, minds, text)
    value = change * np.where(rules.pen[d] == doer, np.float32(1), minds.p.support_worth)
    own = np.flatnonzero((rules.pen[d] == doer) & (doer == view.seat))
    if own.size:
        pen, which = view.take(own), Change(terms[own, 1], terms[own, 2])
        value[own] = appeal(rules, doctrine, pen, doctrine.own_minds(pen), text[own], d[own], which)
    return value
