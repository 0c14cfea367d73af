"""What happened in the world outside, as questions to finished worlds of a scenario."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import Game
from demarche.sim.outcome import DecidedBy, Outcome
from demarche.sim.pacts import Pacts
from demarche.sim.record import World
from demarche.sim.terms import Bools

LITTLE = 0.4
"""Substance below which a pact is called one of little substance; judged."""
NARROW = 0.6
"""Share of yes among yes and no below which a text is called narrowly adopted; judged."""
ON_BOTH = 50
"""States yes on both of two rival texts from which many are said to have been; judged."""
BLOCKERS_2017 = ("CUB", "RUS", "CHN", "IRN")


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """A batch of finished worlds, as the events look at it; pacts are None where there is none."""

    made: Game
    world: World
    found: Outcome
    pacts: Pacts | None

    def objects(self, iso3: str) -> Bools:
        """Whether a state blocked the first draft, (B,)."""
        return np.asarray(self.world.record.blocked[:, 0, self.made.rules.roster.names.index(iso3)])


Event = Callable[[Ended], Bools]


def _all_adopted(end: Ended) -> Bools:
    return np.asarray(end.found.adopted.all(axis=1))


def _by(end: Ended, how: DecidedBy) -> Bools:
    return np.asarray(end.found.decided_by[:, 0] == how)


def _not_put(end: Ended) -> Bools:
    return _by(end, DecidedBy.NOT_PUT) | _by(end, DecidedBy.WITHDRAWN)


def _blocked(end: Ended) -> Bools:
    seated = end.made.rules.roster.names  # not all four are among the experts of the scenario
    objects = np.array([end.objects(iso3) for iso3 in BLOCKERS_2017 if iso3 in seated])
    return np.asarray(~end.found.adopted[:, 0] & objects.any(axis=0))


def _narrowly(end: Ended) -> Bools:
    return np.asarray(end.found.adopted[:, -1] & (end.found.split[:, -1] > 1 - NARROW))


def _consensus(end: Ended) -> Bools:
    return _by(end, DecidedBy.CONSENSUS) & _all_adopted(end)


def _many_on_both(end: Ended) -> Bools:
    return _all_adopted(end) & (end.found.yes_to_all >= ON_BOTH)


def _with_dissociation(end: Ended) -> Bools:
    return _consensus(end) & end.world.record.dissociated[:, 0].any(axis=1)


def _hollow(end: Ended) -> Bools:
    assert end.pacts is not None
    return np.asarray(end.pacts.signed[:, 0] & (end.pacts.substance[:, 0] < LITTLE))


def _restrained(end: Ended) -> Bools:
    assert end.pacts is not None
    return np.asarray(
        end.pacts.signed[:, 0] & (end.pacts.operations_within[:, 0] < end.pacts.operations_within_counterfactual[:, 0])
    )


def _signed(end: Ended) -> Bools:
    assert end.pacts is not None
    return np.asarray(end.pacts.signed[:, 0])


EVENTS: dict[str, dict[str, Event]] = {
    "sco-2009": {"signed by all six": _signed},
    "code-2011": {"not put to a vote": _not_put},
    "us-china-2013": {"signed": _signed},
    "code-2015": {"not put to a vote": _not_put},
    "pact-2015": {"signed": _signed, f"signed, substance below {LITTLE}": _hollow},
    "us-china-2015": {"signed": _signed, "signed, and fewer operations than without it": _restrained},
    "gge-2017": {f"no report, objection of {', '.join(BLOCKERS_2017)}": _blocked},
    "dual-track-2018": {
        "both adopted": _all_adopted,
        f"both adopted, {ON_BOTH} states or more yes on both": _many_on_both,
    },
    "cybercrime-2019": {
        "both adopted": _all_adopted,
        f"74/247 adopted with less than {NARROW:.0%} of yes and no": _narrowly,
    },
    "joint-2021": {"adopted without a vote": _consensus},
    "poa-2022": {"both adopted": _all_adopted},
    "oewg-2025": {"adopted by consensus": _consensus, "the same, with a dissociation": _with_dissociation},
}
