"""Every behaviour that can be given a seat by name, with what it declares of itself.

Doctrines and pledge strategies are given by name likewise, to any seat: see demarche.agents.named for what they share.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from demarche.agents import plugins
from demarche.agents.answering import Answer, Answering
from demarche.agents.any_act import AnyAct
from demarche.agents.doctrine.doctrine import Doctrine as Known
from demarche.agents.doctrine.levels import Bargaining, Farsighted, Obliging
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.own import Doctrine, profile_of
from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.human import Awaited
from demarche.agents.named import Registry
from demarche.agents.passive import Passive
from demarche.agents.plain import Aims, Plain, Plan
from demarche.agents.plugins import find
from demarche.agents.scripted import Scripted
from demarche.agents.strategies.own import registered
from demarche.agents.strategies.registry import STRATEGIES
from demarche.sim.seat import Seat
from demarche.sim.terms import Unreadable


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What sits in a seat, and the facts that a contract test holds it to.

    make          one object for all the seats and worlds that the doctrine is for
    source        where it comes from        uses_chance  whether its acts depend on u
    memory        joint acts it looks back on beyond what the record shows; none of them keeps anything
    by_name_only  its name says all of it, so that a save can seat it again
    """

    name: str
    kind: type
    make: Callable[[Known], Seat]
    source: str
    uses_chance: bool
    memory: int = 0
    by_name_only: bool = True


BEHAVIOURS = Registry(
    "behaviour",
    "behaviour",
    (
        Behaviour("national", NationalInterest, NationalInterest, "the model page of the docs", uses_chance=True),
        Behaviour("obliging", Obliging, Obliging, "the national doctrine, made easy to deal with", uses_chance=True),
        Behaviour("bargaining", Bargaining, Bargaining, "the national doctrine, with wider search", uses_chance=True),
        Behaviour("farsighted", Farsighted, Farsighted, "the national doctrine, looking further", uses_chance=True),
        Behaviour("passive", Passive, Passive, "the national doctrine without initiative", uses_chance=True),
        Behaviour(
            "answering",
            Answering,
            lambda known: Answering(known, Answer.HONOUR),
            "made for measuring: one answer to every temptation",
            uses_chance=True,
            by_name_only=False,
        ),
        Behaviour(
            "plain",
            Plain,
            lambda known: Plain(known, Aims((), {}), Plan.FOCUS),
            "made for measuring: works for the goals of a card",
            uses_chance=True,
            by_name_only=False,
        ),
        Behaviour("awaited", Awaited, lambda _: Awaited(), "a person, here or elsewhere", uses_chance=False),
        Behaviour(
            "scripted",
            Scripted,
            lambda _: Scripted(),
            "whoever wrote the script",
            uses_chance=False,
            by_name_only=False,
        ),
        Behaviour("any-act", AnyAct, lambda _: AnyAct(), "made for tests: every act in order", uses_chance=True),
    ),
)
BY_DOCTRINE = tuple(
    name for name, known in BEHAVIOURS.items() if known.by_name_only and issubclass(known.kind, NationalInterest)
)
"""The behaviours that act by a doctrine: any of them can be combined with any doctrine and any pledge strategy."""


def behaviour(name: str) -> Behaviour:
    """The behaviour of that name, or of the doctrine of that name that acts by itself.

    Raises Unreadable naming those there are.
    """
    acts = DOCTRINES[name].acts if name in DOCTRINES else None
    if acts is not None:
        return Behaviour(name, acts, acts, acts.source, uses_chance=acts.uses_chance)
    return BEHAVIOURS.named(name)


BY_PREFIX = {"llm": ("demarche.ui.llm.seat:ModelSeat", "demarche.ui.llm.seat:model_seat")}
"""Seats of our own that are found as plug-ins are, by what stands before the colon: class, and what makes them."""


def plugged_seat(name: str) -> Behaviour | None:
    """A seat that somebody plugs in as module:Class, made without arguments. Raises Unreadable where it is no Seat."""
    prefix, colon, _ = name.partition(":")
    if not colon:
        return None
    if prefix in BY_PREFIX:
        kind, made_by = BY_PREFIX[prefix]
        return Behaviour(name, find(kind, ""), find(made_by, "")(name), "a language model", uses_chance=False)
    kind = find(name, "")
    if not (isinstance(kind, type) and hasattr(kind, "decide") and hasattr(kind, "reasons")):
        raise Unreadable(f"{name} is no behaviour: a class with the methods decide and reasons is wanted")
    if issubclass(kind, Doctrine):
        raise Unreadable(f"{name} is a doctrine: write {DOCTRINES.key} = {name!r}")
    chance = bool(getattr(kind, "uses_chance", True))
    made = cast(Callable[[], Seat], kind)
    return Behaviour(name, kind, lambda _: made(), str(getattr(kind, "source", "its author")), uses_chance=chance)


DOCTRINES.offered = partial(plugins.offered, plugins.DOCTRINES)
STRATEGIES.offered = partial(plugins.offered, plugins.STRATEGIES)
BEHAVIOURS.plugged = plugged_seat
DOCTRINES.plugged = lambda name: None if (kind := find(name, plugins.DOCTRINES)) is None else profile_of(kind, name)
STRATEGIES.plugged = lambda name: None if (kind := find(name, plugins.STRATEGIES)) is None else registered(kind, name)


def name_of(seat: Seat) -> str:
    """The name under which what sits in a seat is registered; that of its class where it is not."""
    own = getattr(seat, "name", None)
    if isinstance(own, str) and own.partition(":")[0] in BY_PREFIX:
        return own
    acting = {known.acts: name for name, known in DOCTRINES.items() if known.acts is not None}
    if type(seat) in acting:
        return acting[type(seat)]
    return next((known.name for known in BEHAVIOURS.values() if type(seat) is known.kind), type(seat).__name__)
