"""One world as a Mesa model: a step is the debate, a round of informals, a draft on the ladder, or a quarter."""

from collections import Counter, deque
from collections.abc import Callable
from functools import partial

import mesa

from bench.mesa_loops import debate, informals, ladder, quarters, tabling
from bench.mesa_loops.country import Country
from bench.mesa_loops.delegation import Delegation
from bench.mesa_loops.draft import SUMMED, Draft
from bench.mesa_loops.facts import facts
from bench.mesa_loops.tuned import TunedCountry, TunedDelegation
from bench.mesa_loops.voting import BALLOTS

WITHOUT_A_BLOC = ""
COUNTED = ("proposed", "deals", "accusations", "retaliations", "denunciations", "signals", "false", "abroad")


class Assembly(mesa.Model):
    """A session of the Committee and the quarters after it.

    known      (draft, text) -> how everybody is expected to lean on it, by what is published
    counts     in all: what was proposed, struck, seen, answered, and run by whom against whom
    operations of each quarter
    """

    def __init__(
        self,
        scenario: str = "dual-track-2018",
        quarters: int = 20,
        replicate: int = 0,
        *,
        tuned: bool = False,
        rng: int | None = None,
    ) -> None:
        """A world of a scenario. tuned: with everything worked out once that can be.

        replicate seeds its chance, unless rng does: Mesa 3.5 always names that one, and 3.3 never.
        """
        super().__init__(rng=replicate if rng is None else rng)
        self.facts = facts(scenario, (f"quarters={quarters}",), TunedCountry if tuned else Country)
        kind: type[Delegation] = TunedDelegation if tuned else Delegation
        self.delegations = [kind(self, country) for country in self.facts.countries]
        self.drafts = [Draft(number, bill) for number, bill in enumerate(self.facts.bills)]
        self.round = 0
        self.known: dict[tuple[int, tuple[int, ...]], list[float]] = {}
        self.lines = [WITHOUT_A_BLOC, *sorted({d.line for d in self.delegations if d.line})]
        self.statements: dict[int, list[tuple[int, int]]] = {}
        self.explanations: dict[int, tuple[int, str]] = {}
        self.counts: Counter[str] = Counter()
        self.operations: list[int] = []
        self.agenda = deque(self.plan())
        self.datacollector = mesa.DataCollector(model_reporters=reporters(len(self.drafts)))

    def plan(self) -> list[Callable[["Assembly"], None]]:
        """What the session does, in its order."""
        return [
            debate.debate,
            *[informals.hold_round] * self.facts.rounds,
            tabling.table_texts,
            *[partial(ladder.take_up, draft=draft) for draft in self.drafts],
            ladder.explain_votes,
            quarters.bind,
            *[quarters.play_quarter] * self.facts.quarters,
        ]

    def step(self) -> None:
        """The next item of the agenda."""
        self.agenda.popleft()(self)
        self.datacollector.collect(self)
        self.running = bool(self.agenda)

    def draw_shared(self) -> dict[str, list[float]]:
        """Four numbers that the members of each bloc share, and those without one, for whatever is asked now."""
        return {line: [self.random.random() for _ in range(4)] for line in self.lines}


def reporters(drafts: int) -> dict[str, Callable[[Assembly], object]]:
    """What the data collector keeps of every step."""
    table: dict[str, Callable[[Assembly], object]] = {name: partial(counted, name=name) for name in COUNTED}
    for number in range(drafts):
        table[f"adopted_{number + 1}"] = partial(adopted, number=number)
        table[f"sponsors_{number + 1}"] = partial(sponsors, number=number)
        table[f"changed_{number + 1}"] = partial(changed, number=number)
        for name in SUMMED:
            table[f"{name}_{number + 1}"] = partial(summed, number=number, name=name)
        for ballot in BALLOTS:
            table[f"{ballot}_{number + 1}"] = partial(tally, number=number, ballot=ballot)
    table["operations"] = all_operations
    return table


def counted(model: Assembly, name: str) -> int:
    """One of the counts."""
    return model.counts[name]


def adopted(model: Assembly, number: int) -> bool:
    """Whether a draft has been adopted, with a vote or without."""
    return model.drafts[number].status in ("adopted", "consensus")


def sponsors(model: Assembly, number: int) -> int:
    """Sponsors of a draft."""
    return len(model.drafts[number].sponsors)


def changed(model: Assembly, number: int) -> int:
    """Clauses of a draft worded otherwise than at the opening, new, or left out since."""
    opened = model.facts.bills[number].text
    return sum(then != now for then, now in zip(opened, model.drafts[number].text, strict=True))


def tally(model: Assembly, number: int, ballot: str) -> int:
    """Ballots of one kind on a draft as a whole."""
    return list(model.drafts[number].ballots.values()).count(ballot)


def summed(model: Assembly, number: int, name: str) -> int:
    """One of the sums of a pact, over all quarters so far."""
    return sum(sums[name] for sums in model.drafts[number].sums)


def all_operations(model: Assembly) -> tuple[int, ...]:
    """Operations by quarter, so far."""
    return tuple(model.operations)
