"""What a seat heard or found at a tick and only it, or also whom it deals with: from its own View, before and after."""

from collections.abc import Callable, Iterable

import numpy as np

from demarche.sim.parts import CONDUCT
from demarche.sim.record import Briefs, World
from demarche.sim.secrets import FULL
from demarche.sim.terms import NONE, Item, Stage, Verb
from demarche.sim.view import View, sight
from demarche.ui.seat.aloud import Ear
from demarche.ui.seat.shown import Heard
from demarche.ui.seat.terms import terms_of_letter
from demarche.ui.story.chronicle import Moment
from demarche.ui.words import Words, counted

Whispers = Callable[[Ear, Briefs, int], Iterable[Heard]]


def told_to(words: Words, briefs: Briefs, moment: Moment, seat: int, *, tell_why: bool) -> tuple[Heard, ...]:
    """What that seat alone, or with one other, knows of the tick."""
    whisper = WHISPERS.get(moment.tick.stage)
    return tuple(whisper(Ear(words, moment, tell_why=tell_why), briefs, seat)) if whisper else ()


def own(briefs: Briefs, world: World, seat: int) -> View:
    """What the seat knew in a world; no verb is open in it, because nothing is asked."""
    nothing = np.zeros((1, briefs.position.shape[1], len(Verb)), bool)
    return sight(world, briefs, nothing, np.array([0]), np.array([seat]))


def offers(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """What it offers, and what is offered to it."""
    words, view = ear.words, own(briefs, ear.moment.ended, seat)
    mine = view.offer[0]
    if mine[Item.VERB] == Verb.OFFER:
        other = int(mine[Item.PARTNER])
        text = f"You offer {words.state(other)} {terms_of_letter(words, seat, other, mine)}."
        yield ear.hear("deal", text, seat, other, private=True)
    for sender, act in zip(view.letters.sender.tolist(), view.letters.act, strict=True):
        text = f"{words.state(sender)} offers you {terms_of_letter(words, sender, seat, act)}."
        yield ear.hear("deal", text, sender, seat, private=True)


def answers_to_offers(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """Which deals it struck, and whether its own offer was taken up."""
    words, view = ear.words, own(briefs, ear.moment.world, seat)
    if ear.of(seat, Item.VERB) == Verb.ACCEPT:
        sender = ear.of(seat, Item.PARTNER)
        act = view.letters.act[view.letters.sender == sender][0]
        text = f"You accept the offer of {words.state(sender)}: {terms_of_letter(words, sender, seat, act)}."
        yield ear.hear("deal", text, seat, sender, private=True)
    mine = view.offer[0]
    if mine[Item.VERB] == Verb.OFFER:
        other = int(mine[Item.PARTNER])
        taken = ear.of(other, Item.VERB) == Verb.ACCEPT and ear.of(other, Item.PARTNER) == seat
        does = "accepts your offer" if taken else "does not take up your offer"
        text = f"{words.state(other)} {does}: {terms_of_letter(words, seat, other, mine)}."
        yield ear.hear("deal", text, other if taken else NONE, seat, private=True)


def own_conduct(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """How far it holds back, which nobody else is told."""
    if ear.of(seat, Item.VERB) != Verb.KEEP:
        return
    words, other = ear.words, ear.of(seat, Item.PARTNER)
    apart = f", toward {words.state(other)} from {ear.of(seat, Item.WORDING2) / FULL:.0%}" if other != NONE else ""
    letter = ear.of(seat, Item.CLAUSE) >> (len(CONDUCT) - 1) & 1
    also = " You do nothing that the text clearly forbids." if letter else ""
    text = f"You hold back from {ear.of(seat, Item.WORDING) / FULL:.0%} of your operations{apart}.{also}"
    yield ear.hear("operation", text, seat, private=True)


def found(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """Operations it found and lays at a door, rightly or wrongly; and toward whom its own services broke the pledge."""
    words, view = ear.words, own(briefs, ear.moment.ended, seat)
    quarter = int(ear.moment.before.quarter[0])
    for other in np.flatnonzero(view.signal[0] > 0).tolist():
        number = int(view.signal[0, other])
        what, it = counted(number, "operation"), "it" if number == 1 else "them"
        text = f"You find {what} against you, and lay {it} at the door of {words.state(other)}."
        yield ear.hear("operation", text, NONE, other, private=True)
    for other in np.flatnonzero(view.past.broke[0, quarter]).tolist():
        text = f"Your own services did to {words.state(other)} what the text clearly forbids."
        yield ear.hear("operation", text, seat, other, private=True)


def private_answers(ear: Ear, briefs: Briefs, seat: int) -> Iterable[Heard]:
    """Protests between it and another, and retaliation that it orders."""
    words, verb, other = ear.words, ear.of(seat, Item.VERB), ear.of(seat, Item.PARTNER)
    if verb == Verb.PROTEST:
        yield ear.hear("accusation", f"You protest to {words.state(other)} in private.", seat, other, private=True)
    elif verb == Verb.RETALIATE:
        yield ear.hear("operation", f"You order retaliation against {words.state(other)}.", seat, other, private=True)
    for by in ear.who(Verb.PROTEST):
        if ear.of(by, Item.PARTNER) == seat:
            yield ear.hear("accusation", f"{words.state(by)} protests to you in private.", by, seat, private=True)


WHISPERS: dict[Stage, Whispers] = {
    Stage.FLOOR: offers,
    Stage.ANSWERS: answers_to_offers,
    Stage.CONDUCT: own_conduct,
    Stage.NATURE: found,
    Stage.RESPONSES: private_answers,
}
"""Stages in which something is said or found in private."""
