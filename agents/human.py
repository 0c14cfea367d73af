"""A seat whose acts come from outside: a person at this table, or at another end of a wire."""

from demarche.sim.act import acts
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Verb
from demarche.sim.view import View


class Awaited:
    """Is still thinking until an act is offered for it, or the clock speaks. Uses no chance; remembers nothing."""

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """Silence for each ask, (N, 8): still thinking."""
        return acts(view.asks, Verb.SILENT)

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """A person's reasons are its own."""
        return [""] * view.asks
