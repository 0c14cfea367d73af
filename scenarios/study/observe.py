"""One batch of worlds, played and measured: here, in its twin, and quarter by quarter."""

from collections.abc import Mapping, Sequence

import numpy as np

from demarche.scenarios.batch import play
from demarche.scenarios.compile import Game
from demarche.scenarios.study.by_state import about_states, of_states, votes
from demarche.scenarios.study.measures import EFFECT, TWIN, columns, is_twinned, no_number, question_names
from demarche.sim.aftermath.events import Events
from demarche.sim.answers import ANSWERS, answers
from demarche.sim.bargain import Doubles
from demarche.sim.deeds import Ledger
from demarche.sim.outcome import Questions, measures, outcome, questions
from demarche.sim.pacts import INTENDED, SERIES, Pacts, pact_measures, pacts
from demarche.sim.record import Record
from demarche.sim.session import Watch
from demarche.sim.terms import Ints

MISSING = -1
"""Stands in a count of a quarter for a pact that was not signed."""


def observe(
    made: Game, chosen: Sequence[str], series: Sequence[str], twin: str | None, by: str | None = None
) -> tuple[dict[str, Doubles], dict[str, Ints]]:
    """Every column of a batch, (B,) each, and every series, (B, T) each. by: the engine, as in play."""
    worlds, drafts = len(made.luck.replicate), len(made.rules.pen)
    asked, states = Counted(worlds, drafts), about_states(chosen)
    here, there = (Ledger(made.rules, worlds if states else 0) for _ in range(2))
    counts = bool(set(chosen) & {*question_names(drafts), *ANSWERS})
    watch = both(asked.watch(made) if counts else None, here.enter if states else None)
    watch_twin = there.enter if states and twin is not None else None
    played = play(made, with_twin=twin is not None, watch=watch, watch_twin=watch_twin, by=by)
    end, other = played.world, played.twin or played.world
    held, ended = pacts(made.rules, end, other), outcome(made.rules, end.record)
    found = measures(ended) | pact_measures(held) | asked.named() | votes(made, ended, chosen)
    found |= of_states(made, end, here, states)
    if twin is not None:
        in_twin = pact_measures(pacts(made.rules, other, other)) | of_states(made, other, there, states)
        found |= beside(found, in_twin, chosen)
    table = {name: found.get(name, no_number(worlds)) for name in columns(chosen, twin)}
    return table, by_quarter(held, series, twin)


def both(one: Watch | None, other: Watch | None) -> Watch | None:
    """What shows each joint act to one and to the other, where there are two."""
    if one is None or other is None:
        return one or other

    def watch(before: Record, act: Ints, events: Events | None) -> None:
        one(before, act, events)
        other(before, act, events)

    return watch


def beside(here: Mapping[str, Doubles], in_twin: Mapping[str, Doubles], chosen: Sequence[str]) -> dict[str, Doubles]:
    """The measures of the twins, and of each world less its twin."""
    table: dict[str, Doubles] = {}
    for name in chosen:
        if is_twinned(name) and name in here:
            table |= {name + TWIN: in_twin[name], name + EFFECT: here[name] - in_twin[name]}
    return table


def by_quarter(held: Pacts, chosen: Sequence[str], twin: str | None) -> dict[str, Ints]:
    """Counts of every quarter, here and in the twin: `operations_1` is that of the first draft.

    Of what was not signed they are MISSING, but for those that do not need a pact.
    """
    sources = {"": held.series} | ({} if twin is None else {TWIN: held.twin})
    return {
        f"{name}_{draft + 1}{ending}": np.where(
            (held.possible if name in INTENDED else held.signed)[:, draft, None],
            np.asarray(sums[:, draft, :, SERIES[name]], np.int32),
            np.int32(MISSING),
        )
        for ending, sums in sources.items()
        for name in chosen
        for draft in range(sums.shape[1])
    }


class Counted:
    """What was answered on the ladder and in the quarters, added up over the ticks of a batch."""

    def __init__(self, worlds: int, drafts: int) -> None:
        """Nothing yet."""
        self._sums = {name: np.zeros((worlds, drafts)) for name in Questions.__slots__}
        self._answers = {name: np.zeros(worlds) for name in ANSWERS}

    def watch(self, made: Game) -> Watch:
        """What is to be shown every joint act."""

        def seen(before: Record, act: Ints, events: Events | None) -> None:
            answered = questions(made.rules, before, act)
            for name, counted in self._sums.items():
                counted += getattr(answered, name)
            responded = answers(act)
            for name, sums in self._answers.items():
                sums += getattr(responded, name)

        return seen

    def named(self) -> dict[str, Doubles]:
        """The sums by name, (B,) each."""
        by_draft = {f"{name}_{d + 1}": sums[:, d] for name, sums in self._sums.items() for d in range(sums.shape[1])}
        return by_draft | self._answers
