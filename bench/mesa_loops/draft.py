"""A draft before the Committee, and what it is as a pact once it has been adopted."""

from collections import Counter

from bench.mesa_loops.facts import Bill

SUMMED = ("operations", "inside", "contested", "known", "false", "due", "delivered")
"""What is added up of the parties of a pact, among themselves."""


class Draft:
    """One draft.

    sponsors    seats that have put their names to it        co_authors  those who had when it opened
    status      open, tabled, held, withdrawn, rejected, parts rejected, adopted, consensus or no quorum
    ballots     seat -> ballot on the whole, empty where none was recorded
    parties     seats bound by it once the session is over, in their order, less those who denounced it
    members     the same as a set                    signed  those who were bound at first
    forbids     share of hostile acts that its text clearly forbids
    promises    measures that its text promises
    consulted   whether anybody consulted under it in the quarter before
    general     party -> restraint in thousandths; apart: party -> the one it treats otherwise, and how
    delivered   party -> measures it delivers
    sums        SUMMED of each quarter
    """

    def __init__(self, number: int, bill: Bill) -> None:
        """As its pen-holder brings it."""
        self.number, self.pen, self.lead, self.text = number, bill.pen, bill.lead, list(bill.text)
        self.crime, self.usual, self.welcomes = bill.crime, bill.usual, bill.welcomes
        self.visibility, self.binding = bill.visibility, bill.binding
        self.sponsors, self.co_authors = set(bill.sponsors), frozenset(bill.sponsors - {bill.pen})
        self.status = "open"
        self.amended = False
        self.ballots: dict[int, str] = {}
        self.parties: list[int] = []
        self.members: set[int] = set()
        self.signed: frozenset[int] = frozenset()
        self.sums: list[Counter[str]] = []
        self.forbids, self.promises = 0.0, frozenset[int]()
        self.consulted = False
        self.general: dict[int, int] = {}
        self.apart: dict[int, tuple[int, int]] = {}
        self.delivered: dict[int, set[int]] = {}

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
