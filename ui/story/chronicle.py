"""A finished session tick by tick: what was the case before each joint act, and what after it."""

from dataclasses import dataclass

from sim.procedure.step import step
from sim.record import Record, World, opening
from sim.session import Session, Tick


@dataclass(frozen=True, slots=True)
class Moment:
    """One tick with the world before and after it. Both of one world."""

    tick: Tick
    world: World
    after: Record

    @property
    def before(self) -> Record:
        """The public facts before the tick."""
        return self.world.record

    def why(self, seat: int) -> str:
        """The reason a seat gave for its act, or nothing."""
        return self.tick.why.get(seat, "")


def chronicle(session: Session) -> list[Moment]:
    """Every tick of a session, played once more."""
    world = opening(session.rules, session.world.record.lot)
    moments = []
    for tick in session.ticks:
        moved = step(session.rules, world, tick.act[None], events=tick.events)
        moments.append(Moment(tick, world, moved.record))
        world = moved
    return moments
