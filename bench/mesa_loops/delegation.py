"""A delegation as a Mesa agent: its instructions, and what texts and changes of texts are worth to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import mesa

from bench.mesa_loops.country import OUT, Clause, Country, Terms

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly


class Change(NamedTuple):
    """A clause worded otherwise, and what that is worth in utils to whoever looked for it."""

    clause: int
    wording: int
    gain: float = 0.0


class Delegation(mesa.Agent):
    """One state in the room.

    line       the bloc whose line it follows, "" for none
    promised   draft -> favours it was promised for its yes there
    proposals  (draft, clause) -> wording it has proposed
    trust      thousandths, that each other honours its pledges       signals  suspect -> operations laid at its door
    avenges    whom it retaliates against next quarter                accused  times it has accused each in public
    likeliest  the two that run most operations against it
    broke, saw by quarter: toward whom it broke its pledge, and of which party to it it has heard
    sanctioned whom it has used its sanctions against
    """

    def __init__(self, model: "Assembly", country: Country) -> None:
        """Its instructions come: the published position with a little of its capital's own, and how firm it is."""
        super().__init__(model)
        self.seat, self.country, self.p = country.seat, country, country.p
        self.line = country.bloc.name if country.bloc else ""
        draw = self.random.random
        self.position = [
            min(max(x + 2 * self.p.instructions * (draw() + draw() + draw() - 1.5), -1.0), 1.0)
            for x in country.position
        ]
        self.mean = sum(self.position) / len(self.position)
        self.ideal = [
            sum(x * touch for x, touch in zip(self.position, clause.touches, strict=True))
            for clause in model.facts.clauses
        ]
        self.strict = dict.fromkeys(country.red, self.p.red_line * (0.5 + draw()))
        self.promised: dict[int, int] = {}
        self.proposals: dict[tuple[int, int], int] = {}
        self.trust = list(country.trust)
        self.signals: dict[int, int] = {}
        self.avenges: set[int] = set()
        self.accused: dict[int, int] = {}
        self.sanctioned: set[int] = set()
        self.broke: list[set[int]] = []
        self.saw: list[set[int]] = []
        self.likeliest = (country.seat, country.seat)

    def terms(self, clause: Clause, wording: int) -> Terms:
        """What a wording is to it, by its instructions."""
        crossed = self.strict.get((clause.number, wording), 0.0)
        return self.country.weigh(clause, wording, self.ideal[clause.number], crossed)

    def worth(self, text: list[int]) -> float:
        """What a text is worth to it, in utils."""
        return sum(terms_of(self.model.facts.clauses, self.terms, text))

    def change_in_worth(self, text: list[int], new: list[int]) -> float:
        """What it would gain if the text were changed to the new one."""
        return self.worth(new) - self.worth(text)

    def best_change(self, text: list[int]) -> Change | None:
        """The smallest change of a text that it would gain most by; None where there is nothing to change."""
        clauses = self.model.facts.clauses
        standing = [c for c, wording in enumerate(text) if wording != OUT]
        mass = sum(clauses[c].mass for c in standing)
        whole = sum(clauses[c].mass * _in_a_text(self.terms(clauses[c], text[c])) for c in standing)
        before = whole / max(mass, 1e-6)
        best = None
        for c, clause in enumerate(clauses):
            now = self.terms(clause, text[c])
            stands = text[c] != OUT
            other_mass = mass - clause.mass if stands else mass
            others = whole - clause.mass * _in_a_text(now) if stands else whole
            moved = clause.mass / max(mass, 1e-6)
            for wording in smallest_changes(clause, text[c]):
                then = self.terms(clause, wording)
                new_mass = clause.mass if wording != OUT else 0.0
                after = (others + new_mass * _in_a_text(then)) / max(other_mass + new_mass, 1e-6)
                gain = after - before + then.red - now.red
                if wording == OUT or not stands:
                    gain -= self.p.scope * moved
                if best is None or gain > best.gain:
                    best = Change(c, wording, gain)
        return best


def _in_a_text(terms: Terms) -> float:
    return terms.text + terms.help + terms.duty


def smallest_changes(clause: Clause, wording: int) -> list[int]:
    """One wording down, one up, left out. A clause that does not stand can only come in at either end."""
    top = len(clause.wordings) - 1
    if wording == OUT:
        return [0, top]
    return [w for w in (wording - 1, wording + 1) if 0 <= w <= top] + [OUT]


def after(text: list[int], change: Change) -> list[int]:
    """The text with one clause worded otherwise."""
    new = list(text)
    new[change.clause] = change.wording
    return new


def terms_of(clauses: list[Clause], weigh: Callable[[Clause, int], Terms], text: list[int]) -> Terms:
    """The terms of a text: means over its clauses by their mass, but every red line counts in full."""
    mass = nearer = help_ = duty = red = 0.0
    for clause, wording in zip(clauses, text, strict=True):
        terms = weigh(clause, wording)
        red += terms.red
        if wording != OUT:
            mass += clause.mass
            nearer += clause.mass * terms.text
            help_ += clause.mass * terms.help
            duty += clause.mass * terms.duty
    mass = max(mass, 1e-6)
    return Terms(nearer / mass, help_ / mass, duty / mass, red)


def scope_cost(clauses: list[Clause], scope: float, text: list[int], new: list[int]) -> float:
    """Cost of the clauses that stand in one of two texts and not in the other, in utils."""
    mass = sum(clause.mass for clause, wording in zip(clauses, text, strict=True) if wording != OUT)
    moved = sum(
        clause.mass
        for clause, wording, then in zip(clauses, text, new, strict=True)
        if (wording == OUT) != (then == OUT)
    )
    return float(scope * moved / max(mass, 1e-6))
