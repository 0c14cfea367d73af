"""Formulas of the quarters: operations, what is found of them, and what is believed.

Each is written once.  numpy calls them with arrays that broadcast, and compiled loops with one number of each kind
(demarche.sim.fast.compiling.formula).  So they branch by `where`, are made of functions that both have, and keep to
float32: a bare 1 would make a float64 of a compiled number.
"""

import numpy as np
from numpy import floor, maximum, minimum, rint, where

from demarche.sim.numbers import exp
from demarche.sim.terms import Bools, Floats, Ints

ZERO, ONE = np.float32(0), np.float32(1)
LEAST = np.float32(1e-6)
"""Sums are held above this before anything is divided by them."""
FULL = 1000
"""Restraint and belief are whole numbers of thousandths, so that a world is made of integers."""
_FULL = np.float32(FULL)
LEAST_TERM = np.float32(2.0**-26)
"""A quarter of the step between two draws, below which a tail of the Poisson distribution is not followed."""
SURE = np.float32(1) - np.float32(1e-6)
"""1, less more than float32 can be out in 1 - rate, where that stands for exp(-rate)."""
LEAST_BELIEF, MOST_BELIEF = np.float32(0.01), np.float32(0.99)
"""Nobody is ever certain of a party."""


# ── shares and thousandths ───────────────────────────────────────────────────────────────────────────────────────────


def thousandths(share: Floats) -> Floats:
    """A share, 0 .. 1, in whole thousandths."""
    return rint(share * _FULL)


def of_full(thousandths: Ints | Floats) -> Floats:
    """The share that thousandths are, 0 .. 1."""
    return thousandths / _FULL


def share_of(count: Floats, chance_each: Floats, u: Floats) -> Floats:
    """That share of a count, a whole number rounded up or down by chance so that it is right on average."""
    return minimum(maximum(floor(count * chance_each + u), ZERO), count)


# ── operations ───────────────────────────────────────────────────────────────────────────────────────────────────────


def held_back(rate: Floats, restraint: Floats) -> Floats:
    """Operations to be expected of a state that holds back so far, 0 .. 1."""
    return rate * (ONE - restraint)


def to_the_letter(rate: Floats, forbidden: Floats, keeps: Bools) -> Floats:
    """What is left to a state that keeps to the letter of a pact. forbidden: share of acts that the pact forbids."""
    return rate * where(keeps, ONE - forbidden, ONE)


def outside(rate: Floats, bound: Floats) -> Floats:
    """What a state runs where no pact binds it, were there no pact. bound: 1 where a pact does, else 0."""
    return rate - rate * bound


def spread(freed: Floats, displace: Floats, run_outside: Floats) -> Floats:
    """What is added to each operation outside the pacts, as a share of it, of the effort that pacts free.

    displace  the share of that effort which is displaced      run_outside  all that the state runs outside
    """
    return freed * displace / maximum(run_outside, LEAST)


def avenging(rate: Floats, ordered: Ints, retaliation: Floats) -> Floats:
    """Operations to be expected where retaliation may have been ordered: then that many times as many."""
    return where(ordered != 0, rate * retaliation, rate)


def may_run(rate: Floats, u: Floats) -> Bools:
    """Whether a draw may bring operations at all. As exp(-rate) is more than 1 - rate, few are left without it."""
    return u + rate > SURE


def counts_on(u: Floats, so_far: Floats, k: np.float32, rate: Floats, term: Floats) -> Bools:
    """Whether a Poisson count by inversion, at k - 1 now, comes to k.

    so_far  P(fewer than k)      term  P(k - 1)
    Past the rate, a term too small to matter ends the count: a sum of float32 terms may stop short of u.
    """
    return (u > so_far) & ((k <= rate) | (term > LEAST_TERM))


def next_term(term: Floats, rate: Floats, k: np.float32) -> Floats:
    """P(k) of a Poisson distribution, from P(k - 1)."""
    return term * rate / k


def suspected(doer: Ints, first: Ints, second: Ints) -> Ints:
    """At whose door an operation is laid by mistake: the likeliest doer's, or the next where that was the doer."""
    return where(doer == first, second, first)


def contested(known: Ints, inside: Ints) -> Ints:
    """Operations laid at the right door beyond those that are clearly forbidden."""
    return maximum(known - inside, 0)


# ── signals and belief ───────────────────────────────────────────────────────────────────────────────────────────────


def alarm(false_alarm: Floats, talks: Floats, line: Floats, consulted: Bools, has_line: Bools) -> Floats:
    """Chance a quarter of an alarm without an operation, between two parties of a pact.

    false_alarm  without either      talks, line  what consultations and a channel take from it, in the exponent
    consulted, has_line  1 or 0
    """
    return false_alarm * exp(-talks * consulted - line * has_line)


def believed(
    before: Floats, signal: Bools | bool, false_alarm: Floats, surprise: Floats, forget: Floats, prior: Floats
) -> Floats:
    """Belief after a quarter, in thousandths, that a party honours its pledge; before: 0 .. 1, as it was.

    By Bayes on whether a signal came, whose chance is `surprise` where the pledge is broken and `false_alarm` where it
    is not; then the share `forget` of what is believed goes back to the prior.
    """
    honours = where(signal, false_alarm, ONE - false_alarm)
    breaks = where(signal, surprise, ONE - surprise)
    kept = before * honours
    belief = kept / maximum(kept + (ONE - before) * breaks, LEAST)
    belief = belief + forget * (prior - belief)
    return thousandths(minimum(maximum(belief, LEAST_BELIEF), MOST_BELIEF))
