"""Check 15: what a quarter of signals makes a partner believe.

    E log of the step = A m - (m1 - m0), A = ln(m1 / m0)      where no bound is reached; m signals come on average
    p' = p + φ (p_0 - p) of p = 1 / (1 + O s)                 with the step s held within e^-1 and e^3

m0 and m1 are expected of a party that keeps its pledge and of one that pays it no heed.  The check runs
sim/aftermath/beliefs.py and quarter.py with what sim/aftermath/nature.py brings.
"""

import math

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.theory.check import Check, Reals, agrees, exceeds, mean_of
from demarche.scenarios.theory.few import at_nature, counted, few, happens, next_quarter
from demarche.sim.aftermath.beliefs import expected_signals, partners
from demarche.sim.aftermath.events import Count
from demarche.sim.formulas import likelihood
from demarche.sim.terms import Floats

TOLERANCE, PRIOR, FORGET = 0.8, 0.7, 0.05
LEAST, MOST = math.exp(-1), math.exp(3)
ALIKE = {"intelligence": 0, "misread": 0, "spread": 0, "spread_level": 0}
"""Every dyad runs its rate, and nothing but operations brings a signal."""
SURE = {**ALIKE, "detect_base": 5, "detect_skill": 5, "tell_apart": 10, "hide": 0}
"""All is found and rightly attributed but for one operation in twenty thousand: signals are as many as operations."""
HABITS = {"keeps": (80, 80), "alternates": (0, 100), "holds back half": (50, 50)}
"""Restraint in even and in odd quarters, in hundredths."""


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    return [*_step_rows(4000 * scale, seed), *_after_rows(4000 * scale, seed), *_habit_rows(200 * scale, seed)]


def _step_rows(games: int, seed: int) -> list[Check]:
    """The mean of what one quarter adds to the log-odds, where no bound is reached."""
    rows = []
    for case, restraint in enumerate((0, 80, 100)):
        made = few((seed, 160 + case, games), 2, {**ALIKE, "misread": 0.05}, rate=[[0, 0.5], [0, 0]], unread=8.0)
        world = at_nature(made, restraint=restraint, parties=2)
        told = counted(made, happens(made, world), Count.TOLD)
        keeping, breach = _expected(made, restraint)
        detect, tell = 1 - math.exp(-(0.15 + 0.6 * 0.75)), 1 / (1 + math.exp(-2 * (0.75 - 0.35)))
        seen = 0.5 * detect * tell
        alarm = 0.05 * (0.5 * detect * (1 - tell) + 8.0)
        m0, m1 = seen * (1 - TOLERANCE) + alarm, seen + alarm
        # What is run decides what of it cannot be attributed, and so the false signals that come.
        come = seen * (1 - restraint / 100) + alarm - 0.05 * 0.5 * detect * (1 - tell) * restraint / 100
        steps = np.log(likelihood(keeping, breach, told.astype(np.float32)).astype(np.float64))
        expected = math.log(m1 / m0) * come - (m1 - m0)
        rows.append(
            agrees(f"15 belief: log-odds added in a quarter, restraint {restraint / 100:g}", expected, mean_of(steps))
        )
    return rows


def _expected(made: Game, restraint: int) -> tuple[Floats, Floats]:
    """What the code expects of the first state, if it keeps its pledge and if it pays it no heed, one of each."""
    world = at_nature(made, restraint=restraint, parties=2)
    of = partners(made.rules, world, np.arange(world.record.worlds) == 0)
    keeping, breach = expected_signals(made.rules, of, np.full(2, TOLERANCE, np.float32), np.ones(2, np.float32))
    return keeping[of.one == 0], breach[of.one == 0]


def _after_rows(games: int, seed: int) -> list[Check]:
    """Belief after one quarter, its bounds and what is forgotten among it: the sum over a Poisson count."""
    rows = []
    for case, (rate, restraint) in enumerate(((0.4, 0), (3.0, 0), (3.0, 80), (3.0, 100))):
        made = few((seed, 165 + case, games), 2, SURE, rate=[[0, rate], [0, 0]])
        after, _ = next_quarter(made, at_nature(made, restraint=restraint, parties=2))
        found = mean_of(after.secrets.trust[:, 1, 0] / 1000)
        # Beliefs are whole thousandths, so that the mean may be half of one out.
        estimate = found[0], math.hypot(found[1], 0.0003)
        name = f"15 belief: after a quarter, λ={rate:g} restraint {restraint / 100:g}"
        rows.append(agrees(name, believed_after(rate, rate * (1 - restraint / 100)), estimate))
    return rows


def believed_after(rate: float, come: float) -> float:
    """The mean belief after a quarter in which a Poisson number of signals comes, every one an operation."""
    m0, m1, chance, whole = rate * (1 - TOLERANCE), rate, math.exp(-come), 0.0
    for n in range(60):
        step = min(max((m1 / m0) ** n * math.exp(m0 - m1), LEAST), MOST)
        belief = 1 / (1 + (1 - PRIOR) / PRIOR * step)
        whole += chance * min(max(belief + FORGET * (PRIOR - belief), 0.01), 0.99)
        chance *= come / (n + 1)
    return whole


def _habit_rows(games: int, seed: int) -> list[Check]:
    """Breaking every other quarter is found out: it is trusted little more than holding half back."""
    rows = []
    for case, (rate, many) in enumerate(((0.8, 4 * games), (3.2, games))):
        trust = {habit: _trusted(few((seed, 170 + case, many), 2, SURE, rate=[[0, rate], [0, 0]]), levels)
                 for habit, levels in HABITS.items()}  # fmt: skip
        less = trust["holds back half"] + 0.05 - trust["alternates"]
        more = trust["keeps"] - np.maximum(trust["holds back half"], trust["alternates"])
        said = f"λν={rate:g}"
        rows.append(
            exceeds(f"15 belief: half-keeping + .05 over alternating, {said}", 0.0, mean_of(less), "must exceed")
        )
        rows.append(exceeds(f"15 belief: keeping over both, {said}", 0.0, mean_of(more), "must exceed"))
    return rows


def _trusted(made: Game, levels: tuple[int, int]) -> Reals:
    """Belief in a party of that habit, mean of quarters 8 to 15 in each world."""
    world, seen = at_nature(made, parties=2), []
    every = np.ones(world.record.worlds, bool)
    for quarter in range(16):
        world = world.now(world.record, secrets=world.secrets.but(every, restraint=levels[quarter % 2]))
        world, _ = next_quarter(made, world)
        seen.append(world.secrets.trust[:, 1, 0] / 1000)
    return np.asarray(np.mean(seen[8:], axis=0))
