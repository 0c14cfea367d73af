"""What can be kept of a run: the measures of a scenario by name, those of its twin, and counts by quarter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.check import near
from demarche.scenarios.compile import game
from demarche.scenarios.schema import Scenario
from demarche.sim.answers import ANSWERS
from demarche.sim.bargain import Doubles
from demarche.sim.deeds import Deed
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
VOTE = "vote"
"""Of a state on a draft: 1 yes, 0 abstained, -1 no; missing where it was absent or no vote was recorded."""
OF_A_STATE = (
    *(deed.name.lower() for deed in Deed),
    "operations_done",
    "operations_suffered",
    "payoff",
    "trust",
)
"""Measures of a state, whose code follows: `payoff_RUS`; with a draft before it, of a party to that pact."""
TWIN, EFFECT = "_twin", "_effect"


_NAME = re.compile(r"(?P<kind>[a-z_]+?)(?:_(?P<draft>[0-9]+))?(?:_(?P<state>[A-Z]{3}))?")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a measure's name: `vote_1_IND` is the kind `vote`, of draft 1 and of the state IND."""

    kind: str
    draft: int | None = None
    state: str | None = None


def name_of(measure: str) -> Name:
    """The parts of a measure's name. What is no such name is a kind as a whole."""
    found = _NAME.fullmatch(measure)
    if found is None:
        return Name(measure)
    return Name(found["kind"], None if found["draft"] is None else int(found["draft"]), found["state"])


def kind_of(measure: str) -> str:
    """The measure without the number of its draft and the state: `breaches_1` is of the kind `breaches`."""
    return name_of(measure).kind


def is_true_or_not(measure: str) -> bool:
    """Whether a measure is 1 where something is so and else 0; `adopted` without a number counts drafts."""
    name = name_of(measure)
    return name.draft is not None and name.state is None and name.kind in TRUE_OR_NOT


def is_twinned(measure: str) -> bool:
    """Whether a measure is one that a world and its twin both have, and that the pact may change."""
    name = name_of(measure)
    return name.kind in (OF_A_STATE if name.state is not None else TWINNED)


def columns(chosen: Sequence[str], twin: str | None) -> list[str]:
    """The columns of a table of runs: each measure, followed by that of the twin and the effect where there are any."""
    found = []
    for name in chosen:
        found.append(name)
        if twin is not None and is_twinned(name):
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
        if name_of(name).state is not None:
            require_of_a_state(scenario, name)
        elif name not in there:
            hint = near(name, there) or f"; there are {', '.join(there)}"
            quarters = "" if scenario.quarters else " (pacts have measures in a scenario with quarters)"
            raise Unreadable(f"measures: worlds of {scenario.id} have no {name}{quarters}{hint}")
        if twin is None and name in there and kind_of(name) in COMPARED:
            raise Unreadable(f'measures: {name} compares a world with its twin; add twin = "no-pact"')
    for name in series:
        if name not in SERIES:
            raise Unreadable(f"series: there is no count {name}{near(name, SERIES) or f'; there are {list(SERIES)}'}")
    if (series or twin is not None) and not scenario.quarters:
        raise Unreadable(f"{'series' if series else 'twin'}: {scenario.id} has no quarters; set quarters above 0")


def require_of_a_state(scenario: Scenario, measure: str) -> None:
    """Raises Unreadable where worlds of a scenario have no such measure of a state, or of a party to a pact."""
    name = name_of(measure)
    seats = list(tables.members()) if scenario.seats == "all" else list(scenario.seats)
    drafts = len(scenario.drafts) + scenario.pact_slots
    where = f"measures: {measure}"
    if name.state not in seats:
        raise Unreadable(f"{where}: {name.state} has no seat in {scenario.id}{near(name.state or '', seats)}")
    if name.kind not in (VOTE, *OF_A_STATE):
        kinds = (VOTE, *OF_A_STATE)
        raise Unreadable(f"{where}: states have no {name.kind}{near(name.kind, kinds) or f'; they have {list(kinds)}'}")
    if name.kind == VOTE and name.draft is None:
        raise Unreadable(f"{where}: a vote is on a draft; {VOTE}_1_{name.state} is on the first")
    if name.draft is not None and not 1 <= name.draft <= drafts:
        raise Unreadable(f"{where}: {scenario.id} has {drafts} drafts, counted from 1")
    if name.kind != VOTE and not scenario.quarters:
        raise Unreadable(f"{where}: {scenario.id} has no quarters; set quarters above 0")


def no_number(worlds: int) -> Doubles:
    """A measure that these worlds do not have."""
    return np.full(worlds, np.nan)
