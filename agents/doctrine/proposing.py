"""Capitals that propose pacts in a quarter, and those that are invited to them.

    P(a hub approaches a partner) = approaches a year / 4 · (1 + a_9 pressure)
    partner by weight   exp(-|x_j - x_h| + .7 [one organisation] + .15 ln GDP_j) (1 + a_9 pressure_j)
    P(a victim proposes a pledge against theft) = σ(a_10 + a_11 ln(1 + reported) + a_12 threat + a_13 [example]) / 4
    others asked to join the agreement, in the share a_14 of approaches: the two likeliest, if the mean weight of the
               three is above the hub's median weight
    P(a state proposes a memorandum on confidence-building) = a_15 / 4, to the state of which most was reported
    P(agree) = σ(a_7 + a_1 similarity + a_2 mean pressure + a_3 common rival - a_4 mistrust + a_6 threat), of all others
               on average, unless it would object to the text

Judged, all of it.  What decides is the same in a world and in its twin, in which pacts have no effect: texts,
positions, pressure, the threats that the scenario plans, and what was signed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.agents.doctrine.consensus import objects
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.worth import best_change, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.formulas import faded
from demarche.sim.numbers import logistic
from demarche.sim.proposal import packed_basis, parties_of, text_of
from demarche.sim.rows import look_up, same_in_all
from demarche.sim.rules import QUARTERS_A_YEAR, Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Floats, Ints, Kind, Objection, Verb
from demarche.sim.view import View

AGREEMENTS, PLEDGE = ("agreement-2015", "agreement-2009"), "theft-pledge"
"""Templates that a hub proposes, the one that it likes better of the two, and the one that a victim proposes."""
MEMORANDUM = "confidence-building"
JOINED = 2
"""How many others may be asked to join an agreement. With the partner they are as many as a proposal names."""
THIEF = 0.5
"""Share of a state's operations that is theft for commercial advantage, from which pledges are asked of it.  Judged."""
COVERS = 0.3
"""Share of theft that a text clearly covers, from which it is a pledge against theft.  Judged."""
EXAMPLE = 8
"""Quarters for which a pact signed by a neighbour is an example."""


@dataclass(frozen=True, slots=True)
class Capitals:
    """Seats of which it is reckoned, from what everybody knows, what they would answer. world, seat (N,)."""

    public: Any
    world: Ints
    seat: Ints

    @property
    def asks(self) -> int:
        """N."""
        return len(self.seat)


def propose(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Hubs approach partners; victims ask for a memorandum, or of theft for a pledge. Uses chance; no memory."""
    act = acts(view.asks)
    if MEMORANDUM in rules.templates:
        offer_memorandum(rules, doctrine, view, u, act)
    hubs = np.flatnonzero(look_up(rules.conduct.approach, view.world, view.seat) > 0)
    if hubs.size:
        approach(rules, doctrine, view.take(hubs), u[hubs], act, hubs)
    victims = np.flatnonzero(stolen_from(rules, view))
    if PLEDGE in rules.templates and victims.size:
        ask_for_pledge(rules, doctrine, view.take(victims), u[victims], act, victims)
    return act


def stolen_from(rules: Rules, view: View) -> Bools:
    """Whether any state that mostly steals is reported to have run operations against each ask, (N,)."""
    stolen, thieves = rules.conduct.stolen, rules.conduct.share[..., Kind.THEFT] >= THIEF
    if same_in_all(stolen) and same_in_all(rules.conduct.share):
        stolen, thieves = stolen[:1], thieves[:1]
    found: Bools = np.asarray(((stolen > 0) & thieves[..., None]).any(axis=1))
    return np.asarray(found[view.world % len(found), view.seat])


def approach(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints, rows: Ints) -> None:
    """Write the proposals of hubs (n,) into rows of act."""
    conduct, w, s = rules.conduct, view.world, view.seat
    liked = [name for name in AGREEMENTS if name in rules.templates]
    if not liked:
        return
    p = doctrine.at(w, s)
    yearly = look_up(conduct.approach, w, s) * (1 + p.approach_pressure * look_up(conduct.pressure, w, s))
    weight = look_up(conduct.affinity, w, s) * (1 + p.approach_pressure[:, None] * conduct.pressure[w])
    weight = np.where(signed_with(rules, view, theft=False), np.float32(0), weight)
    whole = np.cumsum(weight, axis=1, dtype=np.float32)
    partner = (whole <= (u[:, 1] * whole[:, -1])[:, None]).sum(axis=1)
    goes = (u[:, 0] < yearly / QUARTERS_A_YEAR) & (whole[:, -1] > 0) & (partner < rules.seats)
    minds, places = doctrine.own_minds(view), [rules.templates.index(name) for name in liked]
    texts = [np.broadcast_to(rules.template_texts[k], (view.asks, rules.book.clauses)) for k in places]
    best = np.array(places)[np.argmax([whole_worth(rules, minds, text) for text in texts], axis=0)]
    second, third = joined(weight, partner, u[:, 3] < p.together).T
    at = np.flatnonzero(goes)
    write(
        act,
        rows[at],
        Verb.INVITE,
        partner=partner[at],
        draft2=second[at],
        clause2=third[at],
        wording2=packed_basis(best[at]),
    )


def joined(weight: Floats, partner: Ints, together: Bools) -> Ints:
    """Who is asked to join the agreement with each partner, (n, JOINED), NONE where it is to be of two.

    weight (n, S) of each state to the hub; partner (n,) whom it approaches; together (n,) whether it looks for others
    """
    own = np.arange(len(weight))
    others = weight.copy()
    chosen = np.minimum(partner, weight.shape[1] - 1)
    others[own, chosen] = 0
    best = np.argsort(-others, axis=1, kind="stable")[:, :JOINED]
    found = np.take_along_axis(others, best, axis=1)
    mean = (found.sum(axis=1, dtype=np.float32) + weight[own, chosen]) / np.float32(JOINED + 1)
    usual = np.nanmedian(np.where(weight > 0, weight, np.nan), axis=1) if (weight > 0).any(axis=1).all() else mean
    asks = together & (found > 0).all(axis=1) & (mean > usual)
    return np.where(asks[:, None], best, NONE)


def offer_memorandum(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints) -> None:
    """Write proposals of memoranda on confidence-building into act, each to the state of which most was reported."""
    yearly, place = doctrine.at(view.world, view.seat).memoranda, rules.templates.index(MEMORANDUM)
    rows = np.flatnonzero(u[:, 3] >= 1 - yearly / QUARTERS_A_YEAR)
    view = view.take(rows)
    reported = rules.conduct.stolen[view.world, :, view.seat]
    reported = np.where(had_memoranda(rules, view, place), np.float32(0), reported)
    doer = reported.argmax(axis=1)
    goes = np.flatnonzero(reported[np.arange(view.asks), doer] > 0)
    write(act, rows[goes], Verb.INVITE, partner=doer[goes], wording2=packed_basis(place))


def had_memoranda(rules: Rules, view: View, place: int) -> Bools:
    """With whom each ask has ever signed a memorandum, (N, S). place: of its template."""
    r, w, found = view.public, view.world, np.zeros((view.asks, rules.seats), bool)
    for slot in np.flatnonzero((r.template == place).any(axis=0)):
        signed = r.signed[w, rules.texts + slot] & (r.template[w, slot] == place)[:, None]
        found |= signed & signed[np.arange(view.asks), view.seat, None]
    return found


def ask_for_pledge(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints, rows: Ints) -> None:
    """Write the proposals of victims of theft (n,) into rows of act: to the state of which each most wants a pledge."""
    w, s, p = view.world, view.seat, doctrine.at(view.world, view.seat)
    stolen = rules.conduct.stolen[w, :, s]
    thieves = rules.conduct.share[w, :, Kind.THEFT] >= THIEF
    wanted = thieves & (stolen > 0) & ~signed_with(rules, view, theft=True)
    logits = (
        p.pledge_base[:, None]
        + p.pledge_record[:, None] * stolen
        + p.pledge_threat[:, None] * planned_threats(rules, view)
        + p.pledge_example[:, None] * examples(rules, view)
    )
    chance = np.where(wanted, logistic(np.asarray(logits, np.float32)), np.float32(0))
    thief = chance.argmax(axis=1)
    goes = np.flatnonzero(u[:, 2] < chance[np.arange(view.asks), thief] / QUARTERS_A_YEAR)
    write(act, rows[goes], Verb.INVITE, partner=thief[goes], wording2=packed_basis(rules.templates.index(PLEDGE)))


def of_theft(rules: Rules, view: View) -> Bools:
    """Signed pacts that are pledges against theft, (B, L)."""
    clear, _ = rules.conduct.covers(view.public.wording)
    return np.asarray((clear[..., Kind.THEFT] >= COVERS) & view.public.signed.any(axis=2))


def signed_with(rules: Rules, view: View, *, theft: bool) -> Bools:
    """With whom each ask has ever signed a pact, of pledges against theft or of agreements, (N, S)."""
    r, w = view.public, view.world
    of_kind = of_theft(rules, view) == theft
    if MEMORANDUM in rules.templates:
        of_kind[:, rules.texts :] &= r.template != rules.templates.index(MEMORANDUM)
    found = np.zeros((view.asks, rules.seats), bool)
    for pact in np.flatnonzero(r.signed.any(axis=(0, 2))):
        mine = of_kind[w, pact] & r.signed[w, pact, view.seat]
        found |= mine[:, None] & r.signed[w, pact]
    return found


def examples(rules: Rules, view: View) -> Bools:
    """Of whom another state of each ask's regional group has lately had a pledge against theft, (N, S)."""
    r, w, region = view.public, view.world, rules.conduct.region
    lately = of_theft(rules, view) & (r.signed_in != NONE) & (r.quarter[:, None] - r.signed_in <= EXAMPLE)
    found = np.zeros((view.asks, rules.seats), bool)
    alike = (region == region[view.seat][:, None]) & (region >= 0)
    alike[np.arange(view.asks), view.seat] = False
    for pact in np.flatnonzero(lately.any(axis=0)):
        near = lately[w, pact] & (alike & r.signed[w, pact]).any(axis=1)
        found |= near[:, None] & r.signed[w, pact] & ~alike
    return found


def planned_threats(rules: Rules, view: View | Capitals, *, to_it: bool = False) -> Floats:
    """The threats that the scenario has each ask make to each other, or each other to it, as they stand, (N, S) 0 .. 1.

    Those that answers to operations make are left out: they may differ in the twin of a world.
    """
    planned, held = rules.conduct.threats, np.zeros((view.asks, rules.seats), np.float32)
    now, fade = view.public.quarter[view.world], rules.conduct.numbers().fade[view.world]
    own, others = (planned.against, planned.by) if to_it else (planned.by, planned.against)
    for e in range(len(own)):
        rows = np.flatnonzero((view.seat == own[e]) & (now >= planned.quarter[e]))
        since = (now[rows] - planned.quarter[e]).astype(np.float32)
        weight = faded(rules.conduct.weight[view.world[rows], e], fade[rows], since)
        held[rows, others[e]] = np.maximum(held[rows, others[e]], weight)
    return held


def consider(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Agree, decline, or answer with a change. Uses chance; no memory."""
    offer, minds = view.on_offer, doctrine.own_minds(view)
    value = whole_worth(rules, minds, offer.text)
    dislikes = u[:, 0] < objects(minds.p, value)
    shuns = u[:, 1] >= ready(rules, doctrine, view, offer.parties)
    clause, wording, gain = best_change(rules, minds, offer.text)
    bare = (np.where(np.arange(offer.text.shape[1]) == clause[:, None], wording[:, None], offer.text) == ABSENT).all(
        axis=1
    )
    helps = (clause != NONE) & (gain > minds.p.stir) & ~bare & view.may(Verb.COUNTER)
    cured = dislikes & (value + gain >= -minds.p.resolve)
    changes = helps & ~shuns & (cured | (~dislikes & (u[:, 2] < minds.p.haggle)))
    act = acts(view.asks)
    write(act, np.arange(view.asks), Verb.AGREE)
    refuses = np.flatnonzero((dislikes | shuns) & ~changes)
    why = np.where(dislikes, Objection.TEXT, Objection.PARTIES)
    write(act, refuses, Verb.DECLINE, wording=why[refuses])
    at = np.flatnonzero(changes)
    write(act, at, Verb.COUNTER, clause=clause[at], wording=wording[at])
    return act


def signatures(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> tuple[Ints, Floats]:
    """Those whom a proposal (8,) of the one seat of a View invites, and the chance that each signs, (n,) each.

    By published positions: that it would not object to the text, and is ready to bind itself to these parties.
    """
    parties = parties_of(act[None], view.seat, rules.roster.member)
    seat = np.flatnonzero(parties[0] & (np.arange(rules.seats) != view.seat[0]))
    world = np.full(len(seat), view.world[0])
    text = text_of(rules.template_texts, act[None], rules.book.clauses)
    nearer, other = doctrine.published(world[:1], text)
    against = objects(doctrine.at(world, seat), (nearer + other)[0, seat])
    bound = ready(rules, doctrine, Capitals(view.public, world, seat), np.repeat(parties, len(seat), axis=0))
    return seat, np.asarray((1 - against) * bound)


def ready(rules: Rules, doctrine: Doctrine, view: View | Capitals, parties: Bools) -> Floats:
    """P(each ask binds itself to the other parties), (N,): the mean over them. parties (N, S)."""
    conduct, w, s = rules.conduct, view.world, view.seat
    p = doctrine.at(w, s)
    held = np.maximum(planned_threats(rules, view), planned_threats(rules, view, to_it=True))
    pressure = (conduct.pressure[w, s][:, None] + conduct.pressure[w]) / 2
    pull = (
        (p.agree_base - p.sign_mistrust * (1 - conduct.numbers().prior[w]))[:, None]
        + p.sign_similar[:, None] * (1 - conduct.distance[w, s])
        + p.sign_pressure[:, None] * pressure
        + p.sign_rival[:, None] * conduct.rival[w, s]
        + p.sign_threat[:, None] * held
    )
    others = parties & (np.arange(rules.seats) != s[:, None])
    found = np.where(others, logistic(np.asarray(pull, np.float32)), np.float32(0)).sum(axis=1, dtype=np.float32)
    return np.asarray(found / np.maximum(others.sum(axis=1), 1).astype(np.float32))
