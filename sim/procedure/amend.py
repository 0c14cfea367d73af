"""Amendments and oral revision: submitted, taken in by the pen-holder, or voted furthest first.

Rule 130, in substance: the amendment furthest removed in substance is put first; where adopting one implies rejecting
another, that other is not put.  Rule 122: a draft may be withdrawn before voting on it has begun, unless amended.
"""

import numpy as np

from demarche.sim.faults import Judge, first_fault, wording_faults
from demarche.sim.procedure.ladder import climb
from demarche.sim.record import IMPLIED, NOT_MOVED, PUT, Record, World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, call_order, carries, cast, first_mover, tally, verb_is
from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item, Refusal, Role, Status, Verb


def may_amend(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members; the pen-holder revises instead."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER) & ~holds_pen(rules, world.record)
    for verb in (Verb.AMEND, Verb.PASS):
        may[..., verb] |= members


def may_revise(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the pen-holder: it may change its text from the floor, or withdraw it, until voting begins."""
    pen = here[:, None] & holds_pen(rules, world.record)
    amended = np.any(world.record.amended & at(world.record.current, len(rules.pen)), axis=1)
    may[..., Verb.REVISE] |= pen
    may[..., Verb.WITHDRAW] |= pen & ~amended[:, None]
    may[..., Verb.PASS] |= pen


def holds_pen(rules: Rules, record: Record) -> Bools:
    """Who holds the pen of the draft on the table, (B, S)."""
    return np.asarray(rules.pen[np.maximum(record.current, 0)][:, None] == np.arange(rules.seats))


def submit_amendments(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Like amendments are one, and belong to the first seat in the list that submitted it."""
    r = world.record
    places = rules.book.wordings + 1
    which = act[..., Item.CLAUSE] * places + _place(act[..., Item.WORDING], places)
    every = first_mover(verb_is(act, Verb.AMEND), which, rules.book.clauses * places, call_order(rules, r.lot))
    mover = every.reshape(r.amending.shape)
    r = r.but(here, amending=np.where(mover != NONE, mover, r.amending))
    return world.now(climb(rules, r, here))


def revise(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """The pen-holder takes one wording from the floor, which settles what was moved on that clause, or withdraws."""
    r = world.record
    pen = act[np.arange(r.worlds), rules.pen[np.maximum(r.current, 0)]]
    revises, withdraws = pen[:, Item.VERB] == Verb.REVISE, pen[:, Item.VERB] == Verb.WITHDRAW
    r = enter(rules, r, here & revises, pen[:, Item.CLAUSE], pen[:, Item.WORDING])
    current = at(r.current, len(rules.pen))
    r = r.but(here & withdraws, status=np.where(current, Status.WITHDRAWN, r.status))
    return world.now(climb(rules, r, here))


def vote_on_amendment(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A simple majority adopts it; the others on the same clause are not put; a text with nothing left is rejected."""
    r = world.record
    ballots = cast(rules, act)
    carried = here & carries(*tally(ballots))
    clause, place = r.amendment[:, 0], r.amendment[:, 1]
    on_clause = np.arange(rules.book.clauses) == clause[:, None]
    put = on_clause[..., None] & (np.arange(rules.book.wordings + 1) == place[:, None, None])
    r = r.but(here, ballots=ballots, amending=np.where(put, PUT, r.amending))
    wording = np.where(place == rules.book.wordings, ABSENT, place)
    r = enter(rules, r, carried, clause, wording)
    draft = at(r.current, len(rules.pen))
    r = r.but(carried, amended=r.amended | draft)
    emptied = carried & (r.text == ABSENT).all(axis=1)
    r = r.but(emptied, status=np.where(draft, Status.PARTS_REJECTED, r.status))
    return world.now(climb(rules, r.but(here, amendment=NONE), here))


def enter(rules: Rules, record: Record, here: Bools, clause: Ints, wording: Ints) -> Record:
    """That wording stands in the draft on the table, and what waits on the same clause is implied to be rejected."""
    drafts = at(record.current, len(rules.pen))
    on_clause = np.arange(rules.book.clauses) == clause[:, None]
    text = np.where(drafts[..., None] & on_clause[:, None], wording[:, None, None], record.wording)
    overtaken = on_clause[..., None] & (record.amending >= 0)
    return record.but(here, wording=text, amending=np.where(overtaken, IMPLIED, record.amending))


def _place(wording: Ints, places: int) -> Ints:
    """Where a wording stands in `amending`: leaving the clause out has the last place."""
    return np.where(wording == ABSENT, places - 1, wording)


def changes_nothing(record: Record, b: Ints, clause: Ints, wording: Ints) -> Bools:
    """Whether the draft on the table already says so. b, clause, wording (M,) -> (M,)."""
    return np.asarray(record.text[b, np.maximum(clause, 0)] == wording)


def was_moved(record: Record, b: Ints, clause: Ints, wording: Ints) -> Bools:
    """Whether the amendment has been moved before. b, clause, wording (M,) -> (M,)."""
    place = _place(wording, record.amending.shape[2])
    return np.asarray(record.amending[b, np.maximum(clause, 0), np.maximum(place, 0)] != NOT_MOVED)


def judge_amendment(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording that the draft on the table does not have, and for a member, that was not moved before."""
    clause, wording = act[..., Item.CLAUSE], act[..., Item.WORDING]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    sound = rules.book.has(clause, wording)
    moved = was_moved(world.record, b, inside, np.where(sound, wording, 0)) & (act[..., Item.VERB] == Verb.AMEND)
    return first_fault(
        *wording_faults(rules, clause, wording),
        (changes_nothing(world.record, b, inside, wording), Refusal.NOTHING_CHANGES),
        (moved, Refusal.ALREADY),
        (revised_away(world, b, act), Refusal.EMPTIES_TEXT),
    )


def revised_away(world: World, b: Ints, act: Ints) -> Bools:
    """Whether an oral revision would leave nothing of the text, (M,). Amendments may: the Committee is its master."""
    last = (world.record.text != ABSENT).sum(axis=1) == 1
    leaves_out = (act[..., Item.VERB] == Verb.REVISE) & (act[..., Item.WORDING] == ABSENT)
    return np.asarray(leaves_out & last[b])


JUDGES: dict[Verb, Judge] = {Verb.AMEND: judge_amendment, Verb.REVISE: judge_amendment}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
