"""What a seat alone knows: its card and how its goals stand, its promises, offers to it, how its mind leans."""

import numpy as np

from demarche.agents.doctrine.reasons import vote_words
from demarche.agents.doctrine.vote import edges, own_leaning
from demarche.agents.doctrine.worth import worth
from demarche.scenarios import tables
from demarche.scenarios.cards import is_derived
from demarche.scenarios.goals import red_wording, stands
from demarche.sim.terms import ABSENT, Ballot, Item, Status, Verb
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Brief, Goal
from demarche.ui.seat.terms import promise, terms_of_offer
from demarche.ui.seat.wants import wants

LEANS = {Ballot.YES: "leans to yes", Ballot.NO: "leans to no", Ballot.ABSTAIN: "could go either way"}


def brief_of(desk: Desk, view: View) -> Brief:
    """The brief of the one seat of a View."""
    seat, words = int(view.seat[0]), desk.words
    card = desk.card(seat)
    clause, wording = red_wording(desk.game, card)
    return Brief(
        summary=" ".join(card.summary.split()),
        goals=tuple(Goal(goal.text, stands(desk.game, view.public, card, goal)) for goal in card.goals),
        red_line=f"{words.clause(clause)}: {words.wording(clause, wording)}",
        trade=next(clause.title for clause in tables.clauses() if clause.id == card.trade),
        promises=promises(desk, view),
        offers=offers(desk, view),
        standing_offer=standing_offer(desk, view),
        leaning=leanings(desk, view),
        derived=is_derived(desk.game, seat),
        wants=desk.once(("wants", seat), lambda: wants(desk, card)),
    )


def promises(desk: Desk, view: View) -> tuple[str, ...]:
    """The ballots it has promised."""
    return tuple(
        promise(
            desk.words, draft, int(view.promise[0, draft]), int(view.promisee[0, draft]), int(view.favours[0, draft])
        )
        for draft in np.flatnonzero(view.promise[0] != Ballot.UNCAST).tolist()
    )


def offers(desk: Desk, view: View) -> tuple[tuple[str, str], ...]:
    """What stands offered to it: by whom, and the terms."""
    standing = sorted(zip(view.offers.sender.tolist(), view.offers.act, strict=True), key=lambda one: one[0])
    seat = int(view.seat[0])
    return tuple(
        (desk.rules.roster.names[sender], terms_of_offer(desk.words, sender, seat, act)) for sender, act in standing
    )


def standing_offer(desk: Desk, view: View) -> str:
    """Its own offer, if one stands."""
    act = view.offer[0]
    if act[Item.VERB] != Verb.OFFER:
        return ""
    partner = int(act[Item.PARTNER])
    return f"To {desk.words.state(partner)}: {terms_of_offer(desk.words, int(view.seat[0]), partner, act)}"


def leanings(desk: Desk, view: View) -> tuple[tuple[str, str], ...]:
    """How its own mind leans on each draft that is still to be decided, and the terms that pull it."""
    seen = np.isin(view.public.status[view.world[0]], (Status.OPEN, Status.TABLED, Status.UNSIGNED))
    return tuple(
        (desk.words.draft(draft), leaning(desk, view, draft))
        for draft in np.flatnonzero(seen).tolist()
        if (view.public.wording[view.world[0], draft] != ABSENT).any()
    )


def leaning(desk: Desk, view: View, draft: int) -> str:
    """How the seat leans on one draft, in the words of its doctrine; judged."""
    rules, doctrine = desk.rules, desk.game.doctrine
    which = np.array([draft])
    minds, text = doctrine.own_minds(view), view.public.wording[view.world, draft]
    lean = own_leaning(rules, doctrine, view, text, which)
    edge, eta = edges(rules, minds.p, which, view.seat), lean.eta[0]
    ballot = Ballot.YES if eta > edge.yes[0] else Ballot.NO if eta < -edge.no[0] else Ballot.ABSTAIN
    return f"{LEANS[ballot]}: {vote_words(rules, lean, worth(rules, minds, text), 0, ballot)}"
