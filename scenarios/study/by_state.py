"""Measures of single states, as such and as parties to a pact: `payoff_RUS`, `theft_suffered_1_USA`, `vote_1_IND`."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.scenarios.compile import Game
from demarche.scenarios.study.measures import OF_A_STATE, VOTE, Name, name_of
from demarche.sim.bargain import Doubles
from demarche.sim.deeds import DONE, SUFFERED, Deed, Ledger, payoff, trust
from demarche.sim.outcome import Outcome
from demarche.sim.record import World
from demarche.sim.terms import Array, Ballot, Kind

VOTES = np.full(len(Ballot), np.nan)
"""What each ballot counts in `vote_1_IND`."""
VOTES[[Ballot.YES, Ballot.ABSTAIN, Ballot.NO]] = 1, 0, -1
_HARM = tuple(f"harm_{kind.name.lower()}" for kind in Kind)


def about_states(chosen: Sequence[str]) -> list[str]:
    """Those measures that are of the deeds of a state and so need a ledger."""
    return [name for name in chosen if name_of(name).state is not None and name_of(name).kind in OF_A_STATE]


def votes(made: Game, found: Outcome, chosen: Sequence[str]) -> dict[str, Doubles]:
    """The votes of states that were asked for, (B,) each."""
    names = {measure: name_of(measure) for measure in chosen}
    return {
        measure: VOTES[found.votes[:, name.draft - 1, place(made, name)]]
        for measure, name in names.items()
        if name.kind == VOTE and name.draft is not None and name.state is not None
    }


def of_states(made: Game, world: World, ledger: Ledger, chosen: Sequence[str]) -> dict[str, Doubles]:
    """The deeds, payoffs and trust that were asked for, (B,) each; NaN of a state that has not signed that pact."""
    if not chosen:
        return {}
    believed, harm = trust(world), harms(made.doctrine)
    table: dict[str, Doubles] = {}
    for measure in chosen:
        name = name_of(measure)
        group, seat = name.draft or 0, place(made, name)
        deeds = ledger.whole[:, group, seat]
        known = world.record.signed[:, group - 1, seat] if group else np.ones(len(deeds), np.bool_)
        if name.kind == "trust":
            found: Array = believed[:, group, seat]
        elif name.kind == "payoff":
            found = payoff(deeds, harm[:, seat])
        elif name.kind in ("operations_done", "operations_suffered"):
            found = deeds[:, DONE if name.kind.endswith("done") else SUFFERED].sum(axis=1)
        else:
            found = deeds[:, Deed[name.kind.upper()]]
        table[measure] = np.where(known, found, np.nan)
    return table


def place(made: Game, name: Name) -> int:
    """The seat of the state that a measure is of."""
    return made.rules.roster.names.index(str(name.state))


def harms(doctrine: Doctrine) -> Doubles:
    """The harm of an operation to each state by kind, over the gain to its doer, (B or 1, S, K); judged."""
    worlds, seats = doctrine.profile.shape
    world, seat = np.divmod(np.arange(worlds * seats), seats)
    numbers = doctrine.at(world, seat)
    found = [np.broadcast_to(getattr(numbers, name), worlds * seats) for name in _HARM]
    return np.stack(found, axis=-1).reshape(worlds, seats, len(Kind)).astype(np.float64).round(6)
