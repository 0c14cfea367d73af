"""Who sits in the room: the delegations of a scenario, their blocs, and the instructions each brings."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.scenarios import tables
from demarche.scenarios.doctrines import mean_for, override
from demarche.scenarios.entries import LEFT_OUT, Clause, State
from demarche.scenarios.schema import FictionalState, Scenario, StateOverride
from demarche.scenarios.state_names import state_name
from demarche.sim import chance
from demarche.sim.book import Book
from demarche.sim.conduct import TABLE
from demarche.sim.parameter import set_to
from demarche.sim.record import Briefs
from demarche.sim.roster import Roster
from demarche.sim.rules import Rules
from demarche.sim.session import Chance
from demarche.sim.terms import Bools, Floats, Ints, Role, Use

ON_TEXTS_OF = {-1: (1.0, 0.5, 0.0), 0: (1.0, 1.0, 1.0), 1: (0.0, 0.5, 1.0)}
"""By who led the pact: how much of it holds on texts of the information-security camp, both, the other. Judged."""
_RED_DRAW = 1 << 8
"""Instructions on dimensions are drawn at 0 .. D - 1, the price of red lines at this place."""


def each(table: Floats, worlds: int) -> Floats:
    """The same table in every world, without a copy."""
    return np.broadcast_to(table, (worlds, *table.shape))


def compile_roster(scenario: Scenario, clauses: Sequence[Clause], book: Book, worlds: int) -> Roster:
    """The delegations of a scenario, in the order of their seats."""
    names = codes(scenario)
    states = delegations(scenario, tables.dimensions_of(clauses))
    position = np.array([s.position for s in states], np.float32)
    salience = np.array([s.salience for s in states], np.float32)
    blocs, member, line, discipline = compile_blocs(scenario, names)

    def facts(name: str) -> Floats:
        return each(np.array([getattr(s, name) for s in states], np.float32), worlds)

    role = [_role(scenario, name) for name in names]
    return Roster(
        names=names,
        titles=tuple(state_name(scenario, name) for name in names),
        blocs=blocs,
        role=np.array(role),
        capacity=np.array([s.capacity for s in states]),
        position=each(position, worlds),
        salience=each(salience, worlds),
        ideal=each(on_clauses(position, book.touches[0]), worlds),
        weight=each(on_clauses(salience, book.touches[0]), worlds),
        red=_red_lines(states, clauses, book),
        development=facts("development"),
        offence=facts("offence"),
        skill=facts("attribution"),
        vulnerability=facts("vulnerability"),
        audience=facts("audience"),
        propensity=facts("propensity"),
        place=facts("place"),
        member=member,
        line=line,
        discipline=each(discipline, worlds),
    )


def on_clauses(by_dimension: Floats, touches: Floats) -> Floats:
    """Positions or salience (..., D) on the clauses that touch the dimensions, (..., C). Summed by hand: same bits."""
    return np.asarray((by_dimension[..., None, :] * touches).sum(axis=-1, dtype=np.float32))


def codes(scenario: Scenario) -> tuple[str, ...]:
    """Who sits in a scenario, in the order of the seats."""
    return tuple(tables.members()) if scenario.seats == "all" else scenario.seats


def delegations(scenario: Scenario, dims: Sequence[str]) -> list[State]:
    """What each delegation brings, in the order of the seats, on those dimensions alone."""
    return [_state(scenario, name, dims) for name in codes(scenario)]


def own_positions(scenario: Scenario, dims: Sequence[str]) -> list[State]:
    """The same with the positions that each state has of its own, where it is given those of its doctrine."""
    return [_state(scenario, name, dims, own=True) for name in codes(scenario)]


def _role(scenario: Scenario, name: str) -> Role:
    if name == scenario.chair:
        return Role.CHAIR
    if name in scenario.third_states:
        return Role.THIRD_STATE
    return Role.OBSERVER if name in scenario.observers else Role.MEMBER


def _state(scenario: Scenario, name: str, dims: Sequence[str], *, own: bool = False) -> State:
    """One delegation: from the tables or invented, with what the scenario sets otherwise."""
    if name in scenario.fictional:
        base = _invented(name, scenario.fictional[name])
    else:
        base = tables.positions(scenario.ideal_points or "")[name]
    mean = None if own and base.position else mean_for(scenario, name, base)
    if mean is not None:
        base = replace(base, position=mean.position, salience=mean.salience, red_lines=mean.red_lines)
    given, known_on = override(scenario, name), tables.dimensions()
    if mean is None and given == StateOverride() and known_on == dims:
        return base
    by_dimension = {} if isinstance(given.positions, str) else given.positions
    facts = ("offence", "attribution", "vulnerability", "audience", "propensity", "capacity", "red_lines")
    set_here = {f: getattr(given, f) for f in facts if getattr(given, f) is not None}
    position, salience = (dict(zip(known_on, of, strict=False)) for of in (base.position, base.salience))
    return replace(
        base,
        position=tuple((position | by_dimension)[d] for d in dims),
        salience=tuple((salience | given.salience)[d] for d in dims),
        **set_here,
    )


def _invented(name: str, state: FictionalState) -> State:
    """A state that is in no table, without positions; what its file does not say lies in the middle."""
    return State(
        iso3=name,
        name=state.name,
        group="",
        position=(),
        salience=(0.5,) * len(tables.dimensions()),
        red_lines=(),
        offence=0.5,
        attribution=0.5,
        vulnerability=0.5,
        audience=0.5,
        propensity=0.5,
        development=state.development,
        place=(0.0, 0.0),
        capacity=2,
        profiled=False,
        behaviour="",
    )


def _red_lines(states: Sequence[State], clauses: Sequence[Clause], book: Book) -> Bools:
    """What each state is known not to accept, (S, C, K + 1); the last place is a text without the clause."""
    red = np.zeros((len(states), book.clauses, book.wordings + 1), bool)
    for c, clause in enumerate(clauses):
        names = {wording.id: k for k, wording in enumerate(clause.wordings)} | {
            f"{clause.id}.{LEFT_OUT}": book.wordings
        }
        for s, state in enumerate(states):
            for line in state.red_lines:
                if line in names:
                    red[s, c, names[line]] = True
    return red


BlocRow = tuple[str, frozenset[str], float, tuple[float, float, float]]
"""A bloc as a room has it: name, members, discipline, and how much of it holds by who leads a text."""


def seated_blocs(scenario: Scenario, names: Sequence[str]) -> list[BlocRow]:
    """The blocs of the tables, of the scenario and of its pacts that have more than one member in the room."""
    invented: dict[str, set[str]] = {}
    for name, state in scenario.fictional.items():
        for bloc in state.blocs:
            invented.setdefault(bloc, set()).add(name)
    rows: list[BlocRow] = [(b.id, b.members, b.discipline, b.by_lead) for b in tables.blocs()]
    rows += [(bloc, frozenset(who), 0.5, (1.0, 1.0, 1.0)) for bloc, who in invented.items()]
    # Parties to a pact that says so align in what they say and how they vote.
    aligned = [draft for draft in scenario.drafts if "CRD" in draft.wordings and draft.standing]
    alignment = set_to(TABLE, scenario.settings, "alignment")
    rows += [(draft.id, frozenset(draft.standing), alignment, ON_TEXTS_OF[draft.lead_camp]) for draft in aligned]
    return [(name, who & set(names), share, by_lead) for name, who, share, by_lead in rows if len(who & set(names)) > 1]


def compile_blocs(scenario: Scenario, names: Sequence[str]) -> tuple[tuple[str, ...], Bools, Ints, Floats]:
    """Bloc names G, who is in them (S, G), whose line each seat follows (S,), discipline (G, 3).

    A seat follows the bloc that holds its members closest.  A bloc with one member in the room has no line.
    """
    rows = seated_blocs(scenario, names)
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
    bell = drawn[..., 0] + drawn[..., 1] + drawn[..., 2] - np.float32(1.5)
    position = np.clip(roster.position + 2 * p.instructions[..., None] * bell, -1, 1)
    firm = chance.uniform(luck.seed, luck.replicate[:, None], 0, seats, Use.INSTRUCTIONS, _RED_DRAW)[..., 0]
    price = p.red_line * (np.float32(0.5) + firm)
    ideal = position[..., 0, None] * rules.book.touches[:, None, :, 0]
    for dim in dims[1:]:  # as numpy adds a few numbers, but many worlds at once
        ideal += position[..., dim, None] * rules.book.touches[:, None, :, dim]
    return Briefs(
        position=position,
        ideal=ideal,
        weight=np.ascontiguousarray(roster.weight),
        strict=np.asarray(roster.red * price[..., None, None], np.float32),
    )
