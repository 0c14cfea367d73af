"""The quarters of one world as a Mesa model: a step is a quarter."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import mesa

from bench.mesa_loops.country import Capital
from bench.mesa_loops.facts import facts, opened, pacts
from bench.mesa_loops.pact import SUMMED
from bench.mesa_loops.quarters import play_quarter

COUNTED = ("accusations", "retaliations", "denunciations", "signals", "false", "abroad")


class Aftermath(mesa.Model):
    """The quarters after a session.

    counts     in all: what was seen, answered, and run by whom against whom      operations  of each quarter
    """

    def __init__(
        self, scenario: str, quarters: int = 20, replicate: int = 0, worlds: int = 1, *, rng: int | None = None
    ) -> None:  # fmt: skip
        """One of `worlds` whose session Démarche has played.

        replicate seeds its chance, unless rng does: Mesa 3.5 always names that one, and 3.3 never.
        """
        super().__init__(rng=replicate if rng is None else rng)
        self.facts = facts(scenario, quarters)
        self.capitals = [Capital(self, country) for country in self.facts.countries]
        self.pacts = pacts(*opened(scenario, quarters, worlds), replicate)
        self.lines = sorted({capital.line for capital in self.capitals} | {""})
        self.counts: Counter[str] = Counter()
        self.operations: list[int] = []
        self.datacollector = mesa.DataCollector(model_reporters=reporters(len(self.pacts)))

    def step(self) -> None:
        """The next quarter."""
        play_quarter(self)
        self.datacollector.collect(self)
        self.running = len(self.operations) < self.facts.quarters

    def draw_shared(self) -> dict[str, list[float]]:
        """Four numbers that the members of each bloc share, and those without one, for whatever is asked now."""
        return {line: [self.random.random() for _ in range(4)] for line in self.lines}


def reporters(many: int) -> dict[str, Callable[[Aftermath], object]]:
    """What the data collector keeps of every step."""
    table: dict[str, Callable[[Aftermath], object]] = {name: partial(counted, name=name) for name in COUNTED}
    table["operations"] = all_operations
    for number in range(many):
        for name in SUMMED:
            table[f"{name}_{number + 1}"] = partial(summed, number=number, name=name)
    return table


def counted(model: Aftermath, name: str) -> int:
    """One of the counts."""
    return model.counts[name]


def summed(model: Aftermath, number: int, name: str) -> int:
    """One of the sums of a pact, over all quarters so far."""
    return sum(sums[name] for sums in model.pacts[number].sums)


def all_operations(model: Aftermath) -> tuple[int, ...]:
    """Operations by quarter, so far."""
    return tuple(model.operations)
