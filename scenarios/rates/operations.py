"""Operations that the seats of a scenario run against each other and the rest of the world, from the rates of its year.

What is reported is what is run, found, rightly attributed and made public; so what is run is what is reported over the
chance of that.  No data fix that chance: it is a chain of judged numbers (demarche.sim.conduct.TABLE).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.entries import State
from demarche.scenarios.rates.forecast import DECIMALS, forecast
from demarche.scenarios.rates.kinds import shares
from demarche.scenarios.schema import Scenario
from demarche.sim.conduct import PLACES, attribution, detection
from demarche.sim.parameter import Numbers
from demarche.sim.roster import Roster
from demarche.sim.terms import Floats, Ints, Kind

QUARTERS = 4
"""In a year."""
INVENTED, AMONG_FRIENDS = 2.0, 0.2
"""Operations reported a year between two invented states of full offence and vulnerability that are opposites in their
positions, and beside that what states of one position run.  Judged."""
ALLIED = ("nato_2024", "eu_2024")
"""Blocs whose members name as often as each other, but for the United States."""


@dataclass(frozen=True, slots=True)
class Operations:
    """The tables of demarche.sim.conduct.Conduct that are about operations, of one world of S seats."""

    rate: Floats
    reported: Floats
    elsewhere: Floats
    unread: Floats
    share: Floats
    expected: Floats
    ever: Floats

    @classmethod
    def none(cls, seats: int) -> Self:
        """Of a scenario without quarters."""
        pair, each = np.zeros((seats, seats)), np.zeros(seats)
        return cls(pair, pair, each, each, np.zeros((seats, len(Kind))), pair, each)


def operations(scenario: Scenario, roster: Roster, numbers: Floats) -> Operations:
    """Operations of a scenario's seats a quarter. numbers (1, Q): of demarche.sim.conduct.TABLE."""
    p = Numbers(PLACES, numbers, 0)
    world, at = _World.of(scenario, p), member_places(scenario, roster.names)
    known = at >= 0
    reported, share = _seated(world.reported, at), np.where(known[:, None], world.share[at], world.share.mean(axis=0))
    both = known[:, None] & known
    reported = np.where(both, reported * _as_set(scenario, roster, at, world), _invented(roster))
    for given in scenario.rates:
        reported[roster.names.index(given.by), roster.names.index(given.against)] = given.reported
    np.fill_diagonal(reported, 0)
    chance = np.where(both, _seated(world.told, at), _told(p, roster.skill[0], roster.offence[0]))
    rate = reported / (QUARTERS * chance * p.published)
    abroad = np.ones(len(world.reported), bool)
    abroad[at[known]] = False
    by_others = np.where(known, world.reported[abroad].sum(axis=0)[at], 0)
    misread = np.where(known, world.unattributed[abroad].sum(axis=0)[at], 0)
    against = reported.sum(axis=0) + by_others
    return Operations(
        rate=np.round(rate, DECIMALS),
        reported=reported,
        elsewhere=np.round(np.where(known, world.rate[:, abroad].sum(axis=1)[at], 0), DECIMALS),
        unread=np.round(misread + p.noise * against / (QUARTERS * p.published), DECIMALS),
        share=np.round(share, DECIMALS),
        expected=np.round(reported / np.maximum(against, 1e-9), DECIMALS),
        ever=_ever(p, roster.names),
    )


@dataclass(frozen=True, slots=True)
class _World:
    """All 193 members: reported a year, run a quarter, found and unattributed a quarter, and the chance of a report."""

    reported: Floats
    told: Floats
    rate: Floats
    unattributed: Floats
    share: Floats
    offence: Floats
    vulnerability: Floats

    @classmethod
    def of(cls, scenario: Scenario, p: Numbers) -> Self:
        """As the tables have them, in the year of a scenario; what it sets of a state otherwise comes later."""
        facts: list[State] = [tables.positions(scenario.ideal_points or ANY_WINDOW)[iso3] for iso3 in tables.members()]
        skill, offence, vulnerability = (
            np.array([getattr(state, name) for state in facts], np.float32)
            for name in ("attribution", "offence", "vulnerability")
        )
        reported = forecast(scenario.year)
        found, told = detection(p, skill), attribution(p, skill, offence)
        rate = reported / (QUARTERS * found * told * p.published)
        misread = rate * found * (1 - told)
        return cls(reported, found * told, rate, misread, shares(scenario.year, p), offence, vulnerability)


ANY_WINDOW = "prior5_2018"
"""Skill, offence and vulnerability are the same in all windows of ideal points."""


def _told(p: Numbers, skill: Floats, offence: Floats) -> Floats:
    """Chance that an operation is found and attributed, (S, S)."""
    return np.asarray(detection(p, skill) * attribution(p, skill, offence))


def member_places(scenario: Scenario, names: tuple[str, ...]) -> Ints:
    """The member that each seat is, or is made like, by its place among them, (S,); -1 of other invented states."""
    members = {iso3: place for place, iso3 in enumerate(tables.members())}
    like = {name: state.like for name, state in scenario.fictional.items()}
    return np.array([members.get(like.get(name) or name, -1) if like.get(name, name) else -1 for name in names])


def _seated(table: Floats, at: Ints) -> Floats:
    """The rows and columns of a table of members that the seats have."""
    return np.asarray(table[np.ix_(at, at)])


def _as_set(scenario: Scenario, roster: Roster, at: Ints, world: _World) -> Floats:
    """What a scenario that sets offence or vulnerability otherwise multiplies reports by, (S, S)."""
    offence = roster.offence[0] / np.maximum(world.offence[at], np.float32(0.01))
    vulnerability = roster.vulnerability[0] / np.maximum(world.vulnerability[at], np.float32(0.01))
    set_here = scenario.overrides
    more = np.ones((2, len(at)))
    for s, name in enumerate(roster.names):
        override = set_here.get(name)
        if override is not None and override.offence is not None:
            more[0, s] = offence[s]
        if override is not None and override.vulnerability is not None:
            more[1, s] = vulnerability[s]
    return np.asarray(more[0][:, None] * more[1])


def _invented(roster: Roster) -> Floats:
    """Operations reported a year where one of the two is invented and like no member, (S, S)."""
    mean = roster.position[0].mean(axis=1)
    distance = np.abs(mean[:, None] - mean) / 2
    return np.asarray(INVENTED * roster.offence[0][:, None] * roster.vulnerability[0] * (AMONG_FRIENDS + distance))


def _ever(p: Numbers, names: tuple[str, ...]) -> Floats:
    """Share of what is reported that each seat ever names, (S,)."""
    allied = set().union(*(tables.members_of(bloc) for bloc in ALLIED))
    return np.array([p.named_usa if n == "USA" else p.named_allied if n in allied else p.named_others for n in names])
