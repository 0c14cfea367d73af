"""By how much a change of its text pleases a pen-holder: its own worth of the text, and what it does to the room."""

from dataclasses import dataclass

import numpy as np

from agents.doctrine.consensus import expected_blocks
from agents.doctrine.doctrine import Doctrine
from agents.doctrine.vote import prospects
from agents.doctrine.worth import Minds, after, scope_cost, worth
from sim.rules import Rules
from sim.terms import Decision, Floats, Ints
from sim.view import View


@dataclass(frozen=True, slots=True)
class Change:
    """What each of n pen-holders considers. clause, wording (n,); clause NONE where there is nothing to consider."""

    clause: Ints
    wording: Ints


def appeal(rules: Rules, doctrine: Doctrine, view: View, minds: Minds, text: Ints, d: Ints, change: Change) -> Floats:
    """Utils by which a change pleases its pen-holder, (n,): its own worth of the text and what it does to the room.

    -inf where there is no change, or where it gives away more of the text than the pen-holder would.
    """
    return of_texts(rules, doctrine, view.world, minds, text, after(text, change.clause, change.wording), d)


def of_texts(
    rules: Rules, doctrine: Doctrine, world: Ints, minds: Minds, text: Ints, new: Ints, d: Ints
) -> Floats:  # fmt: skip
    """The same of a text that becomes another in any way. world, d (n,), text, new (n, C)."""
    p = minds.p
    own = worth(rules, minds, new).total - worth(rules, minds, text).total
    partners = partners_change(rules, doctrine, world, text, new, d)
    if rules.decision == Decision.VOTE:
        two = prospects(rules, doctrine, np.tile(world, 2), np.concatenate([text, new]), np.tile(d, 2))
        passes, margin = (then - before for before, then in (np.split(two.passes, 2), np.split(two.margin, 2)))
        won = p.success * passes + p.prestige * margin
    else:
        expected = expected_blocks(rules, doctrine, np.tile(world, 2), np.concatenate([text, new]))
        before, then = np.split(expected, 2)
        won = p.blocker_worth * (before - then)
    real = (np.minimum(own, partners) >= -p.own_loss) & (new != text).any(axis=1)
    price = p.reopening + scope_cost(rules, minds, text, new)
    return np.where(real, own + np.minimum(partners, 0) + won - price, np.float32(-np.inf))


def partners_change(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, new: Ints, d: Ints) -> Floats:
    """What a change does to the co-author it hurts most, by what is published, (n,) utils; 0 where there is none.

    Co-authors are those who sponsored the draft when it opened.
    """
    least = np.zeros(len(text), np.float32)
    for seat in np.flatnonzero(rules.sponsors.any(axis=0)):
        co_author = np.flatnonzero(rules.sponsors[d, seat] & (rules.pen[d] != seat))
        minds = doctrine.public_minds(rules, world[co_author], np.full(co_author.size, seat))
        change = worth(rules, minds, new[co_author]).total - worth(rules, minds, text[co_author]).total
        least[co_author] = np.minimum(least[co_author], change)
    return least
