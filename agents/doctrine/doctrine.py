"""A doctrine ready for play: its parameters, and what everybody can work out of everybody from what is published.

The estimates are tables over every wording, worked out once for a batch: a room of 193 is then read, not computed.
"""

from dataclasses import dataclass

import numpy as np

from agents.doctrine.draws import draws
from agents.doctrine.parameters import PLACES
from agents.doctrine.worth import Minds, clause_terms, families
from sim.engine import also_compiled
from sim.parameter import Numbers
from sim.rows import PerWorld, same_in_all
from sim.rules import Rules
from sim.terms import Floats, Ints
from sim.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Doctrine(PerWorld):
    """What the functions of the doctrine know before anybody has spoken.

    values   (B, F, P) of the parameters      family (B, S) Family of each seat
    mean     (B, S) published mean position      drawn (B, L, S) logits that draw it on each draft before it is read
    Each wording to each seat, as published, (B, C, K + 1, S), the last place leaving the clause out:
    nearer   m w ((q - ideal)² - gap²)      values   m (b_C help - b_K duty)      red   cost of red lines, <= 0
    mass     (B, C, K + 1) of what stands
    """

    values: Floats
    family: Ints
    mean: Floats
    drawn: Floats
    nearer: Floats
    other: Floats
    red: Floats
    mass: Floats

    def at(self, world: Ints, seat: Ints) -> Numbers:
        """The parameters of those seats of those worlds. world and seat broadcast."""
        family = self.family[world, seat]
        if same_in_all(self.values):
            return Numbers(PLACES, self.values[0], family)
        return Numbers(PLACES, self.values, world, family)

    def own_minds(self, view: View) -> Minds:
        """Each ask's own mind: its instructions."""
        p = self.at(view.world, view.seat)
        return Minds(view.world, view.seat, view.ideal, view.weight, view.strict, view.position.mean(axis=1), p)

    def public_minds(self, rules: Rules, world: Ints, seat: Ints) -> Minds:
        """States as everybody sees them: published positions, red lines at their usual price. world, seat (N,)."""
        p, roster = self.at(world, seat), rules.roster
        strict = roster.red[seat] * p.red_line[:, None, None]
        ideal, weight = roster.ideal[world, seat], roster.weight[world, seat]
        return Minds(world, seat, ideal, weight, strict, self.mean[world, seat], p)

    def published(self, world: Ints, text: Ints) -> tuple[Floats, Floats]:
        """What each of n texts is worth to everybody, as published: nearer and other, each (n, S) utils.

        world (n,), text (n, C).  `other` holds help, duties and red lines.
        """
        return published(self, world, text)


@also_compiled("agents.fast.worth:published")
def published(known: Doctrine, world: Ints, text: Ints) -> tuple[Floats, Floats]:
    """What texts are worth to everybody, by the tables of a doctrine; see Doctrine.published."""
    place = (world[:, None], np.arange(text.shape[1]), text)
    mass = np.maximum(known.mass[place].sum(axis=1, dtype=np.float32), np.float32(1e-6))[:, None]
    nearer = known.nearer[place].sum(axis=1, dtype=np.float32) / mass
    other = known.other[place].sum(axis=1, dtype=np.float32) / mass
    return nearer, other + known.red[place].sum(axis=1, dtype=np.float32)


def doctrine(rules: Rules, values: Floats) -> Doctrine:
    """A doctrine for the worlds of `rules`. values (B, F, P), the numbers of every family."""
    worlds, seats, book = len(values), rules.seats, rules.book
    family = families(rules)
    mean = rules.roster.position.mean(axis=2)
    shape = (worlds, book.clauses, book.wordings + 1, seats)
    nearer, other, red = (np.zeros(shape, np.float32) for _ in range(3))
    mass = np.repeat(book.mass[..., None], book.wordings + 1, axis=2)
    mass[..., -1] = 0
    drawn = np.zeros((worlds, len(rules.pen), seats), np.float32)
    bare = Doctrine(values, family, mean, drawn, nearer, other, red, mass)

    b, s = np.divmod(np.arange(worlds * seats), seats)
    minds = bare.public_minds(rules, b, s)
    for draft in range(len(rules.pen)):
        drawn[:, draft] = draws(rules, minds, np.full(len(b), draft)).total.reshape(worlds, seats)
    for wording in range(-1, book.wordings):
        terms = clause_terms(rules, minds, np.full((len(b), book.clauses), wording))
        weighed = mass[b, :, wording]
        for table, term in (
            (nearer, weighed * terms.text),
            (other, weighed * (terms.help + terms.duty)),
            (red, terms.red),
        ):
            table[:, :, wording] = np.moveaxis(term.reshape(worlds, seats, book.clauses), 1, 2)
    return bare
