"""Forecasts of roll calls against what happened: each left out of the known ones, or later ones from a file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from demarche.agents.doctrine.vote import expected
from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.baselines import STRONGEST, forecasters
from demarche.scenarios.history.features import doctrine_of, features, rules_of
from demarche.scenarios.history.model import NAMES, PRIOR, TINY, Prior, Seen, fit, record_of
from demarche.scenarios.history.rollcalls import RollCall
from demarche.scenarios.history.scores import Score, score
from demarche.scenarios.tables import members, profiles
from demarche.sim.terms import Unreadable

MODEL, EARLIER, FROZEN = "model", "model, strictly earlier record", "model, record frozen"
UNCODED = "model, states not coded by hand"
REFITTED = "refitted on strictly earlier votes"
LEFT_OUT, AHEAD = "leave-one-out", "forecast"
LEAST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Roll calls with what every forecaster made of them, in their order: chances (193, 3), and scores.

    fitted      the known roll calls to the year; where each is left out, the same as calls
    parameters  by name, fitted on all of those
    """

    way: str
    through: int
    fitted: Sequence[RollCall]
    calls: Sequence[RollCall]
    parameters: Floats
    scores: dict[str, list[Score]] = field(default_factory=dict)
    chances: dict[str, list[Floats]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every forecaster that was scored, the model's own ways first."""
        return sorted(self.scores, key=lambda name: not name.startswith(MODEL))

    def add(self, call: RollCall, made: Mapping[str, Floats]) -> None:
        """Keep and score what forecasters made of the next roll call, those that are hard calls by their name."""
        simple = forecasters()
        uncoded = np.array([iso3 not in profiles() for iso3 in members()])
        for name, chances in made.items():
            probable = name not in simple or simple[name][1]
            self.chances.setdefault(name, []).append(chances)
            self.scores.setdefault(name, []).append(score(chances, call.votes, probable=probable))
            if name == MODEL:
                self.scores.setdefault(UNCODED, []).append(score(chances, call.votes, uncoded))


def to_year(calls: Sequence[RollCall], through: int) -> list[RollCall]:
    """Those dated up to the end of a year. Raises Unreadable where they are too few to fit anything."""
    known = [call for call in calls if call.date <= dt.date(through, 12, 31)]
    if len(known) < LEAST:
        raise Unreadable(f"--through {through}: only {len(known)} contested roll calls are known to then; take 2018 on")
    return known


def before(calls: Sequence[RollCall], call: RollCall) -> list[RollCall]:
    """Those of an earlier day."""
    return [other for other in calls if other.date < call.date]


def seen(calls: Sequence[RollCall]) -> list[Seen]:
    """Roll calls as the fit uses them."""
    return [Seen(features(call), call.votes) for call in calls]


def forecast(parameters: Floats, call: RollCall, record: Sequence[RollCall], prior: Prior = PRIOR) -> Floats:
    """Chances (193, 3) of yes, abstain and no, given the roll calls that may be looked at. Its own votes are not.

    They are those of the game: the doctrine's, of a room that has published all it knows.
    """
    rules = rules_of(call, record_of(parameters, seen(record), len(call.votes), prior))
    known = doctrine_of(rules, dict(zip(NAMES, map(float, parameters), strict=True)))
    one = np.zeros(1, int)
    yes, no = (chance[0].astype(float) for chance in expected(rules, known, one, rules.opened, one))
    return np.stack([yes, np.maximum(1.0 - yes - no, TINY), no], axis=1)


def leave_one_out(calls: Sequence[RollCall], through: int) -> Backtest:
    """Each known roll call, forecast from the others; and with a record of strictly earlier days beside it."""
    known = to_year(calls, through)
    done = Backtest(LEFT_OUT, through, known, known, fit(seen(known)))
    for call in known:
        others = [other for other in known if other is not call]
        parameters = fit(seen(others))
        ours = {MODEL: forecast(parameters, call, others), EARLIER: forecast(parameters, call, before(others, call))}
        done.add(call, {**ours, **simple_forecasts(call, others, others)})
    return done


def forecast_later(calls: Sequence[RollCall], later: Sequence[RollCall], through: int) -> Backtest:
    """Roll calls after a year, parameters from those up to it; the record is of strictly earlier days."""
    known = to_year(calls, through)
    ahead = [call for call in later if call.date.year > through]
    if not ahead:
        raise Unreadable(f"no roll call in the file is later than {through} and about a text that is coded")
    done = Backtest(AHEAD, through, known, ahead, fit(seen(known)))
    for call in ahead:
        record = before([*known, *ahead], call)
        refitted = fit(seen(record))
        ours = {
            MODEL: forecast(done.parameters, call, record),
            FROZEN: forecast(done.parameters, call, known),
            f"{MODEL}, {REFITTED}": forecast(refitted, call, record),
        }
        done.add(call, {**ours, **simple_forecasts(call, known, record)})
        strongest = forecasters().get(STRONGEST)
        if strongest is not None:
            done.add(call, {f"{STRONGEST}, {REFITTED}": strongest[0](call, record, record)})
    return done


def simple_forecasts(call: RollCall, fitted: Sequence[RollCall], record: Sequence[RollCall]) -> dict[str, Floats]:
    """What every baseline makes of a roll call, by name."""
    return {name: forecaster(call, fitted, record) for name, (forecaster, _) in forecasters().items()}


def mean(scores: Sequence[Score], name: str) -> float | None:
    """The mean of one figure over the roll calls of which any vote is known; None where it has none."""
    found = [getattr(one, name) for one in scores if one.n]
    return float(np.mean(found)) if found and None not in found else None
