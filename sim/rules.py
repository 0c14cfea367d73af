"""The constants of a session: what the chair may not change once it is open."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from sim.book import Book
from sim.conduct import Conduct
from sim.roster import Roster
from sim.terms import Array, Bools, Decision, Floats, Ints, Role, Status

RULES_VERSION = 1
"""Rises when a count, a fingerprint or a numbered case of the tests changes, and only then."""


@dataclass(frozen=True, slots=True)
class Rules:
    """S seats and L drafts of C clauses, the same for all B worlds of a batch.

    decision   how the body decides          level 1 vote, 2 amend, 3 divide, 4 procedural motions and costs
    rounds     rounds of informals, >= 0     lead (L,) who leads each draft: -1, 0, 1
    pen        (L,) seat that holds the pen  opened (L, C) the wordings it opens with
    sponsors   (L, S) bool, who sponsors it when it opens      pocket (L,) bool, held back as a rival
    standing   (L, S) bool, parties of a pact that is in force when the session opens; none for a draft
    crime      (L,) bool, on crime          welcomes (L,) bool, welcomes the process of the other camp
    usual      (L, S) logits by which earlier votes on such texts differ from what else would say; 0 without any
    visibility (L,) worth of being seen to table it; judged
    binding    (L,) how much it binds, 0 .. 1; judged        conduct  what follows in the quarters after the session
    """

    book: Book
    roster: Roster
    decision: Decision
    level: int
    rounds: int
    drafts: tuple[str, ...]
    pen: Ints
    lead: Ints
    opened: Ints
    sponsors: Bools
    pocket: Bools
    standing: Bools
    crime: Bools
    welcomes: Bools
    usual: Floats
    visibility: Array
    binding: Array
    conduct: Conduct

    @property
    def seats(self) -> int:
        """S."""
        return len(self.roster.names)

    @property
    def voters(self) -> Bools:
        """Who may vote, (S,): members, not observers, not the chair (rule 104)."""
        return np.asarray(self.roster.role == Role.MEMBER)

    @property
    def quorum(self) -> int:
        """Members who must be present for a decision: a majority (rule 108)."""
        return int(self.voters.sum()) // 2 + 1

    @property
    def opening_quorum(self) -> int:
        """Members who must be present to open and debate: a quarter (rule 108), rounded up."""
        return -(-int(self.voters.sum()) // 4)

    @property
    def opening_status(self) -> Ints:
        """Where each draft stands when the session opens, (L,) Status."""
        here = np.where(self.pocket, Status.POCKET, Status.OPEN)
        return np.where(self.standing.any(axis=1), Status.SIGNED, here).astype(np.int8)

    def take(self, worlds: Array | slice) -> Self:
        """The rules of the worlds named, in that order."""
        return replace(
            self,
            book=self.book.take(worlds),
            roster=self.roster.take(worlds),
            conduct=self.conduct.take(worlds),
        )
