"""A league played: every pair in every game."""

from collections.abc import Callable
from dataclasses import dataclass

from demarche.agents.strategies.registry import strategy
from demarche.scenarios.league import repeated, worlds
from demarche.scenarios.league.ranking import Standing, standing
from demarche.scenarios.league.schema import League, Match
from demarche.scenarios.theory.check import Reals


@dataclass(frozen=True, slots=True)
class Played:
    """A league that was played. standings: of each game, in their order."""

    league: League
    standings: tuple[Standing, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The entrants, in the order in which they were entered."""
        return tuple(name for _, name in self.league.entrants)


def play(league: League, tell: Callable[[str], None] = lambda done: None) -> Played:
    """Play every game of a league. tell: the game that is being played, after each pair of a scenario."""
    found = [
        standing(payoffs(league, match, lambda name=match.name: tell(name)), league.turns, league.seed)  # type: ignore[misc]
        for match in league.games
    ]
    return Played(league, tuple(found))


def payoffs(league: League, match: Match, tell: Callable[[], None] = lambda: None) -> Reals:
    """Mean payoff a quarter of each entrant against each other in each replicate, (R, N, N)."""
    if match.game == "repeated":
        entered = [strategy(name) for name in league.strategies]
        noise = match.slip, match.misread
        return repeated.payoffs(entered, league.replicates, match.quarters, noise, league.seed)
    return worlds.payoffs(match, league.entrants, league.replicates, league.seed, tell)
