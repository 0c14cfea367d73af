"""Formulas of what texts are worth and how votes on them come out, each written once.

See demarche.sim.formulas for how both engines use them.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy import maximum, sqrt, where

from demarche.sim.book import clear
from demarche.sim.formulas import LEAST, ONE, ZERO
from demarche.sim.numbers import logistic
from demarche.sim.terms import ABSENT, Floats, Ints

_ABSENT = int(ABSENT)
LOGISTIC_OF_NORMAL = np.float32(1.702)
"""The logistic of this times x lies nearest to the normal distribution function of x. Source: Haley 1952."""
LEAST_VARIANCE = np.float32(0.25)
"""Of the margin of a vote, so that a room whose votes are all certain is not divided by nothing; chosen."""


# ── what a clause is worth ───────────────────────────────────────────────────────────────────────────────────────────


def shown(hides: Floats, vague: Floats) -> Floats:
    """What the vagueness of a wording leaves to be seen, where it hides the share `hides` of what is vague."""
    return ONE - hides * vague


class Wording(NamedTuple):
    """A clause as worded. position -1 .. 1, vague, depth 0 .. 1."""

    position: Floats
    vague: Floats
    depth: Floats


def nearness(as_worded: Wording, fallback: Floats, ideal: Floats, weight: Floats, hides: Floats) -> Floats:
    """What a clause is worth for lying nearer to the ideal than what holds without it."""
    far, gap = fallback - ideal, shown(hides, as_worded.vague) * (as_worded.position - ideal)
    return weight * (far * far - gap * gap)


def helping(as_worded: Wording, worth: Floats, offered: Floats, development: Floats, hides: Floats) -> Floats:
    """What its promise of help is worth. worth: of help to a state without capacity; offered, development 0 .. 1."""
    return worth * offered * development * shown(hides, as_worded.vague)


def duty(as_worded: Wording, cost: Floats, offence: Floats) -> Floats:
    """What its duties cost, <= 0, a state with the means to break them."""
    return -cost * as_worded.depth * clear(as_worded.vague) * offence


def crossing(price: Floats, wording: Ints, vague: Floats, hides: Floats) -> Floats:
    """What the red line that it crosses costs, <= 0. Left out, it hides nothing. price: of the line, or 0."""
    return -price * shown(hides, where(wording == _ABSENT, ZERO, vague))


# ── what a text is worth, and changes of it ──────────────────────────────────────────────────────────────────────────


def by_mass(what: Floats, mass: Floats) -> Floats:
    """A sum over the clauses that stand, divided by the mass of all of them."""
    return what / maximum(mass, LEAST)


class Whole(NamedTuple):
    """A text as it stands: the sum of its clauses' worth by their mass, their mass, and its worth without red lines."""

    worth: Floats
    mass: Floats
    before: Floats


class Part(NamedTuple):
    """A clause in it: what it adds to that sum, to that mass and by its red line, and its mass if it stood."""

    worth: Floats
    mass: Floats
    red: Floats
    full: Floats


def reworded(whole: Whole, part: Part, alone: Floats, red: Floats) -> Floats:
    """What a text gains by another wording of a clause. alone: its worth, were the clause the whole text."""
    worth = whole.worth - part.worth + part.full * alone
    return by_mass(worth, whole.mass - part.mass + part.full) - whole.before + red - part.red


def shortened(whole: Whole, part: Part, price: Floats) -> Floats:
    """What a text gains if a clause is left out. price: of the red line that this crosses."""
    return by_mass(whole.worth - part.worth, whole.mass - part.mass) - whole.before - price - part.red


def moving(scope: Floats, mass: Floats, all_mass: Floats) -> Floats:
    """Cost of leaving out a clause or putting one in, by its share of the text."""
    return scope * by_mass(mass, all_mass)


# ── how a room leans and votes ───────────────────────────────────────────────────────────────────────────────────────


class Pull(NamedTuple):
    """What decides how a state leans, in logits: its readiness, and the weights of what a text is worth."""

    base: Floats
    text: Floats
    values: Floats


def leaning(p: Any, nearer: Floats, other: Floats, drawn: Floats) -> Floats:
    """How a state leans on a text, in logits. p: a Pull, or the Numbers of seats; drawn: by what draws it unread."""
    return p.base + p.text * nearer + p.values * other + drawn


def closed_up(eta: Floats, close: Floats, line: Floats) -> Floats:
    """The same once its bloc has met: nearer to the line of the bloc by the share `close`."""
    return eta + close * (line - eta)


def edge_of_yes(indifference: Floats, on_crime: Floats, crime: Floats, reserve: Floats) -> Floats:
    """Logits that a yes needs. on_crime: added where the text is on crime (1, else 0); reserve: the state's factor."""
    return (indifference + on_crime * crime) * reserve


def edge_of_no(edge: Floats, polite: Floats, welcomes: Floats) -> Floats:
    """Logits that a no needs: more where the text welcomes the other camp's process (1, else 0). edge: of a yes."""
    return edge + polite * welcomes


def chance_of_yes(eta: Floats, edge: Floats) -> Floats:
    """P(yes)."""
    return logistic(eta - edge)


def chance_of_no(eta: Floats, edge: Floats) -> Floats:
    """P(no)."""
    return logistic(-edge - eta)


def variance(yes: Floats, no: Floats) -> Floats:
    """Of one ballot, counted 1, 0 or -1."""
    ahead = yes - no
    return yes + no - ahead * ahead


def passing(margin: Floats, variance: Floats) -> Floats:
    """P(adopted): that yes exceeds no, by the normal approximation, in the logistic nearest to it."""
    return logistic(LOGISTIC_OF_NORMAL * margin / sqrt(maximum(variance, LEAST_VARIANCE)))
