"""Scenario files: found, read, checked, and refused with the place and the remedy where they are wrong."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from agents.doctrine import parameters
from agents.strategies.registry import strategy
from scenarios import tables
from scenarios.entries import LEFT_OUT
from scenarios.schema import Campaign, Scenario
from sim import conduct
from sim.terms import Unreadable

LIBRARY = Path(__file__).parent / "library"


def names() -> list[str]:
    """The scenarios that come with the program, by year and name; the tutorial first."""
    found = [(read_toml(path), path.stem) for path in LIBRARY.glob("*.toml")]
    by_year = sorted((document["year"], name) for document, name in found if "sessions" not in document)
    return sorted((name for _, name in by_year), key=lambda name: name != "tutorial")


def campaigns() -> list[str]:
    """The campaigns that come with the program: sessions one after another."""
    return sorted(path.stem for path in LIBRARY.glob("*.toml") if "sessions" in read_toml(path))


def load_campaign(name: str) -> Campaign | None:
    """A campaign of the library by its id, or of a file by its path; None where that is no campaign.

    Raises Unreadable naming the file, the key, what is wrong and what would be right.
    """
    path = Path(name) if name.endswith(".toml") else LIBRARY / f"{name}.toml"
    if not path.is_file():
        return None
    document = read_toml(path)
    if "sessions" not in document:
        return None
    try:
        campaign = Campaign.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error)}") from None
    for i, part in enumerate(campaign.sessions):
        if part.scenario not in names():
            raise Unreadable(
                f"{path}: sessions.{i}.scenario: there is no scenario {part.scenario}{_near(part.scenario, names())}"
            )
    return campaign


def load(name: str, settings: Iterable[str] = ()) -> Scenario:
    """A scenario of the library by its id, or of a file by its path, with settings `key=value` applied.

    Raises Unreadable naming the file, the key, what is wrong and what would be right.
    """
    path = Path(name)
    if path.suffix != ".toml":
        path = LIBRARY / f"{name}.toml"
        if not path.is_file():
            near = [known for known in names() if name in known][:1] or get_close_matches(name, names(), 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names())}"
            raise Unreadable(f"{name}: there is no such scenario; {hint}")
    document = read_toml(path)
    for setting in settings:
        apply(document, setting)
    return parse(document, where=str(path))


def parse(document: Mapping[str, Any], where: str) -> Scenario:
    """A scenario from its document, checked against the schema and the tables. `where` names it in errors."""
    try:
        scenario = Scenario.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{where}: {first_fault(error)}") from None
    for fault in faults(scenario):
        raise Unreadable(f"{where}: {fault}")
    return scenario


def read_toml(path: Path) -> dict[str, Any]:
    """The document in a TOML file. Raises Unreadable where it is missing, is no text or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unreadable(f"{path}: there is no such file") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: this is not a text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"{path}: this is not valid TOML: {error}") from None
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from None


def first_fault(error: ValidationError) -> str:
    """The first thing a schema found wrong: the key, what is wrong, and what stands there."""
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"] if not str(part).startswith(("literal", "tuple", "function")))
    if fault["type"] == "missing":
        return f"{key}: this key is missing"
    if fault["type"] == "extra_forbidden":
        return f"{key}: there is no such key"
    given = fault.get("input")
    shown = "" if isinstance(given, dict | list | tuple) else f", not {given!r}"
    message = fault["msg"].removeprefix("Value error, ")
    for jargon in ("Input should", "String should", "Tuple should", "List should", "Dictionary should"):
        message = message.replace(jargon, "should")
    message = message.replace("a valid tuple", "a list").replace("a valid dictionary", "a table")
    return f"{key or 'the file'}: {message}{shown}"


def apply(document: dict[str, Any], setting: str) -> None:
    """Set one value of a document by its dotted path: `rounds=6`, `drafts.0.visibility=2`, `clauses.NAP.a.vague=0.1`.

    Raises Unreadable where the setting has no value, or its path leads through something that is not there.
    """
    key, equals, text = setting.partition("=")
    if not equals or not key:
        raise Unreadable(f"--set {setting}: a setting is written key=value, as in rounds=6")
    *path, last = key.strip().split(".")
    place: Any = document
    for depth, part in enumerate(path):
        place = _enter(place, part, f"--set {setting}: {'.'.join(path[: depth + 1])}")
    value = _value(text.strip())
    if isinstance(place, list):
        raise Unreadable(f"--set {setting}: {'.'.join(path)} is a list; name a key of one of its entries")
    place[last] = value
    if not path and last not in Scenario.model_fields:
        near = get_close_matches(last, Scenario.model_fields, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(Scenario.model_fields)}"
        raise Unreadable(f"--set {setting}: a scenario has no key {last}; {hint}")


def _enter(place: Any, part: str, where: str) -> Any:
    """The table or entry a path goes through; a table that is not written yet is begun."""
    if isinstance(place, list):
        if not part.isdigit() or int(part) >= len(place):
            raise Unreadable(f"{where}: there are entries 0 to {len(place) - 1}")
        return place[int(part)]
    found = place.setdefault(part, {})
    if not isinstance(found, dict | list):
        raise Unreadable(f"{where}: this is a value and has no keys of its own")
    return found


def _value(text: str) -> Any:
    """A value as TOML would read it; a bare word is a text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def faults(scenario: Scenario) -> Iterable[str]:
    """What the schema cannot see: names that are in no table, seats that are not there. The first is enough."""
    wordings = {clause.id: [w.id for w in clause.wordings] for clause in tables.clauses()}
    known = {**tables.members(), **scenario.fictional}
    seats = list(tables.members()) if scenario.seats == "all" else list(scenario.seats)
    yield from (f"seats: {seat} is seated twice" for seat in _twice(seats))
    yield from (
        f"seats: {seat} is no member of the United Nations{_near(seat, known)}" for seat in seats if seat not in known
    )
    if len(seats) < 2:
        yield "seats: a negotiation needs at least two"
    for key, named in (("observers", scenario.observers), ("states", scenario.states)):
        yield from (f"{key}: {seat} has no seat" for seat in named if seat not in seats)
    for i, belief in enumerate(scenario.beliefs):
        for key, name in (("of", belief.of), ("about", belief.about)):
            if name not in seats:
                yield f"beliefs.{i}.{key}: {name} has no seat"
    for i, threat in enumerate(scenario.threats):
        for key, name in (("by", threat.by), ("against", threat.against)):
            if name not in seats:
                yield f"threats.{i}.{key}: {name} has no seat"
    yield from _pact_faults(scenario, seats)
    if scenario.chair is not None and scenario.chair not in seats:
        yield f"chair: {scenario.chair} has no seat"
    if scenario.fallback is not None and scenario.fallback not in tables.documents():
        yield f"fallback: there is no document {scenario.fallback}{_near(scenario.fallback, tables.documents())}"
    if any(seat not in scenario.fictional for seat in seats):
        yield from _window_faults(scenario)
    yield from _draft_faults(scenario, seats, wordings)
    yield from _card_faults(scenario, seats, wordings)
    yield from _number_faults(scenario, wordings)


def _pact_faults(scenario: Scenario, seats: list[str]) -> Iterable[str]:
    """Pacts with nobody to sign them, and pledge strategies that nobody has."""
    members = [seat for seat in seats if seat not in (*scenario.observers, scenario.chair)]
    if scenario.decision == "unanimity" and len(members) < 2:
        yield "decision: unanimity needs at least two seats that sign, beside observers and the chair"
    for key, overrides in (("states", scenario.states), ("fictional", scenario.fictional)):
        for iso3, state in overrides.items():
            if state.strategy is not None:
                try:
                    strategy(state.strategy)
                except Unreadable as error:
                    yield f"{key}.{iso3}.strategy: {error}"


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
            yield f"{where}.{clause}: there is no such clause{_near(clause, wordings)}"
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
            if goal.draft not in drafts:
                yield f"cards.{i}.goals.{j}.draft: there is no draft {goal.draft}; there are {', '.join(drafts)}"
            if goal.clause is not None and goal.clause not in wordings:
                yield f"cards.{i}.goals.{j}.clause: there is no clause {goal.clause}"
    if scenario.history:
        yield from (f"history.drafts: there is no draft {p.id}" for p in scenario.history.drafts if p.id not in drafts)


def _number_faults(scenario: Scenario, wordings: Mapping[str, list[str]]) -> Iterable[str]:
    rows = {row.name: row for row in (*parameters.TABLE, *conduct.TABLE)}
    for name, value in scenario.settings.items():
        if name not in rows:
            yield f"settings.{name}: the doctrine has no such parameter{_near(name, rows)}"
        else:
            row = rows[name]
            if not row.low <= value <= row.high:
                yield f"settings.{name}: lies within {row.low:g} .. {row.high:g}, not {value:g}"
    for clause, letters in scenario.clauses.items():
        for letter in letters:
            chosen = {clause: f"{clause}.{letter}"}
            yield from _wording_faults("clauses", chosen, wordings)
    dims = tables.dimensions()
    overrides: Mapping[str, BaseModel] = {**scenario.states, **scenario.fictional}
    for iso3, state in overrides.items():
        for key in ("positions", "salience"):
            yield from (
                f"{iso3}.{key}: there is no dimension {dim}; there are {', '.join(dims)}"
                for dim in getattr(state, key)
                if dim not in dims
            )
        for line in getattr(state, "red_lines", None) or ():
            clause, _, letter = line.rpartition(".")
            if letter != LEFT_OUT or clause not in wordings:
                yield from _wording_faults(f"{iso3}.red_lines", {clause: line}, wordings)
    for iso3, invented in scenario.fictional.items():
        missing = [dim for dim in dims if dim not in invented.positions]
        if missing:
            yield f"fictional.{iso3}.positions: {missing[0]} is missing"


def _twice(names: Iterable[str]) -> list[str]:
    """Names that come a second time."""
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def _near(name: str, known: Iterable[str]) -> str:
    """A hint at the name that may have been meant."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""
