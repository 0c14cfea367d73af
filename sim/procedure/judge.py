"""Whether a whole act is sound: what its verb names exists, is open, is the seat's own, and would change something.

Each judge is (rules, world, b, s, act) -> (M,) Refusal: of M acts (M, 8) of its own verb, and the world and seat (M,)
that each is of.
"""

import numpy as np

from demarche.sim.aftermath import judge as quarters
from demarche.sim.faults import Judge, draft_named, first_fault, names_wrongly, wording_faults
from demarche.sim.procedure import amend, close, informals, ladder, motions
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Ballot, Bools, Ground, Ints, Item, Motion, Refusal, Stage, Status, Verb


def judge_speech(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """One clause or two with a wording each, and a state named or none."""
    faults = []
    for clause, wording in ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2)):
        said = act[..., clause] != NONE
        faults += [(said & bad, why) for bad, why in wording_faults(rules, act[..., clause], act[..., wording])]
        faults.append((~said & (act[..., wording] != NONE), Refusal.STRAY_ITEM))
    return first_fault(*faults, (names_wrongly(rules, s, act, allow_none=True), Refusal.NO_SUCH_SEAT))


def judge_reply(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A state named, or none."""
    return first_fault((names_wrongly(rules, s, act, allow_none=True), Refusal.NO_SUCH_SEAT))


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


def judge_sponsorship(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """To join a draft one does not sponsor, or leave one that one does and whose pen is another's."""
    draft, bad = draft_named(rules, act)
    record = world.record
    joins = act[..., Item.VERB] == Verb.SPONSOR
    sponsors = record.sponsor[b, draft, s]
    called = record.order[b, np.clip(record.turn[b], 0, record.order.shape[1] - 1)]
    open_ = np.where(record.stage[b] == Stage.SPONSORS, draft == called, record.status[b, draft] == Status.OPEN)
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~open_, Refusal.DRAFT_NOT_OPEN),
        (joins & sponsors, Refusal.ALREADY),
        (~joins & ~sponsors, Refusal.NOT_A_SPONSOR),
        (~joins & (rules.pen[draft] == s), Refusal.OWN_TEXT),
    )


def judge_offer(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Two undertakings on open drafts: a wording, a ballot, or favours against a ballot; between two members."""
    voter = rules.voters[np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)]
    gives, asks = act[..., informals.GIVES], act[..., informals.ASKS]
    sound = _sound_terms(rules, world, b, gives) & _sound_terms(rules, world, b, asks)
    paid = informals.is_favour(gives) | informals.is_favour(asks)
    balloted = informals.is_ballot(gives) | informals.is_ballot(asks)
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
    as_ballot = open_ & informals.is_ballot(terms) & (wording >= Ballot.YES) & (wording <= Ballot.ABSTAIN)
    as_favour = informals.is_favour(terms) & (wording >= 1) & (wording <= informals.FAVOURS_AT_MOST)
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


def judge_tabling(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """The draft whose turn it is, and no other."""
    draft, bad = draft_named(rules, act)
    return first_fault((bad, Refusal.NO_SUCH_DRAFT), (draft != world.record.turn[b], Refusal.DRAFT_NOT_OPEN))


def judge_motion(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A motion that is in order on the draft on the table."""
    motion = act[..., Item.WORDING]
    known = (motion >= 0) & (motion < len(Motion))
    return first_fault(
        (~known | ~motions.in_order(world.record)[b, np.where(known, motion, 0)], Refusal.NO_SUCH_MOTION)
    )


def judge_amendment(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording that the draft on the table does not have, and for a member, that was not moved before."""
    clause, wording = act[..., Item.CLAUSE], act[..., Item.WORDING]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    sound = rules.book.has(clause, wording)
    moved = amend.was_moved(world.record, b, inside, np.where(sound, wording, 0)) & (act[..., Item.VERB] == Verb.AMEND)
    return first_fault(
        *wording_faults(rules, clause, wording),
        (amend.changes_nothing(world.record, b, inside, wording), Refusal.NOTHING_CHANGES),
        (moved, Refusal.ALREADY),
        (revised_away(world, b, act), Refusal.EMPTIES_TEXT),
    )


def revised_away(world: World, b: Ints, act: Ints) -> Bools:
    """Whether an oral revision would leave nothing of the text, (M,). Amendments may: the Committee is its master."""
    last = (world.record.text != ABSENT).sum(axis=1) == 1
    leaves_out = (act[..., Item.VERB] == Verb.REVISE) & (act[..., Item.WORDING] == ABSENT)
    return np.asarray(leaves_out & last[b])


def judge_division(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A clause that stands in the draft on the table."""
    clause = act[..., Item.CLAUSE]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    return first_fault(
        ((clause != inside) | amend.changes_nothing(world.record, b, inside, np.array(NONE)), Refusal.NO_SUCH_CLAUSE)
    )


def judge_ballot(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Yes, no, abstain, or out of the room."""
    return first_fault(
        ((act[..., Item.WORDING] < Ballot.YES) | (act[..., Item.WORDING] > Ballot.ABSENT), Refusal.NO_SUCH_BALLOT)
    )


def judge_reconsideration(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A draft on which a recorded decision was taken, once."""
    draft, bad = draft_named(rules, act)
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~ladder.can_be_reconsidered(world.record)[b, draft], Refusal.NOT_DECIDED),
    )


def judge_explanation(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A vote that the seat cast, on a text that is not its own, and a ground that exists."""
    draft, bad = draft_named(rules, act)
    ground = act[..., Item.WORDING]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (world.record.sponsor[b, draft, s], Refusal.OWN_TEXT),
        (~close.can_explain(world.record)[b, draft, s], Refusal.NO_VOTE_TO_EXPLAIN),
        ((ground < 0) | (ground >= len(Ground)), Refusal.NO_SUCH_WORDING),
    )


JUDGES: dict[Verb, Judge] = {
    Verb.SPEAK: judge_speech,
    Verb.REPLY: judge_reply,
    Verb.PROPOSE: judge_proposal,
    Verb.SPONSOR: judge_sponsorship,
    Verb.LEAVE: judge_sponsorship,
    Verb.OFFER: judge_offer,
    Verb.ACCEPT: judge_acceptance,
    Verb.TAKE: judge_drafting,
    Verb.TABLE: judge_tabling,
    Verb.HOLD: judge_tabling,
    Verb.MOVE: judge_motion,
    Verb.AMEND: judge_amendment,
    Verb.REVISE: judge_amendment,
    Verb.DIVIDE: judge_division,
    Verb.CAST: judge_ballot,
    Verb.RECONSIDER: judge_reconsideration,
    Verb.EXPLAIN: judge_explanation,
    **quarters.JUDGES,
}
"""The judge of each verb that names something."""
