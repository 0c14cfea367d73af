"""One world of a scenario as a Mesa model, as those who know Mesa expect it: batch_run, DataCollector, SolaraViz."""

from collections.abc import Mapping
from typing import Any

import mesa

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, with_settings
from demarche.scenarios.schema import Scenario
from demarche.sim.seat import Seat
from demarche.sim.terms import Unreadable
from demarche.sim.world import Assembly as World
from demarche.sim.world import Delegation

MOST_SEED = 1 << 64
MODEL_REPORTERS = {
    "tick": "tick",
    "stage": "stage",
    "quarter": "quarter",
    "adopted": "adopted",
    "operations": "operations",
}
AGENT_REPORTERS = {"name": "name", "ballot": "ballot", "sponsors": lambda agent: len(agent.sponsors), "act": "act"}


class Assembly(World):
    """One world of a scenario: a step is a joint act, and the model stops running when the session closes.

    scenario   an id of the library, the path of a file, or a Scenario
    seed       0 .. 2**64 - 1, by keyword; 1 where neither it nor rng is given, which is Mesa 3.5's name for it
    replicate  which world of that seed
    seats      who sits elsewhere than the doctrine: seat code -> a Seat, or the name of one
    settings   values of the scenario set otherwise, by keyword: rounds=6; of a longer path in a mapping,
               **{"drafts.0.visibility": 2}.  A setting that is None is as the scenario has it.
    Its agents are Delegations; `model.delegation("RUS").behaviour = seat` replaces one.  `datacollector` has kept
    MODEL_REPORTERS and AGENT_REPORTERS of every step.  Raises Unreadable naming what is wrong.
    """

    def __init__(
        self,
        scenario: str | Scenario = "tutorial",
        *,
        replicate: int = 0,
        seats: Mapping[str, Seat | str] | None = None,
        rng: int | None = None,
        **settings: Any,
    ) -> None:
        """Open the world."""
        # batch_run of Mesa 3.5 sets a seed that the signature names to None, whatever the parameters say.
        seed = settings.pop("seed", None)
        seed = seed if seed is not None else rng if rng is not None else 1
        if not isinstance(seed, int) or not 0 <= seed < MOST_SEED:
            raise Unreadable(f"seed: a whole number from 0 to {MOST_SEED - 1} is needed, not {seed!r}")
        given = {key: value for key, value in settings.items() if value is not None}
        known = load(scenario, given) if isinstance(scenario, str) else with_settings(scenario, given)
        named = {code: seat for code, seat in (seats or {}).items() if isinstance(seat, str)}
        known, names = saves.with_doctrines(known, named)
        made = game(known, seed, (replicate,))
        objects = {code: seat for code, seat in (seats or {}).items() if not isinstance(seat, str)}
        opened = saves.open_session(made, {**objects, **saves.seated(made, names)})
        super().__init__(made.rules, made.briefs, opened.seats, made.luck)
        self.game = made
        self.datacollector = mesa.DataCollector(MODEL_REPORTERS, AGENT_REPORTERS)
        self.datacollector.collect(self)

    def step(self) -> None:
        """One joint act, and what it comes to is collected; a closed session stays as it is."""
        if self.running:
            super().step()
            self.datacollector.collect(self)

    def delegation(self, code: str) -> Delegation:
        """The delegation of a seat code. Raises Unreadable where it has no seat."""
        for one in self.agents:
            if one.name == code:
                found: Delegation = one
                return found
        raise Unreadable(f"{code} has no seat in {self.game.scenario.id}")

    @property
    def quarter(self) -> int:
        """The quarter that is being played, from 0; -1 in the session."""
        return int(self.session.world.record.quarter[0])

    @property
    def operations(self) -> int:
        """Operations that were run among the states in the room in the last quarter; 0 where there are no quarters."""
        return int(self.session.world.secrets.count.sum())
