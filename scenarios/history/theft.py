"""Theft by China from the United States, 2013 to 2019, under the threats and the understanding of those years.

Played from the rates of 2013, by default doctrines, with five third states.  Threats and linkage are judged.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from demarche.scenarios.aftermath import begun, play, quarters_of, signed_now
from demarche.scenarios.compile import Game, game
from demarche.scenarios.history.pattern import Pattern
from demarche.scenarios.rates.record import of_year
from demarche.scenarios.tables import members
from demarche.sim import engine
from demarche.sim.aftermath.bonds import bonds
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.aftermath.holding import held
from demarche.sim.bargain import Doubles
from demarche.sim.record import World
from demarche.sim.rows import look_up
from demarche.sim.terms import Floats, Ints, Kind, Stage

FIRST, QUARTERS = 2013, 28
SEATS = ("USA", "CHN", "RUS", "JPN", "KOR", "GBR", "AUS")
WORLDS, SEED = 200, 1
THREATS = ((0, 0.15), (1, 0.3), (5, 0.55), (9, 0.65), (10, 0.95))
"""Quarter from the first of 2013, and weight: of the United States against China, about theft."""
SIGNED_IN, LINKAGE = 11, 4.5
"""The last quarter of 2015, and what other ties are worth to each in quarters' gains of the kind."""
BEFORE, AFTER = range(2013, 2016), range(2016, 2020)
THIRD = ("RUS", "JPN", "KOR")
"""States against which more is said to have been run by China after the understanding."""


class Played(NamedTuple):
    """Means over WORLDS worlds. left (QUARTERS,) share of the kind still run by China against the United States.

    reported (S, QUARTERS) operations of China against each seat, a quarter
    """

    left: Floats
    reported: Floats

    def in_half(self, year: int, half: int) -> float:
        """The mean share left in one half of a year, 1 or 2."""
        first = 4 * (year - FIRST) + 2 * (half - 1)
        return float(self.left[first : first + 2].mean())

    def in_year(self, year: int) -> float:
        """The mean share left in a year."""
        return (self.in_half(year, 1) + self.in_half(year, 2)) / 2

    def a_year(self, years: range, *against: str) -> float:
        """Operations reported a year, of China against those states together."""
        rows = [SEATS.index(name) for name in against]
        quarters = slice(4 * (years[0] - FIRST), 4 * (years[-1] + 1 - FIRST))
        return float(self.reported[rows, quarters].sum() / len(years))


def setting(
    replicates: Sequence[int] = range(WORLDS), seed: int = SEED, settings: Mapping[str, float] | None = None
) -> Game:
    """The seven seats from 2013, without information operations, which are not in the record. settings: by name."""
    threats = [
        {"by": "USA", "against": "CHN", "quarter": quarter, "weight": weight, "kinds": ["theft"]}
        for quarter, weight in THREATS
    ]
    pact = {"wordings": {"IPT": "IPT.b"}, "linkage": LINKAGE}
    scenario = quarters_of(
        FIRST, SEATS, QUARTERS, [pact], threats=threats, settings={**(settings or {}), "information": 0.0}
    )
    return game(scenario, seed, replicates)


def played() -> Played:
    """All quarters, by the doctrines; the understanding is signed at its date."""
    left, reported = by_world(setting())
    return Played(left.mean(axis=0), reported.mean(axis=0))


def by_world(made: Game) -> tuple[Doubles, Doubles]:
    """What Played is the mean of, of each of B worlds: left (B, QUARTERS), reported (B, S, QUARTERS)."""
    worlds = len(made.luck.replicate)
    usa, china = (SEATS.index(name) for name in ("USA", "CHN"))
    left, reported = np.zeros((worlds, QUARTERS)), np.zeros((worlds, len(SEATS), QUARTERS))

    def watch(world: World, act: Ints, events: Events | None) -> None:
        if events is None:
            return
        quarter = int(world.record.quarter[world.record.stage == Stage.NATURE][0])
        left[:, quarter] = share_left(made, world, china, usa, Kind.THEFT)
        mine = events.doer == china
        np.add.at(reported[..., quarter], (events.world[mine], events.victim[mine]), events.of(Count.REPORTED)[mine])

    with engine.using(engine.best()):
        world = play(made, begun(made), SIGNED_IN, watch)
        play(made, signed_now(made, world, 0, ("USA", "CHN")), QUARTERS, watch)
    return left, reported


def share_left(made: Game, world: World, doer: int, victim: int, kind: Kind) -> Floats:
    """Share of its operations of a kind that a state runs all the same this quarter, (B,)."""
    b = bonds(made.rules, world)
    h = held(b)
    row = np.flatnonzero((h.of.one == doer) & (h.of.other == victim))
    found = np.ones(world.record.worlds)
    at = h.of.world[row]
    found[at] = h.left[row, kind] / look_up(b.share, at, doer)[..., kind]
    return found


def recorded(years: range, *against: str) -> float:
    """Operations of China against those states together, reported a year, of the record."""
    names = list(members())
    columns = [names.index(name) for name in against]
    return float(np.mean([of_year(year)[names.index("CHN"), columns].sum() for year in years]))


def patterns() -> list[Pattern]:
    """The fall before the understanding, the dip after it, and the slow return; and what does not come out."""
    found = played()
    least = min(found.in_half(year, half) for year in range(2016, 2018) for half in (1, 2))
    return [
        Pattern("theft left, first half of 2015", 0.53, found.in_half(2015, 1), 0.4, 0.7),
        Pattern("theft left, first half of 2016", 0.10, found.in_half(2016, 1), 0, 0.2),
        Pattern("theft left, 2018 less its least", None, found.in_year(2018) - least, 0.001, 1),
        Pattern(
            "CHN on USA, 2016-19 over 2013-15",
            recorded(AFTER, "USA") / recorded(BEFORE, "USA"),
            found.a_year(AFTER, "USA") / found.a_year(BEFORE, "USA"), 0.23, 0.86,
        ),
        Pattern(
            "CHN on RUS, JPN, KOR, the same",
            recorded(AFTER, *THIRD) / recorded(BEFORE, *THIRD),
            found.a_year(AFTER, *THIRD) / found.a_year(BEFORE, *THIRD), 2.0, 5.0, expected=False,
        ),
    ]  # fmt: skip
