"""How often a scenario comes out as it did in the world outside, and what a row of that is worth as evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from demarche.scenarios.compile import game
from demarche.scenarios.history.events import EVENTS, Ended
from demarche.scenarios.history.nulls import BaseRate, null_of
from demarche.scenarios.load import load
from demarche.scenarios.precedents import price_of_split
from demarche.scenarios.schema import Draft, Scenario
from demarche.scenarios.twins import twin
from demarche.sim.outcome import outcome
from demarche.sim.pacts import pacts
from demarche.sim.session import run
from demarche.sim.terms import Bools

WORLDS = 500
BATCH = 50
PROBED = 30
"""Worlds in which one number of a scenario is changed."""
MOVED = 0.1
"""A share that moves by more when a tuned number is set back is called tuned; judged."""
UNEASE = {"unease": 0.5}
"""The one number of the doctrine that was set with an eye to these events, set back to that of an objection."""
IN_SAMPLE = ("dual-track-2018", "cybercrime-2019")
"""Scenarios of votes that the numbers of the vote are fitted to."""


class Evidence(StrEnum):
    """What a row is worth: the first of these that holds."""

    FORCED = "forced"
    TUNED = "tuned"
    IN_SAMPLE = "in sample"
    OUT_OF_SAMPLE = "out of sample"


@dataclass(frozen=True, slots=True)
class Probability:
    """The share of worlds in which what happened happens.

    null        what was to be expected by the record before the day, None where no table says
    evidence    None of a variant with hindsight, which is none
    flipped_by  the change of one number of the scenario that takes the share across a half, where one does
    """

    scenario: str
    event: str
    share: float
    worlds: int
    null: BaseRate | None
    evidence: Evidence | None
    flipped_by: str | None


def probabilities(worlds: int = WORLDS) -> Iterator[Probability]:
    """Every event over that many worlds of seed 1, scenario by scenario; then with hindsight, where there is any."""
    for name, events in EVENTS.items():
        scenario = load(name)
        shares, few = share_of_events(scenario, worlds), min(worlds, PROBED)
        usual, set_back = (share_of_events(one, few) for one in (scenario, _with_settings(scenario, UNEASE)))
        probed = {label: share_of_events(changed, few) for label, changed in probes(scenario).items()}
        for event in events:
            flips = (label for label, found in probed.items() if (found[event] >= 0.5) != (usual[event] >= 0.5))
            flipped, tuned = next(flips, None), abs(set_back[event] - usual[event]) > MOVED
            yield Probability(
                name, event, shares[event], worlds, null_of(scenario, event), _evidence(name, flipped, tuned), flipped
            )
        if scenario.hindsight:
            seen = share_of_events(scenario.model_copy(update={"with_hindsight": True}), worlds)
            for event in events:
                label = f"{event} (with hindsight)"
                yield Probability(name, label, seen[event], worlds, null_of(scenario, event), None, None)


def _evidence(name: str, flipped: str | None, tuned: bool) -> Evidence:
    if flipped is not None:
        return Evidence.FORCED
    if tuned:
        return Evidence.TUNED
    return Evidence.IN_SAMPLE if name in IN_SAMPLE else Evidence.OUT_OF_SAMPLE


def probes(scenario: Scenario) -> Mapping[str, Scenario]:
    """The scenario with one of the numbers that were set by hand changed, by what is changed: the same for all."""
    changes: dict[str, dict[str, object]] = {}
    if scenario.states:
        changes["without what is set of states"] = {"states": {}}
    if scenario.threats:
        changes["without threats"] = {"threats": ()}
    for times, words in ((0.5, "half"), (2.0, "twice")):
        if scenario.decision == "vote":
            changes[f"at {words} the price of a split"] = {"price_of_split": times * price_of_split(scenario)}
        changes[f"with {words} the worth of being seen"] = {"drafts": _times(scenario, "visibility", times, 3.0)}
        changes[f"with texts {words} as binding"] = {"drafts": _times(scenario, "binding", times, 1.0)}
        changes[f"with {words} the rounds"] = {"rounds": min(60, int(times * scenario.rounds))}
    return {label: scenario.model_copy(update=change) for label, change in changes.items()}


def _times(scenario: Scenario, number: str, times: float, most: float) -> tuple[Draft, ...]:
    """The drafts with a number of theirs multiplied, up to the most that it may be."""
    return tuple(
        draft.model_copy(update={number: min(most, times * getattr(draft, number))}) for draft in scenario.drafts
    )


def _with_settings(scenario: Scenario, settings: Mapping[str, float]) -> Scenario:
    return scenario.model_copy(update={"settings": {**scenario.settings, **settings}})


def share_of_events(scenario: Scenario, worlds: int) -> dict[str, float]:
    """The share of worlds of seed 1 in which each event happens."""
    happened: dict[str, list[Bools]] = {event: [] for event in EVENTS[scenario.id]}
    for first in range(0, worlds, BATCH):
        end = played(scenario, range(first, min(first + BATCH, worlds)))
        for event, judge in EVENTS[scenario.id].items():
            happened[event].append(judge(end))
    return {event: float(np.concatenate(found).mean()) for event, found in happened.items()}


def played(scenario: Scenario, replicates: range) -> Ended:
    """Worlds of seed 1, to their end."""
    made = game(scenario, 1, replicates)
    world = run(made.rules, made.briefs, made.seats, made.luck)
    with_pacts = made.scenario.decision == "unanimity"
    held = pacts(made.rules, world, twin(made)) if with_pacts else None
    return Ended(made, world, outcome(made.rules, world.record), held)


def brier(chance: float) -> float:
    """The Brier score of a chance given to what then happened, 0 the best."""
    return (1.0 - chance) ** 2
