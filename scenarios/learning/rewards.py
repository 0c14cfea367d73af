"""What a world is worth to a seat, by name: the card at the end, or what each quarter brings.  All judged."""

from collections.abc import Callable

import numpy as np

from demarche.agents.doctrine.parameters import PLACES
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game
from demarche.scenarios.goals import ADOPTED, Stands, crossed, stands
from demarche.sim.bargain import Doubles
from demarche.sim.record import World
from demarche.sim.terms import Ballot, Ints, Stage, Unreadable

HARM = "harm_disruption"

Reward = Callable[[Game, World, World, Ints], Doubles]
"""What a step brings: the game, the worlds before and after it, seats (A,) -> (B, A). `after` may be spent later."""


def card(game: Game, before: World, after: World, seats: Ints) -> Doubles:
    """The share of the briefing card that is met when the session closes, 0 .. 1, its red line as one more goal.

    The score of the debrief holds this world against one with a passive diplomat; a reward must come sooner.
    """
    found = np.zeros((after.record.worlds, len(seats)))
    closing = np.flatnonzero((after.record.stage == Stage.CLOSED) & (before.record.stage != Stage.CLOSED))
    for b in closing.tolist():
        world = after.take(slice(b, b + 1))
        record, secrets = world.record, world.secrets
        alone = game.take(slice(b, b + 1))
        for a, seat in enumerate(seats.tolist()):
            held = card_for(alone, seat)
            met = sum(stands(alone, record, held, goal, secrets) == Stands.MET for goal in held.goals)
            found[b, a] = (met + (not crossed(alone, record, held))) / (len(held.goals) + 1)
    return found


def quarters(game: Game, before: World, after: World, seats: Ints) -> Doubles:
    """What each quarter brings: 1 for each operation run, less the harm of each suffered, whoever else is in the room.

    harm: that of disruption to the seat's doctrine, in operations run.  0 in a committee.
    """
    found = np.zeros((after.record.worlds, len(seats)))
    count = after.secrets.count
    if count.shape[1] == 0:
        return found
    come = (before.record.stage == Stage.NATURE) & (after.record.stage != Stage.NATURE)
    worlds = np.arange(after.record.worlds)[:, None]
    harm = game.doctrine.values[worlds, game.doctrine.profile[worlds, seats], PLACES[HARM]]
    ran, suffered = count[:, seats].sum(axis=2), count[:, :, seats].sum(axis=1)
    return np.asarray(np.where(come[:, None], ran - harm * suffered, found), np.float64)


def signed(game: Game, before: World, after: World, seats: Ints) -> Doubles:
    """1 for each text of the scenario that the seat has signed or voted for and that was adopted, at the close."""
    closing = (after.record.stage == Stage.CLOSED) & (before.record.stage != Stage.CLOSED)
    yes = (after.record.final[:, :, seats] == Ballot.YES) | after.record.signed[:, :, seats]
    adopted = np.isin(after.record.status, ADOPTED)[..., None]
    return np.asarray(np.where(closing[:, None], (yes & adopted).sum(axis=1), 0), np.float64)


REWARDS: dict[str, Reward] = {"card": card, "quarters": quarters, "signed": signed}


def reward_of(name: str | Reward) -> Reward:
    """A reward by its name, or one of the caller's own. Raises Unreadable naming those there are."""
    if callable(name):
        return name
    if name not in REWARDS:
        raise Unreadable(f"there is no reward {name}; there are {', '.join(REWARDS)}, or give a function")
    return REWARDS[name]
