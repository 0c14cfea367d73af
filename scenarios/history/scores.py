"""How good a forecast of a roll call was, over the states that voted yes, no or abstained."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.rollcalls import ABSTAIN, AWAY
from demarche.sim.terms import Bools, Ints

PRESENT = 1 - 0.083
"""Share of members taken to be in the room: the mean absence from the votes of 2018-19."""
CLASSES = 3
LEAST_CHANCE = 1e-12
"""A forecast that gave less to what happened is scored as if it had given this."""


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """n states scored; accuracy and macro_f1 in [0, 1]; log_loss in nats.

    All three are None where n is 0, and log_loss is None for a forecast without probabilities.
    predicted  yes, abstain, no expected of the whole membership, away as often as it usually is    actual  as counted
    confusion  (3, 3) states by what they did (rows) and what was forecast: yes, abstain, no
    """

    n: int
    accuracy: float | None
    macro_f1: float | None
    log_loss: float | None
    predicted: Floats
    actual: Ints
    confusion: Ints

    @property
    def f1_abstain(self) -> float | None:
        """F1 of abstention, the class that is hardest to forecast; None where nobody abstained or was expected to."""
        found = float(f1(self.confusion)[ABSTAIN])
        return None if np.isnan(found) else found

    @property
    def error_of_totals(self) -> float | None:
        """Mean distance of the three expected totals from the real ones, in votes; None where no vote is known."""
        return float(np.abs(self.predicted - self.actual).mean()) if self.n else None

    @property
    def adopted(self) -> tuple[bool, bool]:
        """Whether more yes than no was expected, and whether more was cast."""
        return bool(self.predicted[0] > self.predicted[2]), bool(self.actual[0] > self.actual[2])


def f1(confusion: Ints | Floats) -> Floats:
    """F1 of each class, (..., 3), of confusions (..., 3, 3); NaN of a class that was neither done nor forecast."""
    right = np.diagonal(confusion, axis1=-2, axis2=-1)
    sizes = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.where(sizes > 0, 2 * right / np.maximum(sizes, 1e-12), np.nan)


def score(chances: Floats, votes: Ints, among: Bools | None = None, *, probable: bool = True) -> Score:
    """A forecast (S, 3) against the votes (S,). among (S,) the states to score, all where None."""
    voted = (votes != AWAY) & (True if among is None else among)
    cast, given = votes[voted], chances[voted]
    guess = given.argmax(axis=1)
    confusion = np.zeros((CLASSES, CLASSES), int)
    np.add.at(confusion, (cast, guess), 1)
    of_cast = np.maximum(given[np.arange(len(cast)), cast], LEAST_CHANCE)
    loss = -np.log(of_cast).mean() if probable and len(cast) else None
    everybody = np.ones(len(votes), bool) if among is None else among
    return Score(
        n=len(cast),
        accuracy=float(np.trace(confusion) / len(cast)) if len(cast) else None,
        macro_f1=float(np.nanmean(f1(confusion))) if len(cast) else None,
        log_loss=None if loss is None else float(loss),
        predicted=PRESENT * chances[everybody].sum(axis=0),
        actual=np.bincount(cast, minlength=CLASSES),
        confusion=confusion,
    )
