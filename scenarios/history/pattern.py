"""One figure of the record beside the model's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """One figure of the record beside the model's.  expected: whether it ought to hold; it is printed either way.

    record  None where there is nothing to count, and only the bounds are asked for
    """

    name: str
    record: float | None
    model: float
    low: float
    high: float
    expected: bool = True

    @property
    def holds(self) -> bool:
        """Whether the model's figure lies within the bounds. Not a number never does."""
        return self.low <= self.model <= self.high
