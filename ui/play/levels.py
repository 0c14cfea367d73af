"""The four levels of play: who sits in the other seats, how much they say of why, and what a player is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.registry import name_of
from sim.seat import Seat
from ui.seat.heard import Reveal


@dataclass(frozen=True, slots=True)
class Level:
    """A level of play. behaviour: registered name of who sits where no person does; tells: for the player."""

    number: int
    name: str
    behaviour: str
    reveal: Reveal
    tells: tuple[str, ...]


LEVELS = (
    Level(
        1,
        "Newcomer",
        "obliging",
        Reveal.ALL,
        (
            "Delegations look no further than the act before them: they take a deal at a small loss, and pen-holders "
            "open their texts early and give way further.",
            "Every delegation says why it acts, also in private.",
        ),
    ),
    Level(
        2,
        "Delegate",
        "national",
        Reveal.ALL,
        (
            "Delegations act by the doctrine as it is fitted and judged: pen-holders weigh two changes in a round.",
            "Every delegation says why it acts, also in private.",
        ),
    ),
    Level(
        3,
        "Counsellor",
        "bargaining",
        Reveal.PUBLIC,
        (
            "Pen-holders weigh every change of their text and give way less, and whoever takes a deal gains by it.",
            "Delegations give reasons only where the procedure has them do so: in explanations of vote.",
        ),
    ),
    Level(
        4,
        "Ambassador",
        "farsighted",
        Reveal.NONE,
        (
            "Pen-holders look two changes ahead, give way late and little, and everybody wants to gain well by a deal.",
            "Nobody says why before the debrief.",
        ),
    ),
)
"""From the easiest to the hardest. What each does to the goals of two plain players is measured in bench.levels."""


def level_of(seats: Iterable[Seat]) -> Level:
    """The level at which a game is played, by who sits in it."""
    sitting = {name_of(seat) for seat in seats}
    return next((level for level in LEVELS if level.behaviour in sitting), LEVELS[1])
