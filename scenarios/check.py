"""What the schema cannot see in a scenario: names in no table, seats that are not there, numbers out of range."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from pydantic import BaseModel

from demarche.agents.doctrine import parameters
from demarche.scenarios import tables
from demarche.scenarios.check_doctrines import doctrine_faults
from demarche.scenarios.entries import LEFT_OUT, Clause
from demarche.scenarios.reading.text import LONGEST_MESSAGE, clipped, folded
from demarche.scenarios.schema import Scenario
from demarche.sim import conduct


def faults(scenario: Scenario, clauses: Sequence[Clause] | None = None) -> Iterable[str]:
    """What the schema cannot see: names that are in no table, seats that are not there. The first is enough.

    clauses  of the book that it is played with: those of the tables, where no others are given
    """
    return (clipped(fault, LONGEST_MESSAGE) for fault in _faults(scenario, clauses or tables.clauses()))


def _faults(scenario: Scenario, clauses: Sequence[Clause]) -> Iterable[str]:
    wordings = {clause.id: [w.id for w in clause.wordings] for clause in clauses}
    known = {**tables.members(), **scenario.fictional}
    seats = list(tables.members()) if scenario.seats == "all" else list(scenario.seats)
    yield from (f"seats: {seat} is seated twice" for seat in _twice(seats))
    yield from (
        f"seats: {seat} is no member of the United Nations{near(seat, known)}" for seat in seats if seat not in known
    )
    if len(seats) < 2:
        yield "seats: a negotiation needs at least two"
    for key, named in (
        ("observers", scenario.observers),
        ("third_states", scenario.third_states),
        ("states", scenario.states),
        ("hindsight", scenario.hindsight),
    ):
        yield from (f"{key}: {seat} has no seat" for seat in named if seat not in seats)
    for i, belief in enumerate(scenario.beliefs):
        for key, name in (("of", belief.of), ("about", belief.about)):
            if name not in seats:
                yield f"beliefs.{i}.{key}: {name} has no seat"
    for i, accused in enumerate(scenario.accusations):
        for key, name in (("by", accused.by), ("against", accused.against)):
            if name not in seats:
                yield f"accusations.{i}.{key}: {name} has no seat"
        if accused.by == accused.against:
            yield f"accusations.{i}: {accused.by} cannot accuse itself"
    for i, threat in enumerate(scenario.threats):
        for key, name in (("by", threat.by), ("against", threat.against)):
            if name not in seats:
                yield f"threats.{i}.{key}: {name} has no seat"
    yield from _body_faults(scenario, seats)
    yield from _name_faults(scenario, seats)
    yield from _pact_faults(scenario, seats)
    if scenario.chair is not None and scenario.chair not in seats:
        yield f"chair: {scenario.chair} has no seat"
    if scenario.fallback is not None and scenario.fallback not in tables.documents():
        yield f"fallback: there is no document {scenario.fallback}{near(scenario.fallback, tables.documents())}"
    if any(seat not in scenario.fictional for seat in seats):
        yield from _window_faults(scenario)
    yield from doctrine_faults(scenario, seats)
    yield from _draft_faults(scenario, seats, wordings)
    yield from _card_faults(scenario, seats, wordings)
    yield from _number_faults(scenario, wordings, tables.dimensions_of(clauses))


def _body_faults(scenario: Scenario, seats: list[str]) -> Iterable[str]:
    """A body in which nobody may vote, and seats with two parts in it."""
    yield from (f"observers: {seat} is named twice" for seat in _twice(scenario.observers))
    if scenario.chair in scenario.observers:
        yield f"observers: {scenario.chair} is in the chair; leave it out here, or name another chair"
    if not set(seats) - {*scenario.observers, *scenario.third_states, scenario.chair}:
        key = "observers" if scenario.observers else "third_states"
        yield f"{key}: nobody may vote; leave at least one seat that is no observer or third state and not in the chair"
    yield from _third_state_faults(scenario)


def _third_state_faults(scenario: Scenario) -> Iterable[str]:
    """Third states with a part in the session."""
    third = scenario.third_states
    yield from (f"third_states: {seat} is named twice" for seat in _twice(third))
    if scenario.chair in third:
        yield f"third_states: {scenario.chair} is in the chair; leave it out here, or name another chair"
    yield from (f"third_states: {seat} is an observer; name it once" for seat in third if seat in scenario.observers)
    for i, draft in enumerate(scenario.drafts):
        parts = (("pen_holder", (draft.pen_holder,)), ("sponsors", draft.sponsors))
        for key, named in parts if not draft.standing else ():
            yield from (
                f"drafts.{i}.{key}: {seat} is a third state and has no part in drafting; name a member"
                for seat in named
                if seat in third
            )


def _name_faults(scenario: Scenario, seats: list[str]) -> Iterable[str]:
    """Two states in the room that are called the same."""
    known = {iso3: member.name for iso3, member in tables.members().items()}
    known |= {iso3: state.name for iso3, state in scenario.fictional.items()}
    first: dict[str, str] = {}
    for seat in dict.fromkeys(seats):
        if seat in known and first.setdefault(folded(known[seat]), seat) != seat:
            yield f"fictional.{seat}.name: {first[folded(known[seat])]} is called {known[seat]} too; give it another"


def _pact_faults(scenario: Scenario, seats: list[str]) -> Iterable[str]:
    """Pacts with nobody to sign them."""
    members = [seat for seat in seats if seat not in (*scenario.observers, *scenario.third_states, scenario.chair)]
    if scenario.pact_slots and not scenario.quarters:
        yield "pact_slots: pacts are proposed in the quarters, and there are none; give quarters, or leave this out"
    slots = {f"PACT-{n + 1}" for n in range(scenario.pact_slots)}
    yield from (
        f"drafts: {d.id} is what a slot for a pact is called; give another id" for d in scenario.drafts if d.id in slots
    )
    if scenario.decision == "unanimity" and len(members) < 2:
        yield "decision: unanimity needs at least two seats that sign, beside observers, third states and the chair"


def _window_faults(scenario: Scenario) -> Iterable[str]:
    if scenario.ideal_points is None:
        yield "ideal_points: real states need a window, such as prior5_2018"
        return
    try:
        tables.positions(scenario.ideal_points)
    except ValueError as error:
        yield f"ideal_points: {error}"


def _draft_faults(scenario: Scenario, seats: list[str], wordings: Mapping[str, list[str]]) -> Iterable[str]:
    yield from (f"drafts: there are two drafts {id_}" for id_ in _twice([d.id for d in scenario.drafts]))
    for i, draft in enumerate(scenario.drafts):
        yield from _wording_faults(f"drafts.{i}.wordings", draft.wordings, wordings)
        for seat in (draft.pen_holder, *draft.sponsors, *draft.standing):
            if seat not in seats:
                yield f"drafts.{i}: {seat} has no seat"
        if len(set(draft.standing)) == 1:
            yield f"drafts.{i}.standing: a pact needs at least two parties"
        yield from (f"drafts.{i}.sponsors: {seat} is named twice" for seat in _twice(draft.sponsors))


def _wording_faults(where: str, chosen: Mapping[str, str], wordings: Mapping[str, list[str]]) -> Iterable[str]:
    for clause, wording in chosen.items():
        if clause not in wordings:
            yield f"{where}.{clause}: there is no such clause{near(clause, wordings)}"
        elif wording not in wordings[clause]:
            yield f"{where}.{clause}: there is no wording {wording}; there are {', '.join(wordings[clause])}"


def _card_faults(scenario: Scenario, seats: list[str], wordings: Mapping[str, list[str]]) -> Iterable[str]:
    drafts, every = [d.id for d in scenario.drafts], {w for some in wordings.values() for w in some}
    yield from (f"cards: {seat} has two cards" for seat in _twice([card.seat for card in scenario.cards]))
    for i, card in enumerate(scenario.cards):
        if card.seat not in seats:
            yield f"cards.{i}.seat: {card.seat} has no seat"
        if card.red_line not in every:
            yield f"cards.{i}.red_line: there is no wording {card.red_line}"
        if card.trade not in wordings:
            yield f"cards.{i}.trade: there is no clause {card.trade}"
        for j, goal in enumerate(card.goals):
            yield from (
                f"cards.{i}.goals.{j}.states: {state} has no seat" for state in goal.states if state not in seats
            )
            if goal.draft and goal.draft not in drafts:
                yield f"cards.{i}.goals.{j}.draft: there is no draft {goal.draft}; there are {', '.join(drafts)}"
            if goal.clause is not None and goal.clause not in wordings:
                yield f"cards.{i}.goals.{j}.clause: there is no clause {goal.clause}"
    if scenario.history:
        yield from (f"history.drafts: there is no draft {p.id}" for p in scenario.history.drafts if p.id not in drafts)


def _number_faults(scenario: Scenario, wordings: Mapping[str, list[str]], dims: Sequence[str]) -> Iterable[str]:
    rows = {row.name: row for row in (*parameters.TABLE, *conduct.TABLE)}
    for name, value in scenario.settings.items():
        if name not in rows:
            yield f"settings.{name}: the doctrine has no such parameter{near(name, rows)}"
        else:
            row = rows[name]
            if not row.low <= value <= row.high:
                yield f"settings.{name}: lies within {row.low:g} .. {row.high:g}, not {value:g}"
    for clause, letters in scenario.clauses.items():
        for letter in letters:
            chosen = {clause: f"{clause}.{letter}"}
            yield from _wording_faults("clauses", chosen, wordings)
    overrides: Mapping[str, BaseModel] = {**scenario.states, **scenario.hindsight, **scenario.fictional}
    for iso3, state in overrides.items():
        for key in ("positions", "salience"):
            yield from (
                f"{iso3}.{key}: there is no dimension {dim}; there are {', '.join(dims)}"
                for dim in getattr(state, key)
                if not isinstance(getattr(state, key), str) and dim not in dims
            )
        for line in getattr(state, "red_lines", None) or ():
            clause, _, letter = line.rpartition(".")
            if letter != LEFT_OUT or clause not in wordings:
                yield from _wording_faults(f"{iso3}.red_lines", {clause: line}, wordings)
    for iso3, invented in scenario.fictional.items():
        missing = [dim for dim in dims if dim not in invented.positions]
        if missing and not isinstance(invented.positions, str):
            yield f"fictional.{iso3}.positions: {missing[0]} is missing"


def _twice(names: Iterable[str]) -> list[str]:
    """Names that come a second time."""
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def near(name: str, known: Iterable[str]) -> str:
    """A hint at the name that may have been meant."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""
