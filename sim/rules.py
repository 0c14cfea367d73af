"""The constants of a session: what the chair may not change once it is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np

from demarche.sim.book import Book
from demarche.sim.conduct import Conduct
from demarche.sim.ground import Ground, ground
from demarche.sim.roster import Roster
from demarche.sim.rows import one_after_another
from demarche.sim.terms import Array, Bools, Decision, Floats, Ints, Role, Status

QUARTERS_A_YEAR = 4
RULES_VERSION = 4
"""Rises when a count, a fingerprint or a numbered case of the tests changes, and only then."""
RELEASE_OF_RULES = {2: "0.1.0", 3: "0.2.0"}
"""The last release that plays by each earlier version of the rules."""

_PARTS, _TABLES = ("book", "roster", "conduct"), ("visibility", "binding", "linkage", "ratification")
"""What may differ between the worlds of a batch: parts that can be taken and joined, and tables (B, ...)."""


@dataclass(frozen=True)
class Rules:
    """S seats and L drafts of C clauses, the same for all B worlds of a batch.

    decision   how the body decides          level 1 vote, 2 amend, 3 divide, 4 procedural motions and costs
    rounds     rounds of informals, >= 0     lead (L,) who leads each draft: -1, 0, 1
    pen        (L,) seat that holds the pen  opened (L, C) the wordings it opens with
    sponsors   (L, S) bool, who sponsors it when it opens      pocket (L,) bool, held back as a rival
    standing   (L, S) bool, parties of a pact that is in force when the session opens; none for a draft
    crime      (L,) bool, on crime          welcomes (L,) bool, welcomes the process of the other camp
    preempts   (L,) bool, founds a group before a running one has reported
    beside     (L,) bool, its group runs beside one of the other camp
    usual      (L, S) logits by which earlier votes on such texts differ from what else would say; 0 without any
    reserve    (L, S) factor on the width of abstention, by how readily a state abstained before; 1 without any vote
    visibility (B, L) worth of being seen to table it; judged
    binding    (B, L) how much it binds, 0 .. 1; judged        conduct  what follows in the quarters after the session
    linkage    (B, L) quarters' gains that other ties between its parties are worth to each, when it is signed; judged
    ratification (B, L) chance a quarter that a signed pact comes into force, once `delay` (L,) quarters are over
    notice     (L,) quarters for which whoever denounces it is still bound
    slots      N, the last of the drafts: places for pacts that states propose in the quarters; they have no pen-holder
    exchanges  times that a proposed pact may be answered with a change, at the most
    templates  (T,) names of texts that a proposal may begin with      template_texts (T, C) their wordings
    template_terms (T, 3) how much each binds, linkage and ratification, as of a draft; judged
    template_dates (T, 2) delay and notice of each, quarters
    later      the rules of each following year, where the rates are compiled anew every January; the last one stays
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
    preempts: Bools
    beside: Bools
    usual: Floats
    reserve: Floats
    visibility: Floats
    binding: Floats
    linkage: Floats
    ratification: Floats
    delay: Ints
    notice: Ints
    conduct: Conduct
    slots: int = 0
    exchanges: int = 3
    templates: tuple[str, ...] = ()
    template_texts: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    template_terms: Floats = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    template_dates: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    later: tuple["Rules", ...] = ()

    @property
    def seats(self) -> int:
        """S."""
        return len(self.roster.names)

    def of_quarter(self, quarter: int) -> "Rules":
        """The rules by which a quarter, from 0, is played: those of its year, where the rates change every year."""
        year = max(quarter, 0) // QUARTERS_A_YEAR
        return (self, *self.later)[min(year, len(self.later))]

    @property
    def texts(self) -> int:
        """How many of the L drafts the scenario has. The others are slots."""
        return len(self.pen) - self.slots

    @cached_property
    def voters(self) -> Bools:
        """Who may vote, (S,): members, not observers, third states or the chair (rule 104)."""
        return np.asarray(self.roster.role == Role.MEMBER)

    @cached_property
    def delegations(self) -> Bools:
        """Who may speak and propose in the session, (S,): members and observers."""
        return np.isin(self.roster.role, (Role.MEMBER, Role.OBSERVER))

    @property
    def may_be_parties(self) -> Bools:
        """Who is or may become a party of each draft, (L, S): of a standing pact its parties, else all who may vote.

        Nobody, of a slot: who may is agreed in the quarters.
        """
        may = np.where(self.standing.any(axis=1, keepdims=True), self.standing, self.voters)
        may[self.texts :] = False
        return may

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
        here[self.texts :] = Status.FREE
        return np.where(self.standing.any(axis=1), Status.SIGNED, here).astype(np.int8)

    @cached_property
    def ground(self) -> Ground:
        """What conduct between the states comes to without pacts."""
        return ground(self.conduct, self.roster)

    def take(self, worlds: Array | slice) -> Self:
        """The rules of the worlds named, in that order."""
        taken = replace(
            self,
            **{name: getattr(self, name).take(worlds) for name in _PARTS},
            **{name: getattr(self, name)[worlds] for name in _TABLES},
        )
        if self.later:
            taken = replace(taken, later=tuple(rules.take(worlds) for rules in self.later))
        if "ground" in self.__dict__:  # it need not be worked out again
            taken.__dict__["ground"] = self.ground.take(worlds)
        return taken

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """The worlds of all parts, one after another. Raises ValueError naming what they should have in common."""
        changed: dict[str, Any] = {}
        for one in fields(cls):
            tables = [getattr(part, one.name) for part in parts]
            if one.name == "later" and any(tables):
                changed["later"] = tuple(cls.join(same_year) for same_year in zip(*tables, strict=True))
                continue
            if one.name in _PARTS:
                changed[one.name] = type(tables[0]).join(tables)
            elif one.name in _TABLES:
                changed[one.name] = one_after_another(tables)
            elif not all(np.array_equal(tables[0], table) for table in tables[1:]):
                raise ValueError(f"worlds that differ in {one.name} cannot be played as one batch")
        return replace(parts[0], **changed)
