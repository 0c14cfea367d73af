"""The shape of a scenario file: what may stand in it, within which bounds, and what is said when it does not."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from demarche.sim.visible import only_seen, visible

Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Share = Annotated[float, Field(ge=0, le=1)]
Position = Annotated[float, Field(ge=-1, le=1)]


def _label(text: str) -> str:
    """A name or title: something to be seen, on one line."""
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise ValueError("should not be empty")
    if "\n" in text:
        raise ValueError("should be on one line")
    return text


Label = Annotated[str, Field(max_length=200), AfterValidator(_label)]
"""A name or title, as it is shown in lists and sentences."""
MOST_SEATS = 300


def _as_tuple(value: Any) -> Any:
    """A list of a file as the tuple it becomes; anything else must be the one word that stands for every member."""
    if isinstance(value, list | tuple):
        if len(value) > MOST_SEATS:
            raise ValueError(f"should have at most {MOST_SEATS} seats")
        return tuple(value)
    if value == "all":
        return value
    raise ValueError("should be 'all' or a list of three-letter codes")


def _shown(value: Any) -> Any:
    """A text, or a list or table of texts, with control characters as their escapes; tables check their own."""
    if isinstance(value, list | tuple):
        return type(value)(_visible_text(one) for one in value)
    if isinstance(value, dict):
        return {key: _visible_text(one) for key, one in value.items()}
    return _visible_text(value)


def _visible_text(value: Any) -> Any:
    """A text with control characters as their escapes, and empty where it has nothing else; anything else as it is."""
    if not isinstance(value, str):
        return value
    return visible(value) if only_seen(value).strip() else ""


def _positions(value: Any) -> Any:
    """A table of positions, or the word that says whose they are."""
    if isinstance(value, dict) or value in ("own", "doctrine"):
        return value
    raise ValueError("should be 'own', 'doctrine' or a table of positions by dimension")


Positions = Annotated[dict[str, Position] | Literal["own", "doctrine"], BeforeValidator(_positions)]
"""Positions set otherwise by dimension, or whose a state has in all: its own, or those of its doctrine."""
Seats = Annotated[Literal["all"] | tuple[Iso3, ...], BeforeValidator(_as_tuple)]
"""Every member of the United Nations, or the seats named, in the order they are seated."""


class Strict(BaseModel):
    """A table of a scenario file: no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _visible(cls, table: Any) -> Any:
        """Every text without control sequences, so that nothing that shows it needs to think of them."""
        return {key: _shown(value) for key, value in table.items()} if isinstance(table, dict) else table


class Draft(Strict):
    """A text somebody holds the pen of, as a choice of one wording for each clause that stands in it."""

    id: Label = Field(description="the symbol by which the story calls it")
    title: Label
    pen_holder: Iso3
    sponsors: tuple[Iso3, ...] = Field(
        default=(), strict=False, max_length=MOST_SEATS, description="beside the pen-holder, when it opens"
    )
    lead_camp: int = Field(ge=-1, le=1, description="who leads it: -1 information-security, 1 cybersecurity, 0 both")
    in_pocket: bool = Field(default=False, description="held back until the pen-holder tables it as a rival")
    on_crime: bool = Field(default=False, description="the text is on crime committed by computer")
    welcomes_rival: bool = Field(default=False, description="it welcomes the process of the other camp")
    preempts: bool = Field(default=False, description="it founds a group before a running one has reported")
    beside_rival: bool = Field(default=False, description="its group runs beside one of the other camp")
    record_before: str | None = Field(
        default=None,
        pattern=r"^\d{4}-\d\d-\d\d$",
        description="day before which real votes are remembered on it; if not said, the first of the scenario's year",
    )
    binding: Share = Field(description="how much the text binds; judged")
    visibility: float = Field(default=1.0, ge=0, le=3, description="worth of being seen to table it; judged")
    wordings: dict[str, str] = Field(min_length=1, description="clause id = wording id")
    standing: tuple[Iso3, ...] = Field(
        default=(),
        strict=False,
        max_length=MOST_SEATS,
        description="parties, if this is a pact in force when the session opens",
    )
    linkage: float = Field(
        default=0.0, ge=0, le=20, description="other ties between its parties, in quarters' gains a quarter; judged"
    )
    ratification: Share = Field(
        default=1.0, description="chance a quarter that it comes into force once signed; judged"
    )
    delay: int = Field(default=0, ge=0, le=80, description="quarters after signature in which it is not in force yet")
    notice: int = Field(default=0, ge=0, le=80, description="quarters for which a party that denounces it stays bound")


class Goal(Strict):
    """One thing a delegation is told to bring home, and how the debrief will know."""

    text: str
    kind: Literal[
        "adopted", "not-adopted", "wording", "no-vote", "support", "letter", "tabled", "held", "unbreached", "unnamed",
        "trusted", "pact-alive",
    ]  # fmt: skip
    draft: str = Field(default="", description="which of the drafts; none for a goal of the quarters without a pact")
    clause: str | None = None
    at_least: Position | None = Field(
        default=None, description="kinds wording and letter: position of the wording; kind trusted: share of belief"
    )
    at_most: Position | None = None
    yes: int | None = Field(default=None, ge=0, description="kind support: votes in favour wanted")
    names: int | None = Field(default=None, ge=1, description="kind letter: signatories wanted, its own name too")
    states: tuple[Iso3, ...] = Field(
        default=(), strict=False, description="whose names, trust or breaches it is about; of breaches, anybody's"
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "wording" and (self.clause is None or (self.at_least is None) == (self.at_most is None)):
            raise ValueError("a goal of kind wording needs a clause and either at_least or at_most")
        if self.kind == "support" and self.yes is None:
            raise ValueError("a goal of kind support needs yes, the votes wanted")
        if self.kind == "letter" and self.names is None and not self.states:
            raise ValueError("a goal of kind letter needs names, how many, or states, whose")
        if self.kind == "letter" and self.clause and (self.at_least is None) == (self.at_most is None):
            raise ValueError("a goal of kind letter on a clause needs either at_least or at_most")
        if self.kind == "trusted" and (not self.states or self.at_least is None):
            raise ValueError("a goal of kind trusted needs states, whose trust, and at_least, how much of it")
        if not self.draft and self.kind not in ("unbreached", "unnamed", "trusted"):
            raise ValueError("a goal of this kind needs the draft that it is about")
        return self


class Card(Strict):
    """The briefing card of a seat that a person would take: goals, one red line, one thing to trade.

    Three goals of the session, and up to two of the quarters.
    """

    seat: Iso3
    summary: str = Field(description="one or two sentences in the second person")
    goals: tuple[Goal, ...] = Field(strict=False, min_length=3, max_length=5)
    red_line: str = Field(description="wording id it may not accept")
    trade: str = Field(description="clause id on which it may give way")


class PastDraft(Strict):
    """What became of a draft in the world outside. yes, no and abstain are those of the plenary."""

    id: str
    adopted: bool
    decided_by: Literal["vote", "consensus", "withdrawn", "no-action", "not-put"]
    yes: int | None = Field(default=None, ge=0)
    no: int | None = Field(default=None, ge=0)
    abstain: int | None = Field(default=None, ge=0)
    committee: tuple[int, int, int] | None = Field(
        default=None, strict=False, description="yes, no, abstain in the Main Committee, where confirmed"
    )
    note: str = ""


class History(Strict):
    """What really happened, with its source and whether it is confirmed."""

    summary: str
    source: str
    confirmed: bool
    drafts: tuple[PastDraft, ...] = Field(default=(), strict=False)
    blockers: tuple[Iso3, ...] = Field(default=(), strict=False)
    dissociated: tuple[Iso3, ...] = Field(default=(), strict=False)
    both_yes: int | None = Field(default=None, ge=0, description="states that voted yes on both rival texts")
    signed_by: tuple[Iso3, ...] = Field(default=(), strict=False)


class BlocOverride(Strict):
    """What every member of a bloc that has a seat is given; what is said of a state itself goes before it."""

    doctrine: str | None = Field(default=None, description="of its members; see docs/doctrine.md")
    positions: Literal["own", "doctrine"] | None = None


class StateOverride(Strict):
    """Facts of one state that this scenario sets otherwise than the tables. All judged."""

    doctrine: str | None = Field(default=None, description="by its published mean position if not said")
    behaviour: str | None = Field(default=None, description="level of play: national if not said")
    positions: Positions = Field(default_factory=dict)
    salience: dict[str, Share] = Field(default_factory=dict)
    red_lines: tuple[str, ...] | None = Field(default=None, strict=False)
    offence: Share | None = None
    attribution: Share | None = None
    vulnerability: Share | None = None
    audience: Share | None = None
    propensity: Share | None = Field(default=None, description="readiness to lead: table, sponsor, ask for a vote")
    capacity: int | None = Field(default=None, ge=0, le=2, description="acts per round of informals")
    pressure: Share = Field(default=0.0, description="from outside, toward whoever shares it; judged")
    approaches: float | None = Field(
        default=None, ge=0, le=12, description="partners a year to whom it would propose a pact; judged"
    )
    strategy: str | None = Field(
        default=None, description="pledge strategy in the quarters; expected-utility if not said"
    )


class FictionalState(StateOverride):
    """A state that is in no table: an invented delegation, complete by itself."""

    name: Label
    positions: Positions
    blocs: tuple[str, ...] = Field(default=(), strict=False)
    development: Share = Field(default=0.5, description="0 much digital capacity, 1 little")
    like: Iso3 | None = Field(default=None, description="the member whose operations it runs and suffers")


class Belief(Strict):
    """How far one state believes, when the session opens, that another honours its pledges. Judged, or carried over."""

    of: Iso3
    about: Iso3
    trust: Share


class Accused(Strict):
    """How often one state has accused another in public before the session opens. Carried over in campaigns."""

    by: Iso3
    against: Iso3
    times: int = Field(ge=1, le=127)


KindName = Literal["theft", "espionage", "disruption", "information"]
"""A kind of operation by its name in files."""


class Threat(Strict):
    """Sanctions that one state holds over another, or announces: they deter, and fade unless renewed. Judged."""

    by: Iso3
    against: Iso3
    weight: Share
    quarter: int = Field(default=0, ge=0, le=80, description="in which it is made or renewed, from 0")
    kinds: tuple[KindName, ...] = Field(
        default=(), strict=False, description="of operation that it is about; theft and disruption if not said"
    )


class Rate(Strict):
    """Operations reported a year of one state against another that the record cannot know, as in a war. Judged."""

    by: Iso3
    against: Iso3
    reported: float = Field(ge=0, le=1000)


class WordingOverride(Strict):
    """Numbers of one wording that this scenario sets otherwise than the clause book. All judged."""

    position: Position | None = None
    vague: Share | None = None
    depth: Share | None = None
    reach: dict[KindName, Share] = Field(default_factory=dict, description="share of a kind that it covers")
    clear: dict[KindName, Share] = Field(default_factory=dict, description="share of that which it covers clearly")


class Scenario(Strict):
    """A negotiation as it stood on the day it opened."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Label
    year: int = Field(ge=1998, le=2100)
    story: str = Field(min_length=40, description="one paragraph, for somebody who has never read a UN document")
    difficulty: int = Field(ge=1, le=3)
    minutes: int = Field(ge=5, le=240)
    body: Label = Field(description="who decides, in words")
    decision: Literal["vote", "consensus", "unanimity"]
    level: int = Field(ge=1, le=4, description="rules: 1 vote, 2 amend, 3 divide, 4 no-action, closure, cost")
    rounds: int = Field(default=12, ge=0, le=60, description="rounds of informal consultations")
    seats: Seats
    quarters: int = Field(default=0, ge=0, le=80, description="played after the session")
    beliefs: tuple[Belief, ...] = Field(default=(), strict=False)
    threats: tuple[Threat, ...] = Field(default=(), strict=False)
    accusations: tuple[Accused, ...] = Field(default=(), strict=False)
    rates: tuple[Rate, ...] = Field(default=(), strict=False)
    rates_by_year: bool = Field(
        default=False, description="rates are compiled anew each January, from the record before that year"
    )
    pact_slots: int = Field(
        default=0, ge=0, le=40, description="pacts that states may propose and sign in the quarters, at the most"
    )
    pact_exchanges: int = Field(
        default=3, ge=0, le=20, description="times that a proposed pact may be answered with a change"
    )
    observers: tuple[Iso3, ...] = Field(default=(), strict=False, max_length=MOST_SEATS)
    third_states: tuple[Iso3, ...] = Field(
        default=(), strict=False, max_length=MOST_SEATS, description="seats that take part in the quarters only"
    )
    chair: Iso3 | None = None
    fallback: str | None = Field(description="document whose wordings hold if nothing is agreed", default=None)
    ideal_points: str | None = Field(default=None, description="window of ideal points, all before the year")
    price_of_split: float | None = Field(
        default=None,
        ge=0,
        le=5,
        description="u, utils lost by breaking consensus; not said: by the record",
    )
    settings: dict[str, float] = Field(default_factory=dict, description="doctrine parameter = value")
    clauses: dict[str, dict[str, WordingOverride]] = Field(
        default_factory=dict, description="clause id, then the letter of the wording"
    )
    doctrine: str | None = Field(default=None, description="of every state of which nothing else is said")
    positions: Literal["own", "doctrine"] | None = Field(default=None, description="likewise; their own if not said")
    blocs: dict[str, BlocOverride] = Field(default_factory=dict, description="by the name of a bloc")
    states: dict[Iso3, StateOverride] = Field(default_factory=dict)
    hindsight: dict[Iso3, StateOverride] = Field(
        default_factory=dict, description="the same, known only from how it ended; in force with with_hindsight alone"
    )
    with_hindsight: bool = False
    fictional: dict[Iso3, FictionalState] = Field(default_factory=dict)
    drafts: tuple[Draft, ...] = Field(min_length=1, max_length=8, strict=False)
    cards: tuple[Card, ...] = Field(default=(), strict=False)
    history: History | None = Field(default=None, description="absent only where the scenario is fiction")

    @property
    def overrides(self) -> dict[str, StateOverride]:
        """What is set of each state otherwise than in the tables, hindsight only where it is asked for."""
        return {**self.states, **(self.hindsight if self.with_hindsight else {}), **self.fictional}


class Part(Strict):
    """One session of a campaign: a scenario of the library, and the quarters from it to the next."""

    scenario: str
    quarters: int = Field(ge=0, le=80)


class Campaign(Strict):
    """Sessions one after another, each remembering the pacts, beliefs and sanctions of those before."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Label
    year: int = Field(ge=1998, le=2100)
    story: str = Field(min_length=40)
    sessions: tuple[Part, ...] = Field(min_length=2, max_length=100, strict=False)
