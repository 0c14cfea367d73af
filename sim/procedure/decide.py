"""The decision on the whole: without a vote, by a recorded vote, by consensus, or by the signature of every party.

Rules 125 to 127 and 133.  Without a vote is stronger, and any member can prevent it by asking for a recorded vote.
"""

import numpy as np

from demarche.sim.faults import Judge, first_fault
from demarche.sim.procedure.ladder import climb
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, call_order, carries, cast, first_called, tally, verb_is
from demarche.sim.terms import NONE, Ballot, Bools, Ints, Item, Refusal, Role, Stage, Status, Verb

CALLS_AT_MOST = 2


def may_ask_for_a_vote(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    for verb in (Verb.ASK, Verb.PASS):
        may[..., verb] |= members


def may_cast(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every voter, in every vote."""
    may[..., Verb.CAST] |= here[:, None] & rules.voters


def may_object_to_consensus(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members: to object, to stand aside, or to join in silence."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    for verb in (Verb.BLOCK, Verb.DISSOCIATE, Verb.PASS):
        may[..., verb] |= members


def ask_for_a_vote(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """If nobody asks, the draft is adopted without a vote."""
    r = world.record
    draft = at(r.current, len(rules.pen))
    asks = first_called(verb_is(act, Verb.ASK), call_order(rules, r.lot))
    r = r.but(here, asked=np.where(draft, asks[:, None], r.asked))
    r = r.but(here & (asks == NONE), status=np.where(draft, Status.CONSENSUS, r.status))
    return world.now(climb(rules, r, here))


def vote(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """More yes than no adopts; abstentions are not votes; a tie rejects."""
    r = world.record
    ballots = cast(rules, act)
    draft = at(r.current, len(rules.pen))
    verdict = np.where(carries(*tally(ballots)), Status.ADOPTED, Status.REJECTED)
    r = r.but(
        here,
        ballots=ballots,
        final=np.where(draft[..., None], ballots[:, None], r.final),
        status=np.where(draft, verdict[:, None], r.status),
        again=NONE,
    )
    return world.now(climb(rules, r, here))


def seek_consensus(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """No objection, or no report. Whoever stands aside lets it pass and says so."""
    r = world.record
    draft = at(r.current, len(rules.pen))
    blocks, stands_aside = verb_is(act, Verb.BLOCK), verb_is(act, Verb.DISSOCIATE)
    verdict = np.where(blocks.any(axis=1), Status.BLOCKED, Status.CONSENSUS)
    r = r.but(
        here,
        blocked=r.blocked | (draft[..., None] & blocks[:, None]),
        dissociated=r.dissociated | (draft[..., None] & stands_aside[:, None]),
        status=np.where(draft, verdict[:, None], r.status),
    )
    return world.now(climb(rules, r, here))


def call_again(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Without a quorum the vote is not a decision: the members are called once more, then the draft is given up.

    A reconsideration given up leaves the decision as it was.  Rule 108; the second call is the game's own.
    """
    r = world.record.but(here, ballots=cast(rules, act), short=world.record.short + 1)
    given_up = here & (r.short >= CALLS_AT_MOST)
    reconsidering = r.stage == Stage.RECONSIDER_VOTE
    draft = at(r.current, len(rules.pen)) & ~reconsidering[:, None]
    r = r.but(given_up, status=np.where(draft, Status.NO_QUORUM, r.status), short=0, again=NONE)
    r = r.but(given_up & reconsidering, stage=Stage.CALLED)
    return world.now(climb(rules, r, given_up & ~reconsidering))


def sign(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Every party signs, or there is no agreement."""
    r = world.record
    ballots = cast(rules, act)
    draft = at(r.current, len(rules.pen))
    all_sign = ((ballots == Ballot.YES) | ~rules.voters).all(axis=1)
    verdict = np.where(all_sign, Status.SIGNED, Status.UNSIGNED)
    r = r.but(
        here,
        ballots=ballots,
        final=np.where(draft[..., None], ballots[:, None], r.final),
        status=np.where(draft, verdict[:, None], r.status),
    )
    return world.now(climb(rules, r, here))


def judge_ballot(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Yes, no, abstain, or out of the room."""
    return first_fault(
        ((act[..., Item.WORDING] < Ballot.YES) | (act[..., Item.WORDING] > Ballot.ABSENT), Refusal.NO_SUCH_BALLOT)
    )


JUDGES: dict[Verb, Judge] = {Verb.CAST: judge_ballot}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
