"""A pledge strategy of an author's own: a class that says of each pair whether the pledge is broken this quarter."""

from typing import Any, ClassVar, Literal

from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import Strategy as Registered
from demarche.sim.terms import Bools, Floats, Unreadable


class Strategy:
    """How a state keeps to its pacts, by what it has on each other party: derive a class from it, and name it.

    source       where it comes from        uses_chance  whether its answers depend on u
    memory       how many past quarters it looks at, or "all" of them
    """

    source: ClassVar[str] = "its author"
    memory: ClassVar[int | Literal["all"]] = "all"
    uses_chance: ClassVar[bool] = False

    def breaks(self, dossier: Dossier, u: Floats) -> Bools:
        """Whether i breaks its pledge to j this quarter, (N,) bool, for N ordered pairs i, j over H past quarters.

        dossier.own (N, H) whether i broke its pledge to j; dossier.seen (N, H) whether i believes that j broke its own;
        the latest quarter last, H may be 0.  u (N, 2) numbers in [0, 1).
        """
        raise NotImplementedError(f"{type(self).__name__} does not say when it breaks a pledge")


def registered(kind: Any, name: str) -> Registered:
    """An author's class as strategies are registered. Raises Unreadable where it is no Strategy."""
    if not (isinstance(kind, type) and issubclass(kind, Strategy)):
        raise Unreadable(f"{name} is no pledge strategy: a class that derives from demarche.Strategy is wanted")
    return Registered(name, kind().breaks, kind.source, kind.memory, kind.uses_chance)
