"""The forms of letters: for which wording to gather names and of whom, and whose letter to sign."""

import numpy as np

from demarche.agents.options import open_drafts, others
from demarche.sim.acts import FILLS, Part
from demarche.sim.parts import ASKING
from demarche.sim.terms import NONE, Stage, Verb
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form, in_drafts, with_draft
from demarche.ui.seat.shown import Choice, Field

PLACES = tuple(f"asked{n}" for n in range(len(FILLS[Part.ASKED])))


def gathering(desk: Desk, view: View, verb: Verb) -> Form:
    """A draft, a wording of it, and up to four states; in the second call of a round the letter is settled."""
    r, b, seat = view.public, int(view.world[0]), int(view.seat[0])
    if view.stage[0] == Stage.ANSWERS:
        draft = int(r.call[b, seat, 0])
        clause, wording = (int(item) for item in r.letter[b, seat, draft])
        says, fields = with_draft(
            desk, {draft: ("{clause}", desk.wording_field("clause", "Clause", [(clause, wording)], ()))}
        )
    else:
        drafts = open_drafts(view, 0)
        says, fields = with_draft(
            desk, {d: ("{clause}", desk.any_wording("clause", "Clause", in_drafts(desk, view, [d]))) for d in drafts}
        )
    asked = tuple(
        Field(name, "Ask" if not n else "and", free_to_sign(desk, view), may_pass_over=n > 0)
        for n, name in enumerate(PLACES)
    )
    named = " ".join(f"{{{name}}}" for name in PLACES)
    return f"{says} {ASKING} {named}", (*fields, *asked)


def free_to_sign(desk: Desk, view: View) -> tuple[Choice, ...]:
    """The other delegations that have not signed the letter of this seat yet, on every open draft."""
    r, b, seat = view.public, int(view.world[0]), int(view.seat[0])
    signed = (r.signatory[b][:, open_drafts(view, 0)] == seat).all(axis=1)
    asked = r.call[b, seat, 1:].tolist()
    return tuple(
        desk.seats[s]
        for s in others(desk.rules, view, 0)
        if desk.rules.delegations[s] and not signed[s] and s not in asked
    )


def signing(desk: Desk, view: View, verb: Verb) -> Form:
    """A state that asks for this seat's name in this round, with what its letter is for."""
    r, b, seat = view.public, int(view.world[0]), int(view.seat[0])
    callers = np.flatnonzero((r.call[b, :, 1:] == seat).any(axis=1)).tolist()
    return "{state}", (Field("state", "The letter of", tuple(letter_of(desk, view, caller) for caller in callers)),)


def letter_of(desk: Desk, view: View, caller: int) -> Choice:
    """A state that gathers names, and for what."""
    r, b = view.public, int(view.world[0])
    draft = int(r.call[b, caller, 0])
    clause, wording = (int(item) for item in r.letter[b, caller, draft])
    says = desk.words.clause(clause)
    text = f"without {says}" if wording == NONE else f"{says}: “{desk.words.wording(clause, wording)}”"
    return Choice(desk.seats[caller].says, desk.seats[caller].words, f"{desk.words.draft(draft)}, {text}")
