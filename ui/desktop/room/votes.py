"""How a vote or a lean looks: a shape and an ink each, and words."""

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink
from demarche.ui.desktop.toolkit.rolling import Dot
from demarche.ui.seat.shown import Place

BALLOTS = {
    "Y": Dot(Form.DISC, Ink.YES),
    "N": Dot(Form.TRIANGLE, Ink.NO),
    "A": Dot(Form.SQUARE, Ink.ABSTAIN),
    "X": Dot(Form.CROSS, Ink.ABSENT),
}
"""A ballot as it was cast."""
NOT_ASKED = Dot(Form.RING, Ink.ABSENT, True)
"""A seat without a vote, or of which nothing can be reckoned."""


def dot_of(place: Place) -> Dot:
    """A seat as it voted last: solid; where it has not voted, as it leans: hollow."""
    if place.ballot in BALLOTS:
        return BALLOTS[place.ballot]
    if place.role != "member" or place.lean == 0:
        return NOT_ASKED
    like = BALLOTS["Y" if place.lean > 0 else "N"]
    return Dot(like.form, like.ink, hollow=True)


def stance(place: Place) -> str:
    """The same in words."""
    if place.ballot in BALLOTS:
        return s(f"ballot.{place.ballot}")
    if place.role != "member":
        return s(f"role.{place.role}")
    return s(f"lean.{place.lean + 2}")
