"""The roster: what everybody knows of the delegations, as arrays."""

from dataclasses import dataclass
from typing import ClassVar

from demarche.sim.rows import PerWorld
from demarche.sim.terms import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Roster(PerWorld):
    """S seats on D dimensions, in G blocs. Published positions are judgements; the arrays of them lead with worlds B.

    names       S codes, in the order of the seats        titles S short names in words        blocs G names
    role (S,) Role        capacity (S,) acts per round of informals, 0 .. 2
    position    (B, S, D) -1 information-security .. 1 cybersecurity      salience (B, S, D) 0 .. 1
    ideal       (B, S, C) position on each clause, that is on what it touches      weight (B, S, C) salience likewise
    red         (S, C, K + 1) wordings it is known not to accept; the last place is a text without the clause
    development (B, S) 0 much digital capacity .. 1 little    offence, skill, vulnerability, audience (B, S) 0 .. 1
    propensity  (B, S) readiness to lead, 0 .. 1
    place       (B, S, 2) where it stands in votes on other subjects, 0 the middle of the membership, 1 its spread
    member      (S, G) bool     line (S,) the bloc whose line it follows, -1 for none
    discipline  (B, G, 3) how closely, 0 .. 1, by who leads the text: information-security, both, cybersecurity
    """

    IN_COMMON: ClassVar[tuple[str, ...]] = ("names", "titles", "blocs", "role", "capacity", "red", "member", "line")

    names: tuple[str, ...]
    titles: tuple[str, ...]
    blocs: tuple[str, ...]
    role: Ints
    capacity: Ints
    position: Floats
    salience: Floats
    ideal: Floats
    weight: Floats
    red: Bools
    development: Floats
    offence: Floats
    skill: Floats
    vulnerability: Floats
    audience: Floats
    propensity: Floats
    place: Floats
    member: Bools
    line: Ints
    discipline: Floats
