"""The form of conduct under a pact: as last quarter, or restraint, measures and a party apart chosen anew."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.options import bound
from demarche.sim.conduct import MEASURES
from demarche.sim.naming import say_draft, word
from demarche.sim.notation import say
from demarche.sim.parts import CONDUCT
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.session import Tick
from demarche.sim.terms import NONE, Ints, Item, Verb
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form, filled_in
from demarche.ui.seat.shown import Act, Choice, Field
from demarche.ui.words import listed

LEVELS = range(0, FULL + 1, FULL // 20)
"""Restraint that can be chosen, in thousandths."""


def conducts(desk: Desk, view: View, ticks: Sequence[Tick]) -> list[Act]:
    """The form of conduct; first whether it is as last quarter, where the seat has kept under that pact before."""
    says, fields = conduct(desk, view)
    again = as_before(desk, view, ticks)
    if again is not None:
        anew = Choice(says, "Otherwise", "choose again", then=fields)
        says, fields = "{how}", (Field("how", "Your conduct", (again, anew)),)
    return filled_in(Verb.KEEP, says, fields)


def conduct(desk: Desk, view: View) -> Form:
    """Under the pact whose turn it is: restraint, measures delivered, to the letter or not, one party apart."""
    draft = int(view.public.turn[view.world[0]])
    promised = desk.rules.conduct.promises(view.public.wording)[view.world[0], draft]
    parties = [int(s) for s in np.flatnonzero(bound(view, 0)[draft]) if s != view.seat[0]]
    due = [(CONDUCT[m], MEASURES[m]) for m in range(len(MEASURES)) if promised[m]]
    boxes = [Field(name, f"Deliver {measure}", (Choice(name, "Yes"),), may_pass_over=True) for name, measure in due]
    boxes.append(
        Field("to-the-letter", "Do nothing that the text clearly forbids", (Choice("to-the-letter", "Yes"),), True)
    )
    apart = tuple(
        Choice(f"toward {desk.seats[s].says} at {{apart_level}}", desk.seats[s].words, then=(level("apart_level"),))
        for s in parties
    )
    given = " ".join(f"{{{box.name}}}" for box in boxes)
    says = f"{say_draft(desk.rules, draft)} at {{level}} delivering {given} {{apart}}"
    return says, (level("level"), *boxes, Field("apart", "Treat one party apart", apart, may_pass_over=True))


def as_before(desk: Desk, view: View, ticks: Sequence[Tick]) -> Choice | None:
    """What the seat did when it last kept under the pact, where that is still in order: who is apart may have left."""
    seat, draft = int(view.seat[0]), int(view.public.turn[view.world[0]])
    kept = next((t.act[seat] for t in reversed(ticks) if kept_under(t.act[seat], draft)), None)
    if kept is None:
        return None
    bits, partner, at, toward = (int(kept[i]) for i in (Item.CLAUSE, Item.PARTNER, Item.WORDING, Item.WORDING2))
    if partner != NONE and not bound(view, 0)[draft, partner]:
        return None
    given = [name for m, name in enumerate(MEASURES) if bits >> m & 1]
    note = f"hold back from {share(at)}, deliver {listed(given) if given else 'nothing'}"
    letter = ", do nothing that the text clearly forbids" if bits >= LETTER else ""
    apart = f"; toward {desk.seats[partner].words} {share(toward)}" if partner != NONE else ""
    return Choice(say(desk.rules, kept).removeprefix(f"{word(Verb.KEEP)} "), "As last quarter", note + letter + apart)


def kept_under(act: Ints, draft: int) -> bool:
    """Whether an act is conduct under that pact."""
    return bool(act[Item.VERB] == Verb.KEEP and act[Item.DRAFT] == draft)


def share(thousandths: int) -> str:
    """A level of restraint as it is said."""
    return f"{thousandths * 100 // FULL} % of operations"


def level(name: str) -> Field:
    """How much of its operations a seat holds back from."""
    return Field(name, "Hold back from", tuple(Choice(str(n), share(n)) for n in LEVELS))
