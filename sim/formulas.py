"""Formulas of the quarters: operations, what is found of them, and what is believed.

Each is written once.  numpy calls them with arrays that broadcast, and compiled loops with one number of each kind
(demarche.sim.fast.compiling.formula).  So they branch by `where`, are made of functions that both have, and keep to
float32: a bare 1 would make a float64 of a compiled number.
"""

import numpy as np
from numpy import floor, maximum, minimum, rint, where

from demarche.sim.numbers import exp
from demarche.sim.terms import Bools, Floats, Ints

ZERO, HALF, ONE, TWO = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2)
LEAST = np.float32(1e-6)
"""Sums are held above this before anything is divided by them."""
FULL = 1000
"""Beliefs and threats are whole numbers of thousandths, so that a world is made of integers."""
PERCENT = 100
"""Restraint is a whole number of hundredths."""
_FULL, _PERCENT = np.float32(FULL), np.float32(PERCENT)
LEAST_TERM = np.float32(2.0**-26)
"""A quarter of the step between two draws, below which a tail of the Poisson distribution is not followed."""
SURE = np.float32(1) - np.float32(1e-6)
"""1, less more than float32 can be out in 1 - rate, where that stands for exp(-rate)."""
LEAST_BELIEF, MOST_BELIEF = np.float32(0.01), np.float32(0.99)
"""Nobody is ever certain of a party."""
MOST_FADED = 40
"""Quarters after which a threat or linkage that was not renewed is forgotten."""
MOST_TOLD = 16
"""Breaches seen in one quarter beyond this number tell a party nothing new."""
LEAST_SIGNALS, MOST_RATIO = np.float32(1e-12), np.float32(100)
"""Bounds that keep the ratio of expected signals, and its powers, finite."""
LEAST_STEP, MOST_STEP = np.float32(0.36787945), np.float32(20.085537)
"""e^-1 and e^3: the least and the most by which one quarter multiplies the odds that a party breaks its pledge."""
INTELLIGENCE_ODDS = np.float32(17.0 / 3.0)
"""Intelligence that settles whether a party keeps its pledge is right in .85 of cases: odds of .85 to .15."""
WRONG, WRONG_SPAN = np.float32(0.15), np.float32(0.7)
"""Chance that intelligence says of a party that keeps its pledge that it does not, and what a full breach adds."""


# ── shares and whole numbers ─────────────────────────────────────────────────────────────────────────────────────────


def thousandths(share: Floats) -> Floats:
    """A share, 0 .. 1, in whole thousandths."""
    return rint(share * _FULL)


def of_full(thousandths: Ints | Floats) -> Floats:
    """The share that thousandths are, 0 .. 1."""
    return thousandths / _FULL


def hundredths(share: Floats) -> Floats:
    """A share, 0 .. 1, in whole hundredths."""
    return rint(share * _PERCENT)


def of_percent(hundredths: Ints | Floats) -> Floats:
    """The share that hundredths are, 0 .. 1."""
    return hundredths / _PERCENT


def share_of(count: Floats, chance_each: Floats, u: Floats) -> Floats:
    """That share of a count, a whole number rounded up or down by chance so that it is right on average."""
    return minimum(maximum(floor(count * chance_each + u), ZERO), count)


def power_of(base: Floats, exponent: Floats) -> Floats:
    """base to a whole power, 0 .. MOST_TOLD, by multiplications alone, so that it has the same bits everywhere."""
    power = base * ZERO + ONE
    for k in range(MOST_TOLD):
        power = where(k < exponent, power * base, power)
    return power


def faded(weight: Floats, fade: Floats, quarters: Floats) -> Floats:
    """What is left of a threat or of linkage so many quarters after it was last renewed; nothing after MOST_FADED."""
    left = weight * where(quarters < MOST_FADED, ONE, ZERO)
    for k in range(MOST_FADED):
        left = where(k < quarters, left * (ONE - fade), left)
    return left


# ── operations ───────────────────────────────────────────────────────────────────────────────────────────────────────


def hill(cost: Floats) -> Floats:
    """How far a cost of so many times the gain holds a state back, 0 .. 1: one half where they are equal."""
    return cost * cost / (ONE + cost * cost)


def noticed(without: Floats, signals: Floats, otherwise: Floats) -> Floats:
    """How much likelier a breach makes it that it is noticed, 0 .. 1.

    without, signals  signals expected in a quarter without it and with it
    otherwise         chance that intelligence or verification settles it, which then tells a breach with chance .7
                      more than there would have been without one
    """
    by_signals = maximum(exp(-without) - exp(-signals), ZERO)
    return ONE - (ONE - by_signals) * (ONE - WRONG_SPAN * otherwise)


def deterred(weight: Floats, threat: Floats, noticed: Floats) -> Floats:
    """The cost that a threat adds to operations of a kind, as a share of their gain. threat: 0 .. 1."""
    return weight * threat * noticed


def of_text(clear: Floats, restraint: Floats, deterred: Floats) -> Floats:
    """Share of a kind that the text clearly covers and that is run all the same.

    clear      share of the kind that the text clearly covers
    restraint  under the pact      deterred  by threats, on whatever of the kind; the stronger of the two holds
    """
    return clear * (ONE - maximum(restraint, deterred))


def beside_text(outside: Floats, deterred: Floats) -> Floats:
    """Share of a kind outside what a state holds back from by a text that is run. outside: that share."""
    return outside * (ONE - deterred)


def spread(freed: Floats, displace: Floats, run_elsewhere: Floats) -> Floats:
    """What each operation elsewhere is multiplied by: the share `displace` of the effort freed goes there."""
    return ONE + freed * displace / maximum(run_elsewhere, LEAST)


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


def next_of(term: Floats, left: Floats, odds: Floats, k: np.float32) -> Floats:
    """P(k) of a binomial distribution, from P(k - 1). left: trials beyond k - 1; odds: of success in each."""
    return term * left * odds / k


# ── what is found, and at whose door it is laid ──────────────────────────────────────────────────────────────────────


def helped(chance_each: Floats, help_given: Floats) -> Floats:
    """A chance of finding or knowing something, with the help of others. help_given: what they find of the rest."""
    return ONE - (ONE - chance_each) * (ONE - help_given)


def false_signal(doubt: Floats, expected: Floats) -> Floats:
    """Chance that a victim lays what it cannot read at the door of one state.

    doubt     operations and incidents that it found, cannot attribute, and lays at some door
    expected  share of those that public knowledge expects of that state
    """
    return doubt * expected


def calmed(talks: Floats, line: Floats, consulted: Bools, has_line: Bools) -> Floats:
    """What consultations and a channel leave of false signals between two parties, 0 .. 1. consulted, has_line: 1 or 0.

    talks, line  what each takes from them, in the exponent
    """
    return exp(-talks * consulted - line * has_line)


# ── signals and belief ───────────────────────────────────────────────────────────────────────────────────────────────


def of_breach(clear: Floats, contested: Floats, seen: Floats, alarm: Floats) -> Floats:
    """Signals that a state expects in a quarter from a party that pays its pledge no heed.

    clear, contested  operations a quarter that the text covers clearly, and arguably: of those half are expected to
                      count      seen  chance that one is found and attributed      alarm  false signals
    """
    return (clear + HALF * contested) * seen + alarm


def of_keeping(clear: Floats, contested: Floats, seen: Floats, alarm: Floats, tolerance: Floats) -> Floats:
    """Signals that a state expects in a quarter from a party that keeps its pledge as well as can be asked.

    tolerance  the share of what the text clearly covers that such a party holds back
    """
    return ((ONE - tolerance) * clear + HALF * contested) * seen + alarm


def ratio_of(keeping: Floats, breach: Floats) -> Floats:
    """What one signal multiplies the odds of breach by. keeping, breach: signals expected in either case."""
    return where(keeping > ZERO, minimum(breach / maximum(keeping, LEAST_SIGNALS), MOST_RATIO), ONE)


def bounded(step: Floats) -> Floats:
    """The most and the least that one quarter multiplies odds by."""
    return minimum(maximum(step, LEAST_STEP), MOST_STEP)


def likelihood(keeping: Floats, breach: Floats, told: Floats) -> Floats:
    """What a quarter with so many signals multiplies the odds of breach by, LEAST_STEP .. MOST_STEP."""
    return bounded(power_of(ratio_of(keeping, breach), minimum(told, np.float32(MOST_TOLD))) * exp(keeping - breach))


def on_hearsay(keeping: Floats, breach: Floats, times: Floats) -> Floats:
    """What so many public accusations by others multiply the odds of breach by, LEAST_STEP .. MOST_STEP."""
    return bounded(power_of(ratio_of(keeping, breach), minimum(times, np.float32(MOST_TOLD))))


def by_intelligence(learned: Ints) -> Floats:
    """What intelligence multiplies the odds of breach by. learned: 0 nothing, 1 it keeps its pledge, 2 it breaks it."""
    return where(learned == 0, ONE, where(learned == 1, ONE / INTELLIGENCE_ODDS, INTELLIGENCE_ODDS))


def says_breaks(restraint: Floats, tolerance: Floats) -> Floats:
    """Chance that intelligence says of a party that it breaks its pledge. restraint: what it held back, 0 .. 1."""
    return WRONG + WRONG_SPAN * (ONE - minimum(restraint / maximum(tolerance, LEAST), ONE))


def updated(trust: Floats, step: Floats) -> Floats:
    """Belief that a party honours its pledge after the odds of breach were multiplied by `step`. trust: 0 .. 1."""
    odds = (ONE - trust) / maximum(trust, LEAST_BELIEF) * step
    return ONE / (ONE + odds)


def remembered(trust: Floats, forget: Floats, prior: Floats) -> Floats:
    """A belief at the end of a quarter, in thousandths: the share `forget` of it goes back to the prior."""
    belief = trust + forget * (prior - trust)
    return thousandths(minimum(maximum(belief, LEAST_BELIEF), MOST_BELIEF))
