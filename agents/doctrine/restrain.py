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

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import Strategy
from demarche.sim.act import acts, write
from demarche.sim.conduct import MEASURES
from demarche.sim.engine import also_compiled
from demarche.sim.few import rows
from demarche.sim.numbers import exp, logistic
from demarche.sim.rows import PerWorld, same_in_all
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
    bound = r.signed[view.world, draft] & ~r.denounced[view.world, draft]
    others = bound & (np.arange(rules.seats) != view.seat[:, None])
    chi = rules.conduct.forbids(rules.book.vague, rules.book.depth, r.wording)[view.world, draft]
    return Pact(draft, others, chi, rules.binding[view.world, draft])


@dataclass(frozen=True, slots=True)
class Stakes(PerWorld):
    """What each of N asks has at stake, (N,), so that restraint toward j is 1 - exp(-x).

    x, in utils, is named_j (fame + lost trust_j + held sanctions_j) + home + give share_j:
    trust in thousandths; held is 0 where nobody holds sanctions over it
    """

    fame: Floats
    lost: Floats
    held: Floats
    home: Floats
    give: Floats


def stakes(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Stakes:
    """What each ask would lose by what its pact clearly forbids, and what it gives for what others deliver."""
    p, audience, threat = doctrine.at(view.world, view.seat), rules.roster.audience, rules.conduct.threat
    audience = audience[view.world, view.seat]
    feared = np.asarray((threat[:1] if same_in_all(threat) else threat).any(axis=1))
    return Stakes(
        fame=pact.chi * (pact.binding * p.reputation * audience),
        lost=pact.chi * (p.lost_trust / np.float32(FULL)),
        held=pact.chi * p.sanctions * feared[view.world % len(feared), view.seat],
        home=pact.chi * (pact.binding * p.domestic * audience),
        give=p.cooperation,
    )


def restraint(rules: Rules, view: View, pact: Pact, stakes: Stakes, given: Floats, trust: Ints) -> Floats:
    """How far it pays each ask to hold back toward each other party, (N, S), 0 .. 1.

    given (B, L, S) share of the promised measures that each last delivered; trust (N, S) as of the View
    """
    w, s = view.world, view.seat
    x = trust.astype(np.float32)
    x *= stakes.lost[:, None]
    x += stakes.fame[:, None]
    some = np.flatnonzero(stakes.held)
    sanctions = rules.conduct.threat[w[some], :, s[some]] * ~view.public.sanctioned[w[some], :, s[some]]
    x[some] += stakes.held[some, None] * sanctions
    x *= rules.ground.named[w, s]
    shared = given[w, pact.draft]
    shared *= stakes.give[:, None]
    shared += stakes.home[:, None]
    x += shared
    left = exp(np.negative(x, out=x))
    return np.subtract(1, left, out=left)


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


def keep(rules: Rules, doctrine: Doctrine, view: View, u: Floats, strategy: Strategy | None = None) -> Ints:
    """Conduct under a pact for a quarter, by expected utility or by a pledge strategy. Uses chance; memory all."""
    pact = pact_of(rules, view, view.public.turn[view.world].astype(np.intp))
    plan = by_utility(rules, doctrine, view, pact) if strategy is None else by_strategy(strategy, view, pact, u)
    given = deliveries(rules, doctrine, view, pact, u) + LETTER * plan.letter
    toward = np.where(plan.apart == NONE, NONE, np.round(plan.toward * FULL))
    act, rows = acts(view.asks), np.arange(view.asks)
    level = np.round(plan.general * FULL)
    write(
        act, rows, Verb.KEEP, draft=pact.draft, clause=given, wording=level, partner=plan.apart, wording2=toward
    )  # fmt: skip
    return act


@also_compiled("demarche.agents.fast.capitals:by_utility")
def by_utility(rules: Rules, doctrine: Doctrine, view: View, pact: Pact) -> Plan:
    """As far as it pays: on average over what it could run against the others, and apart for a party it doubts."""
    n = view.asks
    general, toward, apart = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.intp)
    at_stake, given = stakes(rules, doctrine, view, pact), shares_delivered(rules, view)
    doubt = doctrine.at(view.world, view.seat).doubt * FULL
    for few in rows(n, rules.seats):
        part, of = view.take(few), pact.take(few)
        trust, own = part.trust, np.arange(part.asks)
        level, least = restraint(rules, part, of, at_stake.take(few), given, trust), least_trusted(trust, of.others)
        toward[few], apart[few] = level[own, least], np.where(trust[own, least] < doubt[few], least, NONE)
        weight = rules.ground.rate[part.world, part.seat] + np.float32(1e-6)
        weight *= of.others
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
    trust = whole / np.maximum(pact.others.sum(axis=1, dtype=np.int32), 1) / FULL
    ready = logistic(p.deliver + p.deliver_trust * trust.astype(np.float32))
    done = due & (u[:, : len(MEASURES)] < ready[:, None])
    return np.asarray((done << np.arange(len(MEASURES))).sum(axis=1))


def respond(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """One answer to the state that most was laid at the door of. Uses chance; no memory."""
    conduct, w, rows = rules.conduct, view.world, np.arange(view.asks)
    p, r = doctrine.at(w, view.seat), view.public
    signal = view.signal
    suspect = signal.argmax(axis=1)
    heavy = signal[rows, suspect]
    trust = view.trust[rows, suspect] / np.float32(FULL)
    both = (r.signed & ~r.denounced)[w]
    shared = both[rows, :, view.seat] & both[rows, :, suspect]
    pact, draft = shared.any(axis=1), shared.argmax(axis=1)
    talks = conduct.promises(r.wording)[w, draft][:, MEASURES.index("consultations")] & pact
    named = rules.ground.name[w, suspect, view.seat]
    held = (conduct.threat[w, view.seat, suspect] > 0) & ~r.sanctioned[w, view.seat, suspect]
    able = rules.roster.offence[w, view.seat] > 0

    choices = [
        (held & (heavy >= p.patience_sanction) & (u[:, 0] < p.use_sanction), Verb.SANCTION),
        (pact & (trust < p.despair) & (u[:, 1] < p.leave_pact), Verb.DENOUNCE),
        (talks & (u[:, 2] < p.talk), Verb.CONSULT),
        (u[:, 3] < named * p.speak_out, Verb.ACCUSE),
        (able & (u[:, 5] < (1 - trust) * p.hit_back), Verb.RETALIATE),
        (u[:, 6] < p.protest, Verb.PROTEST),
    ]
    act, left = acts(view.asks), np.ones(view.asks, bool)
    for chosen, verb in choices:
        now = np.flatnonzero(left & chosen)
        item = {"draft": draft[now]} if verb in (Verb.CONSULT, Verb.DENOUNCE) else {"partner": suspect[now]}
        write(act, now, verb, **item)
        left &= ~chosen
    return act


def willing(rules: Rules, doctrine: Doctrine, view: View, draft: Ints) -> Floats:
    """P(each party signs), (N,): so that all of n parties sign as often as a pair of them would."""
    conduct, roster, w = rules.conduct, rules.roster, view.world
    p, r = doctrine.at(w, view.seat), view.public
    text = r.wording[w, draft]
    place = (w[:, None], np.arange(text.shape[1]), np.maximum(text, 0))
    duty = conduct.reach * rules.book.depth[place] * (1 - rules.book.vague[place]) * (text != NONE)
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
