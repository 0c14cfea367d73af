"""A round of informal consultations: the floor, the answers, the pens."""

from typing import TYPE_CHECKING

from bench.mesa_loops import deals
from bench.mesa_loops.deals import Offer
from bench.mesa_loops.delegation import Change, Delegation
from bench.mesa_loops.draft import Draft
from bench.mesa_loops.drafting import concede
from bench.mesa_loops.tabling import readiness

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

CALM = 0.25
"""Propensity that even the least active delegation has in the room."""
Act = tuple[str, Draft, Change | None] | Offer
"""propose, sponsor or leave a draft; or an offer."""


def hold_round(model: "Assembly") -> None:
    """Everybody in the room acts at once, then everybody who was offered something answers, then the pen-holders."""
    shared = model.draw_shared()
    there = [d for d in model.delegations if d.country.capacity >= 1]
    floor = [(d, take_the_floor(d, shared[d.line], may_offer=True)) for d in there]
    offers = [act for _, act in floor if isinstance(act, Offer)]
    support(model, floor)

    letters: dict[int, list[Offer]] = {}
    for offer in offers:
        letters.setdefault(offer.partner, []).append(offer)
    shared = model.draw_shared()
    again = [(d, take_the_floor(d, shared[d.line], may_offer=False)) for d in there if d.country.capacity >= 2]
    accepted = {seat: deals.best(model.delegations[seat], letters[seat]) for seat in sorted(letters)}
    taken = {seat: offer for seat, offer in accepted.items() if offer is not None}
    support(model, [(d, act) for d, act in again if d.seat not in taken])
    deals.strike(model, taken)

    for seat in sorted({draft.pen for draft in model.drafts}):
        concede(model.delegations[seat])
    settle(model)
    model.round += 1


def take_the_floor(me: Delegation, shared: list[float], *, may_offer: bool) -> Act | None:
    """In the room of one draft: sponsor it, leave it, offer a deal, or propose a wording."""
    p, draw = me.p, me.random.random
    draft = room_of(me)
    propensity = me.country.propensity
    signs_on, speaks, bargains = draw(), draw() < p.voice * (CALM + propensity), draw() < p.dealing * propensity
    sponsors = me.seat in draft.sponsors
    if not (speaks or bargains or signs_on < p.early or sponsors):
        return None
    value = me.worth(draft.text)
    if sponsors and value < 0 and draft.pen != me.seat:
        return ("leave", draft, None)
    if not sponsors and value > 0 and signs_on < readiness(me, draft, value) * p.early:
        return ("sponsor", draft, None)
    wanted = me.best_change(draft.text)
    if wanted is not None and wanted.gain <= p.stir:
        wanted = None
    if bargains and may_offer and (offer := deals.offer(me, draft, wanted, shared)) is not None:
        return offer
    if speaks and wanted is not None and draft.pen != me.seat:
        said = me.proposals.get((draft.number, wanted.clause))
        if said != wanted.wording:
            return ("propose", draft, wanted)
    return None


def room_of(me: Delegation) -> Draft:
    """Which draft it works on: its own if it holds a pen, else one by chance."""
    own = [draft for draft in me.model.drafts if draft.pen == me.seat]
    return me.random.choice(own or me.model.drafts)


def support(model: "Assembly", acts: list[tuple[Delegation, Act | None]]) -> None:
    """Wordings proposed and names put to drafts or taken off them."""
    for delegation, act in acts:
        if act is None or isinstance(act, Offer):
            continue
        verb, draft, change = act
        if verb == "propose" and change is not None:
            delegation.proposals[draft.number, change.clause] = change.wording
            model.counts["proposed"] += 1
        elif verb == "sponsor":
            draft.sponsors.add(delegation.seat)
        elif verb == "leave":
            draft.sponsors.discard(delegation.seat)


def settle(model: "Assembly") -> None:
    """A proposal that the text now meets is settled."""
    for delegation in model.delegations:
        for (number, clause), wording in list(delegation.proposals.items()):
            if model.drafts[number].text[clause] == wording:
                del delegation.proposals[number, clause]
