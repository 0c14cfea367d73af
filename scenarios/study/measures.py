"""What can be kept of a run: the measures of a scenario by name, those of its twin, and counts by quarter."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from demarche.scenarios.check import near
from demarche.scenarios.compile import game
from demarche.scenarios.schema import Scenario
from demarche.sim.answers import ANSWERS
from demarche.sim.bargain import Doubles
from demarche.sim.outcome import Questions, measures, outcome
from demarche.sim.pacts import SERIES, pact_measures, pacts
from demarche.sim.record import opening
from demarche.sim.terms import Unreadable

TWINNED = (
    "operations_intention_to_treat",
    "operations_within",
    "breaches",
    "contested",
    "attributed",
    "false_signals",
    "accusations",
    "sanctions",
)
"""Measures that a world and its twin both have, and that the pact may change. Its effect is the one less the other."""
COMPARED = (
    "operations_intention_to_treat_counterfactual",
    "operations_within_counterfactual",
    "substance",
    "displacement",
)
"""Measures that hold a world against its twin, and so need one."""
TRUE_OR_NOT = ("adopted", "rejected", "not_put", "signed")
"""Measures of a draft that are 1 where it is so and else 0: their means are shares of worlds."""
BOUNDED = ("split", "vague", "depth", "measures_delivered", "substance")
"""Measures that lie between 0 and 1 without being 0 or 1 in each run."""
TWIN, EFFECT = "_twin", "_effect"


def kind_of(measure: str) -> str:
    """The measure without the number of its draft: `breaches_1` is of the kind `breaches`."""
    stem, _, last = measure.rpartition("_")
    return stem if last.isdigit() else measure


def is_true_or_not(measure: str) -> bool:
    """Whether a measure is 1 where something is so and else 0; `adopted` without a number counts drafts."""
    return measure != kind_of(measure) and kind_of(measure) in TRUE_OR_NOT


def columns(chosen: Sequence[str], twin: str | None) -> list[str]:
    """The columns of a table of runs: each measure, followed by that of the twin and the effect where there are any."""
    found = []
    for name in chosen:
        found.append(name)
        if twin is not None and kind_of(name) in TWINNED:
            found += [name + TWIN, name + EFFECT]
    return found


def known(scenario: Scenario) -> list[str]:
    """The measures that worlds of a scenario have."""
    made = game(scenario, 0)
    world = opening(made.rules, made.luck.lot(made.rules))
    found = [
        *measures(outcome(made.rules, world.record)),
        *pact_measures(pacts(made.rules, world, world)),
        *question_names(len(made.rules.pen)),
        *(ANSWERS if scenario.quarters else ()),
    ]
    return sorted(found)


@cache
def question_names(drafts: int) -> tuple[str, ...]:
    """What is counted on the ladder, by draft."""
    return tuple(f"{name}_{draft + 1}" for draft in range(drafts) for name in Questions.__slots__)


def require_known(scenario: Scenario, chosen: Sequence[str], series: Sequence[str], twin: str | None) -> None:
    """Raises Unreadable where a measure or a count is not to be had, naming what is near."""
    there = known(scenario)
    for name in chosen:
        if name not in there:
            hint = near(name, there) or f"; there are {', '.join(there)}"
            quarters = "" if scenario.quarters else " (pacts have measures in a scenario with quarters)"
            raise Unreadable(f"measures: worlds of {scenario.id} have no {name}{quarters}{hint}")
        if twin is None and kind_of(name) in COMPARED:
            raise Unreadable(f'measures: {name} compares a world with its twin; add twin = "no-pact"')
    for name in series:
        if name not in SERIES:
            raise Unreadable(f"series: there is no count {name}{near(name, SERIES) or f'; there are {list(SERIES)}'}")
    if (series or twin is not None) and not scenario.quarters:
        raise Unreadable(f"{'series' if series else 'twin'}: {scenario.id} has no quarters; set quarters above 0")


def no_number(worlds: int) -> Doubles:
    """A measure that these worlds do not have."""
    return np.full(worlds, np.nan)
