"""The one authority over worlds: it asks the seats, judges what they say, and moves the world.

`run` plays many worlds to their end.  A Session holds one, to which seats that take their time may offer acts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from demarche.sim import chance
from demarche.sim.act import default_act, silence
from demarche.sim.aftermath.events import Events
from demarche.sim.aftermath.nature import happen
from demarche.sim.engine import also_compiled
from demarche.sim.procedure.order import may, require_in_order
from demarche.sim.procedure.step import step
from demarche.sim.question import address
from demarche.sim.record import Briefs, Record, World, opening
from demarche.sim.rules import Rules
from demarche.sim.seat import Seat
from demarche.sim.terms import (
    PHASE_OF,
    Bools,
    Floats,
    Ints,
    Item,
    OutOfOrder,
    Phase,
    Stage,
    Stale,
    Use,
    Verb,
)
from demarche.sim.view import View, sight

BLOC_ADDRESS = 1 << 15
"""Blocs draw from addresses above those of the seats."""
NEVER = 1 << 14
"""A quarter that no world comes to."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Where the draws of a batch come from. seed 0 .. 2**64 - 1, replicate (B,) the number of each world."""

    seed: int
    replicate: Ints

    def for_asks(self, rules: Rules, question: Ints, worlds: Ints, seats: Ints) -> Floats:
        """Eight numbers for each ask, (N, 8): four of the seat's own, four of its bloc's. question (B,) addresses."""
        line = rules.roster.line[seats]
        return own_and_shared(self.seed, self.replicate, question, len(rules.roster.blocs), worlds, seats, line)

    def lot(self, rules: Rules) -> Ints:
        """The seat drawn to be called first in each world, (B,)."""
        drawn = chance.uniform(self.seed, self.replicate, 0, 0, Use.LOT)[..., 0]
        return np.minimum((drawn * rules.seats).astype(np.int16), rules.seats - 1)


@also_compiled("demarche.sim.fast.draws:own_and_shared")
def own_and_shared(
    seed: int, replicate: Ints, question: Ints, blocs: int, worlds: Ints, seats: Ints, line: Ints
) -> Floats:
    """Four numbers of each seat's own and four of its bloc's, (N, 8).

    replicate, question (B,); worlds, seats, line (N,)

    Those of a world who follow no bloc have four in common too.
    """
    own = chance.uniform(seed, replicate[worlds], question[worlds], seats, Use.ACT)
    each = BLOC_ADDRESS + np.arange(blocs + 1)
    shared = chance.uniform(seed, replicate[:, None], question[:, None], each, Use.BLOC)
    return np.concatenate([own, shared[worlds, line]], axis=1)


def ask(rules: Rules, world: World, briefs: Briefs, verbs: Bools, seats: Sequence[Seat], luck: Chance) -> Ints:
    """Acts (B, S, 8) of every seat that is asked; SILENT elsewhere and where a seat is still thinking.

    Each distinct behaviour is asked once, for all the seats and worlds that it sits in.
    """
    act = silence(world.record.worlds, rules.seats)
    b, s = np.nonzero(verbs.any(axis=2))
    if not b.size:
        return act
    view = sight(world, briefs, verbs, b, s)
    u = luck.for_asks(rules, address(world.record), b, s)
    for behaviour, rows in by_behaviour(seats, s):
        act[b[rows], s[rows]] = behaviour.decide(rules, view.take(rows), u[rows])
    return act


def by_behaviour(seats: Sequence[Seat], s: Ints) -> list[tuple[Seat, Ints | slice]]:
    """The distinct behaviours in `seats`, each with the rows of the asks s (N,) that are its own."""
    distinct = list({id(seat): seat for seat in seats}.values())
    if len(distinct) == 1:
        return [(distinct[0], slice(None))]
    place = {id(seat): i for i, seat in enumerate(distinct)}
    who = np.array([place[id(seat)] for seat in seats])[s]
    return [(seat, np.flatnonzero(who == i)) for i, seat in enumerate(distinct) if (who == i).any()]


def run(rules: Rules, briefs: Briefs, seats: Sequence[Seat], luck: Chance) -> World:
    """Play every world of the batch to its end. A world is the same alone and in a crowd, bit for bit."""
    return go_on(rules, opening(rules, luck.lot(rules)), briefs, seats, luck)


Watch = Callable[[Record, Ints, Events | None], None]


def go_on(
    rules: Rules,
    world: World,
    briefs: Briefs,
    seats: Sequence[Seat],
    luck: Chance,
    until: int = NEVER,
    watch: Watch | None = None,
) -> World:
    """Play worlds on to their end, or to the opening of their quarter `until`. The world given is spent.

    watch  is shown the record before every joint act, the act (B, S, 8), and what happened by itself with it; a world
           that waits is silent in it
    Worlds that are ahead wait for the others, so that as many as can be are asked the same question at once.
    """
    while (on := ~world.record.closed & (world.record.quarter < until)).any():
        moving = on & furthest_behind(world.record, on)
        now = rules.of_quarter(int(world.record.quarter[moving][0]))  # worlds that move together are in one quarter
        verbs = may(now, world, moving)
        act = ask(now, world, briefs, verbs, seats, luck)
        events = by_itself(now, world, luck, moving)
        if watch is not None:
            watch(world.record, act, events)
        world = step(now, world, act, verbs, events, moving, spend=True)
    return world


def furthest_behind(record: Record, among: Bools) -> Bools:
    """The worlds that have furthest to go, of those `among`, (B,): by quarter, phase, round, draft and question."""
    # LETTERS comes before PEN, whatever its number.
    asked = np.where(record.stage == Stage.LETTERS, Stage.ANSWERS, record.stage)
    whole = (PHASE_OF[record.stage], asked, record.turn, record.quarter, record.round)
    phase, stage, turn, quarter, round_ = (what.astype(np.int64) for what in whole)
    place = np.where(phase == Phase.ACTION, turn * 64 + stage, stage * 64 + turn)
    reached = ((quarter + 1) * 8 + phase) * 256 + np.where(phase == Phase.INFORMALS, round_, 0)
    way = reached * 4096 + place
    return np.asarray(way == way[among].min())


def by_itself(rules: Rules, world: World, luck: Chance, moving: Bools | None = None) -> Events | None:
    """What happens in the worlds whose quarter has come to it, of those that are moving; None where none has."""
    here = world.record.stage == Stage.NATURE
    here = here if moving is None else here & moving
    return happen(rules, world, luck.seed, luck.replicate, here) if here.any() else None


@dataclass(frozen=True, slots=True)
class Tick:
    """One joint act as it was made. act (S, 8); why: seat -> its reason; clocked: seats the clock spoke for.

    events: what happened by itself, at NATURE.
    """

    number: int
    stage: Stage
    act: Ints
    why: dict[int, str] = field(default_factory=dict)
    clocked: tuple[int, ...] = ()
    events: Events | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One tick with the world before and after it. Both of one world."""

    tick: Tick
    world: World
    ended: World

    @property
    def before(self) -> Record:
        """The public facts before the tick."""
        return self.world.record

    @property
    def after(self) -> Record:
        """The public facts after it."""
        return self.ended.record

    def why(self, seat: int) -> str:
        """The reason a seat gave for its act, or nothing."""
        return self.tick.why.get(seat, "")


class Session:
    """One world, played. Local, artificial and distant seats offer their acts in the same way.

    moments holds its history: every joint act since the opening, with the world before and after it.  A save is a
    prefix of it, and undo a shorter prefix.
    """

    def __init__(self, rules: Rules, briefs: Briefs, seats: Sequence[Seat], luck: Chance) -> None:
        """Open one world; luck names its seed and its replicate."""
        self._whole, self.briefs, self.luck = rules, briefs, luck
        self.seats = list(seats)
        self.world = opening(rules, luck.lot(rules))
        self.moments: list[Moment] = []
        self._offered: dict[int, Ints] = {}

    @property
    def rules(self) -> Rules:
        """The rules by which the question of now is put."""
        return self._whole.of_quarter(int(self.world.record.quarter[0]))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Every joint act since the opening."""
        return tuple(moment.tick for moment in self.moments)

    @property
    def tick(self) -> int:
        """Number of the joint act that is being waited for."""
        return int(self.world.record.tick[0])

    @property
    def stage(self) -> Stage:
        """The question that is being put."""
        return Stage(int(self.world.record.stage[0]))

    @property
    def closed(self) -> bool:
        """Whether the session is over."""
        return self.stage == Stage.CLOSED

    def asked(self) -> list[int]:
        """The seats that are asked now."""
        return [int(s) for s in np.flatnonzero(may(self.rules, self.world)[0].any(axis=1))]

    def view(self, seat: int) -> View:
        """What one seat may know now; one row, also where it is not asked."""
        verbs = may(self.rules, self.world)
        return sight(self.world, self.briefs, verbs, np.array([0]), np.array([seat]))

    def offer(self, seat: int, tick: int, act: Ints) -> None:
        """Put in the act (8,) of one seat for that tick; it is made when the world advances.

        Raises Stale where the world has moved on, OutOfOrder where the act is refused; the text says why.
        """
        name = self.rules.roster.names[seat]
        if tick != self.tick:
            raise Stale(f"{name}: that act was for tick {tick}, and the session is at tick {self.tick}")
        joint = silence(1, self.rules.seats)
        joint[0, seat] = act
        verbs = may(self.rules, self.world)
        alone = verbs & (np.arange(self.rules.seats) == seat)[:, None]
        if not alone.any() or act[Item.VERB] == Verb.SILENT:
            raise OutOfOrder(f"{name}: it is not asked for that now")
        require_in_order(self.rules, self.world, joint, alone)
        self._offered[seat] = np.asarray(act, np.int16)

    def take_back(self, seat: int) -> None:
        """Forget what that seat has offered for this tick, if it has."""
        self._offered.pop(seat, None)

    def advance(self, *, time_is_up: bool = False, tell_why: bool = False) -> tuple[int, ...]:
        """Ask, and move if everybody has answered. Returns the seats still awaited; empty if the world moved.

        time_is_up: the clock speaks for those still awaited.   tell_why: keep the reasons of those who give them.
        """
        if self.closed:
            return ()
        verbs = may(self.rules, self.world)
        act = ask(self.rules, self.world, self.briefs, verbs, self.seats, self.luck)
        for seat, offered in self._offered.items():
            act[0, seat] = offered
        awaited = tuple(int(s) for s in np.flatnonzero(verbs[0].any(axis=1) & (act[0, :, Item.VERB] == Verb.SILENT)))
        if awaited and not time_is_up:
            return awaited
        for seat in awaited:
            act[0, seat] = default_act(verbs[0, seat], int(self.world.record.turn[0]))
        why = self._reasons(verbs, act) if tell_why else {}
        events = by_itself(self.rules, self.world, self.luck)
        moved = step(self.rules, self.world, act, verbs, events)
        self._move(Tick(self.tick, self.stage, act[0], why, awaited, events), moved)
        self._offered = {}
        return ()

    def undo(self, ticks: int = 1) -> None:
        """Go back that many joint acts, to the opening at the most."""
        kept = max(len(self.moments) - ticks, 0)
        if kept < len(self.moments):
            self.world = self.moments[kept].world
        del self.moments[kept:]
        self._offered = {}

    def play(self, tick: Tick) -> None:
        """Make a joint act that was made before, as from a log. Raises OutOfOrder where it is refused."""
        self._move(tick, step(self.rules, self.world, tick.act[None], events=tick.events))

    def _move(self, tick: Tick, moved: World) -> None:
        """The world after a joint act."""
        self.moments.append(Moment(tick, self.world, moved))
        self.world = moved

    def _reasons(self, verbs: Bools, act: Ints) -> dict[int, str]:
        """Why each seat acts so, by its own account; nothing for those whose act was offered or is of no moment."""
        telling = verbs[0].any(axis=1) & ~np.isin(act[0, :, Item.VERB], (Verb.PASS, Verb.SILENT))
        telling[list(self._offered)] = False
        s = np.flatnonzero(telling)
        view = sight(self.world, self.briefs, verbs, np.zeros_like(s), s)
        why: dict[int, str] = {}
        for behaviour, rows in by_behaviour(self.seats, s):
            told = behaviour.reasons(self.rules, view.take(rows), act[0, s[rows]])
            why.update({int(seat): reason for seat, reason in zip(s[rows], told, strict=True) if reason})
        return why
