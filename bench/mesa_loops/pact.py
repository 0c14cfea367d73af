"""A text that binds its parties."""

from collections import Counter
from dataclasses import dataclass, field

SUMMED = ("operations", "inside", "contested", "known", "false", "due", "delivered")
"""What is added up of the parties of a pact, among themselves."""


@dataclass(eq=False)
class Pact:
    """One pact.

    parties     seats bound by it, in their order, less those who denounced it; members: the same as a set
    signed      those who were bound at first        binding   how much it binds, 0 .. 1
    forbids     share of hostile acts that its text clearly forbids      promises  measures that its text promises
    consulted   whether anybody consulted under it in the quarter before
    general     party -> restraint in thousandths; apart: party -> the one it treats otherwise, and how
    delivered   party -> measures it delivers        sums      SUMMED of each quarter
    """

    number: int
    parties: list[int]
    binding: float
    forbids: float
    promises: frozenset[int]
    consulted: bool = False
    general: dict[int, int] = field(default_factory=dict)
    apart: dict[int, tuple[int, int]] = field(default_factory=dict)
    delivered: dict[int, set[int]] = field(default_factory=dict)
    sums: list[Counter[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.members = set(self.parties)
        self.signed = frozenset(self.parties) if self.in_force else frozenset()

    @property
    def in_force(self) -> bool:
        """Whether it binds anybody to anybody."""
        return len(self.parties) > 1

    def denounce(self, seat: int) -> None:
        """That party has no duties under it any more."""
        self.parties.remove(seat)
        self.members.discard(seat)

    def restraint(self, doer: int, victim: int) -> int:
        """How far one party holds back toward another, in thousandths."""
        one, toward = self.apart.get(doer, (None, 0))
        return toward if one == victim else self.general[doer]
