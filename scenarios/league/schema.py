"""League files: who plays, what games, and how often."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.registry import behaviour
from demarche.agents.strategies.registry import STRATEGIES, strategy
from demarche.scenarios.check import near
from demarche.scenarios.fields import Iso3, Strict
from demarche.scenarios.kinds import Kind, require_kind
from demarche.scenarios.load import first_fault, load
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.schema import Scenario
from demarche.sim.terms import Unreadable

MOST_ENTRANTS = 40
Names = Annotated[tuple[str, ...], Field(strict=False, max_length=MOST_ENTRANTS)]
KEYS = {"strategies": "strategy", "doctrines": "doctrine", "behaviours": "behaviour"}
"""The lists of entrants, and the key of a scenario by which a state is given one of each."""


class Match(Strict):
    """One game that all pairs play: the repeated game with noise, or the quarters of a scenario."""

    name: str = Field(min_length=1, max_length=60)
    game: Literal["repeated", "scenario"]
    quarters: int = Field(default=100, ge=1, le=1000, description="of the repeated game")
    slip: float = Field(default=0.0, ge=0, le=0.5, description="chance that an act comes out as its opposite")
    misread: float = Field(default=0.0, ge=0, le=0.5, description="chance that a side takes an act for its opposite")
    scenario: str = ""
    between: tuple[Iso3, Iso3] | None = Field(
        default=None, strict=False, description="the two states that entrants hold"
    )
    set: Annotated[tuple[str, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.game == "scenario" and (not self.scenario or self.between is None):
            raise ValueError("a game of a scenario names it, and the two states that entrants hold: scenario, between")
        if self.game == "repeated" and (self.scenario or self.between or self.set):
            raise ValueError("the repeated game has no scenario, between or set")
        return self


class League(Strict):
    """A round robin of entrants over games. replicates: matches of each ordered pair in each game."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=200)
    strategies: Names = ()
    doctrines: Names = ()
    behaviours: Names = ()
    games: tuple[Match, ...] = Field(strict=False, min_length=1, max_length=50)
    replicates: int = Field(default=100, ge=2, le=100_000)
    seed: int = Field(default=1, ge=0)
    turns: int = Field(default=1000, ge=1, le=100_000, description="ecological turns")

    @property
    def entrants(self) -> tuple[tuple[str, str], ...]:
        """Every entrant as the key by which a state is given it, and its name."""
        return tuple((key, name) for list_, key in KEYS.items() for name in getattr(self, list_))


def read_league(path: Path) -> League:
    """A league file. Raises Unreadable naming the file, the key, what is wrong and what would be right."""
    document = read_toml(path)
    require_kind(document, Kind.LEAGUE, str(path))
    try:
        league = League.model_validate(document)
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error, League)}") from None
    try:
        require_playable(league)
    except Unreadable as error:
        raise Unreadable(f"{path}: {error}") from None
    return league


def require_playable(league: League) -> None:
    """Raises Unreadable where an entrant or a state is not there, or an entrant cannot play a game."""
    names = [name for _, name in league.entrants]
    if len(names) < 2:
        raise Unreadable("a league needs two entrants: name them in strategies, doctrines or behaviours")
    if double := next((name for name in names if names.count(name) > 1), None):
        raise Unreadable(f"{double} is entered twice")
    for name in league.strategies:
        strategy(name)
    for name in league.behaviours:
        behaviour(name)
    for name in league.doctrines:
        if name not in DOCTRINES:
            raise Unreadable(f"doctrines: there is no doctrine {name}{near(name, DOCTRINES)}")
    for i, match in enumerate(league.games):
        if match.game == "repeated" and len(names) > len(league.strategies):
            other = next(name for key, name in league.entrants if key != "strategy")
            raise Unreadable(f"games.{i}: {other} plays games of scenarios only; the repeated game is for strategies")
        if match.game == "scenario":
            _require_scenario(match, f"games.{i}")


def _require_scenario(match: Match, where: str) -> None:
    """Raises Unreadable where a scenario is not there, has no quarters, or one of the two states has no seat in it."""
    try:
        scenario = load(match.scenario, match.set)
    except Unreadable as error:
        raise Unreadable(f"{where}: {error}") from None
    for state in match.between or ():
        if scenario.seats != "all" and state not in scenario.seats:
            raise Unreadable(f"{where}.between: {state} has no seat in {scenario.id}{near(state, scenario.seats)}")
    if len(set(match.between or ())) < 2:
        raise Unreadable(f"{where}.between: two different states are needed")
    _require_quarters(scenario, where)


def _require_quarters(scenario: Scenario, where: str) -> None:
    if not scenario.quarters:
        raise Unreadable(f"{where}: {scenario.id} has no quarters; set quarters above 0")


def usual() -> League:
    """The league that is played where no file is named: every strategy that comes with the program, in three games."""
    return League(
        id="usual",
        title="Pledge strategies in the repeated game",
        strategies=tuple(STRATEGIES),
        games=(
            Match(name="no noise", game="repeated"),
            Match(name="acts slip", game="repeated", slip=0.05),
            Match(name="acts are misread", game="repeated", misread=0.05),
        ),
    )
