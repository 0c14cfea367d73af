"""The quarters of one world as a Mesa model: a step is a quarter."""

from collections import Counter
from functools import partial

import mesa

from bench.mesa_loops.capital import KINDS, Capital
from bench.mesa_loops.chances import of_level
from bench.mesa_loops.facts import facts, shares

ANSWERS = ("accusations", "indictments", "statements", "sanctions", "retaliations", "protests")
COUNTED = (*KINDS, "right", "wrong", "reported", "ready", *ANSWERS)


class Aftermath(mesa.Model):
    """The quarters after a session.

    counts  of all quarters so far      operations  of each quarter      level  what all rates are multiplied by
    """

    def __init__(
        self, scenario: str, quarters: int = 20, replicate: int = 0, worlds: int = 1, *, rng: int | None = None
    ) -> None:
        """One of `worlds` whose session Démarche has played.

        replicate seeds its chance, unless rng does: Mesa 3.5 always names that one, and 3.3 never.
        """
        super().__init__(rng=replicate if rng is None else rng)
        self.facts, self.quarter = facts(scenario, quarters), 0
        by_kind = shares(scenario, quarters, worlds)[replicate]
        self.level = of_level(self.facts.q.spread_level, self.facts.q.level_sd, self.random)
        self.capitals = [Capital(self, *one) for one in zip(self.facts.countries, by_kind, strict=True)]
        self.lines = sorted({country.line for country in self.facts.countries})
        self.counts: Counter[str] = Counter()
        self.operations: list[int] = []
        reporters = {name: partial(counted, name=name) for name in COUNTED}
        others = {"operations": all_operations, "threats": all_threats, "weight of threats": weight_of_threats}
        self.datacollector = mesa.DataCollector(model_reporters=reporters | others)

    def step(self) -> None:
        """The next quarter: operations, what is found of them, and answers, which all give at once."""
        before = sum(self.counts[kind] for kind in KINDS)
        for quarter, by, against, weight, kinds in self.facts.planned:
            if quarter == self.quarter:
                self.capitals[by].threaten(against, weight, kinds)
        for capital in self.capitals:
            capital.signals.clear()
            capital.authors.clear()
            capital.unread = 0
            capital.name_later()
        for capital in self.capitals:
            capital.run()
        shared = {line: [self.random.random() for _ in range(4)] for line in self.lines}
        for capital in self.capitals:
            capital.blame()
            capital.avenges.clear()
            capital.respond(shared[capital.country.line])
        self.operations.append(sum(self.counts[kind] for kind in KINDS) - before)
        self.quarter += 1
        self.datacollector.collect(self)
        self.running = self.quarter < self.facts.quarters


def counted(model: Aftermath, name: str) -> int:
    """One of the counts."""
    return model.counts[name]


def all_operations(model: Aftermath) -> tuple[int, ...]:
    """Operations by quarter, so far."""
    return tuple(model.operations)


def all_threats(model: Aftermath) -> int:
    """Pairs of states of which one has threatened the other."""
    return sum(len(capital.threats) for capital in model.capitals)


def weight_of_threats(model: Aftermath) -> float:
    """Of all threats as they stand."""
    fade, quarter = model.facts.q.fade, model.quarter
    return sum(threat.now(quarter, fade) for capital in model.capitals for threat in capital.threats.values())
