"""Capitals: whether to sign a pact, how far to keep it, what to deliver, and what to do about what was seen.

    P(sign_ij) = σ(a_0 + a_1 similarity + a_2 mean pressure + a_3 common rival - a_4 mistrust + a_6 threat
                   - a_5 depth (1 - vagueness) min(offence))
    penalty_ij = chi detect_j attribute_ij name_ij (binding b_r audience_i + b_l trust_ij + b_s threat_ji)
                 + binding b_d audience_i chi
    restraint  = 1 - exp(-penalty - b_m share of its measures that the other delivers)

Words alone do little; words with attribution, publicity and consequence do.  All weights are judged.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents import formulas
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.formulas import Stakes, Suspicion
from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import Strategy
from demarche.sim.act import acts, write
from demarche.sim.book import clear
from demarche.sim.conduct import MEASURES
from demarche.sim.engine import also_compiled, restated
from demarche.sim.few import rows
from demarche.sim.formulas import of_full, thousandths
from demarche.sim.numbers import logistic
from demarche.sim.rows import PerWorld, look_up, same_in_all
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.terms import NONE, Bools, Floats, Ints, Verb
from demarche.sim.view import View


@dataclass(frozen=True, slots=True)
class Pact(PerWorld):
    """The pact each of N asks is asked about. draft (N,), others (N, S) its other parties, chi, binding (N,)."""

    draft: Ints
    others: Bools
    chi: Floats
    binding: Floats


def pact_of(rules: Rules, view: View, draft: Ints) -> Pact:
    """What each ask's pact is: its parties as known in public, and what its text clearly forbids. draft (N,)."""
    r = view.public
    others = look_up(r.signed & ~r.denounced, view.world, draft)
    others[np.arange(view.asks), view.seat] = False
    chi = rules.conduct.forbids(rules.book.vague, rules.book.depth, r.wording)[view.world, draft]
    return Pact(draft, others, chi, rules.binding[view.world, draft])


def stakes(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Stakes:
    """What each ask has at stake, (N, 1)."""
    p, audience = doctrine.at(view.world, view.seat), rules.roster.audience[view.world, view.seat]
    return Stakes(*(what[:, None] for what in formulas.stakes(p, pact.chi, pact.binding, audience)))


@restated("demarche.agents.fast.capitals:holds_back")
def restraint(
    rules: Rules, view: View, pact: Pact, at_stake: Stakes, given: Floats, threatened: Bools
) -> Floats:  # fmt: skip
    """How far it pays each ask to hold back toward each other party, (N, S), 0 .. 1.

    given (B, L, S) share of the promised measures that each last delivered      threatened (N,) as from `threatened`
    """
    w, s = view.world, view.seat
    named, shared = look_up(rules.ground.named, w, s), look_up(given, w, pact.draft)
    held = sanctions_held(rules, view, threatened)
    return formulas.restraint(formulas.penalty(at_stake, view.trust.astype(np.float32), held, named, shared))


def threatened(rules: Rules, view: View) -> Bools:
    """Whether any state holds sanctions over each ask, (N,), used or not."""
    threat = rules.conduct.threat
    by_any = np.asarray((threat[:1] if same_in_all(threat) else threat).any(axis=1))
    return np.asarray(by_any[view.world % len(by_any), view.seat])


@restated("demarche.agents.fast.capitals:hang_over")
def sanctions_held(rules: Rules, view: View, threatened: Bools) -> Floats:
    """The sanctions that each other state still holds over each ask, (N, S); (1, 1) where none does."""
    w, s, threat, some = view.world, view.seat, rules.conduct.threat, np.flatnonzero(threatened)
    if not some.size:
        return np.zeros((1, 1), np.float32)
    held = np.zeros((view.asks, rules.seats), np.float32)
    held[some] = threat[w[some], :, s[some]] * ~view.public.sanctioned[w[some], :, s[some]]
    return held


def share_delivered(rules: Rules, view: View, pact: Pact) -> Floats:
    """Share of the promised measures that each other party delivered last, (N, S)."""
    return np.asarray(shares_delivered(rules, view)[view.world, pact.draft])


def shares_delivered(rules: Rules, view: View) -> Floats:
    """Share of what each pact promises that each seat delivered last, (B, L, S)."""
    r = view.public
    due = rules.conduct.promises(r.wording)
    bits = r.delivered[..., None] >> np.arange(len(MEASURES)) & 1
    count = (bits * due[:, :, None]).sum(axis=3)
    return np.asarray(count / np.maximum(due.sum(axis=2, keepdims=True), 1), np.float32)


@dataclass(frozen=True, slots=True)
class Plan:
    """What each of N asks means to do under its pact.

    general  (N,) restraint, 0 .. 1, toward its parties      letter (N,) whether it does nothing the text forbids
    apart    (N,) the party it treats otherwise, or NONE     toward (N,) restraint toward that one
    """

    general: Floats
    letter: Bools
    apart: Ints
    toward: Floats


@restated("demarche.scenarios.playout_capitals:keep")
def keep(rules: Rules, doctrine: Doctrine, view: View, u: Floats, strategy: Strategy | None = None) -> Ints:
    """Conduct under a pact for a quarter, by expected utility or by a pledge strategy. Uses chance; memory all."""
    pact = pact_of(rules, view, view.public.turn[view.world].astype(np.intp))
    plan = by_utility(rules, doctrine, view, pact) if strategy is None else by_strategy(strategy, view, pact, u)
    given = deliveries(rules, doctrine, view, pact, u) + LETTER * plan.letter
    toward = np.where(plan.apart == NONE, NONE, thousandths(plan.toward))
    act, rows = acts(view.asks), np.arange(view.asks)
    level = thousandths(plan.general)
    write(
        act, rows, Verb.KEEP, draft=pact.draft, clause=given, wording=level, partner=plan.apart, wording2=toward
    )  # fmt: skip
    return act


@restated("demarche.agents.fast.capitals:holds_back", "demarche.agents.fast.capitals:weight_of")
@also_compiled("demarche.agents.fast.capitals:by_utility")
def by_utility(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """As far as it pays: on average over what it could run against the others, and apart for a party it doubts."""
    n = view.asks
    general, toward, apart = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.intp)
    at_stake, given = stakes(rules, doctrine, view, pact), shares_delivered(rules, view)
    feared = threatened(rules, view)
    for few in rows(n, rules.seats):
        part, of = view.take(few), pact.take(few)
        trust, own = part.trust, np.arange(part.asks)
        level = restraint(rules, part, of, Stakes(*(what[few] for what in at_stake)), given, feared[few])
        least = least_trusted(trust, of.others)
        toward[few] = level[own, least]
        apart[few] = formulas.apart(doctrine.at(part.world, part.seat), trust[own, least], least)
        weight = formulas.weight(look_up(rules.ground.rate, part.world, part.seat), of.others)
        level *= weight
        general[few] = level.sum(axis=1, dtype=np.float32) / weight.sum(axis=1, dtype=np.float32)
    return Plan(general, np.zeros(n, bool), apart, toward)


def by_strategy(strategy: Strategy, view: View, pact: Pact, u: Floats) -> Plan:
    """To the letter toward whoever the strategy honours, and not at all toward the others.

    An act can treat one party apart: of several that it breaks with, the one it trusts least; with all, everybody.
    """
    breaks = breach(strategy, view, pact, u)
    everybody = (breaks == pact.others).all(axis=1)
    apart = np.where(breaks.any(axis=1) & ~everybody, least_trusted(view.trust, breaks), NONE)
    none = np.zeros(view.asks, np.float32)
    return Plan(none, ~everybody, apart, none)


@restated("demarche.agents.fast.capitals:trusted")
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


@restated("demarche.agents.fast.capitals:trusted", "demarche.agents.fast.capitals:delivers")
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


@restated("demarche.scenarios.playout_capitals:respond", "demarche.scenarios.playout_capitals:bound_together")
def respond(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """One answer to the state that most was laid at the door of. Uses chance; no memory."""
    conduct, w, rows = rules.conduct, view.world, np.arange(view.asks)
    p, r = doctrine.at(w, view.seat), view.public
    signal = view.signal
    suspect = signal.argmax(axis=1)
    heavy = signal[rows, suspect]
    trust = of_full(view.trust[rows, suspect])
    both = (r.signed & ~r.denounced)[w]
    shared = both[rows, :, view.seat] & both[rows, :, suspect]
    pact, draft = np.asarray(shared.any(axis=1)), shared.argmax(axis=1)
    talks = conduct.promises(r.wording)[w, draft][:, MEASURES.index("consultations")] & pact
    named = rules.ground.name[w, suspect, view.seat]
    held = (conduct.threat[w, view.seat, suspect] > 0) & ~r.sanctioned[w, view.seat, suspect]
    able = rules.roster.offence[w, view.seat] > 0

    answers = formulas.answer(p, Suspicion(heavy, trust, named, held, able, pact, talks), u.T)
    act = acts(view.asks)
    for verb in np.unique(answers[answers != Verb.PASS]):
        now = np.flatnonzero(answers == verb)
        item = {"draft": draft[now]} if verb in (Verb.CONSULT, Verb.DENOUNCE) else {"partner": suspect[now]}
        write(act, now, Verb(verb), **item)
    return act


def willing(rules: Rules, doctrine: Doctrine, view: View, draft: Ints) -> Floats:
    """P(each party signs), (N,): so that all of n parties sign as often as a pair of them would."""
    conduct, roster, w = rules.conduct, rules.roster, view.world
    p, r = doctrine.at(w, view.seat), view.public
    text = r.wording[w, draft]
    place = (w[:, None], np.arange(text.shape[1]), np.maximum(text, 0))
    duty = conduct.reach * rules.book.depth[place] * clear(rules.book.vague[place]) * (text != NONE)
    strong = np.minimum(roster.offence[w, view.seat][:, None], roster.offence[w])
    pressure = (conduct.pressure[w, view.seat][:, None] + conduct.pressure[w]) / 2
    threat = np.maximum(conduct.threat[w, view.seat], conduct.threat[w, :, view.seat])

    def col(x: Floats) -> Floats:
        return x[:, None]

    mistrust = 1 - conduct.numbers().prior[w]
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
