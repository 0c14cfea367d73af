"""A doctrine ready for play: its parameters, and what everybody can work out of everybody from what is published.

The estimates are tables over every wording, worked out once for a batch: a room of 193 is then read, not computed.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from demarche.agents.doctrine.draws import draws
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.profiles import by_position
from demarche.agents.doctrine.worth import Minds, clause_terms
from demarche.sim.engine import also_compiled, restated
from demarche.sim.parameter import Numbers
from demarche.sim.rows import PerWorld, look_up, same_in_all
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Bools, Floats, Ints, Role
from demarche.sim.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Doctrine(PerWorld):
    """What the functions of the doctrine know before anybody has spoken.

    values   (B, F, P) of the parameters of F profiles, which are all there are: worlds of any doctrines can be joined
    profile  (B, S) the place among them of each seat's doctrine
    mean     (B, S) published mean position      drawn (B, L, S) logits that draw it on each draft before it is read
    Each wording to each seat, as published, (B, C, K + 1, S), the last place leaving the clause out:
    nearer   m w ((q - ideal)² - gap²)      values   m (b_C help - b_K duty)      red   cost of red lines, <= 0
    mass     (B, C, K + 1) of what stands
    What voters think of each wording, by salience, (B, C, K):
    conflict mean square of how far they are from it      above  share of them beyond it, on the cybersecurity side
    barred   (C, K + 1) voters whose known red line it crosses      guarded (C, K + 1) whether it crosses anybody's
    """

    IN_COMMON: ClassVar[tuple[str, ...]] = ("barred", "guarded")

    values: Floats
    profile: Ints
    mean: Floats
    drawn: Floats
    nearer: Floats
    other: Floats
    red: Floats
    mass: Floats
    conflict: Floats
    above: Floats
    barred: Ints
    guarded: Bools

    def at(self, world: Ints, seat: Ints) -> Numbers:
        """The parameters of those seats of those worlds. world and seat broadcast.

        Of the shape of seat alone where all worlds have the same.
        """
        profile, (_, profiles, numbers) = look_up(self.profile, world, seat), self.values.shape
        if same_in_all(self.values):
            return Numbers(PLACES, self.values[0], profile)
        return Numbers(PLACES, self.values.reshape(-1, numbers), world * profiles + profile)

    def own_minds(self, view: View) -> Minds:
        """Each ask's own mind: its instructions."""
        p = self.at(view.world, view.seat)
        return Minds(view.world, view.seat, view.ideal, view.weight, view.strict, view.position, p)

    def public_minds(self, rules: Rules, world: Ints, seat: Ints) -> Minds:
        """States as everybody sees them: published positions, red lines at their usual price. world, seat (N,)."""
        p, roster = self.at(world, seat), rules.roster
        strict = roster.red[seat] * p.red_line[:, None, None]
        ideal, weight, position = (
            look_up(table, world, seat) for table in (roster.ideal, roster.weight, roster.position)
        )
        return Minds(world, seat, ideal, weight, strict, position, p)

    def published(self, world: Ints, text: Ints) -> tuple[Floats, Floats]:
        """What each of n texts is worth to everybody, as published: nearer and other, each (n, S) utils.

        world (n,), text (n, C).  `other` holds help, duties and red lines.
        """
        return published(self, world, text)


@restated("demarche.agents.fast.room:_of_text", "demarche.agents.fast.room:_published")
@also_compiled("demarche.agents.fast.room:published")
def published(known: Doctrine, world: Ints, text: Ints) -> tuple[Floats, Floats]:
    """What texts are worth to everybody, by the tables of a doctrine; see Doctrine.published."""
    clauses, seats = text.shape[1], known.profile.shape[1]
    nearer, other, red = np.zeros((3, len(text), seats), np.float32)
    stands = (text != ABSENT).any(axis=0)
    places = np.where(text == ABSENT, known.guarded.shape[1] - 1, text)
    for c, place in enumerate(places.T):
        if stands[c]:
            nearer += look_up(known.nearer, world, c, place)
            other += look_up(known.other, world, c, place)
        if known.guarded[c, place].any():
            red += look_up(known.red, world, c, place)
    mass = look_up(known.mass, world[:, None], np.arange(clauses), places).sum(axis=1, dtype=np.float32)
    mass = np.maximum(mass, np.float32(1e-6))[:, None]
    return nearer / mass, other / mass + red


def doctrine(rules: Rules, values: Floats, profile: Ints | None = None) -> Doctrine:
    """What is known in the worlds of `rules`. values (B, F, P), the numbers of every profile.

    profile (B, S) of each seat, by place; by published mean positions where it is None
    """
    worlds, seats, book = len(values), rules.seats, rules.book
    mean = rules.roster.position.mean(axis=2)
    profile = by_position(mean) if profile is None else profile
    shape = (worlds, book.clauses, book.wordings + 1, seats)
    nearer, other, red = (np.zeros(shape, np.float32) for _ in range(3))
    mass = np.repeat(book.mass[..., None], book.wordings + 1, axis=2)
    mass[..., -1] = 0
    drawn = np.zeros((worlds, len(rules.pen), seats), np.float32)
    lines = rules.roster.red
    present = rules.roster.role != Role.THIRD_STATE
    barred, guarded = lines[rules.voters].sum(axis=0), np.asarray(lines[present].any(axis=0))
    bare = Doctrine(values, profile, mean, drawn, nearer, other, red, mass, *divisions(rules), barred, guarded)

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


def divisions(rules: Rules) -> tuple[Floats, Floats]:
    """How divided voters are on each wording, conflict and above, each (B, C, K); see Doctrine."""
    position = rules.book.position
    conflict, above = np.empty_like(position), np.empty_like(position)
    weight = rules.roster.weight * rules.voters[:, None]
    whole = np.maximum(weight.sum(axis=1, dtype=np.float32), np.float32(1e-6))
    for wording in range(rules.book.wordings):
        off = rules.roster.ideal - position[:, None, :, wording]
        conflict[..., wording] = (weight * off**2).sum(axis=1, dtype=np.float32) / whole
        above[..., wording] = (weight * (off > 0)).sum(axis=1, dtype=np.float32) / whole
    return conflict, above
