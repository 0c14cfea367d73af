"""The forms of deals: an offer to another member, and the answer to one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto

import numpy as np

from demarche.agents.options import FAVOURS, open_drafts
from demarche.sim.naming import word
from demarche.sim.terms import NONE, Ballot, Verb
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form, in_drafts, with_draft
from demarche.ui.seat.phrases import BALLOT_PHRASES
from demarche.ui.seat.shown import Choice, Field
from demarche.ui.seat.terms import terms_of_offer

PROMISABLE = (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)


class Side(Enum):
    """What one side of a deal is."""

    FAVOURS = auto()
    VOTE = auto()
    WORDING = auto()


ANSWERED_BY = {
    Side.FAVOURS: (Side.VOTE,),
    Side.VOTE: tuple(Side),
    Side.WORDING: (Side.VOTE, Side.WORDING),
}
"""What may be asked for what is given: favours only go against a vote."""


def acceptance(desk: Desk, view: View, verb: Verb) -> Form:
    """An offer that stands to the seat, with its terms."""
    standing = sorted(zip(view.offers.sender.tolist(), view.offers.act, strict=True), key=lambda one: one[0])
    offered = tuple(
        replace(desk.seats[sender], note=terms_of_offer(desk.words, sender, int(view.seat[0]), act))
        for sender, act in standing
    )
    return "{state}", (Field("state", "From", offered),)


def offer(desk: Desk, view: View, verb: Verb) -> Form:
    """To another member: what is given, and what may be asked for that."""
    drafts = open_drafts(view, 0)
    told = tuple(in_drafts(desk, view, [draft]) for draft in drafts)
    partner = Field("state", "To", partners(desk, int(view.seat[0]), drafts))
    gives = desk.once(("sides", *drafts, *told), lambda: deal(desk, drafts, told))
    return "{state}: {gives}", (partner, gives)


def partners(desk: Desk, seat: int, drafts: list[int]) -> tuple[Choice, ...]:
    """Those one can deal with: pen-holders of the drafts first, then those who vote with the same bloc."""
    pens, line = {int(desk.rules.pen[draft]) for draft in drafts}, desk.rules.roster.line
    members = [other for other in np.flatnonzero(desk.rules.voters).tolist() if other != seat]
    members.sort(key=lambda other: (other not in pens, line[seat] == NONE or line[other] != line[seat], other))
    return tuple(desk.seats[other] for other in members)


def deal(desk: Desk, drafts: list[int], told: Sequence[tuple[int, ...]]) -> Field:
    """What is given on those drafts, and with it what may be asked. told: the clauses of each, which come first."""
    gives, asks = (kinds(desk, name, drafts, told) for name in ("gives", "asks"))
    choices = tuple(
        replace(
            choice,
            says=f"{choice.says} for {{asks}}",
            then=(*choice.then, Field("asks", "You ask", tuple(asks[other] for other in ANSWERED_BY[kind]))),
        )
        for kind, choice in gives.items()
    )
    return Field("gives", "You give", choices if drafts else ())


def kinds(desk: Desk, name: str, drafts: list[int], told: Sequence[tuple[int, ...]]) -> dict[Side, Choice]:
    """What one side of a deal can be, under a name of its own."""
    counts = tuple(Choice(f"{n} favour{'s' * (n > 1)}", f"{n} favour{'s' * (n > 1)}") for n in FAVOURS)
    votes = tuple(Choice(word(ballot), BALLOT_PHRASES[ballot].word) for ballot in PROMISABLE)
    number, ballot, clause = f"{name}_number", f"{name}_ballot", f"{name}_clause"
    of_vote = dict.fromkeys(drafts, (f"{{{ballot}}}", Field(ballot, "Vote", votes)))
    of_clause = {
        draft: (f"{{{clause}}}", desk.any_wording(clause, "Clause", first))
        for draft, first in zip(drafts, told, strict=True)
    }
    vote, wording = (with_draft_named(desk, f"{name}_draft", of_draft) for of_draft in (of_vote, of_clause))
    return {
        Side.FAVOURS: Choice(f"{{{number}}}", "Favours", "for a vote", then=(Field(number, "How many", counts),)),
        Side.VOTE: Choice(vote[0], "A vote on a whole draft", then=vote[1]),
        Side.WORDING: Choice(
            wording[0], "Support for a wording", "in your own text, it is taken in at once", then=wording[1]
        ),
    }


def with_draft_named(desk: Desk, name: str, of_draft: Mapping[int, tuple[str, Field]]) -> Form:
    """A draft under a name of its own, and what is chosen in it."""
    said, fields = with_draft(desk, of_draft)
    return said.replace("{draft}", f"{{{name}}}"), tuple(
        replace(field, name=name) if field.name == "draft" else field for field in fields
    )
