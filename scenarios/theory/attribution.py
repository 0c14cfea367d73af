"""Check 3: deterrence when nobody is sure who attacked.

After Baliga, Bueno de Mesquita and Wolitzky 2020.  Each round one of n attackers may attack, with chance g in all; it
attacks if what it would gain, x from U(0, most_i), is above its cutoff.  A signal s comes with chance π_i^s if i
attacked and π_0^s if nobody did.  The defender retaliates on i with chance r = 1 - G(1 - b), b its posterior, which
costs i one.  Rebuilt from the article's abstract and tested for every sign that it states; no figure is theirs.

The simulation plays the equilibrium: signals are drawn, the registered attributor answers each, and the price of an
attack is how much likelier it makes retaliation.  What an attacker then does must be what the equilibrium says.
"""

from dataclasses import dataclass, replace

import numpy as np

from demarche.agents.strategies.pledge import Dossier, Suspicion
from demarche.agents.strategies.registry import strategy
from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of, share_of
from demarche.scenarios.theory.draws import Draw, drawn, stakes
from demarche.sim.terms import Bools, Ints


@dataclass(frozen=True, slots=True)
class Defence:
    """n attackers, signals s of which the first is none at all.

    if_attacked (n, s) π_i, if_quiet (s,) π_0, chances; most (n,) greatest gain of each attacker; g chance of a chance
    """

    if_attacked: Reals
    if_quiet: Reals
    most: Reals
    g: float = 1.0


def naming(n: int, detection: float, correct: float, false_alarm: float, unnamed: float = 0.0) -> Defence:
    """Signals that name nobody or one of n: an attack is detected, then named rightly or by one of the others' names.

    unnamed is the share of the misnamed attacks that is not detected instead.
    """
    wrong = detection * (1 - correct) * (1 - unnamed)
    named = np.where(np.eye(n, dtype=np.bool_), detection * correct, wrong / (n - 1))
    if_attacked = np.column_stack([1 - named.sum(axis=1), named])
    return Defence(if_attacked, np.array([1 - false_alarm, *[false_alarm / n] * n]), np.ones(n))


def beliefs(defence: Defence, attacks: Reals) -> Reals:
    """b_i^s = g a_i π_i^s / (n π_0^s + g Σ_j a_j (π_j^s - π_0^s)), a the chances to attack; (n, s)."""
    weight = defence.g * attacks[:, None]
    changed = (weight * (defence.if_attacked - defence.if_quiet)).sum(axis=0)
    return np.asarray(weight * defence.if_attacked / (len(attacks) * defence.if_quiet + changed))


def equilibrium(defence: Defence) -> Reals:
    """The chances to attack, (n,), at which x_i* = Σ_s (π_i^s - π_0^s) r_i^s with r = b, as G is U(0, 1).

    By damped iteration, from cutoffs of one half.
    """
    cutoff = np.full(len(defence.most), 0.5)
    for _ in range(300):
        attacks = 1 - np.clip(cutoff / defence.most, 0, 1)
        price = ((defence.if_attacked - defence.if_quiet) * beliefs(defence, attacks)).sum(axis=1)
        cutoff += 0.2 * (price - cutoff)
    return np.asarray(1 - np.clip(cutoff / defence.most, 0, 1))


def signal_of(chances: Reals, u: Reals) -> Ints:
    """The signal that each u (N,) draws. chances (s,) or (N, s)."""
    return np.minimum((u[:, None] >= np.cumsum(chances, axis=-1)).sum(axis=1), chances.shape[-1] - 1)


def retaliates(defence: Defence, attacks: Reals, signal: Ints, luck: tuple[int, int, int]) -> Bools:
    """On whom the registered attributor retaliates after each signal (N,): (N, n) bool.

    attacks (n,) the chances to attack that it reckons with; luck is a seed, a case and a tick.
    """
    seed, case, tick = luck
    n = len(attacks)
    prior = defence.g * attacks / n
    at_all = (1 - prior.sum()) * defence.if_quiet + prior @ defence.if_attacked
    suspicion = Suspicion(
        np.tile(prior, len(signal)).astype(np.float32),
        defence.if_attacked[:, signal].T.reshape(-1, 1).astype(np.float32),
        np.repeat(at_all[signal], n)[:, None].astype(np.float32),
    )
    past = np.zeros((len(signal) * n, 1), np.bool_)
    u = drawn(seed, Draw.ATTRIBUTION, case, len(signal), tick, sides=n)[..., :2].reshape(-1, 2)
    return strategy("attributor").breaks(Dossier(past, past, suspicion), u).reshape(-1, n)


def simulated(defence: Defence, rounds: int, seed: int, case: int) -> list[tuple[float, float]]:
    """The chance that each attacker attacks, given the price that the attributor puts on it, with its error."""
    u, attacks = stakes(seed, Draw.OPPORTUNITY, case, rounds)[:, 3], equilibrium(defence)
    quiet = retaliates(defence, attacks, signal_of(defence.if_quiet, u), (seed, case, 0))
    found: list[tuple[float, float]] = []
    for i, most in enumerate(defence.most):
        attacked = retaliates(defence, attacks, signal_of(defence.if_attacked[i], u), (seed, case, i + 1))
        price, error = mean_of(attacked[:, i].astype(np.float64) - quiet[:, i])
        found.append((1 - min(max(price / most, 0.0), 1.0), error / float(most)))
    return found


def belief_rows(defence: Defence, rounds: int, seed: int, case: int) -> list[Check]:
    """How often it really was the one whom the signal named, another, or somebody though nothing was seen."""
    attacks, n = equilibrium(defence), len(defence.most)
    u = stakes(seed, Draw.OPPORTUNITY, case, rounds)
    who = np.minimum((u[:, 0] * n).astype(np.int64), n - 1)
    does = (u[:, 1] < defence.g) & (u[:, 2] >= 1 - attacks[who])
    signal = signal_of(np.where(does[:, None], defence.if_attacked[who], defence.if_quiet), u[:, 3])
    expected = beliefs(defence, attacks)
    return [
        agrees(f"3 attribution: {said}", float(expected[i, s]), share_of((does & (who == i))[signal == s]))
        for i, s, said in (
            (0, 1, "it was the one named"),
            (1, 1, "it was one not named"),
            (0, 0, "it was this one, though nothing was seen"),
        )
    ]


BASE = naming(3, 0.6, 0.6, 0.1)
CASES: tuple[tuple[str, Defence], ...] = (
    ("three alike", BASE),
    ("detection .8", naming(3, 0.8, 0.6, 0.1)),
    ("identification .8", naming(3, 0.6, 0.8, 0.1)),
    ("false alarms .02", naming(3, 0.6, 0.6, 0.02)),
    ("half of the misnamed undetected", naming(3, 0.6, 0.6, 0.1, unnamed=0.5)),
)
EAGER = replace(BASE, most=np.array([1.5, 1.0, 1.0]))


def pooled(detection: float) -> Defence:
    """Two attackers and one alarm that names nobody; the second is detected with that chance."""
    both = np.array([[0.15, 0.85], [1 - detection, detection]])
    return Defence(both, np.array([0.98, 0.02]), np.ones(2))


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    rounds = 10_000 * scale
    rows: list[Check] = []
    for case, (said, defence) in enumerate(CASES):
        name = f"3 attribution: chance to attack, {said}"
        rows.append(agrees(name, float(equilibrium(defence)[0]), simulated(defence, rounds, seed, case)[0]))
    found, expected = simulated(EAGER, rounds, seed, 10), equilibrium(EAGER)
    rows.append(agrees("3 attribution: chance to attack, the eager one of three", float(expected[0]), found[0]))
    rows.append(agrees("3 attribution: chance to attack, the two beside it", float(expected[1]), found[1]))
    for case, detection in enumerate((0.0, 0.3), start=20):
        defence = pooled(detection)
        first, second = simulated(defence, rounds, seed, case)
        total = (first[0] + second[0], float(np.hypot(first[1], second[1])))
        name = f"3 attribution: attacks of two in all, the second detected with {detection:g}"
        rows.append(agrees(name, float(equilibrium(defence).sum()), total, "better detection can backfire"))
    return [*rows, *belief_rows(BASE, rounds, seed, 30)]
