"""From a scenario to worlds: the tables and the file become the arrays of the kernel."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agents.doctrine.doctrine import Doctrine, doctrine
from agents.doctrine.national import NationalInterest
from agents.doctrine.parameters import PRICE_OF_SPLIT, parameters
from scenarios import tables
from scenarios.entries import LEFT_OUT, State
from scenarios.schema import FictionalState, Scenario, StateOverride
from sim import chance
from sim.book import Book
from sim.record import Briefs
from sim.roster import Roster
from sim.rules import Rules
from sim.seat import Seat
from sim.session import Chance
from sim.terms import ABSENT, Bools, Decision, Floats, Ints, Role, Use

_RED_DRAW = 1 << 8
"""Instructions on dimensions are drawn at 0 .. D - 1, the price of red lines at this place."""


@dataclass(frozen=True, slots=True)
class Game:
    """A scenario made playable: B worlds with the doctrine in every seat."""

    scenario: Scenario
    rules: Rules
    briefs: Briefs
    doctrine: Doctrine
    luck: Chance

    @property
    def seats(self) -> Sequence[Seat]:
        """The national doctrine in every seat."""
        return [NationalInterest(self.doctrine)] * self.rules.seats


def game(scenario: Scenario, seed: int, replicates: Sequence[int] = (0,)) -> Game:
    """The worlds of a scenario, one for each replicate."""
    worlds = len(replicates)
    rules = compile_rules(scenario, worlds)
    known = doctrine(rules, parameters(worlds, {PRICE_OF_SPLIT: scenario.price_of_split, **scenario.settings}))
    luck = Chance(seed, np.array(replicates, np.int64))
    return Game(scenario, rules, instruct(rules, known, luck), known, luck)


def compile_rules(scenario: Scenario, worlds: int) -> Rules:
    """The constants of a scenario for that many worlds."""
    book = compile_book(scenario, worlds)
    roster = compile_roster(scenario, book, worlds)
    seat = {name: i for i, name in enumerate(roster.names)}
    drafts = scenario.drafts
    return Rules(
        book=book,
        roster=roster,
        decision=Decision[scenario.decision.upper()],
        level=scenario.level,
        rounds=scenario.rounds,
        drafts=tuple(d.id for d in drafts),
        pen=np.array([seat[d.pen_holder] for d in drafts]),
        lead=np.array([d.lead_camp for d in drafts]),
        opened=np.array([wordings(d.wordings) for d in drafts], np.int8),
        sponsors=np.array([[name in (d.pen_holder, *d.sponsors) for name in roster.names] for d in drafts])
        & (roster.role == Role.MEMBER),
        pocket=np.array([d.in_pocket for d in drafts]),
        welcomes=np.array([d.welcomes_rival_track for d in drafts]),
        preempts=np.array([d.preempts_running_group for d in drafts]),
        visibility=np.array([d.visibility for d in drafts], np.float32),
        binding=np.array([d.binding for d in drafts], np.float32),
    )


def wordings(chosen: dict[str, str]) -> list[int]:
    """A choice of wordings as the row of a text: its place for each clause, ABSENT where the clause does not stand."""
    return [
        [w.id for w in clause.wordings].index(chosen[clause.id]) if clause.id in chosen else ABSENT
        for clause in tables.clauses()
    ]


def compile_book(scenario: Scenario, worlds: int) -> Book:
    """The clause book with what the scenario sets otherwise, and its fallback."""
    clauses = tables.clauses()
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
    fallen = wordings(tables.documents()[scenario.fallback].wordings) if scenario.fallback else [ABSENT] * len(clauses)
    chosen = np.array(fallen)
    fallback = np.where(chosen == ABSENT, 0, numbers["position"][np.arange(len(clauses)), np.maximum(chosen, 0)])
    dims = tables.dimensions()
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


def each(table: Floats, worlds: int) -> Floats:
    """The same table in every world, without a copy."""
    return np.broadcast_to(table, (worlds, *table.shape))


def compile_roster(scenario: Scenario, book: Book, worlds: int) -> Roster:
    """The delegations of a scenario, in the order of their seats."""
    names = tuple(tables.members()) if scenario.seats == "all" else scenario.seats
    states = [_state(scenario, name) for name in names]
    position = np.array([s.position for s in states], np.float32)
    salience = np.array([s.salience for s in states], np.float32)
    blocs, member, line, discipline = compile_blocs(scenario, names)

    def facts(name: str) -> Floats:
        return each(np.array([getattr(s, name) for s in states], np.float32), worlds)

    role = [_role(scenario, name) for name in names]
    return Roster(
        names=names,
        blocs=blocs,
        role=np.array(role),
        capacity=np.array([s.capacity for s in states]),
        position=each(position, worlds),
        salience=each(salience, worlds),
        ideal=each(on_clauses(position, book.touches[0]), worlds),
        weight=each(on_clauses(salience, book.touches[0]), worlds),
        red=_red_lines(states, book),
        development=facts("development"),
        offence=facts("offence"),
        skill=facts("attribution"),
        vulnerability=facts("vulnerability"),
        audience=facts("audience"),
        propensity=facts("propensity"),
        member=member,
        line=line,
        discipline=each(discipline, worlds),
    )


def on_clauses(by_dimension: Floats, touches: Floats) -> Floats:
    """Positions or salience (..., D) on the clauses that touch the dimensions, (..., C). Summed by hand: same bits."""
    return np.asarray((by_dimension[..., None, :] * touches).sum(axis=-1, dtype=np.float32))


def _role(scenario: Scenario, name: str) -> Role:
    if name == scenario.chair:
        return Role.CHAIR
    return Role.OBSERVER if name in scenario.observers else Role.MEMBER


def _state(scenario: Scenario, name: str) -> State:
    """One delegation: from the tables or invented, with what the scenario sets otherwise."""
    if name in scenario.fictional:
        base = _invented(name, scenario.fictional[name])
        override: StateOverride = scenario.fictional[name]
    else:
        base = tables.positions(scenario.ideal_points or "")[name]
        override = scenario.states.get(name, StateOverride())
    dims = tables.dimensions()
    facts = ("offence", "attribution", "vulnerability", "audience", "propensity", "capacity", "red_lines")
    set_here = {f: getattr(override, f) for f in facts if getattr(override, f) is not None}
    known = {f: getattr(base, f) for f in State.__slots__}
    known["position"] = tuple(override.positions.get(d, base.position[i]) for i, d in enumerate(dims))
    known["salience"] = tuple(override.salience.get(d, base.salience[i]) for i, d in enumerate(dims))
    return State(**{**known, **set_here})


def _invented(name: str, state: FictionalState) -> State:
    """A state that is in no table; what its file does not say lies in the middle."""
    dims = tables.dimensions()
    return State(
        iso3=name,
        name=state.name,
        group="",
        position=tuple(state.positions[d] for d in dims),
        salience=tuple(state.salience.get(d, 0.5) for d in dims),
        red_lines=state.red_lines or (),
        offence=0.5,
        attribution=0.5,
        vulnerability=0.5,
        audience=0.5,
        propensity=0.5,
        development=state.development,
        capacity=2,
        profiled=False,
        behaviour="",
    )


def _red_lines(states: Sequence[State], book: Book) -> Bools:
    """What each state is known not to accept, (S, C, K + 1); the last place is a text without the clause."""
    red = np.zeros((len(states), book.clauses, book.wordings + 1), bool)
    for c, clause in enumerate(tables.clauses()):
        names = {wording.id: k for k, wording in enumerate(clause.wordings)} | {
            f"{clause.id}.{LEFT_OUT}": book.wordings
        }
        for s, state in enumerate(states):
            for line in state.red_lines:
                if line in names:
                    red[s, c, names[line]] = True
    return red


def compile_blocs(scenario: Scenario, names: Sequence[str]) -> tuple[tuple[str, ...], Bools, Ints, Floats]:
    """Bloc names G, who is in them (S, G), whose line each seat follows (S,), discipline (G, 3).

    A seat follows the bloc that holds its members closest.  A bloc with one member in the room has no line.
    """
    invented: dict[str, set[str]] = {}
    for name, state in scenario.fictional.items():
        for bloc in state.blocs:
            invented.setdefault(bloc, set()).add(name)
    rows = [(b.id, b.members, b.discipline, b.by_lead) for b in tables.blocs()]
    rows += [(bloc, frozenset(who), 0.5, (1.0, 1.0, 1.0)) for bloc, who in invented.items()]
    rows = [row for row in rows if len(row[1] & set(names)) > 1]
    member = np.array([[name in row[1] for row in rows] for name in names], bool).reshape(len(names), len(rows))
    strength = np.array([row[2] for row in rows], np.float32)
    line = (
        np.where(member.any(axis=1), np.where(member, strength, -1).argmax(axis=1), -1)
        if rows
        else np.full(len(names), -1)
    )
    discipline = np.array([[row[2] * share for share in row[3]] for row in rows], np.float32).reshape(len(rows), 3)
    if not rows:
        member, discipline = np.zeros((len(names), 1), bool), np.zeros((1, 3), np.float32)
        return ("",), member, line, discipline
    return tuple(row[0] for row in rows), member, line, discipline


def instruct(rules: Rules, known: Doctrine, luck: Chance) -> Briefs:
    """What each capital tells its delegation: the published position with a little of its own, and how firm it is.

    The spread is drawn by address, so that a world has the same instructions alone and in a crowd.
    """
    roster, worlds = rules.roster, len(luck.replicate)
    p = known.at(np.arange(worlds)[:, None], np.arange(rules.seats))
    seats, dims = np.arange(rules.seats), np.arange(roster.position.shape[2])
    replicate = luck.replicate[:, None, None]
    drawn = chance.uniform(luck.seed, replicate, 0, seats[:, None], Use.INSTRUCTIONS, dims)
    # The sum of three uniform numbers has a standard deviation of one half.
    bell = drawn[..., :3].sum(axis=-1, dtype=np.float32) - np.float32(1.5)
    position = np.clip(roster.position + 2 * p.instructions[..., None] * bell, -1, 1)
    firm = chance.uniform(luck.seed, luck.replicate[:, None], 0, seats, Use.INSTRUCTIONS, _RED_DRAW)[..., 0]
    price = p.red_line * (np.float32(0.5) + firm)
    touches = rules.book.touches[:, None]
    return Briefs(
        position=position,
        ideal=np.asarray((position[:, :, None, :] * touches).sum(axis=-1, dtype=np.float32)),
        weight=np.ascontiguousarray(roster.weight),
        strict=np.asarray(roster.red * price[..., None, None], np.float32),
    )
