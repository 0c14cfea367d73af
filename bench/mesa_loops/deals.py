"""Deals: a vote for a wording, favours for a vote, one wording for another; and whether to accept what is offered."""

import math
from typing import TYPE_CHECKING, NamedTuple

from bench.mesa_loops.delegation import Change, Delegation, after
from bench.mesa_loops.draft import Draft
from bench.mesa_loops.drafting import appeal
from bench.mesa_loops.voting import chances, edges, leaning, room

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

MOST_FAVOURS = 5


class Favours(NamedTuple):
    """That many favours."""

    number: int


class Vote(NamedTuple):
    """A yes on a draft."""

    draft: Draft


class Support(NamedTuple):
    """Support for a wording; if the doer holds the pen it is in the text at once."""

    draft: Draft
    change: Change


Side = Favours | Vote | Support


class Offer(NamedTuple):
    """What the giver offers its partner, and what it asks for it."""

    giver: int
    partner: int
    gives: Side
    asks: Side


def offer(me: Delegation, draft: Draft, wanted: Change | None, shared: list[float]) -> Offer | None:
    """A pen-holder buys a vote; others ask the pen-holder for a wording, or trade support for wordings."""
    if draft.pen == me.seat:
        return buy(me, draft)
    if wanted is None:
        return None
    if shared[1] < 0.5 and draft.number not in me.promised:
        return Offer(me.seat, draft.pen, Vote(draft), Support(draft, wanted))
    return trade(me, draft, wanted, shared[2])


def buy(me: Delegation, draft: Draft) -> Offer | None:
    """Favours for the vote of whoever is expected to be nearest below yes."""
    target, reach = None, math.inf
    for seat, eta in enumerate(room(me.model, draft, draft.text)):
        short = edges(me.p, draft).yes - eta
        if seat != me.seat and seat not in draft.sponsors and 0 < short < reach:
            target, reach = seat, short
    if target is None:
        return None
    return Offer(me.seat, target, Favours(min(max(math.ceil(reach), 1), MOST_FAVOURS)), Vote(draft))


def trade(me: Delegation, draft: Draft, wanted: Change, u: float) -> Offer | None:
    """Support for the proposal of another, on another clause, against support for one's own."""
    partners = []
    for other in me.model.delegations:
        theirs = [c for number, c in other.proposals if number == draft.number and c != wanted.clause]
        if theirs and other is not me:
            partners.append((other, min(theirs)))
    if not partners:
        return None
    partner, clause = partners[int(u * len(partners))]
    change = Change(clause, partner.proposals[draft.number, clause])
    price = -me.change_in_worth(draft.text, after(draft.text, change))
    if wanted.gain <= price or draft.text[clause] == change.wording:
        return None
    return Offer(me.seat, partner.seat, Support(draft, change), Support(draft, wanted))


def best(me: Delegation, letters: list[Offer]) -> Offer | None:
    """The best of the offers that it holds, if it is worth anything."""
    chosen, most = None, 0.0
    for letter in letters:
        value = received(me, letter.gives, letter.giver) + given(me, letter.asks)
        if value > most:
            chosen, most = letter, value
    return chosen


def received(me: Delegation, side: Side, doer: int) -> float:
    """What it is worth to it that another does its side."""
    if isinstance(side, Favours):
        return float(me.p.favour_worth * side.number)
    if isinstance(side, Vote):
        if side.draft.pen != me.seat:
            return 0.0
        eta, other = room(me.model, side.draft, side.draft.text)[doer], me.model.facts.countries[doer]
        sure, _ = chances(eta, edges(other.p, side.draft))
        return float(me.p.ballot_worth * (1 - sure))
    change = me.change_in_worth(side.draft.text, after(side.draft.text, side.change))
    return float(change if side.draft.pen == doer else change * me.p.support_worth)


def given(me: Delegation, side: Side) -> float:
    """What it is worth to it, below 0 as a rule, to do its own side."""
    if isinstance(side, Favours):
        return float(-me.p.favour_cost * side.number)
    if isinstance(side, Vote):
        if side.draft.number in me.promised:
            return -math.inf
        against = edges(me.p, side.draft).yes - leaning(me, side.draft, side.draft.text).eta
        return float(-max(against, 0) / max(me.p.text, 1e-3))
    if side.draft.pen == me.seat:
        return appeal(me, side.draft, side.change)
    return me.change_in_worth(side.draft.text, after(side.draft.text, side.change)) * me.p.support_worth


def strike(model: "Assembly", taken: dict[int, Offer]) -> None:
    """What is accepted binds both: wordings are supported at once, ballots promised, favours noted."""
    model.counts["deals"] += len(taken)
    for deal in taken.values():
        undertake(model, deal.giver, deal.gives, deal.asks)
    for seat, deal in taken.items():
        undertake(model, seat, deal.asks, deal.gives)


def undertake(model: "Assembly", seat: int, side: Side, gets: Side) -> None:
    """A delegation does its side of a deal, for what it gets."""
    delegation = model.delegations[seat]
    if isinstance(side, Vote):
        paid = gets.number if isinstance(gets, Favours) else 0
        delegation.promised[side.draft.number] = delegation.promised.get(side.draft.number, 0) + paid
    elif isinstance(side, Support):
        if side.draft.pen == seat:
            side.draft.text[side.change.clause] = side.change.wording
        else:
            delegation.proposals[side.draft.number, side.change.clause] = side.change.wording
