"""Why an offer of a deal was refused, or would be, by what is published of the other; and what would do instead.

A mission can read the reason off the other's published position as anybody can; its instructions it does not see.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.vote import expected, room, room_edges
from demarche.agents.doctrine.worth import after, whole_worth
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ballot, Ints, Item
from demarche.sim.view import View

FAVOURS_AT_MOST = 5


class Why(StrEnum):
    """Why a deal does not come about."""

    WORDING = "the wording costs it more than the deal brings"
    BALLOT = "it would have to vote against its own leaning"
    PEN = "what is offered is worth little to a pen-holder"
    FAVOURS = "too few favours"
    ACCEPTABLE = "by what is published it would accept"


@dataclass(frozen=True, slots=True)
class Refused:
    """gains, costs: utils to the partner, as published.  would_do: favours that would do in the place, 0 where none."""

    why: Why
    gains: float
    costs: float
    would_do: int = 0


def weighed(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Refused:
    """An offer (8,) of the one ask of a View, as its partner would weigh it by what is published of it."""
    partner = int(act[Item.PARTNER])
    gives, asks = act[[Item.DRAFT, Item.CLAUSE, Item.WORDING]], act[[Item.DRAFT2, Item.CLAUSE2, Item.WORDING2]]
    gains = worth_to(rules, doctrine, view, partner, gives, int(view.seat[0]))
    costs = -worth_to(rules, doctrine, view, partner, asks, partner)
    p = doctrine.at(view.world[:1], np.array([partner]))
    short = costs + float(p.margin[0]) - gains
    if short < 0:
        return Refused(Why.ACCEPTABLE, gains, costs)
    each = float(p.favour_worth[0])
    needed = int(np.floor(costs / each)) + 1 if each > 0 else FAVOURS_AT_MOST + 1
    for_ballot = asks[0] != NONE and asks[1] == NONE
    would_do = needed if for_ballot and needed <= FAVOURS_AT_MOST else 0
    if gives[0] == NONE:
        return Refused(Why.FAVOURS if would_do else Why.BALLOT, gains, costs, would_do)
    if asks[1] != NONE:
        return Refused(Why.PEN if costs <= float(p.own_loss[0]) and gains < costs else Why.WORDING, gains, costs)
    return Refused(Why.BALLOT, gains, costs, would_do)


def worth_to(rules: Rules, doctrine: Doctrine, view: View, partner: int, terms: Ints, doer: int) -> float:
    """What one side of a deal is worth to the partner, utils: negative where the cost is its own. terms (3,)."""
    draft, clause, wording = (int(item) for item in terms)
    world, seat = view.world[:1], np.array([partner])
    p = doctrine.at(world, seat)
    if draft == NONE:
        return wording * float(p.favour_worth[0] if doer != partner else -p.favour_cost[0])
    d, text = np.array([draft]), view.public.wording[world, draft]
    if clause == NONE:
        return _of_ballot(rules, doctrine, view, partner, d, wording, doer)
    minds = doctrine.public_minds(rules, world, seat)
    new = after(text, np.array([clause]), np.array([wording]))
    change = float((whole_worth(rules, minds, new) - whole_worth(rules, minds, text))[0])
    return change * (1.0 if rules.pen[draft] == doer else float(p.support_worth[0]))


def _of_ballot(
    rules: Rules, doctrine: Doctrine, view: View, partner: int, draft: Ints, ballot: int, doer: int
) -> float:
    """A ballot that the partner would get, worth what it was in doubt, or would cast, at the price of its leaning."""
    world, text = view.world[:1], view.public.wording[view.world[:1], draft]
    p = doctrine.at(world, np.array([partner]))
    if doer != partner:
        sure = float(expected(rules, doctrine, world, text, draft)[0][0, doer])
        counts = rules.pen[draft[0]] == partner and ballot == Ballot.YES
        return float(p.ballot_worth[0]) * (1 - sure) if counts else 0.0
    eta = float(room(rules, doctrine, world, text, draft)[0, partner])
    edge = room_edges(rules, doctrine, world, draft)
    against = float(edge.yes[0, partner]) - eta if ballot == Ballot.YES else float(edge.no[0, partner]) + eta
    return -max(against, 0.0) / max(float(p.text[0]), 1e-3)
