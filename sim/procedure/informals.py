"""Informal consultations: wordings proposed, deals offered and answered, sponsors won, and what the pen takes in.

A round is three ticks: the floor, the answers, the pen; and a fourth before the pen where somebody gathers names for a
letter (demarche.sim.procedure.letters).  A delegation without capacity is not asked; one with capacity for two acts is
asked again while others answer.  An offer lapses at the end of its round.
"""

from dataclasses import replace

import numpy as np

from demarche.sim.aftermath import stages
from demarche.sim.faults import Judge, draft_named, first_fault, names_wrongly, wording_faults
from demarche.sim.letters import has_letters
from demarche.sim.numbers import places
from demarche.sim.procedure.letters import asked_to_sign, gather, may_caucus
from demarche.sim.record import Dealings, World
from demarche.sim.rules import Rules
from demarche.sim.tally import verb_is
from demarche.sim.terms import NO_WORD, NONE, Ballot, Bools, Decision, Ints, Item, Refusal, Stage, Status, Verb

GIVES = (Item.DRAFT, Item.CLAUSE, Item.WORDING)
ASKS = (Item.DRAFT2, Item.CLAUSE2, Item.WORDING2)
"""The terms of an offer. A clause: to support that wording there. No clause: a ballot on the whole draft.
No draft: that many favours, against a ballot."""
FAVOURS_AT_MOST = 5


def may_take_the_floor(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every delegation with the capacity to be in the room."""
    there = here[:, None] & (rules.roster.capacity >= 1) & rules.delegations
    _may_support(rules, may, there)
    may[..., Verb.OFFER] |= there & rules.voters
    may[..., Verb.GATHER] |= there & has_letters(rules)
    may[..., Verb.PASS] |= there


def may_answer(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to whoever holds an offer, may gather names again, or has capacity for a second act."""
    asked = here[:, None] & holds_an_offer(world.dealings)
    second = here[:, None] & (rules.roster.capacity >= 2) & rules.delegations
    _may_support(rules, may, second)
    caucus = here[:, None] & may_caucus(world.record)
    may[..., Verb.ACCEPT] |= asked
    may[..., Verb.GATHER] |= caucus
    may[..., Verb.PASS] |= asked | second | caucus


def may_draft(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to whoever holds the pen of a circulated draft."""
    open_pen = (world.record.status == Status.OPEN)[:, :, None] & (rules.pen[:, None] == np.arange(rules.seats))
    pens = here[:, None] & open_pen.any(axis=1)
    for verb in (Verb.TAKE, Verb.PASS):
        may[..., verb] |= pens


def _may_support(rules: Rules, may: Bools, there: Bools) -> None:
    may[..., Verb.PROPOSE] |= there
    # A report of experts and a pact have no sponsors.
    if rules.decision == Decision.VOTE:
        for verb in (Verb.SPONSOR, Verb.LEAVE):
            may[..., verb] |= there & rules.voters


def holds_an_offer(dealings: Dealings) -> Bools:
    """Which seats somebody has an offer standing to, (B, S)."""
    held = np.zeros(dealings.offer.shape[:2], bool)
    b, s = places(dealings.offer[..., Item.VERB] == Verb.OFFER)
    held[b, dealings.offer[b, s, Item.PARTNER]] = True
    return held


def take_the_floor(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Proposals and sponsorship are public at once; an offer goes to its partner alone."""
    world = gather(rules, support(rules, world, act, here), act, here)
    b, s = places(verb_is(act, Verb.OFFER))
    offers = np.zeros_like(act)
    offers[b, s] = act[b, s]
    return world.now(world.record.but(here, stage=Stage.ANSWERS), dealings=world.dealings.but(here, offer=offers))


def answer(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """What is accepted binds both: wordings are supported at once, ballots promised, favours noted. Offers lapse."""
    world = gather(rules, support(rules, world, act, here), act, here)
    b, taker = places(verb_is(act, Verb.ACCEPT) & here[:, None])
    giver = act[b, taker, Item.PARTNER]
    terms = world.dealings.offer[b, giver]
    gives, asks = terms[:, GIVES], terms[:, ASKS]
    seat, other = np.concatenate([giver, taker]), np.concatenate([taker, giver])
    world = undertake(rules, world, np.tile(b, 2), seat, other, np.concatenate([gives, asks]))
    world = note_favours(world, b, taker, asks, gives)
    world = note_favours(world, b, giver, gives, asks)
    following = np.where(asked_to_sign(world.record).any(axis=1), Stage.LETTERS, Stage.PEN)
    return world.now(world.record.but(here, stage=following), dealings=world.dealings.but(here, offer=0))


def support(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Wordings proposed and names put to drafts or taken off them."""
    r = world.record
    b, s = places(verb_is(act, Verb.PROPOSE) & here[:, None])
    if b.size:
        proposal = r.proposal.copy()
        proposal[b, s, act[b, s, Item.DRAFT], act[b, s, Item.CLAUSE]] = act[b, s, Item.WORDING]
        r = r.but(here, proposal=proposal)
    for verb, name in ((Verb.SPONSOR, True), (Verb.LEAVE, False)):
        b, s = places(verb_is(act, verb) & here[:, None])
        if b.size:
            sponsor = r.sponsor.copy()
            sponsor[b, act[b, s, Item.DRAFT], s] = name
            r = r.but(here, sponsor=sponsor)
    return world.now(r)


def undertake(rules: Rules, world: World, b: Ints, seat: Ints, to: Ints, terms: Ints) -> World:
    """Each `seat` of world b does its side: supports a wording or promises a ballot. b, seat, to (n,), terms (n, 3)."""
    draft, clause, wording = terms[:, 0], terms[:, 1], terms[:, 2]
    text, proposal = world.record.wording.copy(), world.record.proposal.copy()
    worded = (draft != NONE) & (clause != NONE)
    own_pen = worded & (rules.pen[draft] == seat)
    i, j = np.flatnonzero(own_pen), np.flatnonzero(worded & ~own_pen)
    text[b[i], draft[i], clause[i]] = wording[i]
    proposal[b[j], seat[j], draft[j], clause[j]] = wording[j]

    promise, promisee = world.dealings.promise.copy(), world.dealings.promisee.copy()
    v = np.flatnonzero((draft != NONE) & (clause == NONE))
    promise[b[v], seat[v], draft[v]] = wording[v]
    promisee[b[v], seat[v], draft[v]] = to[v]
    return world.now(
        replace(world.record, wording=text, proposal=proposal),
        dealings=replace(world.dealings, promise=promise, promisee=promisee),
    )


def note_favours(world: World, b: Ints, seat: Ints, owes: Ints, gets: Ints) -> World:
    """Where a seat owes a ballot and gets favours for it, they are noted with that ballot. owes, gets (n, 3)."""
    favours = world.dealings.favours.copy()
    f = np.flatnonzero(is_ballot(owes) & is_favour(gets))
    favours[b[f], seat[f], owes[f, 0]] += gets[f, 2].astype(favours.dtype)
    return world.now(world.record, dealings=replace(world.dealings, favours=favours))


def is_ballot(terms: Ints) -> Bools:
    """Whether one side of a deal is a ballot on a whole draft. terms (..., 3)."""
    return np.asarray((terms[..., 0] != NONE) & (terms[..., 1] == NONE))


def is_favour(terms: Ints) -> Bools:
    """Whether one side of a deal is favours. terms (..., 3)."""
    return np.asarray((terms[..., 0] == NONE) & (terms[..., 1] == NONE))


def draft(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Pen-holders take wordings into their texts. A proposal that the text now meets is settled. The round ends."""
    r = world.record
    b, s = places(verb_is(act, Verb.TAKE) & here[:, None])
    text, proposal = r.wording.copy(), r.proposal.copy()
    text[b, act[b, s, Item.DRAFT], act[b, s, Item.CLAUSE]] = act[b, s, Item.WORDING]
    proposal[proposal == text[:, None]] = NO_WORD
    again = r.round + 1 < rules.rounds
    r = r.but(
        here,
        wording=text,
        proposal=proposal,
        call=NONE,
        round=r.round + 1,
        turn=0,
        stage=np.where(again, Stage.FLOOR, Stage.TABLING),
    )
    return world.now(stages.offer_for_signature(rules, r, here & (r.quarter != NONE)))


def judge_proposal(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording that an open draft does not have and the seat has not proposed already."""
    draft, bad = draft_named(rules, act)
    clause = np.clip(act[..., Item.CLAUSE], 0, rules.book.clauses - 1)
    says = world.record.wording[b, draft, clause] == act[..., Item.WORDING]
    said = world.record.proposal[b, s, draft, clause] == act[..., Item.WORDING]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (world.record.status[b, draft] != Status.OPEN, Refusal.DRAFT_NOT_OPEN),
        *wording_faults(rules, act[..., Item.CLAUSE], act[..., Item.WORDING]),
        (says, Refusal.NOTHING_CHANGES),
        (said, Refusal.ALREADY),
    )


def judge_offer(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Two undertakings on open drafts: a wording, a ballot, or favours against a ballot; between two members."""
    voter = rules.voters[np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)]
    gives, asks = act[..., GIVES], act[..., ASKS]
    sound = _sound_terms(rules, world, b, gives) & _sound_terms(rules, world, b, asks)
    paid = is_favour(gives) | is_favour(asks)
    balloted = is_ballot(gives) | is_ballot(asks)
    same = (gives == asks).all(axis=-1)
    return first_fault(
        (names_wrongly(rules, s, act, allow_none=False) | ~voter, Refusal.NO_SUCH_SEAT),
        (~sound | (paid & ~balloted) | same, Refusal.BAD_TERMS),
    )


def _sound_terms(rules: Rules, world: World, b: Ints, terms: Ints) -> Bools:
    """Whether one side of a deal can be carried out, (M,). b (M,), terms (M, 3)."""
    draft, clause, wording = terms[..., 0], terms[..., 1], terms[..., 2]
    within = (draft >= 0) & (draft < len(rules.pen))
    open_ = within & (world.record.status[b, np.where(within, draft, 0)] == Status.OPEN)
    as_wording = open_ & rules.book.has(clause, wording)
    as_ballot = open_ & is_ballot(terms) & (wording >= Ballot.YES) & (wording <= Ballot.ABSTAIN)
    as_favour = is_favour(terms) & (wording >= 1) & (wording <= FAVOURS_AT_MOST)
    return np.asarray(as_wording | as_ballot | as_favour)


def judge_acceptance(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Only what was offered can be accepted."""
    partner = np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)
    offer = world.dealings.offer[b, partner]
    offered = (offer[..., Item.VERB] == Verb.OFFER) & (offer[..., Item.PARTNER] == s)
    return first_fault(
        (names_wrongly(rules, s, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~offered, Refusal.NOT_OFFERED)
    )


def judge_drafting(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording taken into an open draft of one's own that changes it."""
    draft, bad = draft_named(rules, act)
    clause = np.clip(act[..., Item.CLAUSE], 0, rules.book.clauses - 1)
    says = world.record.wording[b, draft, clause] == act[..., Item.WORDING]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (rules.pen[draft] != s, Refusal.NOT_YOUR_PEN),
        (world.record.status[b, draft] != Status.OPEN, Refusal.DRAFT_NOT_OPEN),
        *wording_faults(rules, act[..., Item.CLAUSE], act[..., Item.WORDING]),
        (says, Refusal.NOTHING_CHANGES),
    )


JUDGES: dict[Verb, Judge] = {
    Verb.PROPOSE: judge_proposal,
    Verb.OFFER: judge_offer,
    Verb.ACCEPT: judge_acceptance,
    Verb.TAKE: judge_drafting,
}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
