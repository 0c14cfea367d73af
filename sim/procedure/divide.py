"""Division: separate votes on parts of a text.

Rule 129, in substance: any member may ask; if anybody objects, the request itself is voted first; parts that are
approved are put as a whole; if every operative part is rejected, so is the whole.
"""

import numpy as np

from demarche.sim.faults import Judge, first_fault
from demarche.sim.procedure.amend import changes_nothing
from demarche.sim.procedure.ladder import climb
from demarche.sim.record import NOT_MOVED, PUT, World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, call_order, carries, cast, first_called, first_mover, tally, verb_is
from demarche.sim.terms import ABSENT, NONE, Bools, Ints, Item, Refusal, Role, Status, Verb


def may_divide(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    may[..., Verb.DIVIDE] |= members & (world.record.text != ABSENT).any(axis=1)[:, None]
    may[..., Verb.PASS] |= members


def may_object(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    for verb in (Verb.OBJECT, Verb.PASS):
        may[..., verb] |= members


def ask_to_divide(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Each part is asked for by the first seat in the list that wants it apart."""
    r = world.record
    mover = first_mover(verb_is(act, Verb.DIVIDE), act[..., Item.CLAUSE], rules.book.clauses, call_order(rules, r.lot))
    r = r.but(here, divided=np.where(mover != NONE, mover, NOT_MOVED))
    return world.now(climb(rules, r, here))


def object_to_division(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """One objection is enough for the request to be put to the vote."""
    r = world.record
    r = r.but(here, objector=first_called(verb_is(act, Verb.OBJECT), call_order(rules, r.lot)))
    return world.now(climb(rules, r, here))


def vote_on_division(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Unless a simple majority is for dividing, no part is put apart."""
    ballots = cast(rules, act)
    refused = ~carries(*tally(ballots))
    r = world.record.but(here, ballots=ballots)
    r = r.but(here & refused, divided=NOT_MOVED)
    return world.now(climb(rules, r, here))


def vote_on_part(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A part that does not get a simple majority falls out of the text; a text with nothing left is rejected."""
    r = world.record
    ballots = cast(rules, act)
    falls = here & ~carries(*tally(ballots))
    mine = np.arange(rules.book.clauses) == r.part[:, None]
    draft = at(r.current, len(rules.pen))
    r = r.but(here, ballots=ballots, divided=np.where(mine, PUT, r.divided), part=NONE)
    struck = np.where(draft[..., None] & mine[:, None], ABSENT, r.wording)
    r = r.but(falls, lost=r.lost | mine, wording=struck, amended=r.amended | draft)
    emptied = falls & (r.text == ABSENT).all(axis=1)
    r = r.but(emptied, status=np.where(draft, Status.PARTS_REJECTED, r.status))
    return world.now(climb(rules, r, here))


def judge_division(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A clause that stands in the draft on the table."""
    clause = act[..., Item.CLAUSE]
    inside = np.clip(clause, 0, rules.book.clauses - 1)
    return first_fault(
        ((clause != inside) | changes_nothing(world.record, b, inside, np.array(NONE)), Refusal.NO_SUCH_CLAUSE)
    )


JUDGES: dict[Verb, Judge] = {Verb.DIVIDE: judge_division}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
