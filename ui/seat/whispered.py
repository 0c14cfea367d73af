"""What one seat heard or found at a tick and not everybody: acts in private, and what its own View shows."""

from collections.abc import Callable, Iterable

import numpy as np

from demarche.sim.record import Briefs, World
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Item, Stage, Verb
from demarche.sim.view import View, sight
from demarche.ui.seat.ear import Ear
from demarche.ui.seat.shown import Heard
from demarche.ui.seat.terms import terms_of_offer
from demarche.ui.seat.told import told
from demarche.ui.words import Words, counted


def told_to(words: Words, briefs: Briefs, moment: Moment, seat: int, *, tell_why: bool) -> tuple[Heard, ...]:
    """What that seat alone, or with one other, knows of the tick."""
    ear = Ear(words, moment, seat, tell_why=tell_why)
    found = FOUND.get(moment.tick.stage)
    return (*told(ear), *(found(ear, briefs, seat) if found else ()))


def own(briefs: Briefs, world: World, seat: int) -> View:
    """What the seat knew in a world; no verb is open in it, because nothing is asked."""
    nothing = np.zeros((1, briefs.position.shape[1], len(Verb)), bool)
    return sight(world, briefs, nothing, np.array([0]), np.array([seat]))


def lapsed(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """That its own offer was not taken up."""
    words, mine = ear.words, own(briefs, ear.moment.world, seat).offer[0]
    other = int(mine[Item.PARTNER])
    if mine[Item.VERB] == Verb.OFFER and not (
        ear.of(other, Item.VERB) == Verb.ACCEPT and ear.of(other, Item.PARTNER) == seat
    ):
        text = f"{words.state(other)} does not take up your offer: {terms_of_offer(words, seat, other, mine)}."
        yield ear.hear("deal", text, NONE, seat)


def found(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """Operations it found and attributes, rightly or wrongly, or can name now; toward whom it broke its own pledge."""
    words, view = ear.words, own(briefs, ear.moment.ended, seat)
    before = own(briefs, ear.moment.world, seat)
    quarter = int(ear.moment.before.quarter[0])
    for other in np.flatnonzero(view.signal[0] > 0).tolist():
        number = int(view.signal[0, other])
        what, it = counted(number, "operation"), "it" if number == 1 else "them"
        text = f"You find {what} against you and attribute {it} to {words.state(other)}."
        yield ear.hear("operation", text, NONE, other)
    for other in np.flatnonzero(view.waiting[0] > before.waiting[0]).tolist():
        number = int(view.waiting[0, other] - before.waiting[0, other])
        text = f"{more_of(number, words.state(other))} reported without an author; your evidence is not ready yet."
        yield ear.hear("operation", text, NONE, other)
    for other in np.flatnonzero(view.ready[0] > before.ready[0]).tolist():
        number = int(view.ready[0, other] - before.ready[0, other])
        text = f"{more_of(number, words.state(other))} known so well now that you can name it in public."
        yield ear.hear("operation", text, NONE, other)
    for other in np.flatnonzero(view.past.broke[0, quarter]).tolist():
        text = f"Your own services did to {words.state(other)} what a pact between you clearly rules out."
        yield ear.hear("operation", text, seat, other)


def more_of(number: int, state: str) -> str:
    """Operations of a state, as the beginning of a sentence."""
    return f"{counted(number, 'operation')} of {state} against you {'is' if number == 1 else 'are'}"


FOUND: dict[Stage, Callable[[Ear, Briefs, int], Iterable[Heard]]] = {
    Stage.ANSWERS: lapsed,
    Stage.NATURE: found,
}
"""Stages in which something is known to a seat that is not an act."""
