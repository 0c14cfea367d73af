"""Check 20: the rule of restraint beside the best reply to it.

Two states, one kind, a pact.  The partner plays the rule; its belief, in thousandths, is the state of a dynamic
programme over what one holds back each quarter.  A quarter is worth

    1 - x - h (1 - r(p)) - v (1 - p)

to a state that holds back x: what it runs, less the harm that the partner does, r(p) of which it holds back, less the
other ties lost with its trust p.  The rule is a smooth proxy and no equilibrium: where the optimum is all or nothing
it holds back a part.  Belief moves by the functions that play (sim/formulas.py), the rule is agents/formulas.py.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from demarche.agents import formulas
from demarche.scenarios.theory.check import Check, Reals, agrees, exceeds
from demarche.sim.formulas import FULL, MOST_TOLD, hill, likelihood, noticed, of_breach, of_keeping, remembered, updated
from demarche.sim.terms import Floats, Ints

ALARM, TOLERANCE, PRIOR, FORGET, DISCOUNT, HORIZON = 0.05, 0.8, 0.7, 0.05, 0.9, 4
HARMS, SIGNALS, LINKAGES = (1.5, 2.0, 3.0, 4.0), (0.1, 0.2, 0.4, 0.8, 1.6, 3.2), (0.0, 0.5, 1.0, 2.0)
"""The grid: harm over gain, signals a quarter of one who breaks the pledge, and other ties. 96 cells."""
CHOICES = np.linspace(0, 1, 5)
"""Shares that may be held back."""
BELIEFS = np.arange(10, 991)
"""Every belief there is, in thousandths: nobody is certain."""
START, SWEEPS, TRUSTED = int(PRIOR * FULL) - 10, 150, 0.85
"""The place of the prior among beliefs; quarters that make for ever; belief in one that keeps its word."""
LEAST_AGREEMENT = 0.8


def _number(x: float) -> Floats:
    """One number as the formulas take it."""
    return np.asarray(x, np.float32)


@dataclass(frozen=True)
class Cell:
    """One cell of the grid: h, λν and v."""

    harm: float
    signals: float
    linkage: float

    @cached_property
    def keeping(self) -> Floats:
        """Signals expected of a state that keeps its pledge."""
        return of_keeping(*map(_number, (self.signals, 0, 1, ALARM, TOLERANCE)))

    @cached_property
    def breach(self) -> Floats:
        """Signals expected of one that pays it no heed."""
        return of_breach(*map(_number, (self.signals, 0, 1, ALARM)))

    def rule(self, trust: Reals) -> Reals:
        """What the doctrine holds back at each belief in its partner, 0 .. 1."""
        worth = formulas.reciprocity(_number(self.harm), _number(1), _number(1), trust.astype(np.float32))
        anyway = formulas.signalled(self.keeping, _number(0))
        stake = noticed(self.keeping, self.breach, _number(0)) * formulas.at_risk(
            _number(DISCOUNT), _number(HORIZON), anyway
        )
        return np.asarray(
            hill(formulas.cost_of_breach(worth, _number(self.linkage), _number(0), stake, _number(0))), np.float64
        )

    @cached_property
    def next_belief(self) -> Ints:
        """The place among BELIEFS that each number of signals leads to from each, (MOST_TOLD + 1, beliefs)."""
        told = np.arange(MOST_TOLD + 1, dtype=np.float32)[:, None]
        trust = updated((BELIEFS / FULL).astype(np.float32), likelihood(self.keeping, self.breach, told))
        return np.asarray(remembered(trust, _number(FORGET), _number(PRIOR)), np.intp) - BELIEFS[0]

    def chances(self, held: Reals) -> Reals:
        """The chance of each number of signals, for each share held back (n,), (n, MOST_TOLD + 1)."""
        mean = ((1 - held) * self.signals + ALARM)[:, None]
        told = np.arange(MOST_TOLD + 1)
        factorial = np.cumprod(np.maximum(told, 1))
        chance = np.exp(-mean) * mean**told / factorial
        chance[:, -1] += 1 - chance.sum(axis=1)
        return np.asarray(chance)

    def worth_now(self, held: Reals) -> Reals:
        """What a quarter is worth, for each share held back (n,) at each belief, (n, beliefs)."""
        trust = BELIEFS / FULL
        suffered = self.harm * (1 - self.rule(trust)) + self.linkage * (1 - trust)
        return np.asarray(1 - held[:, None] - suffered)

    def best(self, quarters: int = SWEEPS) -> tuple[Reals, Reals]:
        """The value of the best reply over so many quarters and what it holds back at first, at each belief."""
        now, chances, value = self.worth_now(CHOICES), self.chances(CHOICES), np.zeros(len(BELIEFS))
        for _ in range(quarters):
            of_each = now + DISCOUNT * chances @ value[self.next_belief]
            value = of_each.max(axis=0)
        return value, CHOICES[of_each.argmax(axis=0)]

    def value(self, held: float, quarters: int = SWEEPS) -> float:
        """What always holding back that share is worth over so many quarters, from the prior."""
        share = np.array([held])
        now, chances, value = self.worth_now(share)[0], self.chances(share), np.zeros(len(BELIEFS))
        for _ in range(quarters):
            value = now + DISCOUNT * (chances @ value[self.next_belief])[0]
        return float(value[START])


def cells() -> list[Cell]:
    """The whole grid."""
    return [Cell(h, signals, v) for h in HARMS for signals in SIGNALS for v in LINKAGES]


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check. Neither scale nor seed changes it: there is no chance in it."""
    own, best, losses = [], [], []
    for cell in cells():
        value, reply = cell.best()
        own.append(float(cell.rule(np.array([TRUSTED]))[0]))
        best.append(float(reply[START]))
        losses.append([float(value[START]) - cell.value(held) for held in (own[-1], 0.0, 1.0)])
    alike = np.mean((np.array(own) > 0.5) == (np.array(best) >= 0.5))
    by_rule, by_breach, by_honour = np.mean(losses, axis=0)
    said = "in quarters' gains, mean of 96 cells"
    return [
        exceeds("20 best reply: share of cells in which the rule agrees with it", LEAST_AGREEMENT - 1e-9,
                (float(alike), 0.0), "must exceed"),
        exceeds(f"20 best reply: lost by always breaking, beyond the rule, {said}", 0.0, (by_breach - by_rule, 0.0),
                "must exceed"),
        exceeds(f"20 best reply: lost by always honouring, beyond the rule, {said}", 0.0, (by_honour - by_rule, 0.0),
                "must exceed"),
        agrees("20 best reply: cells in which another share does better than it", 0.0,
               (float(np.mean(np.array(losses).min(axis=1) < -1e-6)), 0.0)),
    ]  # fmt: skip
