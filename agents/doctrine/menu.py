"""The menu of a quarter: a few named opportunities for operations, drawn from what the services of a state run.

A person and a doctrine in the same seat have the same menu.  Temptations are operations that a pact between the two
covers; the others are against states without one.  What may be ordered is not limited to the menu: it shows a few
of all pairs of a state and a kind, the likeliest first, and others in the next quarter.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.restrain import pact_of, weigh
from demarche.sim.formulas import deterred, likelihood, noticed, of_breach, of_keeping, updated
from demarche.sim.in_public import left, threat_now
from demarche.sim.rules import QUARTERS_A_YEAR, Rules
from demarche.sim.terms import NONE, Bools, Floats, Ints, Kind
from demarche.sim.view import View

SHOWN = 2
"""Temptations that a menu shows, and others, at the most."""
AMONG = 6
"""Likeliest of each that take turns on the menu."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One operation that could be ordered.

    target, kind     against whom, and of what kind      rate  such operations a quarter that the services run anyhow
    pact             the draft whose text covers most of the kind between the two, or NONE
    clear, reach     share of the kind that texts between the two cover, clearly, and clearly or arguably
    found, known     chances that the target finds one operation, and that it then knows whose it was
    named            chance that it names the doer in public within a year
    trust            what it believes of the doer's word with nothing seen, and with one breach laid at its door
    cost             of a breach over its gain, as a capital weighs it
    """

    target: int
    kind: Kind
    rate: float
    pact: int
    clear: float
    reach: float
    found: float
    known: float
    named: float
    trust: tuple[float, float]
    cost: float

    @property
    def has_loophole(self) -> bool:
        """Whether a text covers a part of the kind clearly, and leaves a part of it open."""
        return 0 < self.clear < 1

    @property
    def within_gain(self) -> float:
        """What an operation within the words brings, of the gain of one outright."""
        return 1 - self.clear


def menu(rules: Rules, doctrine: Doctrine, view: View, row: int) -> tuple[Opportunity, ...]:
    """Two to four opportunities of one ask: up to SHOWN temptations, then up to SHOWN others; fewer where none are."""
    b, me = int(view.world[row]), int(view.seat[row])
    who = bound_by(view, b)
    rate = _row(rules.ground.rate, b, me)[:, None] * _row(rules.conduct.share, b, me)
    _, reach = _covered(rules, view, who, b, me)
    tempting = (reach > 0) & (rate > 0)
    quarter = int(view.public.quarter[b])
    places = [
        place
        for among in (tempting, (rate > 0) & ~np.any(who[who[:, me]], axis=0, keepdims=True).T)
        for place in in_turn(np.where(among, rate, 0), quarter)
    ]
    return tuple(opportunity(rules, doctrine, view, row, target, Kind(kind)) for target, kind in places)


def in_turn(rate: Floats, quarter: int) -> list[tuple[int, int]]:
    """The likeliest pairs of target and kind, SHOWN of them in each quarter. rate (S, K), 0 of what is none."""
    order = np.argsort(-rate, axis=None, kind="stable")
    likeliest = order[rate.reshape(-1)[order] > 0][:AMONG]
    first = quarter * SHOWN
    chosen = [int(likeliest[(first + n) % len(likeliest)]) for n in range(min(SHOWN, len(likeliest)))]
    return [divmod(place, rate.shape[1]) for place in sorted(set(chosen), key=chosen.index)]


def bound_by(view: View, b: int) -> Bools:
    """Whom each draft binds as a pact, (L, S), as everybody knows."""
    r = view.public
    who = r.signed[b] & r.in_force[b][:, None] & ~left(r)[b]
    return np.asarray(who & (who.sum(axis=1, keepdims=True) > 1))


def opportunity(rules: Rules, doctrine: Doctrine, view: View, row: int, target: int, kind: Kind) -> Opportunity:
    """One operation that an ask could order, with what can be known of it beforehand."""
    b, me = int(view.world[row]), int(view.seat[row])
    who = bound_by(view, b)
    clear, reach = (table[target, kind] for table in _covered(rules, view, who, b, me))
    both = np.flatnonzero(who[:, me] & who[:, target])
    of_text = rules.conduct.covers(view.public.wording)[1][b, both, kind] if both.size else np.zeros(0)
    conduct, q = rules.conduct, rules.conduct.numbers()
    found, known = float(_row(rules.ground.detect, b, target)), float(_row(rules.ground.tell, b, me)[target])
    ever, at_once, hazard = (
        float(x) for x in (_row(conduct.ever, b, target), _at(q.name_at_once, b), _at(q.name_hazard, b))
    )
    later = 1 - (1 - hazard) ** QUARTERS_A_YEAR
    return Opportunity(
        target=target,
        kind=kind,
        rate=float(_row(rules.ground.rate, b, me)[target] * _row(conduct.share, b, me)[kind]),
        pact=int(both[of_text.argmax()]) if both.size else NONE,
        clear=float(clear),
        reach=float(reach),
        found=found,
        known=known,
        named=found * known * float(_at(q.published, b)) * ever * (at_once + (1 - at_once) * later),
        trust=_trust(rules, view, who, b, me, target) if both.size else (0.0, 0.0),
        cost=_cost(rules, doctrine, view, row, both, target, kind),
    )


def _covered(rules: Rules, view: View, who: Bools, b: int, me: int) -> tuple[Floats, Floats]:
    """What texts cover between the seat and every other, clearly and at all, (S, K) each."""
    seats = np.arange(rules.seats)
    both = (who[:, me][:, None] & who & (seats != me))[..., None]
    tables = rules.conduct.covers(view.public.wording)
    clear, reach = (np.where(both, table[b][:, None], np.float32(0)).max(axis=0, initial=0) for table in tables)
    return clear, reach


def _trust(rules: Rules, view: View, who: Bools, b: int, me: int, target: int) -> tuple[float, float]:
    """What the target believes of the seat before anything is seen, and after one breach that it lays at its door."""
    prior = np.full(1, _at(rules.conduct.numbers().prior, b), np.float32)
    clear, reach = (table[target] for table in _covered(rules, view, who, b, me))
    rate = _row(rules.ground.rate, b, me)[target] * _row(rules.conduct.share, b, me)
    covered, at_all = np.stack([rate * clear, rate * reach]).sum(axis=1, dtype=np.float32)[:, None]
    seen, alarm = (_row(table, b, me)[[target]] for table in (rules.ground.seen, rules.ground.alarm))
    tolerance = _row(rules.conduct.tolerance, b, target)[None]
    keeping = of_keeping(covered, at_all - covered, seen, alarm, tolerance)
    step = likelihood(keeping, of_breach(covered, at_all - covered, seen, alarm), np.ones(1, np.float32))
    return float(prior[0]), float(updated(prior, step)[0])


def _cost(rules: Rules, doctrine: Doctrine, view: View, row: int, both: Ints, target: int, kind: Kind) -> float:
    """What the operation costs over its gain: under the pact that makes it dearest, else by threats alone."""
    if not both.size:
        return _feared(rules, view, row, target, kind)
    mine, costs = view.take(np.array([row])), []
    for draft in both:
        found = weigh(rules, doctrine, mine, pact_of(rules, mine, np.array([draft])))
        costs += [float(found.cost[place, kind]) for place in np.flatnonzero(found.other == target)]
    return max(costs)


def _feared(rules: Rules, view: View, row: int, target: int, kind: Kind) -> float:
    """The cost that threats of the target add to an operation of a kind, over its gain."""
    b, me, q = int(view.world[row]), int(view.seat[row]), rules.conduct.numbers()
    threat = threat_now(rules, view.public, (np.array([b]), np.array([target]), np.array([me])))
    about = int(view.public.about[b, target, me]) >> kind & 1
    alarm, seen = (_row(table, b, me)[[target]] for table in (rules.ground.alarm, rules.ground.seen))
    skill = _row(rules.roster.skill, b, target)[None]
    likelier = noticed(alarm, seen + alarm, np.float32(_at(q.intelligence, b)) * skill * skill)
    weight = np.full(1, _at(q.deterrence, b), np.float32)
    return float(deterred(weight, threat * np.float32(about), likelier)[0])


def _row(table: Floats, b: int, s: int) -> Floats:
    """The row of a seat in a table (B, S, ...) of as many worlds as there are, or of one that serves for all."""
    return np.asarray(table[b % len(table), s])


def _at(table: Floats, b: int) -> float:
    """The number of a world in a table (B,), or of one that serves for all."""
    return float(table[b % len(table)])
