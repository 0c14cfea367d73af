"""After the last draft: reconsideration (rule 123, in substance) and explanations of vote (rule 128, in substance)."""

import numpy as np

from demarche.sim.faults import Judge, draft_named, first_fault
from demarche.sim.procedure.ladder import can_be_reconsidered, clear, close_ladder
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, call_order, carries_by_two_thirds, cast, first_called, tally, verb_is
from demarche.sim.terms import NONE, Ballot, Bools, Ground, Ints, Item, Refusal, Role, Stage, Status, Verb


def may_reconsider(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    for verb in (Verb.RECONSIDER, Verb.PASS):
        may[..., verb] |= members


def may_explain(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every seat that voted on a text it does not sponsor."""
    explains = here[:, None] & can_explain(world.record).any(axis=1)
    for verb in (Verb.EXPLAIN, Verb.PASS):
        may[..., verb] |= explains


def can_explain(record: Record) -> Bools:
    """Whether each seat may explain its vote on each draft, (B, L, S): it was there, and it is not a sponsor."""
    voted = (record.final != Ballot.UNCAST) & (record.final != Ballot.ABSENT)
    return np.asarray(voted & ~record.sponsor)


def move_to_reconsider(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """The first seat in the list decides which draft it is; if nobody moves, explanations follow."""
    r = world.record
    worlds = np.arange(r.worlds)
    first = first_called(verb_is(act, Verb.RECONSIDER), call_order(rules, r.lot))
    draft = np.where(first == NONE, NONE, act[worlds, first, Item.DRAFT])
    moved = here & (draft != NONE)
    r = close_ladder(rules, r, here & (draft == NONE))
    r = clear(r, moved).but(
        moved, again=draft, reconsidered=r.reconsidered | at(draft, len(rules.pen)), stage=Stage.RECONSIDER_VOTE
    )
    return world.now(r)


def vote_to_reconsider(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Two thirds of those present and voting put the draft to the vote again."""
    r = world.record
    ballots = cast(rules, act)
    carried = here & carries_by_two_thirds(*tally(ballots))
    draft = at(r.again, len(rules.pen))
    r = r.but(here, ballots=ballots)
    r = r.but(
        carried,
        status=np.where(draft, Status.TABLED, r.status),
        current=r.again,
        final=np.where(draft[..., None], Ballot.UNCAST, r.final),
        stage=Stage.VOTE,
    )
    return world.now(r.but(here & ~carried, again=NONE, stage=Stage.CALLED))


def explain(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """One reason each, from those that are true of its vote. The session closes."""
    r = world.record
    explains = verb_is(act, Verb.EXPLAIN)
    r = r.but(
        here,
        explained=np.where(explains, act[..., Item.DRAFT], NONE),
        ground=np.where(explains, act[..., Item.WORDING], NONE),
        stage=Stage.CLOSED,
    )
    return world.now(r)


def judge_reconsideration(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A draft on which a recorded decision was taken, once."""
    draft, bad = draft_named(rules, act)
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (~can_be_reconsidered(world.record)[b, draft], Refusal.NOT_DECIDED),
    )


def judge_explanation(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A vote that the seat cast, on a text that is not its own, and a ground that exists."""
    draft, bad = draft_named(rules, act)
    ground = act[..., Item.WORDING]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (world.record.sponsor[b, draft, s], Refusal.OWN_TEXT),
        (~can_explain(world.record)[b, draft, s], Refusal.NO_VOTE_TO_EXPLAIN),
        ((ground < 0) | (ground >= len(Ground)), Refusal.NO_SUCH_WORDING),
    )


JUDGES: dict[Verb, Judge] = {Verb.RECONSIDER: judge_reconsideration, Verb.EXPLAIN: judge_explanation}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
