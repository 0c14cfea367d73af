"""Scenario files: found, read, checked, and refused with the place and the remedy where they are wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from demarche.scenarios.check import faults, near
from demarche.scenarios.entries import Clause
from demarche.scenarios.kinds import LIBRARY as LIBRARY
from demarche.scenarios.kinds import Kind, kind_of, require_kind
from demarche.scenarios.reading.text import clipped, quoted
from demarche.scenarios.reading.toml import MOST_DEPTH, read_toml, value_of
from demarche.scenarios.schema import Campaign, Scenario
from demarche.sim.terms import Unreadable

Settings = Iterable[str] | Mapping[str, Any]
"""Values that are set otherwise than a file has them: `key=value` each, or values by dotted path."""
_ENTRY = re.compile("[0-9]{1,9}")
PLAIN_WORDS = {
    "Input should": "should",
    "String should": "should",
    "Tuple should": "should",
    "Dictionary should": "should",
    " after validation": "",
    "a valid tuple": "a list",
    "a valid dictionary": "a table",
}
"""What pydantic calls things, and what somebody who writes a file does."""


def names() -> list[str]:
    """The scenarios that come with the program, by year and name; the tutorial first."""
    by_year = sorted(
        (document["year"], name)
        for name, document in library().items()
        if kind_of(document) is not Kind.CAMPAIGN and not document.get("rates_by_year", False)
    )
    return sorted((name for _, name in by_year), key=lambda name: name != "tutorial")


def without_committee() -> list[str]:
    """The scenarios of quarters alone that come with the program: many years, in which nothing is put to a vote."""
    return sorted(name for name, document in library().items() if document.get("rates_by_year", False))


def campaigns() -> list[str]:
    """The campaigns that come with the program: sessions one after another."""
    return sorted(name for name, document in library().items() if kind_of(document) is Kind.CAMPAIGN)


def library() -> dict[str, dict[str, Any]]:
    """The document of every file that comes with the program, by the name of the file; not to be changed."""
    return {path.stem: _unchanged(path) for path in LIBRARY.glob("*.toml")}


def _unchanged(path: Path) -> dict[str, Any]:
    """The document in a file, read again only where the file has changed; not to be changed by the caller."""
    known = path.stat()
    return _document(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=64)
def _document(path: Path, changed: int, size: int) -> dict[str, Any]:
    """The document in a file as it was at that time: the two numbers tell one state of the file from another."""
    return read_toml(path)


def load_campaign(name: str) -> Campaign | None:
    """A campaign of the library by its id, or of a file by its path; None where that is no campaign.

    Raises Unreadable naming the file, the key, what is wrong and what would be right.
    """
    path = Path(name) if name.endswith(".toml") else LIBRARY / f"{name}.toml"
    if not path.is_file():
        return None
    document = _unchanged(path)
    if kind_of(document) is not Kind.CAMPAIGN:
        return None
    try:
        campaign = Campaign.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error, Campaign)}") from None
    for i, part in enumerate(campaign.sessions):
        if part.scenario not in names():
            raise Unreadable(
                f"{path}: sessions.{i}.scenario: there is no scenario {part.scenario}{near(part.scenario, names())}"
            )
    return campaign


def load(name: str, settings: Settings = ()) -> Scenario:
    """A scenario of the library by its id, or of a file by its path, with settings applied.

    settings  `key=value` each, or values by dotted path: {"rounds": 6, "drafts.0.visibility": 2}
    Raises Unreadable naming the file, the key, what is wrong and what would be right.
    """
    path = path_of(name)
    document = deepcopy(_unchanged(path)) if path.parent == LIBRARY else read_toml(path)
    require_kind(document, Kind.SCENARIO, str(path))
    return _set(document, settings, str(path))


def with_settings(scenario: Scenario, settings: Settings) -> Scenario:
    """A scenario with settings applied, as load does. Raises Unreadable likewise."""
    return _set(scenario.model_dump(mode="json", exclude_unset=True), settings, scenario.id) if settings else scenario


def _set(document: dict[str, Any], settings: Settings, where: str) -> Scenario:
    """The scenario of a document, which is changed."""
    if isinstance(settings, Mapping):
        for key, value in settings.items():
            apply_value(document, key, value, f"settings: {clipped(key)}")
    else:
        for setting in settings:
            apply(document, setting)
    return parse(document, where=where)


def path_of(name: str) -> Path:
    """The file of a scenario, by its id or its path. Raises Unreadable where the library has no such id."""
    path = Path(name)
    if path.suffix != ".toml":
        path = LIBRARY / f"{name}.toml"
        if not path.is_file():
            near = [known for known in names() if name in known][:1] or get_close_matches(name, names(), 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names())}"
            raise Unreadable(f"{name}: there is no such scenario; {hint}")
    return path


def parse(document: Mapping[str, Any], where: str, clauses: Sequence[Clause] | None = None) -> Scenario:
    """A scenario from its document, checked against the schema and the tables. `where` names it in errors.

    clauses  of the book that it is played with: those of the tables, where no others are given
    """
    try:
        scenario = Scenario.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{where}: {first_fault(error)}") from None
    for fault in faults(scenario, clauses):
        raise Unreadable(f"{where}: {fault}")
    return scenario


def first_fault(error: ValidationError, model: type[BaseModel] = Scenario) -> str:
    """The first thing the schema of that model found wrong: the key, what is wrong, and what stands there."""
    fault = error.errors(include_url=False)[0]
    key = ".".join(
        clipped(str(part)) for part in fault["loc"] if not str(part).startswith(("literal", "tuple", "function"))
    )
    if fault["type"] == "missing":
        return f"{key}: this key is missing"
    if fault["type"] == "extra_forbidden":
        return f"{key}: there is no such key{near(str(fault['loc'][-1]), keys_beside(model, fault['loc']))}"
    given = fault.get("input")
    shown = "" if isinstance(given, dict | list | tuple) else f", not {quoted(given)}"
    message = fault["msg"].removeprefix("Value error, ")
    for jargon, plain in PLAIN_WORDS.items():
        message = message.replace(jargon, plain)
    return f"{key or 'the file'}: {message}{shown}"


def keys_beside(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """The keys that a model allows where the last of a path stands; none where that cannot be told."""
    kind: Any = model
    for part in place[:-1]:
        fields = getattr(kind, "model_fields", {})
        if part in fields:  # else it is the name of an entry, or its place in a list
            kind = _model_in(fields[part].annotation)
    return list(getattr(kind, "model_fields", ()))


def _model_in(annotation: Any) -> Any:
    """The model that a field holds one or many of; None where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)


def apply(document: dict[str, Any], setting: str) -> None:
    """Set one value of a document by its dotted path: `rounds=6`, `drafts.0.visibility=2`, `clauses.NAP.a.vague=0.1`.

    Raises Unreadable where the setting has no value, or its path leads through something that is not there.
    """
    key, equals, text = setting.partition("=")
    if not equals or not key:
        raise Unreadable(f"--set {clipped(setting)}: a setting is written key=value, as in rounds=6")
    where = f"--set {clipped(setting)}"
    apply_value(document, key.strip(), value_of(text.strip(), where), where)


def apply_value(document: dict[str, Any], key: str, value: Any, where: str) -> None:
    """Set one value of a document by its dotted path. `where` names the setting in errors.

    Raises Unreadable where the path leads through something that is not there.
    """
    *path, last = key.split(".")
    if len(path) >= MOST_DEPTH:
        raise Unreadable(f"{where}: a path has at most {MOST_DEPTH} parts")
    place: Any = document
    for depth, part in enumerate(path):
        place = _enter(place, part, f"{where}: {clipped('.'.join(path[: depth + 1]))}")
    if isinstance(place, list):
        raise Unreadable(f"{where}: {clipped('.'.join(path))} is a list; name a key of one of its entries")
    place[last] = value
    first = key.split(".")[0]
    if first not in Scenario.model_fields:
        near = get_close_matches(first, Scenario.model_fields, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(Scenario.model_fields)}"
        raise Unreadable(f"{where}: a scenario has no key {clipped(first)}; {hint}")


def _enter(place: Any, part: str, where: str) -> Any:
    """The table or entry a path goes through; a table that is not written yet is begun."""
    if isinstance(place, list):
        if not _ENTRY.fullmatch(part) or int(part) >= len(place):
            raise Unreadable(f"{where}: there are entries 0 to {len(place) - 1}")
        return place[int(part)]
    found = place.setdefault(part, {})
    if not isinstance(found, dict | list):
        raise Unreadable(f"{where}: this is a value and has no keys of its own")
    return found
