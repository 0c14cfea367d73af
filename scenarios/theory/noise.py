"""Check 2: how often strategies that play themselves cooperate, when acts slip or are misread.

With slips (chance e, seen by both) and with private misreading (chance e, unknown to the other) the order of generous
and contrite turns.  The rates are stationary ones of Markov chains, derived here; sources with the strategies.
"""

from demarche.agents.strategies.registry import strategy
from demarche.scenarios.theory.check import Check, agrees, mean_of
from demarche.scenarios.theory.draws import Draw
from demarche.scenarios.theory.games import Table, clearly, misread, play

NOISE = 0.05
SETTLED = 100
"""Quarters before counting begins: the slowest chain forgets by 1 - 2e a quarter, so what is left is 3e-5."""
COUNTED = 60


def tit_for_tat_rate(e: float) -> float:
    """c = (1 - e) c + e (1 - c), so 1/2: an error echoes until the next."""
    return 0.5


def generous_rate(e: float, g: float) -> float:
    """c = (1 - e) c + q' (1 - c) with q' = g + e (1 - 2g), the chance to honour after a breach: c = q' / (e + q')."""
    honours = g + e * (1 - 2 * g)
    return honours / (e + honours)


def win_stay_rate(e: float) -> float:
    """Both mean to honour iff their acts were alike, which is so with s = 1 - 2e(1-e): c = (1-e) s + e (1-s)."""
    alike = 1 - 2 * e * (1 - e)
    return (1 - e) * alike + e * (1 - alike)


def contrite_rate(e: float) -> float:
    """1 / (1 + 2e).

    One side is in bad standing in a share y of quarters, y = 2e(1-e)(1-y) + e y = 2e / (1 + 2e); then the good one
    means to break and the bad one to honour, and half of the acts honour; else both mean to: c = (1-y)(1-e) + y/2.
    """
    bad = 2 * e / (1 + 2 * e)
    return (1 - bad) * (1 - e) + bad / 2


def misread_generous_rate(e: float, g: float) -> float:
    """c = (1 - (1-g)(1-e)) / (1 - (1-g)(1-2e)).

    From c = 1 - (1 - g) d, where d = (1 - c)(1 - e) + c e is the chance that a breach is seen.
    """
    stern = 1 - g
    return (1 - stern * (1 - e)) / (1 - stern * (1 - 2 * e))


def misread_contrite_rate(e: float) -> float:
    """1/2: who misreads believes itself in good standing whatever it does, and plays tit for tat; so does the other."""
    return 0.5


def rate(name: str, table: Table, games: int, seed: int, case: int) -> tuple[float, float]:
    """Share of acts that honour in self-play, once settled."""
    broke = play(strategy(name).breaks, table, games, SETTLED + COUNTED, (seed, Draw.NOISE, case))
    return mean_of(1 - broke[:, :, SETTLED:].mean(axis=(1, 2)))


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    e, g = NOISE, strategy("generous").parameters["generosity"]
    slips, private = Table(clearly, slip=e), Table(misread(e))
    cases = (
        ("tit-for-tat", slips, tit_for_tat_rate(e), "acts slip"),
        ("generous", slips, generous_rate(e, g), "acts slip"),
        ("win-stay-lose-shift", slips, win_stay_rate(e), "acts slip"),
        ("contrite", slips, contrite_rate(e), "acts slip"),
        ("contrite", private, misread_contrite_rate(e), "acts are misread"),
        ("generous", private, misread_generous_rate(e, g), "acts are misread"),
    )
    return [
        agrees(f"2 noise: cooperation of {name}, {how}, e={e:g}", expected, rate(name, table, 600 * scale, seed, case))
        for case, (name, table, expected, how) in enumerate(cases)
    ]
