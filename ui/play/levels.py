"""The four levels of play: who sits in the other seats, how much they say of why, and what a player is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from demarche.agents.registry import name_of
from demarche.sim.seat import Seat
from demarche.ui.seat.heard import Reveal


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
            "Delegations take a deal even at a small loss and give way early and far; nearly all who gain by a letter "
            "sign it, and parties deliver most of what a pact promises.",
            "Every delegation says why it acts, also in private.",
        ),
    ),
    Level(
        2,
        "Delegate",
        "national",
        Reveal.ALL,
        (
            "Delegations act by the doctrine as it is fitted and judged: a pen-holder weighs two changes of its text "
            "in a round, and a deal must not cost anything.",
            "Every delegation says why it acts, also in private.",
        ),
    ),
    Level(
        3,
        "Counsellor",
        "bargaining",
        Reveal.PUBLIC,
        (
            "A pen-holder weighs every change of its text and gives way less; whoever takes a deal gains by it; fewer "
            "states sign a letter and more write against one, and parties deliver less of a pact.",
            "Delegations give reasons only where the procedure has them do so: in explanations of vote.",
        ),
    ),
    Level(
        4,
        "Ambassador",
        "farsighted",
        Reveal.NONE,
        (
            "A pen-holder looks two changes ahead and gives way late and little; a deal has to be well worth it; few "
            "states sign a letter and many write against one, and parties deliver little of a pact.",
            "Nobody says why before the debrief.",
        ),
    ),
)
"""From the easiest to the hardest. The page on levels says what was measured of each."""


def level_of(seats: Iterable[Seat]) -> Level:
    """The level at which a game is played, by who sits in it."""
    sitting = {name_of(seat) for seat in seats}
    return next((level for level in LEVELS if level.behaviour in sitting), LEVELS[1])
