"""What a world is worth to a seat, by name: the card at the end, or what each quarter brings.  All judged."""

from collections.abc import Callable

import numpy as np

from demarche.agents.doctrine.parameters import PLACES
from demarche.scenarios.cards import ADOPTED, Stands, card_for, crossed, stands
from demarche.scenarios.compile import Game
from demarche.sim.bargain import Doubles
from demarche.sim.record import World
from demarche.sim.terms import Ballot, Ints, Stage, Unreadable

GOALS, RED_LINE = 2, 3
"""Points of a goal that is met and of a red line that is held: as in the debrief."""
HARM = "harm_disruption"

Reward = Callable[[Game, World, World, Ints], Doubles]
"""What a step brings: the game, the worlds before and after it, seats (A,) -> (B, A). `after` may be spent later."""


def card(game: Game, before: World, after: World, seats: Ints) -> Doubles:
    """Points of the briefing card over the most there are, when the session closes, 0 .. 1; before that 0."""
    found = np.zeros((after.record.worlds, len(seats)))
    closing = np.flatnonzero((after.record.stage == Stage.CLOSED) & (before.record.stage != Stage.CLOSED))
    for b in closing.tolist():
        record = after.record.take(slice(b, b + 1))
        alone = game.take(slice(b, b + 1))
        for a, seat in enumerate(seats.tolist()):
            held = card_for(alone, seat)
            met = sum(stands(alone, record, held, goal) == Stands.MET for goal in held.goals)
            points = GOALS * met + RED_LINE * (not crossed(alone, record, held))
            found[b, a] = points / (GOALS * len(held.goals) + RED_LINE)
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
