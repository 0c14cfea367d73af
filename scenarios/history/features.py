"""What can be known of a vote before it is taken, as the doctrine sees it: what its weights are multiplied by.

Everything comes from the rules and the doctrine of a session that consists of this one vote. The fit, which needs
slopes, multiplies by itself, and a test holds the two equal.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine, doctrine
from demarche.agents.doctrine.parameters import FITTED, TABLE
from demarche.agents.doctrine.profiles import numbers
from demarche.scenarios.compile import compile_rules, part_of_record
from demarche.scenarios.data.maps import WINDOWS, year_of
from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.rollcalls import RollCall
from demarche.scenarios.schema import Draft, Scenario
from demarche.scenarios.tables import documents
from demarche.sim.numbers import exp
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE

FALLBACKS = ("gge_2015", "oewg_2021")
"""Consensus reports; the last one from before a vote holds if the vote fails. Judged."""
LINEAR = ("base", "text", "values", "lead", "place_1", "place_2", "crime", "preempts", "beside")
"""Parameters that a leaning is linear in, in the order of the columns of Features.linear."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One text before its vote, for S states: a leaning alone is linear @ weights + record[:, part].

    linear  (S, 9) in the order of LINEAR         part   of a record that bears on the text, None where none does
    closing (S, S) by which a leaning closes up with those of its bloc, for a whole cohesion
    crime, welcomes  whether the text is on crime, and welcomes the other camp's process
    """

    linear: Floats
    part: int | None
    closing: Floats
    crime: bool
    welcomes: bool


@cache
def window_before(year: int) -> str:
    """The latest window of ideal points that ends before a year; the first of all where there is none."""
    before = [window for window in WINDOWS if year_of(window) <= year]
    return max(before, key=year_of, default=min(WINDOWS, key=year_of))


@lru_cache(maxsize=64)
def features(call: RollCall) -> Features:
    """What was known of a roll call before it; nothing of it depends on how anybody voted."""
    rules = rules_of(call)
    known = doctrine_of(rules, dict.fromkeys((row.name for row in TABLE if row.origin == FITTED), 0.0))
    nearer, other = (term[0].astype(float) for term in known.published(np.zeros(1, int), rules.opened))
    z, place = known.mean[0].astype(float), rules.roster.place[0].astype(float)
    side, ones = float(call.side), np.ones(len(z))
    facts = (call.on_crime, call.document.preempts_running_group, call.document.beside_rival_group)
    return Features(
        linear=np.column_stack([ones, nearer, other, side * z, side * place, *(fact * ones for fact in facts)]),
        part=part_of_record(call.side, call.on_crime),
        closing=_closing(rules),
        crime=call.on_crime,
        welcomes=call.document.welcomes_rival_track,
    )


def _closing(rules: Rules) -> Floats:
    """Discipline times the mean over one's bloc less oneself, (S, S)."""
    roster = rules.roster
    bloc = np.maximum(roster.line, 0)
    d = np.where(roster.line == NONE, 0.0, roster.discipline[0, bloc, rules.lead[0] + 1])
    mates = roster.member.T[bloc].astype(float)
    mean = mates / np.maximum(mates.sum(axis=1, keepdims=True), 1.0)
    return np.asarray(d[:, None] * (mean - np.eye(len(d))))


def rules_of(call: RollCall, record: Floats | None = None) -> Rules:
    """A session that consists of one vote. record (S, 4) is what earlier votes say of everybody."""
    rules, part = _bare_rules(call), part_of_record(call.side, call.on_crime)
    if record is None:
        return rules
    rules = replace(rules, reserve=exp(record[None, :, -1].astype(np.float32)))
    return rules if part is None else replace(rules, usual=record[None, :, part].astype(np.float32))


@lru_cache(maxsize=64)
def _bare_rules(call: RollCall) -> Rules:
    return compile_rules(_as_scenario(call), 1)


def doctrine_of(rules: Rules, fitted: dict[str, float]) -> Doctrine:
    """The doctrine of that session, with those numbers of the vote."""
    return doctrine(rules, numbers(fitted, 1))


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
        on_crime=call.on_crime,
        welcomes_rival=text.welcomes_rival_track,
        preempts=text.preempts_running_group,
        beside_rival=text.beside_rival_group,
        record_before="0000-00-00",  # no record but the one that is given: a fit must not look up its own result
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
