"""A seat that follows a script, for lessons, demonstrations and tests."""

from collections.abc import Mapping, Sequence

from demarche.agents.seat import nothing_to_say
from demarche.sim.notation import read
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Unreadable
from demarche.sim.view import View

Script = Mapping[int, str] | Sequence[str]
"""Acts in notation, by the number of their tick; or in order, one for each tick from the first."""


class Scripted:
    """Makes the acts it was given, each at its tick, and has nothing to say otherwise. Uses no chance.

    It remembers nothing: the tick says which line comes next, so that undo and replay cannot lose the place.
    """

    def __init__(self, scripts: Mapping[str, Script] | None = None) -> None:
        """A script for each seat code. An empty line, or a seat without a script, has nothing to say."""
        self.lines = {
            seat: {tick: line for tick, line in (script.items() if isinstance(script, Mapping) else enumerate(script))}
            for seat, script in (scripts or {}).items()
        }

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """The line of each ask, (N, 8). Raises Unreadable for a line that is no act, naming seat and tick."""
        act = nothing_to_say(view)
        for row in range(view.asks):
            seat, tick = rules.roster.names[view.seat[row]], int(view.public.tick[view.world[row]])
            line = self.lines.get(seat, {}).get(tick, "")
            if line.strip() not in ("", "pass"):
                act[row] = self._read(rules, line, seat, tick)
        return act

    def _read(self, rules: Rules, line: str, seat: str, tick: int) -> Ints:
        try:
            return read(rules, line)
        except Unreadable as error:
            raise Unreadable(f"script of {seat}, tick {tick}: {error}") from None

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """A script has none."""
        return [""] * view.asks
