"""One tick: every seat that is asked acts at once, and the session moves to its next question."""

import numpy as np

from demarche.sim.aftermath import quarter, stages, talks
from demarche.sim.aftermath.events import Events
from demarche.sim.procedure import amend, close, debate, decide, divide, informals, letters, motions, table
from demarche.sim.procedure.ladder import call_to_order
from demarche.sim.procedure.order import may, require_in_order
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.tally import cast, quorate, takes_ballots
from demarche.sim.terms import Bools, Ints, Stage

DOES = {
    Stage.STATEMENTS: debate.hear_statements,
    Stage.REPLIES: debate.hear_replies,
    Stage.FLOOR: informals.take_the_floor,
    Stage.ANSWERS: informals.answer,
    Stage.LETTERS: letters.sign_letters,
    Stage.PEN: informals.draft,
    Stage.TABLING: table.table,
    Stage.SPONSORS: table.close_sponsor_lists,
    Stage.MOTIONS: motions.move,
    Stage.SPEAKERS: motions.speak_to_it,
    Stage.MOTION_VOTE: motions.vote_on_motion,
    Stage.AMENDMENTS: amend.submit_amendments,
    Stage.REVISION: amend.revise,
    Stage.AMENDMENT_VOTE: amend.vote_on_amendment,
    Stage.DIVISION: divide.ask_to_divide,
    Stage.OBJECTION: divide.object_to_division,
    Stage.DIVISION_VOTE: divide.vote_on_division,
    Stage.PART_VOTE: divide.vote_on_part,
    Stage.DECISION: decide.ask_for_a_vote,
    Stage.VOTE: decide.vote,
    Stage.CONSENSUS: decide.seek_consensus,
    Stage.SIGNATURE: decide.sign,
    Stage.RECONSIDER: close.move_to_reconsider,
    Stage.RECONSIDER_VOTE: close.vote_to_reconsider,
    Stage.EXPLANATIONS: close.explain,
    Stage.SIGNING: quarter.sign_now,
    Stage.CONDUCT: quarter.keep,
    Stage.RESPONSES: quarter.respond,
    Stage.PROPOSALS: talks.propose,
    Stage.CONSIDERATION: talks.consider,
}
"""What each stage does with the acts of those it asked. Each is (rules, world, act, here) -> World."""


def step(
    rules: Rules, world: World, act: Ints, verbs: Bools | None = None, events: Events | None = None,
    moving: Bools | None = None, *, spend: bool = False,
) -> World:  # fmt: skip
    """The world after one joint act. act (B, S, 8); verbs as from `may`, where the caller has them already.

    events: what happens by itself, needed where a world is at NATURE, where nobody is asked.
    moving: (B,) the worlds that move, all of them where None; the others and those that are closed stay as they are.
    spend: nobody needs the world before the act any more, and its histories may be written on.
    Raises OutOfOrder for the first act that is refused.
    """
    require_in_order(rules, world, act, may(rules, world) if verbs is None else verbs)
    begun = world.record.stage if moving is None else np.where(moving, world.record.stage, Stage.CLOSED)
    short = lacks_quorum(rules, begun, act)
    if short.any():
        world = decide.call_again(rules, world, act, short)
    for stage in np.unique(begun):
        here = (begun == stage) & ~short
        if stage == Stage.NATURE:
            world = quarter.befall(rules, world, _needed(events), here, spend=spend)
        elif stage == Stage.RESPONSES and here.any():
            world = quarter.respond(rules, world, act, here, spend=spend)
        elif stage != Stage.CLOSED and here.any():
            world = DOES[Stage(stage)](rules, world, act, here)
    record = world.record.but(takes_ballots(begun) & ~short, short=0)
    record = call_to_order(rules, record)
    record = stages.open_quarters(rules, record, record.closed & (begun < Stage.CLOSED))
    return world.now(record.but(begun != Stage.CLOSED, tick=record.tick + 1))


def _needed(events: Events | None) -> Events:
    if events is None:
        raise ValueError("a quarter has come to what happens by itself, and nothing was said of it")
    return events


def lacks_quorum(rules: Rules, stage: Ints, act: Ints) -> Bools:
    """Worlds that vote without a majority of their members present, (B,). Parties who sign need no quorum."""
    needed = takes_ballots(stage) & (stage != Stage.SIGNATURE)
    if not needed.any():
        return needed
    return np.asarray(needed & ~quorate(rules, cast(rules, act)))
