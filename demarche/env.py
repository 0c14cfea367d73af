"""Worlds as environments for learning agents: PettingZoo (in turn, and parallel), Gymnasium for one seat, and many.

    from demarche.env import SeatEnv
    env = SeatEnv("pact-2015", "RUS")

An action is a Choice, and `action_mask` says which are open; whatever needs words is done as the doctrine would.
`Worlds` plays many worlds at once.  Needs the extra `env`: pip install 'demarche[env]'.
"""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

import numpy as np

from demarche.scenarios.learning.choices import Choice
from demarche.scenarios.learning.rewards import REWARDS, Reward
from demarche.scenarios.learning.sight import names as names_of_numbers
from demarche.scenarios.learning.worlds import Asked, Worlds
from demarche.scenarios.load import Settings, load
from demarche.scenarios.schema import Scenario
from demarche.sim.naming import word
from demarche.sim.terms import Floats, Stage, Unreadable

try:
    import gymnasium
    from gymnasium import spaces
    from pettingzoo import AECEnv, ParallelEnv
except ImportError:
    raise ImportError("environments need Gymnasium and PettingZoo: pip install 'demarche[env]'") from None

__all__ = ["REWARDS", "AecEnv", "Asked", "Choice", "ParallelTableEnv", "SeatEnv", "Worlds", "names_of_numbers"]

Seen = dict[str, Any]
"""observation (F,) float32 in [-1, 1], see names_of_numbers; action_mask (8,) int8, 1 where a Choice is open."""
SEEDS = 1 << 64


class _Table:
    """One world with agents in some seats, what each sees and has gained."""

    def __init__(
        self,
        scenario: str | Scenario,
        seats: Sequence[str],
        reward: str | Reward,
        settings: Settings,
        stages: Collection[str],
    ) -> None:
        known = load(scenario, settings) if isinstance(scenario, str) else scenario
        self.codes = list(seats) or [card.seat for card in known.cards]
        if not self.codes:
            raise Unreadable(f"{known.id} has no briefing cards; name the seats of the agents")
        self.worlds = Worlds(known, self.codes, reward=reward, stages=stages)
        self.size = len(names_of_numbers(self.worlds.game.rules))
        self.seed, self.replicate = 0, -1
        self.asked: Asked | None = None

    def open(self, seed: int | None) -> None:
        """Begin a world: that of a seed, or without one the next of the seed before."""
        self.seed, self.replicate = (self.seed, self.replicate + 1) if seed is None else (seed % SEEDS, 0)
        self.asked = self.worlds.open(self.seed, (self.replicate,))

    @property
    def now(self) -> Asked:
        if self.asked is None:
            raise RuntimeError("call reset() first")
        return self.asked

    @property
    def closed(self) -> bool:
        return bool(self.worlds.closed[0])

    @property
    def turn(self) -> list[str]:
        """The agents that are asked now."""
        return [self.codes[a] for a in self.now.agent]

    def choose(self, choices: dict[str, int]) -> dict[str, bool]:
        """Make what the agents chose. Returns whose choice was not open, and so was the doctrine's."""
        asked = self.now
        given = np.array([int(choices.get(self.codes[a], Choice.DOCTRINE)) for a in asked.agent], np.intp)
        illegal = ~asked.open[np.arange(len(given)), given]
        found = {self.codes[a]: bool(bad) for a, bad in zip(asked.agent, illegal, strict=True)}
        self.asked = self.worlds.go_on(given)
        return found

    def gained(self) -> dict[str, float]:
        return dict(zip(self.codes, self.worlds.gained()[0].tolist(), strict=True))

    def seen(self) -> dict[str, Seen]:
        """What every agent sees; one that is not asked can only let the doctrine be."""
        asked = self.now
        masks = np.zeros((len(self.codes), len(Choice)), np.int8)
        masks[:, Choice.DOCTRINE] = 1
        masks[asked.agent] = asked.open
        looks: Floats = self.worlds.look()[0]
        return {
            code: {"observation": look, "action_mask": mask}
            for code, look, mask in zip(self.codes, looks, masks, strict=True)
        }

    def space(self) -> spaces.Dict:
        box = spaces.Box(-1, 1, (self.size,), np.float32)
        return spaces.Dict({"observation": box, "action_mask": spaces.MultiBinary(len(Choice))})


class SeatEnv(gymnasium.Env[Seen, int]):
    """One seat of a world, as Gymnasium has it; all others act by doctrine.

    scenario  an id or a path, or a Scenario        seat  its code
    reward    card, quarters or signed (docs/learning.md), or a function
    settings  values of the scenario set otherwise        stages  in which it chooses; all where none is named
    A step is one decision of that seat.  An action that is not open is the doctrine's, and info["illegal"] says so.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": []}

    def __init__(
        self,
        scenario: str | Scenario = "pact-2015",
        seat: str = "RUS",
        *,
        reward: str | Reward = "card",
        settings: Settings = (),
        stages: Collection[str] = (),
        render_mode: None = None,
    ) -> None:
        self._table = _Table(scenario, [seat], reward, settings, stages)
        self.seat, self.render_mode = seat, render_mode
        self.observation_space = self._table.space()
        self.action_space = spaces.Discrete(len(Choice))

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Seen, dict[str, Any]]:
        """Begin a world: that of the seed, or without one the next of the seed before."""
        super().reset(seed=seed)
        self._table.open(seed)
        self._table.gained()
        return self._now({})

    def step(self, action: int) -> tuple[Seen, float, bool, bool, dict[str, Any]]:
        """Make one decision, and go on to the next."""
        illegal = self._table.choose({self.seat: int(action)})
        seen, info = self._now(illegal)
        return seen, self._table.gained()[self.seat], self._table.closed, False, info

    def _now(self, illegal: dict[str, bool]) -> tuple[Seen, dict[str, Any]]:
        seen = self._table.seen()[self.seat]
        stage = "" if self._table.closed else word(Stage(int(self._table.now.stage[0])))
        info = {"action_mask": seen["action_mask"], "illegal": illegal.get(self.seat, False), "stage": stage}
        return seen, info


class ParallelTableEnv(ParallelEnv[str, Seen, int]):
    """Several seats of a world, as PettingZoo's parallel environments have it. Arguments as of SeatEnv, with seats.

    A step is one question that is put to any of them; who is not asked can only choose Choice.DOCTRINE.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": [], "name": "demarche_v0", "is_parallelizable": True}

    def __init__(
        self,
        scenario: str | Scenario = "pact-2015",
        seats: Sequence[str] = (),
        *,
        reward: str | Reward = "card",
        settings: Settings = (),
        stages: Collection[str] = (),
        render_mode: None = None,
    ) -> None:
        self._table = _Table(scenario, seats, reward, settings, stages)
        self.possible_agents, self.render_mode = list(self._table.codes), render_mode
        self.agents: list[str] = []
        self._spaces = {code: self._table.space() for code in self.possible_agents}
        self._actions = {code: spaces.Discrete(len(Choice)) for code in self.possible_agents}

    def observation_space(self, agent: str) -> spaces.Space[Any]:
        """That of one agent."""
        return self._spaces[agent]

    def action_space(self, agent: str) -> spaces.Space[Any]:
        """That of one agent."""
        return self._actions[agent]

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Seen], dict[str, dict[str, Any]]]:
        """Begin a world."""
        self._table.open(seed)
        self._table.gained()
        self.agents = list(self.possible_agents)
        return self._table.seen(), {code: {} for code in self.agents}

    def step(
        self, actions: dict[str, int]
    ) -> tuple[dict[str, Seen], dict[str, float], dict[str, bool], dict[str, bool], dict[str, dict[str, Any]]]:
        """Answer one question, all who are asked at once."""
        illegal, agents = self._table.choose(actions), self.agents
        over = dict.fromkeys(agents, self._table.closed)
        info = {code: {"illegal": illegal.get(code, False)} for code in agents}
        if self._table.closed:
            self.agents = []
        return self._table.seen(), self._table.gained(), over, dict.fromkeys(agents, False), info


class AecEnv(AECEnv[str, Seen, int]):
    """Several seats of a world, one after another, as PettingZoo's AEC has it. Arguments as of ParallelTableEnv.

    Those that are asked in one tick choose one after another without seeing what the others chose.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": [], "name": "demarche_v0", "is_parallelizable": False}

    def __init__(
        self,
        scenario: str | Scenario = "pact-2015",
        seats: Sequence[str] = (),
        *,
        reward: str | Reward = "card",
        settings: Settings = (),
        stages: Collection[str] = (),
        render_mode: None = None,
    ) -> None:
        super().__init__()
        self._table = _Table(scenario, seats, reward, settings, stages)
        self.possible_agents, self.render_mode = list(self._table.codes), render_mode
        self.agents: list[str] = []
        self._spaces = {code: self._table.space() for code in self.possible_agents}
        self._actions = {code: spaces.Discrete(len(Choice)) for code in self.possible_agents}

    def observation_space(self, agent: str) -> spaces.Space[Any]:
        """That of one agent."""
        return self._spaces[agent]

    def action_space(self, agent: str) -> spaces.Space[Any]:
        """That of one agent."""
        return self._actions[agent]

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> None:
        """Begin a world."""
        self._table.open(seed)
        self._table.gained()
        self.agents = list(self.possible_agents)
        self.rewards = dict.fromkeys(self.agents, 0.0)
        self._cumulative_rewards = dict.fromkeys(self.agents, 0.0)
        self.terminations = dict.fromkeys(self.agents, self._table.closed)
        self.truncations = dict.fromkeys(self.agents, False)
        self.infos: dict[str, dict[str, Any]] = {code: {} for code in self.agents}
        self._begin_tick()

    def _begin_tick(self) -> None:
        self._seen, self._chosen = self._table.seen(), dict[str, int]()
        self._turn = self._table.turn or list(self.agents)
        self.agent_selection = self._turn[0]

    def observe(self, agent: str) -> Seen:
        """What one agent sees."""
        return self._seen[agent]

    def step(self, action: int | None) -> None:
        """The choice of the agent whose turn it is; after the last of a tick the world goes on."""
        agent = self.agent_selection
        if self.terminations[agent]:
            self._was_dead_step(action)
            return
        self._cumulative_rewards[agent] = 0.0
        self._clear_rewards()
        self._chosen[agent] = int(action if action is not None else Choice.DOCTRINE)
        if len(self._chosen) < len(self._turn):
            self.agent_selection = self._turn[len(self._chosen)]
        else:
            illegal = self._table.choose(self._chosen)
            self.rewards = self._table.gained()
            self.infos = {code: {"illegal": illegal.get(code, False)} for code in self.agents}
            self.terminations = dict.fromkeys(self.agents, self._table.closed)
            self._begin_tick()
        self._accumulate_rewards()
