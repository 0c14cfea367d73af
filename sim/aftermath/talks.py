"""Pacts that states propose to each other in a quarter: who may, what is in order, and what comes of it.

A proposal takes a free slot.  The states invited answer in one question after another: all must agree to one text.  A
change puts another text before all the others, as often as the rules allow; who declines is left out, and with fewer
than two states left the slot is free again.  To agree is to sign.
"""

import numpy as np

from demarche.sim.aftermath.stages import entered, next_question, onward
from demarche.sim.faults import Judge, first_fault, wording_faults
from demarche.sim.orders import ATTENTION
from demarche.sim.proposal import INVITED, MOST_DELAY, MOST_TERM, basis, changes, group_of, parties_of, text_of
from demarche.sim.record import World
from demarche.sim.rules import QUARTERS_A_YEAR, Rules
from demarche.sim.tally import at, call_order, first_called, verb_is
from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item, Objection, Refusal, Status, Verb


def slot_of_turn(rules: Rules, turn: Ints) -> Ints:
    """The slot whose turn it is, within range for look-ups. turn (...)."""
    return np.clip(turn.astype(np.intp) - rules.texts, 0, max(rules.slots - 1, 0))


def may_propose(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every state while a slot is free and it has attention left."""
    for verb in (Verb.INVITE, Verb.PASS):
        may[..., verb] |= here[:, None] & (world.secrets.spent < ATTENTION)


def may_consider(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the states invited that have not agreed to the text on offer; a change only while rounds are left."""
    r, d = world.record, world.dealings
    own, slot = np.arange(r.worlds), slot_of_turn(rules, r.turn)
    asked = here[:, None] & d.invited[own, slot] & ~d.agreed[own, slot]
    more = r.exchanges[own, slot] < rules.exchanges
    for verb in (Verb.AGREE, Verb.DECLINE):
        may[..., verb] |= asked
    may[..., Verb.COUNTER] |= asked & more[:, None]


def propose(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Proposals take the free slots, in the order of the list of speakers; those beyond them are not made."""
    r, d = world.record, world.dealings
    b, s = np.nonzero(verb_is(act, Verb.INVITE) & here[:, None])
    order = np.lexsort((call_order(rules, r.lot)[b, s], b))
    b, s = b[order], s[order]
    nth = np.arange(len(b)) - np.searchsorted(b, b)
    free = r.status[:, rules.texts :] == Status.FREE
    made = nth < free.sum(axis=1)[b]
    b, s, nth = b[made], s[made], nth[made]
    slot, chosen = np.argsort(~free, axis=1, kind="stable")[b, nth], act[b, s]
    on_offer, proposer, invited, agreed, bases = (
        table.copy() for table in (d.on_offer, d.proposer, d.invited, d.agreed, d.basis)
    )
    on_offer[b, slot] = text_of(rules.template_texts, chosen, rules.book.clauses)
    proposer[b, slot] = s
    invited[b, slot] = parties_of(chosen, s, rules.roster.member)
    agreed[b, slot] = np.arange(rules.seats) == s[:, None]
    bases[b, slot] = dates_of(rules, chosen)
    status, exchanges = r.status.copy(), r.exchanges.copy()
    status[b, rules.texts + slot] = Status.PROPOSED
    exchanges[b, slot] = 0
    d = d.but(here, on_offer=on_offer, proposer=proposer, invited=invited, agreed=agreed, basis=bases)
    return world.now(onward(rules, r.but(here, status=status, exchanges=exchanges), here), dealings=d)


def dates_of(rules: Rules, act: Ints) -> Ints:
    """Template, delay and term in quarters of each of M proposals, (M, 3); the delay its template's where none is."""
    template, delay, term = basis(act)
    usual = np.zeros(len(act), np.int64)
    usual[template >= 0] = rules.template_dates[template[template >= 0], 0]
    return np.stack([template, np.where(delay == NONE, usual, delay), term * QUARTERS_A_YEAR], axis=1)


def consider(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """The answers to the pact whose turn it is: another text, a signed pact, or a free slot."""
    r, d = world.record, world.dealings
    own, slot = np.arange(r.worlds), slot_of_turn(rules, r.turn)
    left = d.invited[own, slot] & ~verb_is(act, Verb.DECLINE)
    alive = here & (left.sum(axis=1) > 1)
    by = np.where(alive, first_called(verb_is(act, Verb.COUNTER), call_order(rules, r.lot)), NONE)
    again, signs = by != NONE, alive & (by == NONE)
    over = here & ~again
    mine = at(slot, rules.slots) & here[:, None]

    text = d.on_offer[own, slot]
    clause, wording = (act[own, np.maximum(by, 0), item] for item in (Item.CLAUSE, Item.WORDING))
    text = np.where((np.arange(rules.book.clauses) == clause[:, None]) & again[:, None], wording[:, None], text)
    agreed = np.where(again[:, None], np.arange(rules.seats) == by[:, None], left)
    ended, kept = mine & over[:, None], mine[..., None]
    d = d.but(
        here,
        on_offer=np.where(ended[..., None], ABSENT, np.where(kept, text[:, None], d.on_offer)),
        proposer=np.where(ended, NONE, d.proposer),
        invited=np.where(ended[..., None], False, np.where(kept, left[:, None], d.invited)),
        agreed=np.where(ended[..., None], False, np.where(kept, agreed[:, None], d.agreed)),
        basis=np.where(ended[..., None], NONE, d.basis),
    )
    draft, now = at(r.turn, len(rules.pen)), mine & signs[:, None]
    template, delay, term = np.moveaxis(world.dealings.basis, 2, 0)
    r = r.but(
        here,
        exchanges=r.exchanges + (mine & again[:, None]),
        status=np.where(draft & over[:, None], np.where(signs[:, None], Status.SIGNED, Status.FREE), r.status),
        wording=np.where((draft & signs[:, None])[..., None], text[:, None], r.wording),
        signed=r.signed | ((draft & signs[:, None])[..., None] & left[:, None]),
        template=np.where(now, template, r.template),
        delay=np.where(now, delay, r.delay),
        ends=np.where(now & (term > 0), r.quarter[:, None] + 1 + delay + term, r.ends),
    )
    r = entered(rules, r, draft & signs[:, None])
    return world.now(next_question(rules, r.but(over, turn=r.turn + 1), over), dealings=d)


def judge_proposal(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Other states or groups, each once, and a text of wordings of the book with some clause in it."""
    who = act[:, list(INVITED)]
    no_group = (who < NONE) & (group_of(who) >= len(rules.roster.blocs))
    bad_seat = (no_group | (who >= rules.seats) | (who == s[:, None])).any(axis=1) | (who[:, 0] == NONE)
    pairs = ((0, 1), (0, 2), (1, 2))
    (clause, wording), (template, delay, term) = changes(act), basis(act)
    twice = np.any([(t[:, i] == t[:, j]) & (t[:, i] != NONE) for t in (who, clause) for i, j in pairs], axis=0)
    faults = [fault for i in range(3) for fault in _change_faults(rules, clause[:, i], wording[:, i])]
    gap = np.any([(t[:, i] == NONE) & (t[:, i + 1] != NONE) for t in (who, clause) for i in (0, 1)], axis=0)
    no_template = (act[:, Item.WORDING2] < 0) | (template >= len(rules.templates))
    bad_dates = (delay > MOST_DELAY) | (term > MOST_TERM)
    unsound = np.any([bad_seat, twice, gap, no_template, bad_dates, *(mask for mask, _ in faults)], axis=0)
    empty = np.zeros(len(act), bool)
    empty[~unsound] = (text_of(rules.template_texts, act[~unsound], rules.book.clauses) == ABSENT).all(axis=1)
    return first_fault(
        (bad_seat, Refusal.NO_SUCH_SEAT),
        (twice, Refusal.NAMED_TWICE),
        (gap, Refusal.OUT_OF_PLACE),
        (no_template, Refusal.NO_SUCH_TEMPLATE),
        (bad_dates, Refusal.BAD_DATES),
        *faults,
        (empty, Refusal.EMPTIES_TEXT),
    )


def _change_faults(rules: Rules, clause: Ints, wording: Ints) -> list[tuple[Bools, Refusal]]:
    """What may be wrong with one change of a proposal; nothing where there is none."""
    there = clause != NONE
    faults = wording_faults(rules, np.where(there, clause, 0), np.where(there, wording, ABSENT))
    return [(mask & there, reason) for mask, reason in faults]


def judge_objection(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """One of the reasons there are."""
    why = act[..., Item.WORDING]
    return first_fault(((why < 0) | (why >= len(Objection)), Refusal.BAD_OBJECTION))


def judge_change(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording that the text on offer does not have, and that leaves something of it."""
    text = world.dealings.on_offer[b, slot_of_turn(rules, world.record.turn[b])]
    clause, wording = act[..., Item.CLAUSE], act[..., Item.WORDING]
    within = np.clip(clause, 0, rules.book.clauses - 1)
    changed = np.where(np.arange(rules.book.clauses) == clause[:, None], wording[:, None], text)
    return first_fault(
        *wording_faults(rules, clause, wording),
        (text[np.arange(len(act)), within] == wording, Refusal.NOTHING_CHANGES),
        ((changed == ABSENT).all(axis=1), Refusal.EMPTIES_TEXT),
    )


JUDGES: dict[Verb, Judge] = {
    Verb.INVITE: judge_proposal,
    Verb.DECLINE: judge_objection,
    Verb.COUNTER: judge_change,
}
"""The judges of the acts by which pacts are proposed."""
