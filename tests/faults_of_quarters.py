"""Faults in the code of the quarters, each planted alone, and the check of theory that is to find it.

name: (check, (module, function or number), what is put in its place, given what stands there)
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from demarche.agents import formulas as doctrine
from demarche.agents.doctrine import restrain
from demarche.scenarios.rates import operations as rates
from demarche.scenarios.theory import (
    belief,
    counts,
    deterrence,
    deviating,
    finding,
    naming,
    operations,
    reply,
    restraint,
    signs,
)
from demarche.sim import formulas, in_public, spread
from demarche.sim.aftermath import beliefs, bonds, holding, nature, quarter


def _is_reading(table):
    """Whether it is the weight that states give to what texts cover arguably, as check 12 sets it."""
    return table.ndim == 2 and table.max() == np.float32(finding.READING)


IN_QUARTERS: dict[str, tuple[Callable[..., Any], tuple[Any, str], Callable[[Any], Any]]] = {
    "operations are run at half their rate": (
        operations.check, (nature, "poisson"), lambda right: lambda rate, u, most: right(rate / 2, u, most),
    ),
    "every dyad runs its rate": (
        operations.check, (spread, "DYADS"), np.ones_like,
    ),
    "dispersion is drawn anew each quarter": (
        operations.check,
        (nature, "draws"),
        lambda right: lambda *given: (found := right(*given))._replace(lasting=found.doer + np.uint64(5)),
    ),
    "all worlds have the same level": (
        operations.check, (spread, "LEVELS"), np.ones_like,
    ),
    "restraint holds back what is covered arguably too": (
        operations.check,
        (holding, "of_text"),
        lambda right: lambda clear, *held: right(np.minimum(clear * np.float32(1.5), 1), *held),
    ),
    "kinds are as many as each other": (
        operations.check_kinds, (nature, "_by_kind"), lambda right: lambda many, left, u: right(many, left * 0 + 1, u),
    ),
    "no operation is a clear breach": (
        operations.check_kinds,
        (nature, "_of_operations"),
        lambda right: lambda *given: (np.zeros_like((found := right(*given))[0]), *found[1:]),
    ),
    "all effort freed goes elsewhere": (
        operations.check_displaced, (holding, "spread"), lambda right: lambda freed, _, there: right(freed, 1, there),
    ),
    "effort is displaced to those it was taken from": (
        operations.check_displaced,
        (holding, "spread"),
        lambda right: lambda freed, share, there: right(freed, share, there + freed),
    ),
    "all is published": (
        finding.check,
        (nature, "share_of"),
        lambda right: lambda n, c, u: right(n, np.where(c == np.float32(0.8), 1, c), u),
    ),
    "victims know every author": (
        finding.check, (nature, "helped"), lambda right: lambda chance, help_: right(chance, help_) * 0 + 1,
    ),
    "every contested operation counts as a breach": (
        finding.check,
        (nature, "look_up"),
        lambda right: lambda table, *at: right(table, *at) * 0 + 1 if _is_reading(table) else right(table, *at),
    ),
    "rates are made from what is found, not from what is attributed": (
        finding.check, (rates, "attribution"), lambda right: lambda *given: right(*given) * 0 + 1,
    ),
    "noise is counted twice": (
        finding.check_false, (nature, "poisson"), lambda right: lambda rate, u, most: 2 * right(rate, u, most),
    ),
    "false signals need no false alarm": (
        finding.check_false,
        (nature, "false_signal"),
        lambda right: lambda doubt, expected: right(doubt, expected) * np.float32(0.5),
    ),
    "parties to a pact suspect each other less": (
        finding.check_false, (bonds, "calmed"), lambda right: lambda *given: right(*given) * np.float32(0.5),
    ),
    "what waits is named as soon as it is published": (
        naming.check,
        (nature, "binomial"),
        lambda right: lambda trials, chance, u: right(trials, chance * 0 + np.float32(0.3), u),
    ),
    "nothing is named at once": (
        naming.check,
        (nature, "_report"),
        lambda right: lambda into, b, of, reported, u: right(into, b, of, reported, u + 1),
    ),
    "what was named still waits": (
        naming.check, (quarter, "Count"), lambda right: type("Any", (), {**right.__members__, "DRAWN": right.LEARNED}),
    ),
    "a keeper is expected to give as many signals as one who breaks": (
        belief.check, (beliefs, "of_keeping"), lambda right: lambda c, q, s, a, _: right(c, q, s, a, np.float32(0.4)),
    ),
    "a quarter without signals tells nothing": (
        belief.check, (formulas, "LEAST_STEP"), lambda _: np.float32(1),
    ),
    "a quarter may cost no more than e squared": (
        belief.check, (formulas, "MOST_STEP"), lambda right: right / np.float32(2.7182817),
    ),
    "nothing is forgotten": (
        belief.check,
        (beliefs, "remembered"),
        lambda right: lambda trust, forget, prior: right(trust, forget * 0, prior),
    ),
    "signals are believed of the wrong state": (
        belief.check, (beliefs, "of_pairs"), lambda right: lambda *given: right(*given)[::-1],
    ),
    "cost weighs by its first power": (
        restraint.check, (restrain, "hill"), lambda _: lambda z: z / (1 + z),
    ),
    "punishment is not discounted": (
        restraint.check,
        (doctrine, "power_of"),
        lambda right: lambda base, n: right(base * 0 + np.float32(0.5), n),
    ),
    "false punishment is not counted": (
        restraint.check, (doctrine, "signalled"), lambda right: lambda keeping, other: right(keeping * 0, other * 0),
    ),
    "intelligence is never wrong": (
        restraint.check, (formulas, "WRONG_SPAN"), lambda _: np.float32(1),
    ),
    "restraint is free": (
        restraint.check, (doctrine, "cost_of_breach"), lambda right: lambda r, v, h, s, d: right(r, v, h + 1, s, d),
    ),
    "a partner that is trusted more is worth less": (
        signs.check,
        (doctrine, "reciprocity"),
        lambda right: lambda harm, other, rate, trust: right(harm, other, rate, 1 - trust),
    ),
    "the more is run the more is held back": (
        signs.check,
        (doctrine, "reciprocity"),
        lambda right: lambda harm, other, rate, trust: right(harm, rate, other, trust),
    ),
    "longer punishment deters less": (
        signs.check,
        (doctrine, "at_risk"),
        lambda right: lambda discount, horizon, anyway: right(discount, 16 - horizon, anyway),
    ),
    "a threat does not fade": (
        deterrence.check, (in_public, "faded"), lambda right: lambda weight, fade, age: right(weight, fade * 0, age),
    ),
    "a threat deters from all kinds": (
        deterrence.check, (deterrence, "ABOUT"), lambda right: 15,
    ),
    "a threat deters though nothing would be noticed": (
        deterrence.check, (holding, "noticed"), lambda right: lambda *given: right(*given) * 0 + 1,
    ),
    "a Poisson count stops at two": (
        counts.check, (counts, "poisson"), lambda right: lambda rate, u, most: np.minimum(right(rate, u, most), 2),
    ),
    "a binomial count has one trial more": (
        counts.check, (counts, "binomial"), lambda right: lambda trials, chance, u: right(trials + 1, chance, u),
    ),
    "the rule pays no heed to the partner": (
        reply.check, (doctrine, "reciprocity"), lambda right: lambda *given: right(*given) * 0,
    ),
    "the rule holds back everything": (
        reply.check, (reply, "hill"), lambda right: lambda z: right(z) * 0 + 1,
    ),
    "nothing that is seen is believed": (
        deviating.check, (quarter, "remember"), lambda right: lambda *given: None,
    ),
}  # fmt: skip
"""By name."""
