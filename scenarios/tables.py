"""The tables of the world, read once from scenarios/data: clauses, documents, states and blocs as typed values.

What an entry means is said in demarche.scenarios.entries; origins and terms are in scenarios/data/README.md.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from demarche.scenarios.entries import Bloc, Clause, Document, Evidence, Member, Profile, State, Wording
from demarche.scenarios.reading.csv import read_csv
from demarche.scenarios.reading.toml import read_toml

__all__ = [
    "Bloc",
    "Clause",
    "Document",
    "Evidence",
    "Member",
    "Profile",
    "State",
    "Wording",
    "blocs",
    "clauses",
    "dimensions",
    "dimensions_of",
    "documents",
    "fitted",
    "members",
    "members_of",
    "positions",
    "profiles",
    "read",
    "records",
]

DATA = Path(__file__).parent / "data"
RECORD = ("information", "cybersecurity", "crime", "reserve")
"""Parts of a record: on texts of either camp and on crime, and how readily a state abstains. Columns of records.csv."""


@cache
def dimensions() -> tuple[str, ...]:
    """The eight issue dimensions that clauses touch, in the order every position and salience follows."""
    return dimensions_of(clauses())


def dimensions_of(book: Iterable[Clause]) -> tuple[str, ...]:
    """The issue dimensions that some of those clauses touch, in their order. On any other nothing can be said."""
    touched = {dim for clause in book for dim in clause.dims}
    return tuple(dim for dim in _named_dimensions() if dim in touched)


@cache
def _named_dimensions() -> tuple[str, ...]:
    return tuple(row["id"] for row in _toml("clauses")["dimensions"])


@cache
def clauses() -> tuple[Clause, ...]:
    """The 24 clauses with their 84 wordings, in the order of the file, which is the order of a draft."""
    return tuple(
        Clause(
            id=row["id"],
            title=row["title"],
            mass=row["mass"],
            capacity=row["capacity"],
            dims=row["dims"],
            wordings=tuple(
                Wording(
                    **{key: value for key, value in wording.items() if key not in ("used_by", "measures")},
                    measures=tuple(wording.get("measures", ())),
                )
                for wording in row["wordings"]
            ),
        )
        for row in _toml("clauses")["clauses"]
    )


@cache
def documents() -> dict[str, Document]:
    """The 31 documents by id, in the order of the file."""
    return {row["id"]: _document(row) for row in _toml("documents")["documents"]}


@cache
def profiles() -> dict[str, Profile]:
    """The 32 states coded by hand, by ISO3, in the order of the file."""
    return {row["iso3"]: _profile(row) for row in _toml("states")["states"]}


@cache
def blocs() -> tuple[Bloc, ...]:
    """The voting blocs whose cohesion was measured. Wider groups, such as nam_2023, are answered by members_of."""
    return tuple(
        Bloc(row["id"], frozenset(row["members"]), row["discipline"], tuple(row["by_lead"]), row["note"])
        for row in _toml("blocs")["blocs"]
    )


@cache
def members() -> dict[str, Member]:
    """The 193 members by ISO3, in its alphabetical order."""
    rows = sorted(read("members"), key=lambda row: row["iso3"])
    return {row["iso3"]: Member(row["iso3"], row["name"], row["un_group"]) for row in rows}


@cache
def members_of(bloc_id: str) -> frozenset[str]:
    """ISO3 of a bloc of blocs() or of a flag in members.csv, whose name carries its year: "EU", "nam_2023", "p5".

    Raises ValueError where there is no such bloc.
    """
    for bloc in blocs():
        if bloc.id == bloc_id:
            return bloc.members
    rows = tuple(read("members"))
    flags = [column for column in rows[0] if column not in ("iso3", "name", "un_group")]
    if bloc_id not in flags:
        raise ValueError(f"no bloc {bloc_id!r}: there are {', '.join([bloc.id for bloc in blocs()] + flags)}")
    return frozenset(row["iso3"] for row in rows if row[bloc_id] == "1")


@cache
def positions(window: str) -> dict[str, State]:
    """All 193 members as they stood in a window of years, by ISO3.

    Source: positions.csv, made by scenarios/data/derive.py.

    "prior5_2018" rests on roll calls on other subjects from the five years before 2018. Raises ValueError where there
    is no such window.
    """
    by_window = _positions()
    if window not in by_window:
        raise ValueError(f"no window {window!r}: there are {', '.join(sorted(by_window))}")
    return {row["iso3"]: _state(row) for row in by_window[window]}


@cache
def _positions() -> dict[str, list[dict[str, str]]]:
    """The rows of positions.csv by window."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in read("positions"):
        found.setdefault(row["window"], []).append(row)
    return found


@cache
def fitted() -> dict[str, float]:
    """The numbers of the vote by the names they have in the doctrine. Source: vote_fit.toml."""
    return {name: row["value"] for name, row in _toml("vote_fit")["parameters"].items()}


@cache
def records() -> dict[str, dict[str, tuple[float, ...]]]:
    """What each member's votes up to a day say of it, by that day (ISO) and ISO3.

    Logits for three kinds of text, and the logarithm of its factor on the width of abstention.  A member without an
    entry has no record.  Source: records.csv, see demarche.scenarios.history.
    """
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    for row in read("records"):
        found.setdefault(row["through"], {})[row["iso3"]] = tuple(float(row[part]) for part in RECORD)
    return found


def read(table: str) -> Iterator[dict[str, str]]:
    """The rows of one of the CSV tables, by its name without the ending, as text."""
    yield from (row.cells for row in read_csv(DATA / f"{table}.csv", needed=()).rows)


@cache
def _toml(table: str) -> dict[str, Any]:
    """The document of a table, which nobody changes."""
    return read_toml(DATA / f"{table}.toml")


def _document(row: dict[str, Any]) -> Document:
    plain = {key: row[key] for key in ("id", "symbol", "date", "title", "type", "decision", "binding", "monitoring")}
    return Document(
        **plain,
        sponsors=tuple(row["sponsors"]),
        votes=tuple(row["votes"]) if "votes" in row else None,
        committee_votes=tuple(row["committee_votes"]) if "committee_votes" in row else None,
        wordings=row["wordings"],
        lead_camp=row.get("lead_camp"),
        welcomes_rival_track=row.get("welcomes_rival_track", False),
        preempts_running_group=row.get("preempts_running_group", False),
        beside_rival_group=row.get("beside_rival_group", False),
        verified=row["verified"],
        unconfirmed=tuple(row["unconfirmed"]),
    )


def _profile(row: dict[str, Any]) -> Profile:
    return Profile(
        iso3=row["iso3"],
        name=row["name"],
        blocs=tuple(row["blocs"]),
        position=tuple(row["positions"][dim] for dim in dimensions()),
        salience=tuple(row["salience"][dim] for dim in dimensions()),
        red_lines=tuple(row["red_lines"]),
        offence_tier=row["offence_tier"],
        attribution_tier=row["attribution_tier"],
        vulnerability=row["vulnerability"],
        propensity=row["sponsor_propensity"],
        audience=row["audience_cost"],
        behaviour=row["behaviour"],
        evidence=tuple(Evidence(**item) for item in row["evidence"]),
    )


def _state(row: dict[str, str]) -> State:
    member, profile = members()[row["iso3"]], profiles().get(row["iso3"])
    return State(
        iso3=member.iso3,
        name=member.name,
        group=member.group,
        position=tuple(float(row[f"position_{dim}"]) for dim in dimensions()),
        salience=tuple(float(row[f"salience_{dim}"]) for dim in dimensions()),
        red_lines=tuple(row["red_lines"].split()),
        offence=float(row["offence"]),
        attribution=float(row["attribution"]),
        vulnerability=float(row["vulnerability"]),
        audience=float(row["audience"]),
        propensity=float(row["propensity"]),
        development=float(row["development"]),
        place=(float(row["place_1"]), float(row["place_2"])),
        capacity=int(row["capacity"]),
        profiled=profile is not None,
        behaviour=profile.behaviour if profile else "",
    )
