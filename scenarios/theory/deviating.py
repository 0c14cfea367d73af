"""Check 21: what deviating from the doctrine would have paid, in play.

Two states under a pact, each by its doctrine; then the first always breaks, or always honours, with the same luck.  Its
operations, those that it suffers and what its partner believes are counted in play, and are worth what the dynamic
programme of check 20 counts them as; beside it stands what that programme expects.  All of agents/doctrine, sim/session
and sim/aftermath plays.
"""

import numpy as np

from demarche.scenarios.aftermath import play
from demarche.scenarios.theory.check import Check, Reals, agrees, exceeds, mean_of
from demarche.scenarios.theory.few import at_nature, few
from demarche.scenarios.theory.reply import ALARM, DISCOUNT, Cell
from demarche.scenarios.theory.restraint import THEFT_ONLY
from demarche.sim.aftermath.events import Events
from demarche.sim.record import World
from demarche.sim.terms import Ints, Stage

QUARTERS = 24
CELLS = (Cell(3.0, 0.8, 0.5), Cell(1.5, 0.2, 0.5))
"""One in which a breach is soon noticed and costs much, and one in which it is seldom noticed."""
ONLY_THE_PLEDGE = {
    "detect_base": 5, "detect_skill": 5, "tell_apart": 10, "hide": 0, "spread": 0, "spread_level": 0, "misread": ALARM,
    "intelligence": 0, "fade": 0, "domestic": 0, "leave_pact": 0, "hit_back": 0, "speak_out": 0, "assist": 0,
}  # fmt: skip
"""All that is run is found, one false signal comes in twenty quarters, and nobody answers by anything but restraint."""


def worth(cell: Cell, luck: tuple[int, int, int], strategy: str | None) -> Reals:
    """What QUARTERS quarters are worth to the first state in each world, in quarters' gains."""
    rates = cell.signals * (1 - np.eye(2))
    numbers = ONLY_THE_PLEDGE | {"harm_theft": cell.harm}
    made = few(luck, 2, numbers, strategy, share=THEFT_ONLY, rate=rates, unread=1.0, linkage=cell.linkage)
    value, trust = np.zeros(luck[2]), np.zeros(luck[2])

    def watch(world: World, act: Ints, events: Events | None) -> None:
        if world.record.stage[0] == Stage.CONDUCT:
            trust[:] = world.secrets.trust[:, 1, 0] / 1000
        if events is not None:
            run, suffered = (
                np.bincount(events.world, events.operations * (events.doer == doer), luck[2]) / cell.signals
                for doer in (0, 1)
            )
            now = run - cell.harm * suffered - cell.linkage * (1 - trust)
            value[:] += DISCOUNT**world.record.quarter * now

    world = at_nature(made, parties=2)
    every = np.ones(luck[2], bool)
    play(made, world.now(world.record.but(every, stage=Stage.CONDUCT)), QUARTERS, watch)
    return value


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    rows = []
    for case, cell in enumerate(CELLS):
        luck = seed, 200 + case, 120 * scale
        honours, breaks, rule = (worth(cell, luck, name) for name in ("always-honour", "always-attack", None))
        said = f"h={cell.harm:g} λν={cell.signals:g} v={cell.linkage:g}"
        expected = cell.value(1.0, QUARTERS) - cell.value(0.0, QUARTERS)
        rows.append(
            agrees(f"21 deviating: honouring over breaking, {said}", expected, mean_of(honours - breaks), "by check 20")
        )
        sign = 1 if expected > 0 else -1
        who = "the doctrine over breaking" if sign > 0 else "breaking over the doctrine"
        rows.append(exceeds(f"21 deviating: {who}, {said}", 0.0, mean_of(sign * (rule - breaks)), "must exceed"))
    return rows
