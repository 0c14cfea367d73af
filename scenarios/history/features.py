"""What can be known of a vote before it is taken: the text's worth to each state, its leader, and the map of states."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from agents.doctrine.doctrine import doctrine
from agents.doctrine.parameters import TABLE, Family
from scenarios.compile import compile_rules
from scenarios.data.maps import WINDOWS, ideal_points, placed, year_of
from scenarios.data.regress import Floats, turn_onto
from scenarios.history.rollcalls import RollCall
from scenarios.schema import Draft, Scenario
from scenarios.tables import documents
from sim.parameter import values

FALLBACKS = ("gge_2015", "oewg_2021")
"""Consensus reports; the last one from before a vote holds if the vote fails. Judged."""
REFERENCE = "prior5_2018"
"""The map onto which the maps of other windows are turned."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One text before its vote, for S states: eta = linear @ weights + (loads * record).sum(1).

    linear (S, 8) in the order of model.LINEAR    loads (S, 3) what a state's record bears on: camp, texts, crime
    crime, welcomes: the text is about crime; it welcomes the other camp's process
    """

    linear: Floats
    loads: Floats
    crime: bool
    welcomes: bool


@cache
def window_before(year: int) -> str:
    """The latest window of ideal points that ends before a year; the first of all where there is none."""
    before = [window for window in WINDOWS if window in ideal_points() and year_of(window) <= year]
    return max(before, key=year_of, default=min(WINDOWS, key=year_of))


@cache
def map_before(year: int) -> Floats:
    """Where the members stood in votes on other subjects before a year, (193, 2), turned onto the reference map."""
    here, reference = placed(window_before(year))[1], placed(REFERENCE)[1]
    return turn_onto(here, reference, here)


def features(call: RollCall) -> Features:
    """What was known of a roll call before it; nothing of it depends on how anybody voted."""
    worth, mean = _worth(call)
    side, crime = float(call.side), float(call.on_crime)
    at = map_before(call.date.year)
    ones = np.ones(len(mean))
    linear = np.column_stack(
        [ones, worth, side * mean, side * mean**3, side * at[:, 0], side * at[:, 1], side * ones, crime * ones]
    )
    loads = np.column_stack([side * ones, ones, crime * ones])
    return Features(linear, loads, call.on_crime, call.document.welcomes_rival_track)


def _worth(call: RollCall) -> tuple[Floats, Floats]:
    """T of the text to every member and its mean position, both (193,), by the doctrine's own published estimate."""
    rules = compile_rules(_as_scenario(call), 1)
    known = doctrine(rules, values(TABLE, {}, 1, len(Family)))
    nearer, _ = known.published(np.zeros(1, int), rules.opened)
    return nearer[0].astype(float), known.mean[0].astype(float)


def _as_scenario(call: RollCall) -> Scenario:
    text = call.document
    fallback = max(
        (name for name in FALLBACKS if documents()[name].date < call.date),
        key=lambda name: documents()[name].date,
        default=None,
    )
    draft = Draft(
        id=text.symbol,
        title=text.title,
        pen_holder=text.sponsors[0],
        lead_camp=call.side,
        binding=text.binding,
        wordings=text.wordings,
    )
    return Scenario(
        id="roll-call",
        title=text.title,
        year=call.date.year,
        story="A single vote of the General Assembly, as it stood before it was taken.",
        difficulty=1,
        minutes=5,
        body="General Assembly",
        decision="vote",
        level=1,
        rounds=0,
        seats="all",
        fallback=fallback,
        ideal_points=window_before(call.date.year),
        price_of_split=0.0,
        drafts=(draft,),
    )
