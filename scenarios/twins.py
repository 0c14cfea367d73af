"""Twins: the same world with the same chance, in which pacts are signed and have no effect.

What differs between a world and its twin is the doing of its pacts, and not noise.
"""

from dataclasses import replace

import numpy as np

from demarche.scenarios.compile import Game
from demarche.sim.question import address
from demarche.sim.record import World, opening
from demarche.sim.rules import Rules
from demarche.sim.session import Session, run
from demarche.sim.terms import PHASE_OF, Phase, Stage


def without_effect(game: Game) -> Game:
    """The same game with pacts that have no effect: same seed, same replicates."""
    return replace(game, rules=_void(game.rules))


def _void(rules: Rules) -> Rules:
    """The same rules, of every year, with pacts that have no effect."""
    return replace(rules, conduct=replace(rules.conduct, void=True), later=tuple(_void(year) for year in rules.later))


def twin(game: Game) -> World:
    """The twins of all worlds of a batch, played to their end by the doctrine."""
    made = without_effect(game)
    return run(made.rules, made.briefs, made.seats, made.luck)


TALKS = (Stage.FLOOR, Stage.ANSWERS, Stage.PEN, Stage.SIGNING, Stage.PROPOSALS, Stage.CONSIDERATION)
"""Stages of the quarters in which a pact is negotiated and signed: they go in a twin as they went."""


def twin_of(game: Game, session: Session) -> World:
    """The twin of a session: the same acts to the end of the committee and in all talks after, else the doctrine's.

    Whoever sat in a seat, the doctrine answers for it in the quarters of the twin, so that a log tells the same as the
    session it was written of.  A session without quarters is its own twin; of one that was broken off the twin is told
    to the same quarter.
    """
    if not game.rules.conduct.quarters:
        return session.world
    made = without_effect(game)
    seats = [getattr(seat, "stand_in", seat) for seat in made.seats]  # no model is asked in a twin
    other = Session(made.rules, made.briefs, seats, made.luck)
    other.world = opening(made.rules, session.world.record.lot)
    for tick in session.ticks:
        if PHASE_OF[tick.stage] == Phase.AFTERMATH and tick.stage not in TALKS:
            break
        other.play(tick)
    talks = {_question(moment.world): moment.tick for moment in session.moments if moment.tick.stage in TALKS}
    while not other.closed:
        made_then = talks.get(_question(other.world))
        if made_then is not None:
            other.play(made_then)
        else:
            other.advance(time_is_up=True)
    return other.world if session.closed else as_far_as(session.world, other.world)


def _question(world: World) -> int:
    """The address of the question that one world has come to."""
    return int(address(world.record)[0])


def as_far_as(world: World, other: World) -> World:
    """The other world with nothing counted in quarters that the first has not come through."""
    come = world.record.quarter + (world.record.stage >= Stage.RESPONSES)
    passed = np.arange(other.secrets.abroad.shape[1]) < come[:, None]
    sums = np.where(passed[:, None, :, None], other.secrets.sums, 0)
    secrets = replace(other.secrets, sums=sums, abroad=np.where(passed, other.secrets.abroad, 0))
    return other.now(other.record, secrets=secrets)
