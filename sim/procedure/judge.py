"""Whether a whole act is sound: what its verb names exists, is open, is the seat's own, and would change something.

Each judge is (rules, world, act (B, S, 8)) -> (B, S) Refusal, and is asked only about acts of its own verb.
"""

from collections.abc import Callable

import numpy as np

from sim.aftermath import quarter
from sim.aftermath.nature import parties
from sim.procedure import amend, close, informals, ladder, motions
from sim.record import World
from sim.rules import Rules
from sim.secrets import FULL, LETTER
from sim.terms import ABSENT, NONE, Ballot, Bools, Ground, Ints, Item, Motion, Refusal, Stage, Status, Verb

USES: dict[Verb, tuple[Item, ...]] = {
    Verb.SPEAK: (Item.PARTNER, Item.CLAUSE, Item.WORDING, Item.CLAUSE2, Item.WORDING2),
    Verb.REPLY: (Item.PARTNER,),
    Verb.PROPOSE: (Item.DRAFT, Item.CLAUSE, Item.WORDING),
    Verb.SPONSOR: (Item.DRAFT,),
    Verb.LEAVE: (Item.DRAFT,),
    Verb.OFFER: tuple(Item)[1:],
    Verb.ACCEPT: (Item.PARTNER,),
    Verb.TAKE: (Item.DRAFT, Item.CLAUSE, Item.WORDING),
    Verb.TABLE: (Item.DRAFT,),
    Verb.HOLD: (Item.DRAFT,),
    Verb.MOVE: (Item.WORDING,),
    Verb.AMEND: (Item.CLAUSE, Item.WORDING),
    Verb.REVISE: (Item.CLAUSE, Item.WORDING),
    Verb.DIVIDE: (Item.CLAUSE,),
    Verb.CAST: (Item.WORDING,),
    Verb.RECONSIDER: (Item.DRAFT,),
    Verb.EXPLAIN: (Item.DRAFT, Item.WORDING),
    Verb.KEEP: (Item.PARTNER, Item.DRAFT, Item.CLAUSE, Item.WORDING, Item.WORDING2),
    Verb.PROTEST: (Item.PARTNER,),
    Verb.ACCUSE: (Item.PARTNER,),
    Verb.CONSULT: (Item.DRAFT,),
    Verb.RETALIATE: (Item.PARTNER,),
    Verb.SANCTION: (Item.PARTNER,),
    Verb.DENOUNCE: (Item.DRAFT,),
}
"""The places of an act that its verb uses; the others hold NONE."""


def _draft(rules: Rules, act: Ints, item: Item = Item.DRAFT) -> tuple[Ints, Bools]:
    """The draft named, held within range for look-ups, and whether there is no such draft. Both (B, S)."""
    draft = act[..., item]
    bad = (draft < 0) | (draft >= len(rules.pen))
    return np.where(bad, 0, draft), bad


def _of_draft(what: Ints | Bools, draft: Ints) -> Ints:
    """`what` (B, L, ...) of the draft each seat names, (B, S, ...)."""
    return np.asarray(what[np.arange(what.shape[0])[:, None], draft])


def _wording(rules: Rules, clause: Ints, wording: Ints) -> list[tuple[Bools, Refusal]]:
    no_clause = (clause < 0) | (clause >= rules.book.clauses)
    return [(no_clause, Refusal.NO_SUCH_CLAUSE), (~rules.book.has(clause, wording), Refusal.NO_SUCH_WORDING)]


def _first(*faults: tuple[Bools, Refusal]) -> Ints:
    """The first fault that each act has, (B, S)."""
    return np.select([found for found, _ in faults], [why for _, why in faults], Refusal.NONE)


def judge_speech(rules: Rules, world: World, act: Ints) -> Ints:
    """One clause or two with a wording each, and a state named or none."""
    faults = []
    for clause, wording in ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2)):
        said = act[..., clause] != NONE
        faults += [(said & bad, why) for bad, why in _wording(rules, act[..., clause], act[..., wording])]
        faults.append((~said & (act[..., wording] != NONE), Refusal.STRAY_ITEM))
    return _first(*faults, (_names_wrongly(rules, act, allow_none=True), Refusal.NO_SUCH_SEAT))


def judge_reply(rules: Rules, world: World, act: Ints) -> Ints:
    """A state named, or none."""
    return _first((_names_wrongly(rules, act, allow_none=True), Refusal.NO_SUCH_SEAT))


def judge_proposal(rules: Rules, world: World, act: Ints) -> Ints:
    """A wording that an open draft does not have and the seat has not proposed already."""
    draft, bad = _draft(rules, act)
    clause = np.clip(act[..., Item.CLAUSE], 0, rules.book.clauses - 1)
    b, s = np.arange(act.shape[0])[:, None], np.arange(rules.seats)
    says = world.record.wording[b, draft, clause] == act[..., Item.WORDING]
    said = world.record.proposal[b, s, draft, clause] == act[..., Item.WORDING]
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (_of_draft(world.record.status, draft) != Status.OPEN, Refusal.DRAFT_NOT_OPEN),
        *_wording(rules, act[..., Item.CLAUSE], act[..., Item.WORDING]),
        (says, Refusal.NOTHING_CHANGES),
        (said, Refusal.ALREADY),
    )


def judge_sponsorship(rules: Rules, world: World, act: Ints) -> Ints:
    """To join a draft one does not sponsor, or leave one that one does and whose pen is another's."""
    draft, bad = _draft(rules, act)
    record, seats = world.record, np.arange(rules.seats)
    joins = act[..., Item.VERB] == Verb.SPONSOR
    sponsors = record.sponsor[np.arange(record.worlds)[:, None], draft, seats]
    status = _of_draft(record.status, draft)
    called = record.order[np.arange(record.worlds), np.clip(record.turn, 0, record.order.shape[1] - 1)]
    closing = (record.stage == Stage.SPONSORS)[:, None]
    open_ = np.where(closing, draft == called[:, None], status == Status.OPEN)
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~open_, Refusal.DRAFT_NOT_OPEN),
        (joins & sponsors, Refusal.ALREADY),
        (~joins & ~sponsors, Refusal.NOT_A_SPONSOR),
        (~joins & (rules.pen[draft] == seats), Refusal.OWN_TEXT),
    )


def judge_offer(rules: Rules, world: World, act: Ints) -> Ints:
    """Two undertakings on open drafts: a wording, a ballot, or favours against a ballot; between two members."""
    voter = rules.voters[np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)]
    gives, asks = act[..., informals.GIVES], act[..., informals.ASKS]
    sound = _sound_terms(rules, world, gives) & _sound_terms(rules, world, asks)
    paid = informals.is_favour(gives) | informals.is_favour(asks)
    balloted = informals.is_ballot(gives) | informals.is_ballot(asks)
    same = (gives == asks).all(axis=-1)
    return _first(
        (_names_wrongly(rules, act, allow_none=False) | ~voter, Refusal.NO_SUCH_SEAT),
        (~sound | (paid & ~balloted) | same, Refusal.BAD_TERMS),
    )


def _sound_terms(rules: Rules, world: World, terms: Ints) -> Bools:
    """Whether one side of a deal can be carried out, (B, S). terms (B, S, 3)."""
    draft, clause, wording = terms[..., 0], terms[..., 1], terms[..., 2]
    within = (draft >= 0) & (draft < len(rules.pen))
    open_ = within & (_of_draft(world.record.status, np.where(within, draft, 0)) == Status.OPEN)
    as_wording = open_ & rules.book.has(clause, wording)
    as_ballot = open_ & informals.is_ballot(terms) & (wording >= Ballot.YES) & (wording <= Ballot.ABSTAIN)
    as_favour = informals.is_favour(terms) & (wording >= 1) & (wording <= informals.FAVOURS_AT_MOST)
    return np.asarray(as_wording | as_ballot | as_favour)


def judge_acceptance(rules: Rules, world: World, act: Ints) -> Ints:
    """Only what was offered can be accepted."""
    partner = np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)
    b, s = np.arange(act.shape[0])[:, None], np.arange(rules.seats)
    offer = world.dealings.offer[b, partner]
    offered = (offer[..., Item.VERB] == Verb.OFFER) & (offer[..., Item.PARTNER] == s)
    return _first((_names_wrongly(rules, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~offered, Refusal.NOT_OFFERED))


def judge_drafting(rules: Rules, world: World, act: Ints) -> Ints:
    """A wording taken into an open draft of one's own that changes it."""
    draft, bad = _draft(rules, act)
    clause = np.clip(act[..., Item.CLAUSE], 0, rules.book.clauses - 1)
    says = world.record.wording[np.arange(act.shape[0])[:, None], draft, clause] == act[..., Item.WORDING]
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (rules.pen[draft] != np.arange(rules.seats), Refusal.NOT_YOUR_PEN),
        (_of_draft(world.record.status, draft) != Status.OPEN, Refusal.DRAFT_NOT_OPEN),
        *_wording(rules, act[..., Item.CLAUSE], act[..., Item.WORDING]),
        (says, Refusal.NOTHING_CHANGES),
    )


def judge_tabling(rules: Rules, world: World, act: Ints) -> Ints:
    """The draft whose turn it is, and no other."""
    draft, bad = _draft(rules, act)
    return _first((bad, Refusal.NO_SUCH_DRAFT), (draft != world.record.turn[:, None], Refusal.DRAFT_NOT_OPEN))


def judge_motion(rules: Rules, world: World, act: Ints) -> Ints:
    """A motion that is in order on the draft on the table."""
    motion = act[..., Item.WORDING]
    known = (motion >= 0) & (motion < len(Motion))
    worlds = np.arange(act.shape[0])[:, None]
    return _first(
        (~known | ~motions.in_order(world.record)[worlds, np.where(known, motion, 0)], Refusal.NO_SUCH_MOTION)
    )


def judge_amendment(rules: Rules, world: World, act: Ints) -> Ints:
    """A wording that the draft on the table does not have, and for a member, that was not moved before."""
    clause, wording = act[..., Item.CLAUSE], act[..., Item.WORDING]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    sound = rules.book.has(clause, wording)
    moved = amend.was_moved(world.record, inside, np.where(sound, wording, 0)) & (act[..., Item.VERB] == Verb.AMEND)
    return _first(
        *_wording(rules, clause, wording),
        (amend.changes_nothing(world.record, inside, wording), Refusal.NOTHING_CHANGES),
        (moved, Refusal.ALREADY),
        (revised_away(world, act), Refusal.EMPTIES_TEXT),
    )


def revised_away(world: World, act: Ints) -> Bools:
    """Whether an oral revision would leave nothing of the text, (B, S). Amendments may: the Committee is its master."""
    last = (world.record.text != ABSENT).sum(axis=1) == 1
    leaves_out = (act[..., Item.VERB] == Verb.REVISE) & (act[..., Item.WORDING] == ABSENT)
    return np.asarray(leaves_out & last[:, None])


def judge_division(rules: Rules, world: World, act: Ints) -> Ints:
    """A clause that stands in the draft on the table."""
    clause = act[..., Item.CLAUSE]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    return _first(
        ((clause != inside) | amend.changes_nothing(world.record, inside, np.array(NONE)), Refusal.NO_SUCH_CLAUSE)
    )


def judge_ballot(rules: Rules, world: World, act: Ints) -> Ints:
    """Yes, no, abstain, or out of the room."""
    return _first(
        ((act[..., Item.WORDING] < Ballot.YES) | (act[..., Item.WORDING] > Ballot.ABSENT), Refusal.NO_SUCH_BALLOT)
    )


def judge_reconsideration(rules: Rules, world: World, act: Ints) -> Ints:
    """A draft on which a recorded decision was taken, once."""
    draft, bad = _draft(rules, act)
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~_of_draft(ladder.can_be_reconsidered(world.record), draft).astype(bool), Refusal.NOT_DECIDED),
    )


def judge_explanation(rules: Rules, world: World, act: Ints) -> Ints:
    """A vote that the seat cast, on a text that is not its own, and a ground that exists."""
    draft, bad = _draft(rules, act)
    b, s = np.arange(act.shape[0])[:, None], np.arange(rules.seats)
    ground = act[..., Item.WORDING]
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (world.record.sponsor[b, draft, s], Refusal.OWN_TEXT),
        (~close.can_explain(world.record)[b, draft, s], Refusal.NO_VOTE_TO_EXPLAIN),
        ((ground < 0) | (ground >= len(Ground)), Refusal.NO_SUCH_WORDING),
    )


def judge_conduct(rules: Rules, world: World, act: Ints) -> Ints:
    """Conduct under the pact whose turn it is: restraint in thousandths, measures among those promised."""
    draft, bad = _draft(rules, act)
    dues = quarter.dues(rules, world.record)[np.arange(act.shape[0])[:, None], draft]
    given, level, toward = (act[..., item] for item in (Item.CLAUSE, Item.WORDING, Item.WORDING2))
    alone = act[..., Item.PARTNER] == NONE
    within = (level >= 0) & (level <= FULL) & np.where(alone, toward == NONE, (toward >= 0) & (toward <= FULL))
    bound = parties(world)[np.arange(act.shape[0])[:, None], draft]
    partner = np.where(alone, 0, np.clip(act[..., Item.PARTNER], 0, rules.seats - 1))
    other = np.take_along_axis(bound, partner[..., None].astype(np.intp), axis=2)[..., 0]
    return _first(
        (bad, Refusal.NO_SUCH_DRAFT),
        (draft != world.record.turn[:, None], Refusal.NO_SUCH_PACT),
        (~alone & (_names_wrongly(rules, act, allow_none=False) | ~other), Refusal.NO_SUCH_SEAT),
        (~within | (given < 0) | ((given % LETTER & ~dues) != 0) | (given >= 2 * LETTER), Refusal.BAD_CONDUCT),
    )


def judge_answer(rules: Rules, world: World, act: Ints) -> Ints:
    """Toward a state of which something has been seen."""
    partner = np.clip(act[..., Item.PARTNER], 0, rules.seats - 1).astype(np.intp)
    signal = world.secrets.signal
    if not signal.size:
        return np.full(partner.shape, Refusal.NOTHING_SEEN)  # a scenario without quarters
    seen = np.take_along_axis(signal, partner[..., None], axis=2)[..., 0] > 0
    return _first((_names_wrongly(rules, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~seen, Refusal.NOTHING_SEEN))


def judge_pact(rules: Rules, world: World, act: Ints) -> Ints:
    """Under a pact that binds it."""
    draft, bad = _draft(rules, act)
    b, s = np.arange(act.shape[0])[:, None], np.arange(rules.seats)
    return _first((bad, Refusal.NO_SUCH_DRAFT), (~parties(world)[b, draft, s], Refusal.NO_SUCH_PACT))


def _names_wrongly(rules: Rules, act: Ints, *, allow_none: bool) -> Bools:
    """Whether the partner is no other seat of the room. (B, S)."""
    partner = act[..., Item.PARTNER]
    no_seat = (partner < 0) | (partner >= rules.seats) | (partner == np.arange(rules.seats))
    return np.asarray(no_seat & ~(allow_none & (partner == NONE)))


JUDGES: dict[Verb, Callable[[Rules, World, Ints], Ints]] = {
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
    Verb.KEEP: judge_conduct,
    Verb.PROTEST: judge_answer,
    Verb.ACCUSE: judge_answer,
    Verb.CONSULT: judge_pact,
    Verb.RETALIATE: judge_answer,
    Verb.SANCTION: judge_answer,
    Verb.DENOUNCE: judge_pact,
}
