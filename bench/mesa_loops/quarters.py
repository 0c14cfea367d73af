"""A quarter after the session: conduct under what was adopted, what happens, what is believed of it, what is done."""

import math
from typing import TYPE_CHECKING

from bench.mesa_loops.country import Capital, logistic
from bench.mesa_loops.nature import happen
from bench.mesa_loops.pact import Pact
from demarche.sim.conduct import MEASURES

if TYPE_CHECKING:
    from bench.mesa_loops.model import Aftermath

FULL = 1000
"""Restraint and belief are whole thousandths."""
CONSULTATIONS = MEASURES.index("consultations")


def play_quarter(model: "Aftermath") -> None:
    """One quarter, in its order."""
    for pact in model.pacts:
        if pact.in_force:
            choose_conduct(model, pact)
    partners = partners_of(model)
    happen(model, partners)
    for pact in model.pacts:
        pact.consulted = False
        add_up_measures(pact)
    for d in model.capitals:
        believe(d, partners[d.seat])
        model.counts["signals"] += sum(d.signals.values())
    respond(model)


def add_up_measures(pact: Pact) -> None:
    """What the parties promised and delivered, and what is known of them without being clearly forbidden."""
    sums = pact.sums[-1]
    if pact.in_force:
        sums["due"] = len(pact.promises) * len(pact.parties)
        sums["delivered"] = sum(len(pact.delivered.get(seat, ())) for seat in pact.parties)
    sums["contested"] = max(sums["known"] - sums["inside"], 0)


def partners_of(model: "Aftermath") -> list[set[int]]:
    """By seat, those it is bound to by any pact."""
    partners: list[set[int]] = [set() for _ in model.capitals]
    for pact in model.pacts:
        if pact.in_force:
            for seat in pact.parties:
                partners[seat].update(pact.parties)
    for seat, others in enumerate(partners):
        others.discard(seat)
    return partners


def choose_conduct(model: "Aftermath", pact: Pact) -> None:
    """Every party chooses its restraint, and what it delivers, at once."""
    shared = model.draw_shared()
    due = pact.promises
    given = {seat: len(due & pact.delivered.get(seat, set())) / len(due) if due else 0.0 for seat in pact.parties}
    delivered = {}
    for seat in pact.parties:
        d = model.capitals[seat]
        pact.general[seat], apart = restrain(d, pact, given)
        pact.apart.pop(seat, None)
        if apart is not None:
            pact.apart[seat] = apart
        delivered[seat] = deliver(d, pact, due, shared[d.line])
    pact.delivered = delivered


def restrain(me: Capital, pact: Pact, given: dict[int, float]) -> tuple[int, tuple[int, int] | None]:
    """How far it pays to hold back, on average over its parties; and toward the one that it doubts most, if it does."""
    who, p, chi = me.country, me.p, pact.forbids
    at_home = pact.binding * p.domestic * who.audience * chi
    total = weights = 0.0
    least, least_level, least_trust = -1, 0.0, FULL + 1
    for seat in pact.parties:
        if seat == me.seat:
            continue
        other = me.model.capitals[seat]
        country = other.country
        trust = me.trust[seat]
        price = pact.binding * p.reputation * who.audience + p.lost_trust * trust / FULL
        if seat in who.threatened_by and me.seat not in other.sanctioned:
            price += p.sanctions * who.threatened_by[seat]
        known = country.detection * who.known[seat]
        penalty = chi * known * who.named[seat] * price + at_home
        level = 1 - math.exp(-(penalty + p.cooperation * given[seat]))
        weight = who.rates[seat] + 1e-6
        total += level * weight
        weights += weight
        if trust < least_trust:
            least, least_level, least_trust = seat, level, trust
    doubted = least_trust < p.doubt * FULL
    return round(FULL * total / weights), (least, round(FULL * least_level)) if doubted else None


def deliver(me: Capital, pact: Pact, due: frozenset[int], shared: list[float]) -> set[int]:
    """The measures that it delivers: the more readily the more it trusts the others."""
    if not due:
        return set()
    trust = sum(me.trust[seat] for seat in pact.parties if seat != me.seat) / (len(pact.parties) - 1) / FULL
    ready = logistic(me.p.deliver + me.p.deliver_trust * trust)
    own = [me.random.random() for _ in range(4)]
    draws = [*own, *shared]
    return {measure for measure in due if draws[measure] < ready}


def believe(me: Capital, partners: set[int]) -> None:
    """Belief that each party honours, by Bayes on whether a signal came; then some of it goes back to the prior."""
    q = me.model.facts.q
    for seat in partners:
        trust = me.trust[seat] / FULL
        if seat in me.signals:
            honours, breaks = q.false_alarm, q.surprise
        else:
            honours, breaks = 1 - q.false_alarm, 1 - q.surprise
        after = trust * honours / max(trust * honours + (1 - trust) * breaks, 1e-6)
        after += q.forget * (q.prior - after)
        me.trust[seat] = round(FULL * min(max(after, 0.01), 0.99))


def respond(model: "Aftermath") -> None:
    """Whoever has seen something answers the state that most was laid at the door of; all answer at once."""
    shared = model.draw_shared()
    denounced, consulted = [], []
    for d in model.capitals:
        d.avenges = set()
        if not d.signals:
            continue
        suspect = min(d.signals, key=lambda seat: (-d.signals[seat], seat))
        pact = shared_pact(model, d.seat, suspect)
        answer = choose_answer(d, suspect, pact, shared[d.line])
        if answer == "sanction":
            d.sanctioned.add(suspect)
        elif answer == "denounce" and pact is not None:
            denounced.append((pact, d.seat))
            model.counts["denunciations"] += 1
        elif answer == "consult" and pact is not None:
            consulted.append(pact)
        elif answer == "accuse":
            model.counts["accusations"] += 1
        elif answer == "retaliate":
            d.avenges.add(suspect)
            model.counts["retaliations"] += 1
    for pact in consulted:
        pact.consulted = True
    for pact, seat in denounced:
        pact.denounce(seat)


def shared_pact(model: "Aftermath", one: int, other: int) -> Pact | None:
    """The first pact that both are parties to."""
    for pact in model.pacts:
        if one in pact.parties and other in pact.parties:
            return pact
    return None


def choose_answer(me: Capital, suspect: int, pact: Pact | None, shared: list[float]) -> str:
    """What it does about a state that it suspects."""
    p, draw = me.p, me.random.random
    other = me.model.facts.countries[suspect]
    trust = me.trust[suspect] / FULL
    held = me.seat in other.threatened_by and suspect not in me.sanctioned
    if held and me.signals[suspect] >= p.patience_sanction and draw() < p.use_sanction:
        return "sanction"
    if pact is not None and trust < p.despair and draw() < p.leave_pact:
        return "denounce"
    if pact is not None and CONSULTATIONS in pact.promises and draw() < p.talk:
        return "consult"
    if draw() < other.named[me.seat] * p.speak_out:
        return "accuse"
    if me.country.offence > 0 and shared[1] < (1 - trust) * p.hit_back:
        return "retaliate"
    return "protest" if shared[2] < p.protest else "nothing"
