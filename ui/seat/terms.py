"""Offers and promises in words, as one of the two who deal would hear them."""

from demarche.sim.terms import NONE, Ballot, Ints
from demarche.ui.story.informals import sides
from demarche.ui.words import VOTES, Words, counted


def terms_of_offer(words: Words, sender: int, reader: int, act: Ints) -> str:
    """What an offer (8,) gives its reader, and what it asks of it."""
    gives, asks = sides(act)
    return f"{words.terms(sender, *gives)}, for {words.terms(reader, *asks)}"


def promise(words: Words, draft: int, ballot: int, promisee: int, favours: int) -> str:
    """A ballot that was promised, to whom, and for how many favours."""
    paid = f", for {counted(favours, 'favour')}" if favours else ""
    to = f" to {words.state(promisee)}" if promisee != NONE else ""
    return f"{VOTES[Ballot(ballot)]} on {words.draft(draft)}, promised{to}{paid}"
