"""Count every course a small assembly can take. The frontier of a tick is one batch of worlds.

Positions that are equal are counted once, with their multiplicity.  What a board does not open, everybody does quietly.
"""

import hashlib
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from demarche.sim.act import an_act, default_act, silence
from demarche.sim.acts import ACTS, FILLS, Part
from demarche.sim.procedure.order import may, refusal
from demarche.sim.procedure.step import step
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ballot, Ground, Ints, Item, Motion, Refusal, Stage, Status, Verb
from tests.boards import Room, nothing

WORLDS_AT_ONCE = 20_000
FAVOURS = 5


@dataclass(frozen=True)
class Board:
    """Where a count begins, and what is counted.

    opens     stages in which every act in order is tried; elsewhere everybody does the least
    present   nobody leaves the room, so that ballots are three and not four
    without   verbs that nobody uses
    """

    rules: Rules
    start: World
    opens: frozenset[Stage]
    present: bool = True
    without: frozenset[Verb] = frozenset()


@dataclass(frozen=True)
class Layer:
    """What one tick led to: courses so far, distinct positions, and courses that closed, by status of the drafts."""

    stage: str
    courses: int
    positions: int
    closed: dict[tuple[Status, ...], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Count:
    """All ticks of a board, and a fingerprint of every position with its multiplicity."""

    layers: tuple[Layer, ...]
    fingerprint: str

    @property
    def courses(self) -> int:
        return sum(sum(layer.closed.values()) for layer in self.layers)

    @property
    def positions(self) -> int:
        return sum(layer.positions for layer in self.layers)

    def ending(self, *statuses: Status) -> int:
        """Courses in which the drafts ended so."""
        return sum(layer.closed.get(statuses, 0) for layer in self.layers)


def begin(rules: Rules, stage: Stage, lot: int = 0) -> World:
    """The position in which a quiet session first comes to that question."""
    return Room(rules, lot).until(stage).world


def candidates(rules: Rules, verb: Verb) -> list[Ints]:
    """Every act of that verb that could be written on a small board, most of them out of order."""
    seats, drafts, clauses = range(-1, rules.seats), range(-1, len(rules.pen)), range(-1, rules.book.clauses)
    words = {
        Verb.CAST: range(len(Ballot) - 1),
        Verb.MOVE: range(len(Motion)),
        Verb.EXPLAIN: range(len(Ground)),
        Verb.OFFER: range(-1, max(FAVOURS + 1, rules.book.wordings)),
    }
    named: dict[Item, range] = {Item.PARTNER: seats, Item.DRAFT: drafts, Item.DRAFT2: drafts}
    named |= {Item.CLAUSE: clauses, Item.CLAUSE2: clauses}
    if verb == Verb.GATHER:
        named |= dict.fromkeys(FILLS[Part.ASKED], seats)
    items = ACTS[verb].uses
    wording = words.get(verb, range(-1, rules.book.wordings))
    names = [item.name.lower() for item in items]
    chosen = product(*(named.get(item, wording) for item in items))
    return [an_act(verb, **dict(zip(names, values, strict=True))) for values in chosen]


def in_order(rules: Rules, world: World) -> tuple[Ints, np.ndarray]:
    """Acts (A, 8) and which of them are in order for each seat of each world, (B, S, A)."""
    verbs = may(rules, world)
    tried = [act for verb in Verb if verbs[..., verb].any() for act in candidates(rules, verb)]
    joint = np.empty((world.record.worlds, rules.seats, len(Item)), np.int16)
    legal = np.zeros((world.record.worlds, rules.seats, len(tried)), bool)
    for i, act in enumerate(tried):
        joint[:] = act
        legal[..., i] = refusal(rules, world, joint, verbs) == Refusal.NONE
    return np.array(tried, np.int16).reshape(-1, len(Item)), legal


def joint_acts(board: Board, world: World) -> tuple[Ints, Ints]:
    """For every world every joint act that the board counts: world (n,) and act (n, S, 8)."""
    rules, b = board.rules, world.record.worlds
    acts, legal = in_order(rules, world)
    if board.present and len(acts):
        away = (acts[:, Item.VERB] == Verb.CAST) & (acts[:, Item.WORDING] == Ballot.ABSENT)
        legal = legal & ~away
    if board.without and len(acts):
        legal = legal & ~np.isin(acts[:, Item.VERB], list(board.without))
    verbs = may(rules, world)
    which, chosen = np.arange(b), silence(b, rules.seats)
    opened = np.isin(world.record.stage, [int(stage) for stage in board.opens])
    for b_, s in np.argwhere(verbs.any(axis=2) & ~opened[:, None]):
        chosen[b_, s] = default_act(verbs[b_, s], int(world.record.turn[b_]))
    for seat in range(rules.seats):
        choices = legal[which, seat] & opened[which, None]
        row, a = np.nonzero(np.concatenate([choices, ~choices.any(axis=1)[:, None]], axis=1))
        which, chosen = which[row], chosen[row]
        speaks = a < len(acts)
        chosen[speaks, seat] = acts[a[speaks]]
    return which, chosen


def merge(world: World, times: Ints) -> tuple[World, Ints, np.ndarray]:
    """Equal positions as one, in the order of their rows: the worlds, how often each is reached, and the rows."""
    rows = np.concatenate([part.rows() for part in (world.record, world.dealings, world.secrets)], axis=1)
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    summed = np.zeros(len(first), np.int64)
    np.add.at(summed, place, times)
    return world.take(first), summed, rows[first]


def children(board: Board, world: World, times: Ints) -> tuple[World, Ints, np.ndarray, int]:
    """Every joint act of every world, applied; equal positions as one. The last is the number of courses."""
    which, act = joint_acts(board, world)
    parts: list[World] = []
    for start in range(0, len(which), WORLDS_AT_ONCE):
        some = slice(start, start + WORLDS_AT_ONCE)
        moved = step(board.rules, world.take(which[some]), act[some], events=nothing(board.rules, len(which[some])))
        parts.append(moved)
    return (*merge(join(parts), times[which]), int(times[which].sum()))


def count(board: Board) -> Count:
    """Every course from the start of the board to its close."""
    world = board.start
    times: Ints = np.ones(world.record.worlds, np.int64)
    layers, mark = [], hashlib.sha256()
    while world.record.worlds:
        stage = "/".join(sorted({Stage(int(s)).name for s in world.record.stage}))
        world, times, rows, courses = children(board, world, times)
        mark.update(rows.astype("<i2").tobytes() + times.astype("<i8").tobytes())
        shut = world.record.closed
        closed: dict[tuple[Status, ...], int] = {}
        for status, n in zip(world.record.status[shut], times[shut], strict=True):
            key = tuple(Status(int(x)) for x in status)
            closed[key] = closed.get(key, 0) + int(n)
        layers.append(Layer(stage, courses, world.record.worlds, closed))
        world, times = world.take(~shut), times[~shut]
    return Count(tuple(layers), mark.hexdigest()[:24])


def divide(board: Board, most: int = 64) -> list[str]:
    """Each first act with the courses that follow it, a line each: compare with those of a tree that counts well."""
    which, act = joint_acts(board, board.start)
    lines = []
    for joint in act[:most]:
        moved = step(board.rules, board.start.take(np.array([0])), joint[None], events=nothing(board.rules))
        shut = bool(moved.record.closed[0])
        after = 1 if shut else count(replace(board, start=moved)).courses
        lines.append(f"{'  '.join(words(a) for a in joint):60s} {after:>12,d}")
    return lines if len(which) <= most else [*lines, f"... and {len(which) - most} more"]


def words(act: Ints) -> str:
    """An act in a few words."""
    named = [f"{item.name.lower()} {int(act[item])}" for item in list(Item)[1:] if act[item] != NONE]
    return " ".join([Verb(int(act[Item.VERB])).name.lower(), *named])


def join(parts: list[World]) -> World:
    """Batches one after the other."""
    if len(parts) == 1:
        return parts[0]

    def joined(rows: list) -> dict:  # type: ignore[type-arg]
        names = type(rows[0]).__slots__
        return {name: np.concatenate([getattr(row, name) for row in rows]) for name in names}

    apart = zip(*[(p.record, p.dealings, p.secrets) for p in parts], strict=True)
    return World(*(type(rows[0])(**joined(list(rows))) for rows in apart))
