"""Doctrines by name: profiles of the parameters, each number with its source, and what states of them seek in texts.

The numbers are in profiles.toml.  A number that a profile does not name is the default of demarche.agents.doctrine.
parameters; those of the vote that are fitted are the same in every profile.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from demarche.agents.doctrine.parameters import PLACES, TABLE
from demarche.agents.named import Registry
from demarche.sim.parameter import Parameter, values
from demarche.sim.terms import Floats, Ints

POLE = 0.3
"""Published mean positions beyond this, on either side, are those of a pole."""
BY_POSITION = ("information-security", "non-aligned", "cybersecurity")
"""The doctrines that states hold by default, by their published mean positions, from the first pole to the second."""


@dataclass(frozen=True, slots=True)
class Number:
    """A parameter as a profile has it. low, high: within which it is judged; the same where it is counted.

    why  what the source says of it      source  a key of SOURCES      judged  whether its size is a judgement
    """

    value: float
    low: float
    high: float
    why: str
    source: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A doctrine.

    family    the one of BY_POSITION whose members' mean positions, salience and red lines are its own
    members   states whose means they are instead, where the family's would be wrong; judged
    acts      the class that acts for a seat which holds it, where that is not the national doctrine
    numbers   the parameters that it sets      based_on, own   the doctrine whose other numbers it has, and those it
              sets itself
    """

    name: str
    title: str
    summary: str
    family: str
    numbers: Mapping[str, Number]
    members: frozenset[str] = frozenset()
    based_on: str | None = None
    own: frozenset[str] = frozenset()
    acts: type[Any] | None = None

    @property
    def values(self) -> dict[str, float]:
        """The numbers that it sets."""
        return {name: number.value for name, number in self.numbers.items()}

    def number(self, name: str) -> float:
        """Any parameter that is not fitted. Raises ValueError of one that is: it is no doctrine's."""
        value = self.values.get(name, TABLE[PLACES[name]].default)
        if value is None:
            raise ValueError(f"{name} is fitted to votes, and the same in every doctrine")
        return value


def _read() -> tuple[dict[str, str], list[Profile]]:
    document = tomllib.loads((Path(__file__).parent / "profiles.toml").read_text(encoding="utf-8"))
    sources = {key: str(text) for key, text in document["sources"].items()}
    return sources, list(_profiles(document))


def _profiles(document: Mapping[str, Any]) -> Iterator[Profile]:
    """The profiles of the file; one that is based on another has its numbers but for those it sets itself."""
    known: dict[str, Profile] = {}
    for row in document["doctrines"]:
        base = known.get(row.get("based_on", ""))
        own = {name: _number(given) for name, given in row.get("numbers", {}).items()}
        one = Profile(
            name=row["name"],
            title=row["title"],
            summary=row["summary"],
            family=row["family"],
            numbers=own if base is None else {**base.numbers, **own},
            members=frozenset(row.get("members", ())),
            based_on=row.get("based_on"),
            own=frozenset(own),
        )
        known[one.name] = one
        yield one


def _number(given: Mapping[str, Any]) -> Number:
    low, high = given.get("range", (given["value"], given["value"]))
    return Number(given["value"], low, high, given["why"], given["source"], given["judged"])


SOURCES, _FOUND = _read()
"""Citations by the keys that numbers give."""
DOCTRINES: Registry[Profile] = Registry("doctrine", "doctrine", _FOUND)


def profile(name: str) -> Profile:
    """The doctrine of that name. Raises Unreadable naming those there are."""
    return DOCTRINES.named(name)


def place_of(name: str) -> int:
    """The place of a doctrine in the tables of numbers. Raises Unreadable naming those there are."""
    return list(DOCTRINES).index(profile(name).name)


def by_position(mean: Floats | np.floating[Any]) -> Ints:
    """The places of the doctrines that states hold by default, of the shape of mean, their published mean positions."""
    first, middle, second = map(place_of, BY_POSITION)
    return np.asarray(np.where(mean < -POLE, first, np.where(mean > POLE, second, middle)))


def numbers(settings: Mapping[str, float], worlds: int) -> Floats:
    """The parameters of every doctrine with some set otherwise in all of them, (B, F, P) float32."""
    return values(TABLE, settings, worlds, [known.values for known in DOCTRINES.values()])


def differing(one: str, other: str) -> list[Parameter]:
    """The parameters that two doctrines do not share, in the order of the table."""
    first, second = profile(one).values, profile(other).values
    return [row for row in TABLE if first.get(row.name, row.default) != second.get(row.name, row.default)]
