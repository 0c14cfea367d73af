"""Many worlds in which some seats are an agent's: each waits where the agent is asked, and goes on when it has chosen.

The rules, the doctrine of all other seats and the chance are those of any world: with every choice the doctrine's, a
world is the one that `demarche run` plays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import game
from demarche.scenarios.learning.choices import acts_of, open_to
from demarche.scenarios.learning.rewards import Reward, reward_of
from demarche.scenarios.learning.sight import seen
from demarche.scenarios.schema import Scenario
from demarche.sim import engine
from demarche.sim.act import silence
from demarche.sim.bargain import Doubles
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World, opening
from demarche.sim.session import ask, by_itself, furthest_behind
from demarche.sim.terms import Bools, Floats, Ints, Stage, Unreadable
from demarche.sim.view import View, sight


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the agents now: N asks, each a world and a seat, by world and then by seat.

    world, agent (N,) places among the worlds and among the agents        open (N, 8) bool, see choices.Choice
    seen (N, F) float32, see sight.names                                  stage (N,) Stage
    """

    world: Ints
    agent: Ints
    stage: Ints
    seen: Floats
    open: Bools


class Worlds:
    """B worlds of a scenario with A seats that are agents'. `open` begins them, `go_on` makes what was chosen."""

    def __init__(
        self,
        scenario: Scenario,
        seats: Sequence[str],
        *,
        reward: str | Reward = "card",
        stages: Collection[str] = (),
        by: str | None = None,
    ) -> None:
        """seats: of the agents. stages: in which they choose, all where none is named; else the doctrine acts for them.

        reward  a name of rewards.REWARDS, or a function        by  the engine; the best there is, where none is named
        Raises Unreadable where a seat, a stage, a reward or an engine is not there.
        """
        self.scenario, self.reward = scenario, reward_of(reward)
        self.engine = engine.checked(by or engine.best())
        self._ready(scenario, 0, (0,))
        names = list(self.game.rules.roster.names)
        for seat in seats:
            if seat not in names:
                raise Unreadable(f"{seat} has no seat in {scenario.id}; there are {', '.join(names[:12])}")
        known = {stage.name.lower(): stage for stage in Stage}
        for stage in stages:
            if stage not in known:
                raise Unreadable(f"there is no stage {stage}; there are {', '.join(known)}")
        self.agents = np.array([names.index(seat) for seat in seats], np.intp)
        self.stages = np.array([known[stage] for stage in stages] or list(Stage), np.int64)

    def _ready(self, scenario: Scenario, seed: int, replicates: Sequence[int]) -> None:
        self.game = game(scenario, seed, replicates)
        self.seats = list(self.game.seats)
        self.world: World = opening(self.game.rules, self.game.luck.lot(self.game.rules))

    def open(self, seed: int, replicates: Sequence[int]) -> Asked:
        """Begin worlds anew, one for each replicate, and go to the first question that is put to an agent in each."""
        with engine.using(self.engine):
            self._ready(self.scenario, seed, replicates)
            self._gained = np.zeros((len(replicates), len(self.agents)))
            return self._until_asked()

    @property
    def closed(self) -> Bools:
        """Which worlds are over, (B,)."""
        return np.asarray(self.world.record.closed)

    def go_on(self, choice: Ints) -> Asked:
        """Make what was chosen, (N,) for the asks that were given last, and go to the next question in each world."""
        with engine.using(self.engine):
            chosen = acts_of(self.game.rules, self._view, np.asarray(choice), self._doctrine)
            self._act[self._view.world, self._view.seat] = chosen
            self._move(self._act, self._verbs, self._waiting)
            return self._until_asked()

    def look(self) -> Floats:
        """What every agent sees now, whether it is asked or not, (B, A, F)."""
        worlds, many = self.world.record.worlds, len(self.agents)
        b, a = np.divmod(np.arange(worlds * many), many)
        view = sight(self.world, self.game.briefs, self._verbs, b, self.agents[a])
        return seen(self.game.rules, view).reshape(worlds, many, -1)

    def gained(self) -> Doubles:
        """What has been gained since this was last asked, (B, A)."""
        found, self._gained = self._gained, np.zeros_like(self._gained)
        return found

    def _until_asked(self) -> Asked:
        """Play on until in each world an agent is asked, or it is over. Those that are asked wait for the others."""
        record = self.world.record
        self._waiting = np.zeros(record.worlds, bool)
        self._act, self._verbs = (
            silence(record.worlds, len(self.seats)),
            may(self.game.rules, self.world, self._waiting),
        )
        while (on := ~self.world.record.closed & ~self._waiting).any():
            moving = on & furthest_behind(self.world.record, on)
            rules = self.game.rules.of_quarter(int(self.world.record.quarter[moving][0]))
            verbs = may(rules, self.world, moving)
            act = ask(rules, self.world, self.game.briefs, verbs, self.seats, self.game.luck)
            theirs = verbs[:, self.agents].any(axis=(1, 2)) & moving & np.isin(self.world.record.stage, self.stages)
            if theirs.any():
                self._waiting |= theirs
                self._act[theirs], self._verbs[theirs] = act[theirs], verbs[theirs]
            if (moving & ~theirs).any():
                act[theirs], verbs[theirs] = silence(1, len(self.seats)), False
                self._move(act, verbs, moving & ~theirs)
        return self._asks()

    def _asks(self) -> Asked:
        """The asks of the agents in the worlds that wait."""
        world, agent = np.nonzero(self._verbs[:, self.agents].any(axis=2) & self._waiting[:, None])
        seat = self.agents[agent]
        self._view: View = sight(self.world, self.game.briefs, self._verbs, world, seat)
        self._doctrine = self._act[world, seat]
        stage = np.asarray(self.world.record.stage[world], np.int64)
        return Asked(world, agent, stage, seen(self.game.rules, self._view), open_to(self._view))

    def _move(self, act: Ints, verbs: Bools, moving: Bools) -> None:
        """One joint act in each of those worlds, those of one quarter at a time."""
        quarter = self.world.record.quarter
        for now in np.unique(quarter[moving]) if self.game.rules.later else (int(quarter[moving][0]),):
            here = moving & (quarter == now) if self.game.rules.later else moving
            rules, before = self.game.rules.of_quarter(int(now)), self.world
            events = by_itself(rules, before, self.game.luck, here)
            own, open_here = act, verbs
            if not here.all():
                own, open_here = act.copy(), verbs & here[:, None, None]
                own[~here] = silence(1, len(self.seats))
            self.world = step(rules, before, own, open_here, events, here)
            self._gained = self._gained + self.reward(self.game, before, self.world, self.agents)
