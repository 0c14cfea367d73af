"""What happened at one tick, as a seat heard it: what was said aloud, and what it alone was told or found."""

from enum import StrEnum

from demarche.scenarios.compile import Game
from demarche.sim.session import Session
from demarche.ui.seat.aloud import said_aloud
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.shown import Heard
from demarche.ui.seat.whispered import told_to


class Reveal(StrEnum):
    """How much artificial delegations say of their reasons."""

    ALL = "all"  # every act that is heard, with the terms of the doctrine that led to it
    PUBLIC = "public"  # the grounds that are given in explanations of vote, and no more
    NONE = "none"  # not even those, to whoever asks; an explanation of vote is still heard by everybody


def heard(
    game: Game, session: Session, tick: int, seat: int | None, reveal: Reveal | str = Reveal.PUBLIC
) -> tuple[Heard, ...]:
    """What happened at that joint act, numbered from 0, as the seat heard it; with None what everybody did.

    Raises IndexError where there has been no such tick.
    """
    moments = session.moments
    if not 0 <= tick < len(moments):
        raise IndexError(f"there have been {len(moments)} ticks, and no tick {tick}")
    desk, moment, every = desk_of(game, session), moments[tick], Reveal(reveal) == Reveal.ALL
    if desk.aloud is None or desk.aloud[0] is not moment or desk.aloud[1] != every:
        desk.aloud = (moment, every, said_aloud(desk.words, moment, tell_why=every))
    aloud = desk.aloud[2]
    return aloud if seat is None else aloud + told_to(desk.words, session.briefs, moment, seat, tell_why=every)
