"""What is the same for every seat of one session, made once and kept while the session lives."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game
from demarche.scenarios.schema import Card
from demarche.sim.naming import say_wording
from demarche.sim.record import World
from demarche.sim.session import Moment, Session
from demarche.sim.terms import ABSENT, NONE, Role
from demarche.ui.seat.shown import Choice, Field, Heard, PactShown, Place, Rung
from demarche.ui.threats import ThreatShown
from demarche.ui.words import GROUPS, Words

Made = TypeVar("Made")
Clauses = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What never changes about a seat: code, name, group and blocs in words, the bloc it votes with, its role."""

    code: str
    name: str
    group: str
    line: str
    role: str


@dataclass(frozen=True, slots=True)
class Public:
    """What every seat is shown alike. openly: seats of which everybody knows that they are asked."""

    places: tuple[Place, ...]
    ladder: tuple[Rung, ...]
    pacts: tuple[PactShown, ...]
    accusations: tuple[tuple[str, str, int], ...]
    sanctions: tuple[tuple[str, str], ...]
    threats: tuple[ThreatShown, ...]
    openly: frozenset[int]
    question: str
    balloted: str


class Desk:
    """The names and wordings of one session, and what was last worked out of its world."""

    def __init__(self, game: Game) -> None:
        """Nothing is worked out before it is asked for."""
        self.game, self.rules, self.words = game, game.rules, Words(game)
        self.public: tuple[World, Hashable, Public] | None = None
        self.aloud: tuple[Moment, bool, tuple[Heard, ...]] | None = None
        self._once: dict[Hashable, Any] = {}

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What the scenario alone decides, made the first time that it is asked for."""
        if name not in self._once:
            self._once[name] = make()
        made: Made = self._once[name]
        return made

    def card(self, seat: int) -> Card:
        """The briefing card of a seat."""
        return self.once(("card", seat), lambda: card_for(self.game, seat))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every seat, in their order."""
        roster = self.rules.roster
        return tuple(
            Standing(
                code=code,
                name=self.words.state(seat),
                group=group_of(self.words, seat),
                line=self.words.bloc(int(roster.line[seat])) if roster.line[seat] != NONE else "",
                role=Role(int(roster.role[seat])).name.lower(),
            )
            for seat, code in enumerate(roster.names)
        )

    @cached_property
    def wordings(self) -> dict[tuple[int, int], Choice]:
        """Every wording of the clause book as something to choose, and every clause left out."""
        book = self.rules.book
        found = {}
        for clause, wording in np.argwhere(book.exists).tolist():
            position, vague = (round(100 * float(table[0, clause, wording])) for table in (book.position, book.vague))
            note = f"position {position:+d}, vagueness {vague}, judged"
            said = say_wording(self.rules, clause, wording)
            found[clause, wording] = Choice(said, self.words.wording(clause, wording), note)
        for clause in range(book.clauses):
            found[clause, ABSENT] = Choice(say_wording(self.rules, clause, ABSENT), "Leave it out", "no word on it")
        return found

    @cached_property
    def seats(self) -> tuple[Choice, ...]:
        """Every seat as something to choose."""
        return tuple(Choice(standing.code, standing.name) for standing in self.standings)

    def any_wording(self, name: str, label: str, first: Clauses, *, may_pass_over: bool = False) -> Field:
        """A clause and one of its wordings, whatever the texts say now; those clauses first."""
        every = list(self.wordings)
        return self.once(
            (name, first), lambda: self.wording_field(name, label, every, first, may_pass_over=may_pass_over)
        )

    def wording_field(
        self, name: str, label: str, pairs: list[tuple[int, int]], first: Clauses, *, may_pass_over: bool = False
    ) -> Field:
        """A clause, those clauses first, and one of those of its wordings that are among the pairs of the two."""
        by_clause: dict[int, list[Choice]] = {}
        for clause, wording in sorted(pairs, key=lambda p: (p[0] not in first, p[0], p[1] == ABSENT, p[1])):
            by_clause.setdefault(clause, []).append(self.wordings[clause, wording])
        inner = f"{name}_wording"
        clauses = tuple(
            Choice(f"{{{inner}}}", self.words.clause(clause), then=(Field(inner, "Wording", tuple(choices)),))
            for clause, choices in by_clause.items()
        )
        return Field(name, label, clauses, may_pass_over)


def group_of(words: Words, seat: int) -> str:
    """The regional group and the blocs of a seat, in words."""
    roster = words.rules.roster
    member = tables.members().get(roster.names[seat])
    invented = roster.names[seat] in words.game.scenario.fictional
    group = [GROUPS[member.group]] if member and not invented else []
    blocs = [words.bloc(int(bloc)) for bloc in np.flatnonzero(roster.member[seat]) if roster.blocs[bloc]]
    return ", ".join(dict.fromkeys([*group, *blocs]))


_desks: WeakKeyDictionary[Session, Desk] = WeakKeyDictionary()


def desk_of(game: Game, session: Session) -> Desk:
    """The desk of a session."""
    if session not in _desks:
        _desks[session] = Desk(game)
    return _desks[session]
