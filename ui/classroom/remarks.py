"""Words of their own: up to 280 characters that a student adds to an act that everybody hears.

They belong to the act: nobody else reads them before it is counted, and they go where the clock or AI acted instead.
The teacher may hide them, show them again, or look at all of them before they are shown.
"""

from dataclasses import dataclass
from enum import StrEnum

from demarche.sim.acts import ACTS, Audience
from demarche.sim.terms import OutOfOrder, Verb
from demarche.sim.visible import few_marks, only_seen

LONGEST = 280


class Mode(StrEnum):
    """What happens to words when their act is counted."""

    OPEN = "open"  # everybody reads them
    HELD = "held"  # the teacher looks first
    CLOSED = "closed"  # nobody may write any


class Standing(StrEnum):
    """Who may read them."""

    SHOWN = "shown"  # everybody
    HELD = "held"  # the teacher and their author, until the teacher shows them
    HIDDEN = "hidden"  # the same; the teacher has taken them down


@dataclass(frozen=True, slots=True)
class Remark:
    """Words beside the act of a seat at a tick. id: that of the act."""

    by: str
    id: str
    tick: int
    text: str
    standing: Standing


def clean_words(text: str) -> str:
    """Words as they are shown: one line, nothing that cannot be seen or that steers the line, few marks on a letter."""
    return " ".join(few_marks(only_seen(text)).split())[:LONGEST].strip()


def require_public(code: str, verb: Verb) -> None:
    """Raises OutOfOrder where an act is not one that everybody hears: words beside it would tell of it."""
    if ACTS[verb].heard != Audience.EVERYBODY:
        raise OutOfOrder(
            f"{code}: words of your own go with an act that everybody hears, and this one is private; "
            "send it without words, or write a message"
        )
