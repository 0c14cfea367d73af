"""Simple forecasters, fitted on the same votes as the model and scored beside it."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize

from demarche.scenarios.data.maps import turned
from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.features import window_before
from demarche.scenarios.history.rollcalls import AWAY, NO, YES, RollCall
from demarche.scenarios.tables import blocs, members, members_of, read
from demarche.sim.terms import Ints

Forecaster = Callable[[RollCall, Sequence[RollCall], Sequence[RollCall]], Floats]
"""The roll call, those to fit on, those whose votes may be looked up -> (193, 3) chances of yes, abstain, no."""
STRONGEST = "ordered logit, side, 2-D and blocs and record"
"""The simple forecaster that was best on votes kept apart, by log-loss."""
RIDGE = 0.05
CERTAIN = np.eye(3)


def forecasters() -> dict[str, tuple[Forecaster, bool]]:
    """Every baseline by name, and whether its chances are probabilities."""
    made: dict[str, tuple[Forecaster, bool]] = {
        "shares of the side": (shares, True),
        "persistence": (persistence, False),
        "usual vote on the side": (usual, False),
        "bloc rule (hand-made, hindsight)": (bloc_rule, False),
    }
    for dims in (1, 2):
        for extras in ((), ("blocs",), ("record",), ("blocs", "record")):
            name = " and ".join([f"ordered logit, side and topic, {dims}-D", *extras])
            made[name] = (logit(dims, extras), True)
    made["ordered logit, side, 1-D"] = (logit(1, (), topic=False), True)
    made["ordered logit, side, 2-D"] = (logit(2, (), topic=False), True)
    made[STRONGEST] = (logit(2, ("blocs", "record"), topic=False), True)
    return made


def alike(call: RollCall, others: Sequence[RollCall], *, topic: bool = False) -> list[RollCall]:
    """Roll calls on texts of the same side, and topic where asked and there is one; all of them where there is none."""
    same = [other for other in others if other.side == call.side]
    close = [other for other in same if other.on_crime == call.on_crime] if topic else []
    return close or same or list(others)


def shares(call: RollCall, fitted: Sequence[RollCall], known: Sequence[RollCall]) -> Floats:
    """Everybody as the membership voted on that side."""
    votes = np.concatenate([other.votes for other in alike(call, fitted)])
    return np.tile(np.bincount(votes[votes != AWAY], minlength=3) / (votes != AWAY).sum(), (len(call.votes), 1))


def persistence(call: RollCall, fitted: Sequence[RollCall], known: Sequence[RollCall]) -> Floats:
    """Everybody as it voted last on that side and, where it can be, topic; yes where it never did."""
    last = np.full(len(call.votes), YES)
    same = alike(call, known, topic=False) if known else []
    for other in sorted(same, key=lambda other: (other.on_crime == call.on_crime, other.date)):
        last = np.where(other.votes != AWAY, other.votes, last)
    return np.asarray(CERTAIN[last])


def usual(call: RollCall, fitted: Sequence[RollCall], known: Sequence[RollCall]) -> Floats:
    """Everybody as it mostly voted on that side; the middle of the three where none is most."""
    return np.asarray(CERTAIN[np.rint(_mean_vote(call, known) + 1).astype(int)])


def bloc_rule(call: RollCall, fitted: Sequence[RollCall], known: Sequence[RollCall]) -> Floats:
    """The West against texts of the other camp, abstaining if they welcome its own track; a few against the West's."""
    west = members_of("EU") | members_of("nato_2024") | members_of("five_eyes")
    against = west if call.side < 0 else members_of("ALBA") | {"RUS", "CHN", "IRN", "SYR", "PRK"}
    dissent = 1 if call.side < 0 and call.document.welcomes_rival_track else NO
    return np.asarray(CERTAIN[[dissent if iso3 in against else YES for iso3 in members()]])


def logit(dims: int, extras: Sequence[str], *, topic: bool = True) -> Forecaster:
    """An ordered logit on ideal points, fitted on roll calls alike."""

    def design(call: RollCall, known: Sequence[RollCall]) -> Floats:
        columns = [_one_dimension(call.date.year)[:, None] if dims == 1 else turned(window_before(call.date.year))]
        if "blocs" in extras:
            columns.append(np.array([[float(iso3 in bloc.members) for bloc in blocs()] for iso3 in members()]))
        if "record" in extras:
            columns.append(-_mean_vote(call, [other for other in known if other is not call])[:, None])
        return np.hstack(columns)

    def forecast(call: RollCall, fitted: Sequence[RollCall], known: Sequence[RollCall]) -> Floats:
        training = alike(call, fitted, topic=topic)
        rows = np.concatenate([design(other, fitted) for other in training])
        votes = np.concatenate([other.votes for other in training])
        return _ordered(rows[votes != AWAY], votes[votes != AWAY], design(call, known))

    return forecast


def _mean_vote(call: RollCall, known: Sequence[RollCall]) -> Floats:
    """Mean of a state's votes on that side, -1 yes to 1 no, (193,); as most do, yes, where it has none."""
    same = [other for other in known if other.side == call.side]
    votes = np.array([other.votes for other in same]).reshape(len(same), len(call.votes))
    count = (votes != AWAY).sum(axis=0)
    total = np.where(votes != AWAY, votes - 1.0, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), -1.0)


def _one_dimension(year: int) -> Floats:
    window = window_before(year)
    points = {row["iso3"]: float(row["ideal_1d"]) for row in read("ideal_points") if row["window"] == window}
    middle = float(np.mean(list(points.values())))
    return np.array([points.get(iso3, middle) for iso3 in members()])


def _ordered(rows: Floats, votes: Ints, asked: Floats) -> Floats:
    """Ordered logit with a small ridge: rows (N, K) and votes (N,) -> chances (M, 3) of the rows asked (M, K)."""

    def chances(point: Floats, at: Floats) -> Floats:
        eta, low, high = at @ point[2:], point[0], point[0] + np.exp(point[1])
        first, second = (1 / (1 + np.exp(-np.clip(edge - eta, -60, 60))) for edge in (low, high))
        return np.stack([first, second - first, 1 - second], axis=1)

    def loss(point: Floats) -> tuple[float, Floats]:
        made = np.maximum(chances(point, rows), 1e-12)
        given, first, last = made[np.arange(len(votes)), votes], made[:, 0], made[:, 2]
        cast, gap = [votes == YES, votes == NO], np.exp(point[1])
        by_first, by_last = first * (1 - first) / made[:, 1], last * (1 - last) / made[:, 1]
        by_low = np.select(cast, [1 - first, 0.0], -by_first)  # slopes of the log chance by either threshold
        by_high = np.select(cast, [0.0, last - 1], by_last)
        slope = np.array([(by_low + by_high).sum(), gap * by_high.sum(), *(-(by_low + by_high) @ rows)])
        return float(-np.log(given).sum() + RIDGE * (point**2).sum()), 2 * RIDGE * point - slope

    found = minimize(loss, np.zeros(2 + rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(chances(found.x, asked))
