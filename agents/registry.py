"""Every behaviour that can be given a seat by name, with what it declares of itself.

Doctrines and pledge strategies are given by name likewise, to any seat: see demarche.agents.named for what they share.
"""

from collections.abc import Callable
from dataclasses import dataclass

from demarche.agents.any_act import AnyAct
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.levels import Bargaining, Farsighted, Obliging
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.human import Awaited
from demarche.agents.named import Registry
from demarche.agents.passive import Passive
from demarche.agents.plain import Aims, Plain, Plan
from demarche.agents.scripted import Scripted
from demarche.sim.seat import Seat


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
    make: Callable[[Doctrine], Seat]
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
    """The behaviour of that name. Raises Unreadable naming those there are."""
    return BEHAVIOURS.named(name)


def name_of(seat: Seat) -> str:
    """The name under which what sits in a seat is registered; that of its class where it is not."""
    return next((known.name for known in BEHAVIOURS.values() if type(seat) is known.kind), type(seat).__name__)
