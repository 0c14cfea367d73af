"""The shape of what a seat is shown at one moment: words and whole numbers only, so that any front end draws it.

A Room is made for one seat, or for nobody's (a projector), by naming what is shown.  It holds no arrays and nothing of
the kernel: `dataclasses.asdict` makes it JSON, and `ui/seat/wire.py` reads it back.  Codes are ISO3 codes of seats.
"""

from dataclasses import dataclass

from demarche.ui.threats import ThreatShown

Code = str
"""Three letters of a seat; empty for nobody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen in a Field: `says` is its part of the act, with {name} for each field that follows.

    note  a few words more, such as the position of a wording, marked as judged where it is
    """

    says: str
    words: str
    note: str = ""
    then: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an act has to name. may_pass_over: it may be left out, and then says nothing.

    unlike  name of an earlier field with the same choices: what is chosen there cannot be chosen here again
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    may_pass_over: bool = False
    unlike: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act in order now: the delegate's word, the key that makes it, one line on what it does, what it has to name.

    says  the act in notation, with {name} for each field: `propose {draft} {wording}`
    """

    verb: str
    word: str
    key: str
    tip: str
    says: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """A wording that somebody has proposed in place of the one that stands. by: who, in the order of seats."""

    wording: str
    text: str
    by: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause of a draft as it stands. wording is empty where it does not stand.

    position -100 .. 100, vague and depth 0 .. 100 of the wording: judged.    state: stands | changed | struck | apart
    mine  -2 far from .. 2 near to its own position; red: it crosses the red line of the seat that is shown this
    """

    clause: str
    title: str
    wording: str
    text: str
    position: int
    vague: int
    depth: int
    state: str
    brackets: tuple[Bracket, ...]
    mine: int = 0
    red: bool = False


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft. camp -1, 0, 1 of who leads it; stands: in words; tally: yes, no, abstain, absent, or nothing yet."""

    number: int
    symbol: str
    title: str
    pen: Code
    camp: int
    stands: str
    on_the_table: bool
    sponsors: tuple[Code, ...]
    clauses: tuple[ClauseShown, ...]
    tally: tuple[int, int, int, int] | tuple[()]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder. state: done | now | ahead | skipped; what came of it, in words."""

    name: str
    state: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of the room. ballot: Y N A X, or empty; lean -2 .. 2 as everybody may reckon (judged).

    ballot, why: in the vote that Room.balloted names, the reason as far as it is told; empty while leans are shown
    role: member | observer | chair | third_state        group: regional group and blocs        line: its bloc
    asked: as everybody may know; who holds an offer or has found something is not told
    leans: the number of each draft that everybody has seen, and the lean on it
    """

    code: Code
    name: str
    group: str
    line: str
    role: str
    ballot: str
    lean: int
    sponsors: tuple[int, ...]
    asked: bool
    person: bool
    leans: tuple[tuple[int, int], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that happened, as this seat heard it, in one sentence.

    kind      speech | wording | deal | motion | vote | decision | explanation | pact | accusation | operation | notice
    by, whom  who did it to whom, where that is known        why  the reason, where it is told
    private   only this seat (and the one it deals with) knows
    """

    tick: int
    phase: str
    kind: str
    text: str
    by: Code = ""
    whom: Code = ""
    why: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the card and how it stands: met | open | lost."""

    text: str
    stands: str


@dataclass(frozen=True, slots=True)
class Want:
    """A goal of the card as an act can name it. kind: adopted | not-adopted | wording | no-vote | support.

    draft  its number; clause, wording, text of a goal of wording: in notation and in words; empty where there is none
    """

    kind: str
    draft: int
    clause: str = ""
    wording: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a seat alone knows: its card, what it has promised, what is offered to it, how its own mind leans.

    leaning  per draft: symbol and a sentence with the terms that pull it        offers: sender and terms in words
    derived  the card was worked out from the state's published position, not written for the scenario; judged
    wants    its goals as acts can name them
    """

    summary: str
    goals: tuple[Goal, ...]
    red_line: str
    trade: str
    promises: tuple[str, ...]
    offers: tuple[tuple[Code, str], ...]
    standing_offer: str
    leaning: tuple[tuple[str, str], ...]
    derived: bool = False
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a pact: the parties that delivered it last quarter."""

    name: str
    delivered: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class PactShown:
    """A pact: the parties that it binds or will bind, those who left it, its measures, consulted last quarter.

    in_force  False while it is signed and waits for ratification
    leaving   parties that denounced it, each with the quarter, from 1, at the end of which it is bound no longer
    """

    number: int
    symbol: str
    parties: tuple[Code, ...]
    denounced: tuple[Code, ...]
    measures: tuple[Measure, ...]
    consulted: bool
    in_force: bool = True
    leaving: tuple[tuple[Code, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """Operations the seat found last quarter and attributes to a state. sure 0 .. 100; trust 0 .. 100, that it honours.

    Parties to a pact of its own are listed with 0 operations too; with nothing to be sure of, sure is None.
    ready, waiting  reported operations whose author it could name in public: evidence is ready, or not yet
    """

    code: Code
    operations: int
    sure: int | None
    trust: int
    ready: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """Everything one seat is shown at one tick. me is empty for a projector, which has no acts and no brief.

    question  what is asked of those asked now, in a sentence        awaited  how many are asked, as this seat may know
    stage     as the notation would spell it: motion-vote        phase the same: informals
    balloted  the vote whose ballots the places show, in a few words; empty before a new vote, when they show leans
    round, rounds from 1; 0 outside informals        quarter, quarters the same        final  the session is over
    """

    scenario: str
    title: str
    body: str
    level: int
    tick: int
    phase: str
    stage: str
    question: str
    round: int
    rounds: int
    quarter: int
    quarters: int
    me: Code
    asked: bool
    awaited: int
    final: bool
    drafts: tuple[DraftShown, ...]
    ladder: tuple[Rung, ...]
    places: tuple[Place, ...]
    acts: tuple[Act, ...]
    brief: Brief | None
    pacts: tuple[PactShown, ...]
    signals: tuple[Signal, ...]
    accusations: tuple[tuple[Code, Code, int], ...]
    sanctions: tuple[tuple[Code, Code], ...]
    balloted: str = ""
    threats: tuple[ThreatShown, ...] = ()
