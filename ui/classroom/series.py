"""A campaign as a class plays it: one lesson a session, over weeks; pacts, trust, accusations and seats are carried on.

What is remembered is an entry of the next lesson, so that each lesson is a file that stands by itself.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from demarche.scenarios.campaign import Memory, recalled, remember
from demarche.scenarios.compile import Game
from demarche.scenarios.load import LIBRARY, load_campaign, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.schema import Campaign, Scenario
from demarche.scenarios.state_names import member_name
from demarche.sim.session import Session
from demarche.ui.classroom.people import Person
from demarche.ui.classroom.records import Entry
from demarche.ui.report.person import person

Told = dict[str, Any]


def campaign_of(name: str) -> Campaign | None:
    """The campaign of that name; None where it is a scenario."""
    return load_campaign(name)


def session_of(campaign: Campaign, number: int, memory: Memory) -> Scenario:
    """The scenario of a session, from 0, with what is remembered."""
    part = campaign.sessions[number]
    source = LIBRARY / f"{part.scenario}.toml"
    document = {**read_toml(source), "quarters": part.quarters}
    return parse(recalled(document, memory), where=str(source))


def entry_of(campaign: Campaign, number: int, memory: Memory, past: dict[str, list[Told]]) -> Entry:
    """What a lesson is told of the campaign that it is a session of. past: by seat, what it did in sessions before."""
    told = {
        "pacts": memory.pacts,
        "beliefs": [[of, about, trust] for (of, about), trust in sorted(memory.beliefs.items())],
        "threats": [held for _, held in sorted(memory.threats.items())],
        "accusations": [[by, against, times] for (by, against), times in sorted(memory.accusations.items())],
    }
    return Entry("campaign", {"id": campaign.id, "number": number, "memory": told, "past": past})


def memory_in(told: Told) -> Memory:
    """What such an entry remembers."""
    held = told.get("memory", {})
    return Memory(
        pacts=list(held.get("pacts", [])),
        beliefs={(of, about): trust for of, about, trust in held.get("beliefs", [])},
        threats={(one["by"], one["against"]): one for one in held.get("threats", [])},
        accusations={(by, against): times for by, against, times in held.get("accusations", [])},
    )


def carried(told: Told, made: Game, session: Session, people: Sequence[Person]) -> tuple[Memory, dict[str, list[Told]]]:
    """What a session that is over leaves behind, and what each person's delegation did in it and before."""
    memory = memory_in(told)
    remember(memory, made, session)
    past: dict[str, list[Told]] = {code: list(before) for code, before in told.get("past", {}).items()}
    places = {code: place for place, code in enumerate(made.rules.roster.names)}
    for one in people:
        did = person(made, session, places[one.code])
        past.setdefault(one.code, []).append({
            "title": made.scenario.title,
            "year": made.scenario.year,
            "goals": [{"what": mark.what, "stands": mark.stands} for mark in did.score.marks],
            "promises": [{"what": given.what, "became": given.became} for given in did.promises if given.from_me],
        })  # fmt: skip
    return memory, past


def seated_again(people: Sequence[Person], seats: Sequence[str]) -> tuple[list[Entry], list[str]]:
    """The people who keep their seats, and the names of those whose state has no seat in the next session."""
    keep = [one for one in people if one.code in seats]
    without = [name for one in people if one.code not in seats for name in one.names]
    return [Entry("seated", asdict(one) | {"keeper": "owner", "missed": 0}) for one in keep], without


def file_of(told: Told, made: Game, code: str) -> Told:
    """The file of a state between lessons: its pacts, whom it trusts, what was said in public, what it did before.

    What others think of it is theirs, and is not in it.
    """
    memory, titles = memory_in(told), dict(zip(made.rules.roster.names, made.rules.roster.titles, strict=True))

    def name(other: str) -> str:
        return titles.get(other) or member_name(other)  # a party to a pact may have no seat in this session

    return {
        "pacts": [
            {"title": pact.get("title") or pact["id"], "parties": [name(party) for party in pact["standing"]]}
            for pact in memory.pacts
            if code in pact["standing"]
        ],
        "trust": [
            {"name": name(about), "trust": round(100 * trust)}
            for (of, about), trust in sorted(memory.beliefs.items())
            if of == code
        ],
        "accusations": [
            {"by": name(by), "against": name(against), "times": times}
            for (by, against), times in sorted(memory.accusations.items())
            if code in (by, against)
        ],
        "past": told.get("past", {}).get(code, []),
    }


def told_on_board(told: Told) -> Told | None:
    """Which session of which campaign a lesson is, from 1, and what comes next; None where it is of none."""
    campaign = load_campaign(told["id"]) if told else None
    if campaign is None:
        return None
    number = told["number"]
    following = campaign.sessions[number + 1 :]
    title = read_toml(Path(LIBRARY / f"{following[0].scenario}.toml"))["title"] if following else ""
    return {"title": campaign.title, "number": number + 1, "of": len(campaign.sessions), "next": title}
