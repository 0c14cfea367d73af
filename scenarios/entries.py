"""What one entry of each table is: a wording, a clause, a document, a profile, a bloc, a member, a state.

Positions run from -1, the information-security pole, to +1, the cybersecurity pole. Everything called *judged* is a
judgement and must be labelled so wherever a user meets it.
"""

import datetime as dt
from dataclasses import dataclass, field

LEFT_OUT = "out"  # the red line `SDF.out` is a text without a word on SDF
TOP_TIER = 4  # offence and attribution tiers run from 0 to this


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a clause. position -1..+1, vague and depth 0..1; expenditure: it costs the UN money. Judged.

    reach, clear  by kind of operation: the share that it covers, and of that the share that it covers clearly
    """

    id: str
    text: str
    position: float
    vague: float
    depth: float
    expenditure: bool
    measures: tuple[str, ...] = ()
    reach: dict[str, float] = field(default_factory=dict)
    clear: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject of a draft. mass its weight, capacity 0..1 its help to states with little; dims sum to 1. Judged."""

    id: str
    title: str
    mass: float
    capacity: float
    dims: dict[str, float]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A real text as a choice of wordings, clause id -> wording id.

    votes and committee_votes are (yes, no, abstain), None where there was no vote or none is known. binding and
    monitoring 0..1 and the coding itself are judged. lead_camp is -1, 0, +1, None where not coded. Fields named in
    unconfirmed are not to be shown as fact; verified says in words what is confirmed, and by what.
    """

    id: str
    symbol: str
    date: dt.date
    title: str
    type: str
    sponsors: tuple[str, ...]
    decision: str
    votes: tuple[int, int, int] | None
    committee_votes: tuple[int, int, int] | None
    binding: float
    monitoring: float
    wordings: dict[str, str]
    lead_camp: int | None
    welcomes_rival_track: bool
    preempts_running_group: bool
    beside_rival_group: bool
    verified: str
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a profile rests on. Only what is verified may be shown as fact."""

    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A state coded by hand. position, salience (8,) in the order of dimensions(); tiers 0..4, others 0..1. Judged."""

    iso3: str
    name: str
    blocs: tuple[str, ...]
    position: tuple[float, ...]
    salience: tuple[float, ...]
    red_lines: tuple[str, ...]
    offence_tier: int
    attribution_tier: int
    vulnerability: float
    propensity: float
    audience: float
    behaviour: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """States that vote together; discipline and by_lead are judged.

    discipline 0..1, times by_lead (3,) for a text led by the information-security camp, by both, by the other camp.
    """

    id: str
    members: frozenset[str]
    discipline: float
    by_lead: tuple[float, float, float]
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the United Nations. group is its regional group."""

    iso3: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class State:
    """What a delegation brings to the table in one window of years; judged where profiled, derived where not.

    position (8,) in [-1, 1] and salience (8,) in [0, 1], in the order of dimensions(). offence, attribution (skill),
    vulnerability, audience (cost at home of a broken word), propensity (readiness to lead) and development (1 little
    digital capacity) in [0, 1]. capacity is acts per round of informals, 1 or 2. behaviour is empty where not profiled.
    place (2,) is where it stands in votes on other subjects: 0 the middle of the membership, 1 its spread.
    """

    iso3: str
    name: str
    group: str
    position: tuple[float, ...]
    salience: tuple[float, ...]
    red_lines: tuple[str, ...]
    offence: float
    attribution: float
    vulnerability: float
    audience: float
    propensity: float
    development: float
    place: tuple[float, float]
    capacity: int
    profiled: bool
    behaviour: str
