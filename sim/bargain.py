"""Where two camps would meet if they bargained by the book: the Nash and the Kalai-Smorodinsky points.

A camp is the states on one side of the room, and its position the mean of what is published of them.  What a wording
gains it is the spatial loss it avoids, over the fallback; a text is a choice for each clause on the agenda, so what can
be reached is a sum over clauses, and its upper edge is walked exactly.  Between two neighbouring texts the edge is
taken as straight, that is, they may be mixed.  Sources: Nash 1950; Kalai and Smorodinsky 1975.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from demarche.sim.numbers import mean_where
from demarche.sim.roster import Roster
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Bools, Ints, Role

Doubles = NDArray[np.float64]
"""Measures are not draws: they may be as precise as they like."""

CAMP_CUT = 0.3
"""Mean published position beyond which a state is of a camp; chosen, not measured."""
NOTHING = 1e-9
"""Utils too few to hope for: where neither camp can gain without the other's loss, the fallback is the point."""


def camps(roster: Roster) -> Bools:
    """Members of the information-security and of the cybersecurity camp, (B, 2, S)."""
    mean = roster.position.mean(axis=2)
    return np.stack([mean < -CAMP_CUT, mean > CAMP_CUT], axis=1) & (roster.role == Role.MEMBER)


def gains(rules: Rules) -> Doubles:
    """Utils each wording brings each camp over the fallback, (B, 2, C, K + 1); nothing in the last place, for silence.

    NaN where the clause has no such wording.  Clauses that no draft opened with are not on the agenda and bring 0.
    """
    book, who = rules.book, camps(rules.roster)
    ideal = mean_where(rules.roster.ideal.transpose(0, 2, 1)[:, None], who[:, :, None])
    weight = mean_where(rules.roster.weight.transpose(0, 2, 1)[:, None], who[:, :, None])
    agenda = (rules.opened != ABSENT).any(axis=0)
    mass = np.where(agenda, book.mass, np.float32(0))
    share = mass / np.maximum(mass.sum(axis=1, keepdims=True), np.float32(1e-6))
    without = (book.fallback[:, None] - ideal) ** 2
    loss = (book.position[:, None] - ideal[..., None]) ** 2
    gain = (share[:, None] * weight)[..., None] * (without[..., None] - loss)
    gain = np.where(book.exists, gain, np.float32(np.nan))
    return np.concatenate([gain, np.zeros((*gain.shape[:-1], 1), np.float32)], axis=-1).astype(np.float64)


def of_texts(gain: Doubles, text: Ints) -> Doubles:
    """What texts (B, L, C) bring the two camps, (B, L, 2)."""
    place = np.where(text == ABSENT, gain.shape[-1] - 1, text)
    chosen = np.take_along_axis(gain[:, None], place[:, :, None, :, None].astype(np.intp), axis=-1)[..., 0]
    return np.asarray(chosen.sum(axis=-1))


def frontier(gain: Doubles) -> Doubles:
    """Texts that no other betters for both camps, as points (B, N, 2) from the second camp's best to the first's.

    Each weight at which some clause changes its best wording is known; between two such weights one text is best.
    """
    first, second = gain[:, 0], gain[:, 1]
    turns = []
    for i, j in combinations(range(gain.shape[-1]), 2):
        da, db = first[..., i] - first[..., j], second[..., i] - second[..., j]
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = -db / (da - db)
        turns.append(np.where((turn > 0) & (turn < 1), turn, 0.0))
    edges = np.zeros((gain.shape[0], 1))
    breaks = np.sort(np.concatenate([edges, *turns, edges + 1], axis=1), axis=1)
    weight = (breaks[:, 1:] + breaks[:, :-1]) / 2
    points = np.zeros((*weight.shape, 2))
    for c in range(gain.shape[2]):
        score = weight[..., None] * first[:, None, c] + (1 - weight)[..., None] * second[:, None, c]
        best = np.where(np.isnan(score), -np.inf, score).argmax(axis=2)
        for camp in (0, 1):
            points[..., camp] += np.take_along_axis(gain[:, camp, c], best, axis=1)
    return points


def nash(points: Doubles) -> Doubles:
    """The point of the frontier with the greatest product of gains, (B, 2). points (B, N, 2)."""
    start, step = points[:, :-1], np.diff(points, axis=1)
    bend = 2 * step[..., 0] * step[..., 1]
    slope = step[..., 0] * start[..., 1] + step[..., 1] * start[..., 0]
    along = np.clip(np.where(bend < 0, -slope / np.where(bend < 0, bend, -1), slope > 0), 0, 1)
    where = start + along[..., None] * step
    product = np.where((where >= -1e-12).all(axis=2), where[..., 0] * where[..., 1], -np.inf)
    return np.asarray(where[np.arange(len(points)), product.argmax(axis=1)])


def kalai_smorodinsky(points: Doubles) -> Doubles:
    """The point of the frontier at which both camps have the same share of the most they could hope for, (B, 2)."""
    hope_first = np.maximum(crossing(points, -points[..., 1])[:, 0], 0)
    hope_second = np.maximum(crossing(points, points[..., 0])[:, 1], 0)
    hopeless = np.maximum(hope_first, hope_second) < NOTHING
    ahead = points[..., 0] * hope_second[:, None] - points[..., 1] * hope_first[:, None]
    return crossing(points, np.where(hopeless[:, None], points[..., 0], ahead))


def crossing(points: Doubles, rises: Doubles) -> Doubles:
    """The point (B, 2) at which `rises` (B, N) first reaches 0 along points; an end of them where it does not cross."""
    b, there = np.arange(len(points)), rises >= 0
    after = np.where(there.any(axis=1), there.argmax(axis=1), points.shape[1] - 1)
    before = np.maximum(after - 1, 0)
    low, high = rises[b, before], rises[b, after]
    crosses = (low < 0) & (high > low)
    along = np.where(crosses, np.minimum(-low / np.where(crosses, high - low, 1), 1), 1)
    return np.asarray(points[b, before] + along[:, None] * (points[b, after] - points[b, before]))


def distances(rules: Rules, text: Ints) -> tuple[Doubles, Doubles]:
    """Utils by which what texts bring the camps differs from the Nash and the Kalai-Smorodinsky point, each (B, L).

    text (B, L, C).  NaN in worlds where one of the camps has no member in the room.
    """
    gain = gains(rules)
    points, reached = frontier(gain), of_texts(gain, text)
    there = camps(rules.roster).sum(axis=2).min(axis=1) > 0
    found = []
    for point in (nash(points), kalai_smorodinsky(points)):
        away = np.sqrt(((reached - point[:, None]) ** 2).sum(axis=2))
        found.append(np.where(there[:, None], away, np.nan))
    return found[0], found[1]
