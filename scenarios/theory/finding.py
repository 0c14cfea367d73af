"""Checks 12 and 13: what victims find, know and lay at the wrong door, and what of it becomes public.

They run sim/aftermath/nature.py, sim/ground.py and sim/conduct.py, and the rates of scenarios/rates/operations.py.
"""

import math

import numpy as np

from demarche.scenarios.aftermath import quarters_of
from demarche.scenarios.compile import game
from demarche.scenarios.theory.check import Check, agrees, mean_of
from demarche.scenarios.theory.draws import replicates
from demarche.scenarios.theory.few import SHARE, at_nature, counted, few, happens
from demarche.sim.aftermath.events import Count

RATE, SKILL, OFFENCE = 1.6, 0.75, 0.5
FOUND = 1 - math.exp(-(0.15 + 0.6 * SKILL))
TOLD = 1 / (1 + math.exp(-2 * (SKILL - 0.7 * OFFENCE)))
PUBLISHED, MISREAD, UNREAD = 0.8, 0.05, 3.0
REACH, CLEAR = np.array([1.0, 0.5, 0.8, 0.0]), np.array([0.5, 0.2, 0.6, 0.0])
READING = 0.3
"""Weight that the victim gives to what the text covers arguably."""
DYADS = (("CHN", "USA"), ("RUS", "USA"), ("CHN", "JPN"))


def alarm() -> float:
    """False signals a quarter: m (found and unattributed + of other origin), all of it expected of the one doer."""
    return MISREAD * (RATE * FOUND * (1 - TOLD) + UNREAD)


def check(scale: int, seed: int) -> list[Check]:
    """Every row of check 12: attributed, reported, and counted as a breach."""
    games = 6000 * scale
    rate = [[0, RATE], [0, 0]]
    made = few((seed, 130, games), 2, {"misread": 0}, rate=rate)
    events = happens(made, at_nature(made))
    right, reported = (mean_of(counted(made, events, count)) for count in (Count.RIGHT, Count.REPORTED))
    bound = few((seed, 131, games), 2, rate=rate, unread=UNREAD, reach=REACH, clear=CLEAR, reading=READING)
    told = mean_of(counted(bound, happens(bound, at_nature(bound, parties=2)), Count.TOLD))
    covered, clearly = (float((np.array(SHARE) * table).sum()) for table in (REACH, REACH * CLEAR))
    expected = RATE * FOUND * TOLD * (clearly + READING * (covered - clearly)) + alarm()
    return [
        agrees("12 finding: attributed, λ d t", RATE * FOUND * TOLD, right),
        agrees("12 finding: reported, λ d t π", RATE * FOUND * TOLD * PUBLISHED, reported),
        agrees("12 finding: counted as breaches, λ d t Σ share (C + w Q) + a", expected, told),
        *_reported_rows(scale, seed),
    ]


def _reported_rows(scale: int, seed: int) -> list[Check]:
    """A world of real states, without false signals, reports what its rates say it should.

    Without information operations, which are in no record and beyond the rates.
    """
    names, games = ("USA", "CHN", "RUS", "JPN"), 1500 * scale
    made = game(quarters_of(2015, names, 4, settings={"misread": 0, "information": 0}), seed, replicates(132, games))  # type: ignore[arg-type]
    events, forecast = happens(made, at_nature(made)), made.rules.conduct.reported[0]
    rows = []
    for doer, victim in DYADS:
        i, j = names.index(doer), names.index(victim)
        found = mean_of(counted(made, events, Count.REPORTED, i, j))
        rows.append(
            agrees(f"12 finding: reported a quarter, {doer} on {victim}, μ / 4", float(forecast[i, j]) / 4, found)
        )
    return rows


def check_false(scale: int, seed: int) -> list[Check]:
    """Every row of check 13: false signals of a state that runs nothing, and of one that joins a pact."""
    games, rows = 6000 * scale, []
    for case, (misread, unread) in enumerate(((0.05, 3.0), (0.15, 1.5))):
        made = few((seed, 140 + case, games), 2, {"misread": misread}, rate=0.0, unread=unread)
        wrong = mean_of(counted(made, happens(made, at_nature(made)), Count.WRONG))
        rows.append(
            agrees(
                f"13 false signals: of a state that runs nothing, m={misread:g} Z={unread:g}", misread * unread, wrong
            )
        )
    made = few((seed, 142, games), 3, rate=[[0, 1, 1], [1, 0, 1], [1, 1, 0]], unread=UNREAD)
    seen = [happens(made, at_nature(made, parties=parties)) for parties in (0, 2, 3)]
    wrong_ = [np.bincount(events.world, events.of(Count.WRONG), games) for events in seen]
    for said, there in (("two states sign a pact", wrong_[1]), ("a third joins it", wrong_[2])):
        differ = float((there != wrong_[0]).mean())
        rows.append(agrees(f"13 false signals: worlds in which they differ when {said}", 0.0, (differ, 0.0)))
    return rows
