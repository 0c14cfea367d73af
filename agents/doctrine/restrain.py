"""Capitals: whether to sign a pact, how far to keep it, what to deliver, and what to do about what was seen.

    P(sign_ij) = σ(a_0 + a_1 similarity + a_2 mean pressure + a_3 common rival - a_4 mistrust + a_6 threat
                   - a_5 depth (1 - vagueness) min(offence))
    Z_k = (Δ D (h_k ρ_k p + v) + home) / (1 + Δ D) + θ threat Δ_k        restraint_k = Z_k² / (1 + Z_k²)

Z is what a breach costs over what it gains: the chance Δ that it is noticed, the quarters D that it puts at risk, what
the other's restraint (harm h, ratio of rates ρ, belief p) and other ties (v) are worth, the cost at home, and threats.
One half is held back where cost and gain are equal, which is the constraint of Green and Porter.  Judged, all of it.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents import formulas
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.formulas import Suspicion
from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import Strategy
from demarche.sim.act import acts, write
from demarche.sim.book import clear
from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import (
    deterred,
    hill,
    hundredths,
    noticed,
    of_breach,
    of_full,
    of_keeping,
)  # fmt: skip
from demarche.sim.in_public import left, linkage_now, standing, threat_now, verification
from demarche.sim.levels import APART, GENERAL, packed
from demarche.sim.numbers import logistic
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY, FULL
from demarche.sim.terms import NONE, Bools, Floats, Ints, Kind, Verb
from demarche.sim.terms_of_pacts import binding
from demarche.sim.view import View

KINDS = np.arange(len(Kind))
_HARM = tuple(f"harm_{kind.name.lower()}" for kind in Kind)


@dataclass(frozen=True, slots=True)
class Pact:
    """The pact each of N asks is asked about.

    draft (N,)      others (N, S) its other parties      binding, linkage (N,) 0 .. 1, and quarters' gains
    clear, reach (N, K)  share of each kind that its text covers clearly, and clearly or arguably
    """

    draft: Ints
    others: Bools
    binding: Floats
    linkage: Floats
    clear: Floats
    reach: Floats


def pact_of(rules: Rules, view: View, draft: Ints) -> Pact:
    """What each ask's pact is: its parties as known in public, and what its text covers. draft (N,)."""
    r, w = view.public, view.world
    others = look_up(r.signed & ~left(r), w, draft)
    others[np.arange(view.asks), view.seat] = False
    linkage = linkage_now(rules, r, w, draft)
    clear, reach = (table[w, draft] for table in rules.conduct.covers(r.wording))
    return Pact(draft, others, binding(rules, r)[w, draft], linkage, clear, reach)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What M pairs weigh, of an ask and another party to its pact. row, other (M,); all else (M,) or (M, K).

    rate      operations a quarter against the other, were there no pledge
    stake     chance that a breach is noticed, times the quarters of cooperation it puts at risk
    worth     of the other's restraint, by kind, over the gain of a breach
    home      cost at home      deterred  cost that the other's threats add, by kind      restraint  that pays, by kind
    """

    row: Ints
    other: Ints
    rate: Floats
    stake: Floats
    worth: Floats
    home: Floats
    deterred: Floats
    restraint: Floats


def weigh(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Weighing:
    """How far it pays each ask to hold back toward each other party to its pact."""
    row, other = np.nonzero(pact.others)
    w, s, conduct, ground = view.world[row], view.seat[row], rules.conduct, rules.ground
    p, q = doctrine.at(w, s), conduct.numbers()
    rate, back = look_up(ground.rate, w, s, other), look_up(ground.rate, w, other, s)
    share, share_back = look_up(conduct.share, w, s), look_up(conduct.share, w, other)
    seen, alarm = look_up(ground.seen, w, s, other), look_up(ground.alarm, w, s, other)
    by_kind = rate[:, None] * share
    covered, at_all = ((by_kind * table[row]).sum(axis=1, dtype=np.float32) for table in (pact.clear, pact.reach))
    keeping = of_keeping(covered, at_all - covered, seen, alarm, p.tolerance)
    breach = of_breach(covered, at_all - covered, seen, alarm)
    skill, delivered = look_up(rules.roster.skill, w, other), verification(rules, view.public)[w, pact.draft[row], s]
    by_skill = q.intelligence.take(w, mode="clip") * skill * skill
    otherwise = by_skill + q.verify.take(w, mode="clip") * delivered.astype(np.float32)
    stake = noticed(keeping, breach, otherwise) * formulas.at_risk(
        p.discount, p.horizon, formulas.signalled(keeping, otherwise)
    )
    trust = of_full(view.trust[row, other].astype(np.float32))
    harm = np.stack([getattr(p, name) for name in _HARM], axis=-1)
    worth = formulas.reciprocity(harm, back[:, None] * share_back, by_kind, trust[:, None])
    threat = threat_now(rules, view.public, (w, other, s))
    about = (view.public.about[w, other, s][:, None] >> KINDS & 1).astype(np.float32)
    found = noticed(alarm[:, None], by_kind * seen[:, None] + alarm[:, None], by_skill[:, None])
    feared = deterred(q.deterrence.take(w, mode="clip")[:, None], threat[:, None] * about, found)
    home = p.domestic * pact.binding[row] * look_up(rules.roster.audience, w, s)
    cost = formulas.cost_of_breach(worth, pact.linkage[row][:, None], home[:, None], stake[:, None], feared)
    restraint = np.where(pact.clear[row] > 0, hill(cost), np.float32(0))
    return Weighing(row, other, rate, stake, worth, home, feared, np.asarray(restraint, np.float32))


@dataclass(frozen=True, slots=True)
class Plan:
    """What each of N asks means to do under its pact.

    general (N, K) restraint by kind, 0 .. 1, toward its parties      apart (N,) the party it treats otherwise, or NONE
    toward  (N, K) restraint toward that one                          broad (N,) whether it reads the text broadly
    """

    general: Floats
    apart: Ints
    toward: Floats
    broad: Bools


def keep(rules: Rules, doctrine: Doctrine, view: View, u: Floats, strategy: Strategy | None = None) -> Ints:
    """Conduct under a pact for a quarter, as it pays or by a pledge strategy. Uses chance; memory all."""
    pact = pact_of(rules, view, view.public.turn[view.world].astype(np.intp))
    plan = as_it_pays(rules, doctrine, view, pact) if strategy is None else by_strategy(strategy, view, pact, u)
    given = deliveries(rules, doctrine, view, pact, u) + BROADLY * plan.broad
    alone = plan.apart == NONE
    general, toward = packed(hundredths(plan.general)), packed(hundredths(plan.toward))
    act = acts(view.asks)
    items = {place.name.lower(): level for place, level in zip(GENERAL, general, strict=True)}
    items |= {place.name.lower(): np.where(alone, NONE, level) for place, level in zip(APART, toward, strict=True)}
    write(act, np.arange(view.asks), Verb.KEEP, draft=pact.draft, clause=given, partner=plan.apart, **items)
    return act


def as_it_pays(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """As far as it pays: on average over what it could run against the others, and apart for a party it doubts."""
    found, n = weigh(rules, doctrine, view, pact), view.asks
    weight = formulas.weight(found.rate)
    whole, levels = np.zeros(n, np.float32), np.zeros((n, len(KINDS)), np.float32)
    np.add.at(whole, found.row, weight)
    np.add.at(levels, found.row, weight[:, None] * found.restraint)
    general = np.minimum(levels / np.maximum(whole, formulas.LEAST_WEIGHT)[:, None], 1)
    least, own = least_trusted(view.trust, pact.others), np.arange(n)
    p = doctrine.at(view.world, view.seat)
    apart = formulas.apart(p, view.trust[own, least], least)
    toward = np.zeros_like(general)
    mine = found.other == least[found.row]
    toward[found.row[mine]] = found.restraint[mine]
    broad = of_full(view.trust[own, least].astype(np.float32)) >= p.broad
    return Plan(general, apart, toward, broad)


def by_strategy(strategy: Strategy, view: View, pact: Pact, u: Floats) -> Plan:
    """To the letter toward whoever the strategy honours, and not at all toward the others.

    An act can treat one party apart: of several that it breaks with, the one it trusts least; with all, everybody.
    """
    breaks = breach(strategy, view, pact, u)
    everybody = (breaks == pact.others).all(axis=1)
    apart = np.where(breaks.any(axis=1) & ~everybody, least_trusted(view.trust, breaks), NONE)
    none = np.zeros((view.asks, len(KINDS)), np.float32)
    return Plan(none + ~everybody[:, None], apart, none, np.zeros(view.asks, bool))


def least_trusted(trust: Ints, among: Bools) -> Ints:
    """The party each ask trusts least, (N,); any seat where there is none. trust, among (N, S)."""
    return np.asarray((trust + np.int16(FULL + 1) * ~among).argmin(axis=1))


def breach(strategy: Strategy, view: View, pact: Pact, u: Floats) -> Bools:
    """Toward which other parties a pledge strategy breaks its pledge this quarter, (N, S)."""
    breaks = np.zeros(pact.others.shape, bool)
    quarter = view.public.quarter[view.world]
    for now in np.unique(quarter):
        n, other = np.nonzero(pact.others & (quarter == now)[:, None])
        own, seen = (history[n, :now, other] > 0 for history in (view.past.broke, view.past.saw))
        breaks[n, other] = strategy.breaks(Dossier(own, seen), u[n, 2:4])
    return breaks


def deliveries(rules: Rules, doctrine: Doctrine, view: View, pact: Pact, u: Floats) -> Ints:
    """The measures each ask delivers this quarter, bits (N,): the more readily the more it trusts the others.

    Consultations and assistance need both sides, and share the draws of the bloc.
    """
    p = doctrine.at(view.world, view.seat)
    due = rules.conduct.promises(view.public.wording)[view.world, pact.draft]
    whole = (pact.others * view.trust).sum(axis=1, dtype=np.int32)
    ready = formulas.readiness(p, whole, pact.others.sum(axis=1, dtype=np.int32))
    done = due & (u[:, : len(MEASURES)] < ready[:, None])
    return np.asarray((done << np.arange(len(MEASURES))).sum(axis=1))


def respond(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """One answer: to the state that it can name for most, else to the one most was laid at. Uses chance; no memory.

    A state that has seen nothing may still leave a pact that it despairs of, by what it believes of the party it trusts
    least.
    """
    w, rows, r = view.world, np.arange(view.asks), view.public
    p, ready = doctrine.at(w, view.seat), view.ready
    can_name = np.asarray(ready.any(axis=1))
    suspect = np.where(can_name, ready.argmax(axis=1), view.signal.argmax(axis=1))
    seen = can_name | (view.signal[rows, suspect] > 0)
    both = (r.signed & r.in_force[..., None] & ~left(r))[w]
    calm = np.flatnonzero(~seen)
    partners = np.asarray((both[calm] & both[calm, :, view.seat[calm], None]).any(axis=1))
    partners[np.arange(len(calm)), view.seat[calm]] = False
    suspect[calm] = least_trusted(view.trust[calm], partners)
    shared = both[rows, :, view.seat] & both[rows, :, suspect]
    pact, draft = np.asarray(shared.any(axis=1)), shared.argmax(axis=1)
    talks = rules.conduct.promises(r.wording)[w, draft][:, MEASURES.index("consultations")] & pact
    held = (threat_now(rules, r, (w, view.seat, suspect)) > 0) & ~r.sanctioned[w, view.seat, suspect]
    able, trust = rules.roster.offence[w, view.seat] > 0, of_full(view.trust[rows, suspect].astype(np.float32))

    answers = formulas.answer(p, Suspicion(ready[rows, suspect], trust, held, able, pact, talks), u.T)
    answers = np.where(seen | (answers == Verb.DENOUNCE), answers, Verb.PASS)
    act = acts(view.asks)
    for verb in np.unique(answers[answers != Verb.PASS]):
        now = np.flatnonzero(answers == verb)
        item = {"draft": draft[now]} if verb in (Verb.CONSULT, Verb.DENOUNCE) else {"partner": suspect[now]}
        if verb == Verb.ACCUSE:
            item["wording"] = formulas.manner(p, held, u[:, 7])[now]
        write(act, now, Verb(verb), **item)
    return act


def willing(rules: Rules, doctrine: Doctrine, view: View, draft: Ints) -> Floats:
    """P(each party signs), (N,): so that all of n parties sign as often as a pair of them would."""
    conduct, roster, w = rules.conduct, rules.roster, view.world
    p, r = doctrine.at(w, view.seat), view.public
    text = r.wording[w, draft]
    place = (w[:, None], np.arange(text.shape[1]), np.maximum(text, 0))
    duty = conduct.reach[place].max(axis=-1) * rules.book.depth[place] * clear(rules.book.vague[place]) * (text != NONE)
    strong = np.minimum(roster.offence[w, view.seat][:, None], roster.offence[w])
    pressure = (conduct.pressure[w, view.seat][:, None] + conduct.pressure[w]) / 2
    held = standing(rules, r)
    threat = np.maximum(held[w, view.seat], held[w, :, view.seat])

    def col(x: Floats) -> Floats:
        return x[:, None]

    mistrust = 1 - conduct.numbers().prior.take(w, mode="clip")
    pull = (
        col(p.sign_base) + col(p.sign_similar) * (1 - conduct.distance[w, view.seat])
        + col(p.sign_pressure) * pressure + col(p.sign_rival) * conduct.rival[w, view.seat]
        - col(p.sign_mistrust * mistrust) + col(p.sign_threat) * threat
        - col(p.sign_depth * duty.max(axis=1, initial=0)) * strong
    )  # fmt: skip
    others = rules.voters & (np.arange(rules.seats) != view.seat[:, None])
    pair = np.where(others, logistic(pull), np.float32(0)).sum(axis=1, dtype=np.float32) / others.sum(axis=1)
    return nth_root(pair, int(rules.voters.sum()))


def nth_root(x: Floats, n: int) -> Floats:
    """The n-th root of x in (0, 1], by Newton's steps of additions, products and quotients alone."""
    root = np.ones_like(x)
    for _ in range(40):
        below = np.ones_like(x)
        for _ in range(n - 1):
            below = below * root
        root = np.asarray(root + (x / np.maximum(below, np.float32(1e-20)) - root) / np.float32(n), np.float32)
    return root
