"""By how much a change of its text pleases a pen-holder: its own worth of the text, and what it does to the room."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from demarche.agents.doctrine.consensus import expected_blocks
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.vote import once, prospects
from demarche.agents.doctrine.worth import Minds, after, scope_cost, whole_worth
from demarche.sim.parameter import Numbers
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Decision, Floats, Ints
from demarche.sim.view import View


class Letter(NamedTuple):
    """What a letter for each of n changes weighs: all (n,).

    share  of the room that has signed it      worth  utils of taking it      heard  whether it weighs anything
    """

    share: Floats
    worth: Floats
    heard: Bools


@dataclass(frozen=True, slots=True)
class Change:
    """What each of n pen-holders considers. clause, wording (n,); clause NONE where there is nothing to consider."""

    clause: Ints
    wording: Ints


def appeal(
    rules: Rules, doctrine: Doctrine, view: View, minds: Minds, text: Ints, d: Ints, change: Change,
    letter: Letter | None = None,
) -> Floats:  # fmt: skip
    """Utils by which a change pleases its pen-holder, (n,): its own worth of the text and what it does to the room.

    -inf where there is no change, or where it gives away more of the text than the pen-holder would; for a letter, it
    gives more.
    """
    new = after(text, change.clause, change.wording)
    return of_texts(rules, doctrine, view.world, minds, text, new, d, letter)


def of_texts(
    rules: Rules, doctrine: Doctrine, world: Ints, minds: Minds, text: Ints, new: Ints, d: Ints,
    letter: Letter | None = None,
) -> Floats:  # fmt: skip
    """The same of a text that becomes another in any way. world, d (n,), text, new (n, C).

    The same draft of the same world has the same text throughout, whatever it is to become.
    """
    p, own = minds.p, whole_worth(rules, minds, new) - whole_worth(rules, minds, text)
    partners = partners_change(rules, doctrine, world, text, new, d)
    pleases = np.full(len(text), -np.inf, np.float32)
    gives = p.own_loss if letter is None else p.own_loss * (1 + p.letter_loss * letter.share)
    real = np.flatnonzero((np.minimum(own, partners) >= -gives) & (new != text).any(axis=1))
    if real.size:
        won = of_room(rules, doctrine, p, real, world[real], text[real], new[real], d[real])
        price = p.reopening + scope_cost(rules, minds, text, new)
        pleases[real] = (own + np.minimum(partners, 0))[real] + won - price[real]
        if letter is not None:
            pleases[real] += letter.worth[real]
    return pleases


def of_room(
    rules: Rules, doctrine: Doctrine, p: Numbers, rows: Ints, world: Ints, text: Ints, new: Ints, d: Ints
) -> Floats:  # fmt: skip
    """What changes win a pen-holder in the room, by what is published, (m,) utils. rows (m,) of p; all else for them.

    The text of a draft is weighed once in a world, whatever it is to become.
    """
    first, which = once(rules, world, d)
    worlds, drafts = (np.concatenate([of_each[first], of_each]) for of_each in (world, d))
    texts = np.concatenate([text[first], new])

    def change(expected: Floats) -> Floats:
        before, then = expected[: first.size], expected[first.size :]
        return np.asarray(then - before[which])

    if rules.decision == Decision.VOTE:
        found = prospects(rules, doctrine, worlds, texts, drafts)
        return np.asarray(p.success[rows] * change(found.passes) + p.prestige[rows] * change(found.margin))
    return np.asarray(p.blocker_worth[rows] * -change(expected_blocks(rules, doctrine, worlds, texts)))


def partners_change(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, new: Ints, d: Ints) -> Floats:
    """What a change does to the co-author it hurts most, by what is published, (n,) utils; 0 where there is none.

    Co-authors are those who sponsored the draft when it opened.
    """
    least = np.zeros(len(text), np.float32)
    row, seat = np.nonzero(rules.sponsors[d] & (np.arange(rules.seats) != rules.pen[d][:, None]))
    if row.size:
        minds = doctrine.public_minds(rules, world[row], seat)
        np.minimum.at(least, row, whole_worth(rules, minds, new[row]) - whole_worth(rules, minds, text[row]))
    return least
