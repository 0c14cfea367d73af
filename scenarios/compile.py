"""From a scenario to worlds: the tables and the file become the arrays of the kernel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine, doctrine
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.parameters import PRICE_OF_SPLIT
from demarche.agents.doctrine.profiles import DOCTRINES, numbers
from demarche.agents.registry import behaviour
from demarche.agents.strategies.registry import strategy
from demarche.scenarios import doctrines, tables
from demarche.scenarios.as_recorded import as_recorded
from demarche.scenarios.entries import Clause
from demarche.scenarios.grounds import compile_conduct
from demarche.scenarios.precedents import price_of_split
from demarche.scenarios.proposals import every_draft, slots_of, template_numbers, templates_of
from demarche.scenarios.schema import Draft, Scenario
from demarche.scenarios.seating import compile_roster, each, instruct, own_positions
from demarche.sim.book import Book
from demarche.sim.numbers import exp
from demarche.sim.record import Briefs
from demarche.sim.rules import QUARTERS_A_YEAR, Rules
from demarche.sim.seat import Seat
from demarche.sim.session import Chance
from demarche.sim.terms import ABSENT, NONE, Array, Decision, Floats, Ints, Role, Unreadable


@dataclass(frozen=True, slots=True)
class Game:
    """A scenario made playable: B worlds with the doctrine in every seat. clauses: of the book it is played with."""

    scenario: Scenario
    rules: Rules
    briefs: Briefs
    doctrine: Doctrine
    luck: Chance
    clauses: tuple[Clause, ...]

    @property
    def seats(self) -> Sequence[Seat]:
        """Every seat with the behaviour and the pledge strategy that the scenario names; else the national doctrine."""
        return self.delegations(NationalInterest)

    def delegations(self, kind: type[NationalInterest]) -> list[Seat]:
        """The same with that kind of behaviour where the scenario names none: one object for all seats alike."""
        named = played(self)
        made = {
            (level, pledge): (behaviour(level).kind if level else kind)(
                self.doctrine, strategy(pledge) if pledge else None
            )
            for level, pledge in set(named)
        }
        return [made[one] for one in named]

    def take(self, worlds: Array | slice) -> Self:
        """The worlds named, in that order."""
        parts = (self.rules.take(worlds), self.briefs.take(worlds), self.doctrine.take(worlds))
        return type(self)(self.scenario, *parts, Chance(self.luck.seed, self.luck.replicate[worlds]), self.clauses)

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """The worlds of several games as one batch, one after another: settings may differ in numbers and doctrines.

        Raises ValueError naming what they should have in common: seed, seats and what plays them, texts, course.
        """
        first = parts[0]
        if any(part.luck.seed != first.luck.seed or played(part) != played(first) for part in parts):
            raise ValueError("worlds of other seeds, behaviours or pledge strategies cannot be played as one batch")
        return cls(
            first.scenario,
            Rules.join([part.rules for part in parts]),
            Briefs.join([part.briefs for part in parts]),
            Doctrine.join([part.doctrine for part in parts]),
            Chance(first.luck.seed, np.concatenate([part.luck.replicate for part in parts])),
            first.clauses,
        )


def played(game: Game) -> list[tuple[str | None, str | None]]:
    """The behaviour and the pledge strategy that the scenario names for each seat, in the order of the seats.

    None for what it does not name: the behaviour that the game is played with, and pledges kept as it pays.
    """
    given = [doctrines.override(game.scenario, name) for name in game.rules.roster.names]
    return [(one.behaviour, one.strategy) for one in given]


def game(
    scenario: Scenario, seed: int, replicates: Sequence[int] = (0,), clauses: tuple[Clause, ...] | None = None
) -> Game:
    """The worlds of a scenario, one for each replicate. clauses: those of the tables, where no others are given."""
    worlds, clauses = len(replicates), clauses or tables.clauses()
    rules = compile_rules(scenario, worlds, clauses)
    settings = {**tables.fitted(), PRICE_OF_SPLIT: price_of_split(scenario), **scenario.settings}
    own = own_positions(scenario, tables.dimensions_of(clauses))
    held, default = doctrines.places(scenario, rules.roster.names, own)
    known = doctrine(rules.take(slice(1)), numbers(settings, 1), held[None]).in_each_of(worlds)
    luck = Chance(seed, np.array(replicates, np.int64))
    rules = as_read(rules, known, default)
    briefs = instruct(rules, known, luck)
    usual = doctrine(rules.take(slice(1)), numbers(settings, 1), default[None])
    later: tuple[Rules, ...] = ()
    if scenario.rates_by_year:
        years = enumerate(year_by_year(scenario, rules, known, default), 1)
        later = tuple(as_recorded(then, briefs, usual, QUARTERS_A_YEAR * year) for year, then in years)
    rules = replace(as_recorded(rules, briefs, usual, 0), later=later)
    return Game(scenario, rules, briefs, known, luck, clauses)


def year_by_year(scenario: Scenario, rules: Rules, known: Doctrine, default: Ints) -> Iterator[Rules]:
    """The rules of each year of the quarters after the first, with the rates that the record before it gives."""
    worlds = len(rules.conduct.values)
    for year in range(1, -(-scenario.quarters // QUARTERS_A_YEAR)):
        then = scenario.model_copy(update={"year": scenario.year + year})
        conduct = compile_conduct(then, tables.clauses(), rules.book, rules.roster, worlds)
        yield as_read(replace(rules, conduct=conduct), known, default)


def as_read(rules: Rules, known: Doctrine, default: Ints) -> Rules:
    """The rules with how each state reads pacts, and what it ever names, as its doctrine says.

    default (S,): the places of the doctrines that the seats would hold by their positions.  How often a state names was
    counted under that doctrine; under another it is in proportion.
    """
    p, conduct = known.at(np.zeros(rules.seats, np.intp), np.arange(rules.seats)), rules.conduct
    usual = np.array([profile.number("names") for profile in DOCTRINES.values()], np.float32)[default]
    many = len(conduct.values)
    ever = np.minimum(conduct.ever[0] * (p.names / usual), 1)
    reading, tolerance, ever = (each(np.asarray(of, np.float32), many) for of in (p.contested, p.tolerance, ever))
    return replace(rules, conduct=replace(conduct, reading=reading, tolerance=tolerance, ever=ever))


def compile_rules(scenario: Scenario, worlds: int, clauses: tuple[Clause, ...] | None = None) -> Rules:
    """The constants of a scenario for that many worlds. clauses: those of the tables, where no others are given."""
    clauses = clauses or tables.clauses()
    book = compile_book(scenario, clauses, worlds)
    roster = compile_roster(scenario, clauses, book, worlds)
    seat = {name: i for i, name in enumerate(roster.names)}
    drafts, own = every_draft(scenario), len(scenario.drafts)
    begun_with = templates_of(scenario, clauses)
    texts = [wordings(template.wordings, clauses) for template in begun_with]
    terms, dates = template_numbers(begun_with)
    return Rules(
        book=book,
        roster=roster,
        decision=Decision[scenario.decision.upper()],
        level=scenario.level,
        rounds=scenario.rounds,
        drafts=tuple(d.id for d in drafts),
        pen=np.array([seat[d.pen_holder] if n < own else NONE for n, d in enumerate(drafts)]),
        lead=np.array([d.lead_camp for d in drafts]),
        opened=np.array([wordings(d.wordings, clauses) for d in drafts], np.int8),
        sponsors=np.array(
            [
                [n < own and not d.standing and name in (d.pen_holder, *d.sponsors) for name in roster.names]
                for n, d in enumerate(drafts)
            ]
        )
        & (roster.role == Role.MEMBER),
        pocket=np.array([d.in_pocket for d in drafts]),
        standing=np.array([[name in d.standing for name in roster.names] for d in drafts]),
        crime=np.array([d.on_crime for d in drafts]),
        welcomes=np.array([d.welcomes_rival for d in drafts]),
        preempts=np.array([d.preempts for d in drafts]),
        beside=np.array([d.beside_rival for d in drafts]),
        usual=np.array([usual(d, scenario, roster.names, clauses) for d in drafts]),
        reserve=np.array([reserve(d, scenario, roster.names, clauses) for d in drafts]),
        visibility=each(np.array([d.visibility for d in drafts], np.float32), worlds),
        binding=each(np.array([d.binding for d in drafts], np.float32), worlds),
        linkage=each(np.array([d.linkage for d in drafts], np.float32), worlds),
        ratification=each(np.array([d.ratification for d in drafts], np.float32), worlds),
        delay=np.array([d.delay for d in drafts]),
        notice=np.array([d.notice for d in drafts]),
        conduct=compile_conduct(scenario, clauses, book, roster, worlds),
        slots=slots_of(scenario),
        exchanges=scenario.pact_exchanges,
        templates=tuple(template.id for template in begun_with),
        template_texts=np.array(texts, np.int8).reshape(-1, len(clauses)),
        template_terms=terms,
        template_dates=dates,
    )


def usual(draft: Draft, scenario: Scenario, names: Sequence[str], clauses: Sequence[Clause]) -> Floats:
    """What real votes from before a draft say of how each delegation votes on such texts, (S,) logits.

    0 of an invented state, of one that has no votes, and on a text that both camps lead.  Of a state that has the
    positions of its doctrine it is the mean of those that hold it.
    """
    part = part_of_record(draft.lead_camp, draft.on_crime)
    return np.zeros(len(names), np.float32) if part is None else remembered(draft, scenario, names, clauses, part)


def reserve(draft: Draft, scenario: Scenario, names: Sequence[str], clauses: Sequence[Clause]) -> Floats:
    """What real votes from before a draft say of how readily each delegation abstains, (S,) factor; 1 without any."""
    return exp(remembered(draft, scenario, names, clauses, tables.RECORD.index("reserve")))


def remembered(draft: Draft, scenario: Scenario, names: Sequence[str], clauses: Sequence[Clause], part: int) -> Floats:
    """One part of everybody's record from before a draft, (S,)."""
    before = draft.record_before or f"{scenario.year}-01-01"
    through = max((day for day in tables.records() if day < before), default=None)
    found = np.zeros(len(names), np.float32)
    if through is None:
        return found
    known, own = tables.records()[through], own_positions(scenario, tables.dimensions_of(clauses))
    for s, (name, state) in enumerate(zip(names, own, strict=True)):
        of_it = doctrines.said(scenario, name)
        if of_it.of_doctrine:
            held = of_it.doctrine or doctrines.default_of(state)
            found[s] = doctrines.record_of(held, scenario.ideal_points or "", through, part)
        elif name in known and name not in scenario.fictional:
            found[s] = known[name][part]
    return found


def part_of_record(lead: int, on_crime: bool) -> int | None:
    """The part of a record that bears on a text: of the information-security camp, of the other, or on crime."""
    if lead == 0:
        return None
    return 1 if lead > 0 else 2 if on_crime else 0


def wordings(chosen: dict[str, str], clauses: Sequence[Clause]) -> list[int]:
    """A choice of wordings as the row of a text: its place for each clause, ABSENT where the clause does not stand.

    Raises Unreadable where a clause has no such wording in this book.
    """
    places = {wording.id: place for clause in clauses for place, wording in enumerate(clause.wordings)}
    row = [chosen.get(clause.id) for clause in clauses]
    for wording in row:
        if wording is not None and wording not in places:
            raise Unreadable(f"there is no wording {wording} in the clause book that this is played with")
    return [ABSENT if wording is None else places[wording] for wording in row]


def compile_book(scenario: Scenario, clauses: Sequence[Clause], worlds: int) -> Book:
    """The clause book with what the scenario sets otherwise, and its fallback."""
    most = max(len(clause.wordings) for clause in clauses)
    numbers = {name: np.zeros((len(clauses), most), np.float32) for name in ("position", "vague", "depth")}
    exists, costs = np.zeros((2, len(clauses), most), bool)
    for c, clause in enumerate(clauses):
        overrides = scenario.clauses.get(clause.id, {})
        for k, wording in enumerate(clause.wordings):
            override = overrides.get(wording.id.rpartition(".")[2])
            for name, table in numbers.items():
                given = getattr(override, name, None)
                table[c, k] = getattr(wording, name) if given is None else given
            exists[c, k], costs[c, k] = True, wording.expenditure
    held = tables.documents()[scenario.fallback].wordings if scenario.fallback else {}
    chosen = np.array(wordings(held, clauses))
    fallback = np.where(chosen == ABSENT, 0, numbers["position"][np.arange(len(clauses)), np.maximum(chosen, 0)])
    dims = tables.dimensions_of(clauses)
    return Book(
        **{name: each(table, worlds) for name, table in numbers.items()},
        touches=each(np.array([[c.dims.get(d, 0.0) for d in dims] for c in clauses], np.float32), worlds),
        mass=each(np.array([c.mass for c in clauses], np.float32), worlds),
        help=each(np.array([c.capacity for c in clauses], np.float32), worlds),
        fallback=each(fallback.astype(np.float32), worlds),
        exists=exists,
        costs=costs,
        names=tuple(clause.id for clause in clauses),
        titles=tuple(clause.title for clause in clauses),
    )
