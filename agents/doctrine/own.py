"""A doctrine of an author's own: a class whose numbers differ from a doctrine's, and whose acts may."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, ClassVar

from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.parameters import PLACES, TABLE
from demarche.agents.doctrine.profiles import Number, Profile, profile
from demarche.sim.terms import Unreadable


class Doctrine(NationalInterest):
    """What a state takes for hostile, whom it names, how it answers and votes: derive a class from it, and name it.

    based_on     the doctrine whose numbers it has where it sets none, and whose mean positions `positions = "doctrine"`
                 gives: information-security, non-aligned or cybersecurity, or any other of docs/doctrine.md
    numbers      the parameters that it sets otherwise, name -> value; docs/model.md has each with its unit and range
    title        how it is called in reports; its class name, where there is none
    source       where it comes from
    uses_chance  whether its acts depend on u

    The docstring of the class says in its first line what the doctrine is.  To act otherwise than by numbers, override
    `decide(rules, view, u)`: it is asked for N acts at once, and `super().decide(...)` gives those of the national
    doctrine.  `demarche check module:Class` says whether it keeps what every doctrine must.
    """

    based_on: ClassVar[str] = "non-aligned"
    numbers: ClassVar[Mapping[str, float]] = {}
    title: ClassVar[str] = ""
    source: ClassVar[str] = "its author"
    uses_chance: ClassVar[bool] = True


def profile_of(kind: Any, name: str) -> Profile:
    """The profile of an author's class, by the name under which it is plugged in.

    Raises Unreadable where it is no Doctrine, or sets numbers that there are not or that are out of range.
    """
    if not (isinstance(kind, type) and issubclass(kind, Doctrine)):
        raise Unreadable(f"{name} is no doctrine: a class that derives from demarche.Doctrine is wanted")
    base = profile(kind.based_on)
    rows = {row.name: row for row in TABLE}
    for key, value in kind.numbers.items():
        if key not in PLACES:
            raise Unreadable(f"{name}: numbers: the doctrine has no parameter {key}; docs/model.md lists them")
        if not isinstance(value, int | float) or not rows[key].low <= value <= rows[key].high:
            raise Unreadable(f"{name}: numbers: {key} lies within {rows[key].low:g} .. {rows[key].high:g}, not {value}")
    summary = cleandoc(kind.__doc__ or "").split("\n")[0]
    own = {key: Number(v, v, v, summary, kind.source, judged=True) for key, v in kind.numbers.items()}
    acts = kind.decide is not NationalInterest.decide or kind.reasons is not NationalInterest.reasons
    return Profile(
        name=name,
        title=kind.title or kind.__name__,
        summary=summary,
        family=base.family,
        numbers={**base.numbers, **own},
        members=base.members,
        based_on=base.name,
        own=frozenset(own),
        acts=kind if acts else None,
    )
