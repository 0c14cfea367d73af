"""A session tick by tick: what was the case before each joint act, and what after it."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from demarche.sim.procedure.step import step
from demarche.sim.record import Record, World, opening
from demarche.sim.session import Session, Tick


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


@dataclass(slots=True)
class _Kept:
    moments: list[Moment] = field(default_factory=list)


_kept: WeakKeyDictionary[Session, _Kept] = WeakKeyDictionary()
"""What has been told of sessions that still live, so that each tick is played a second time at the most once."""


def chronicle(session: Session) -> list[Moment]:
    """Every tick of a session from its opening. What was undone is forgotten, what is new is added."""
    moments = _kept.setdefault(session, _Kept()).moments
    ticks = session.ticks
    same = 0
    while same < min(len(moments), len(ticks)) and moments[same].tick is ticks[same]:
        same += 1
    del moments[same:]
    world = moments[-1].ended if moments else opening(session.rules, session.world.record.lot)
    for tick in ticks[same:]:
        # The last tick has led to where the session stands: it need not be made again.
        latest = tick is ticks[-1]
        moved = session.world if latest else step(session.rules, world, tick.act[None], events=tick.events)
        moments.append(Moment(tick, world, moved))
        world = moved
    return list(moments)
