"""Campaigns: sessions one after another, with the quarters between, each remembering those before.

What one session leaves behind is written into the scenario of the next: pacts in force, beliefs, sanctions used up.  So
every session of a campaign is a scenario like any other, with a log of its own that can be replayed by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.compile import Game, game
from demarche.scenarios.entries import Clause
from demarche.scenarios.grounds import KIND_NAMES
from demarche.scenarios.load import LIBRARY, parse
from demarche.scenarios.proposals import every_draft
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.saves import play
from demarche.scenarios.schema import Campaign
from demarche.sim.in_public import threat_now
from demarche.sim.numbers import places
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.session import Session
from demarche.sim.terms import ABSENT, Status
from demarche.sim.terms_of_pacts import binding, linkage, notice


@dataclass
class Memory:
    """What is carried from session to session.

    pacts   drafts in force, as a scenario writes them        beliefs   (of, about) -> trust, 0 .. 1
    threats (by, against) -> what each threatens the other with, as a scenario writes it
    accusations  (by, against) -> how often the first has accused the second in public
    """

    pacts: list[dict[str, Any]] = field(default_factory=list)
    beliefs: dict[tuple[str, str], float] = field(default_factory=dict)
    threats: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    accusations: dict[tuple[str, str], int] = field(default_factory=dict)


def played(
    campaign: Campaign, seed: int, logs: Sequence[Path] | None = None, *, program: str
) -> Iterator[tuple[Memory, Game, Session]]:
    """Each session of a campaign in turn, played to its end, and what is remembered then.

    logs  where each session keeps its log
    """
    memory = Memory()
    paths: Sequence[Path | None] = logs or [None] * len(campaign.sessions)
    for part, path in zip(campaign.sessions, paths, strict=True):
        source = LIBRARY / f"{part.scenario}.toml"
        document = {**read_toml(source), "quarters": part.quarters}
        made = game(parse(recalled(document, memory), where=str(source)), seed)
        session = play(made, path, program=program)
        remember(memory, made, session)
        yield memory, made, session


def log_paths(campaign: Campaign, log: Path) -> list[Path]:
    """Where each session of a campaign keeps its log: with its number and name added to the file's."""
    return [
        log.with_name(f"{log.stem}-{number}-{part.scenario}{log.suffix}")
        for number, part in enumerate(campaign.sessions, start=1)
    ]


def recalled(document: Mapping[str, Any], memory: Memory) -> dict[str, Any]:
    """The document of a scenario with what is remembered by those who sit in it."""
    seats = set(tables.members()) if document["seats"] == "all" else set(document["seats"])
    there = [{**pact, "standing": [p for p in pact["standing"] if p in seats]} for pact in memory.pacts]
    beliefs = [
        {"of": of, "about": about, "trust": trust}
        for (of, about), trust in sorted(memory.beliefs.items())
        if of in seats and about in seats
    ]
    planned = list(document.get("threats", []))
    threats = [held for (by, against), held in sorted(memory.threats.items()) if by in seats and against in seats]
    accusations = [
        {"by": by, "against": against, "times": times}
        for (by, against), times in sorted(memory.accusations.items())
        if by in seats and against in seats
    ]
    standing = [{**pact, "pen_holder": pact["standing"][0]} for pact in there if len(pact["standing"]) > 1]
    return {
        **document,
        "drafts": [*document["drafts"], *standing],
        "beliefs": beliefs,
        "threats": [*threats, *planned],
        "accusations": accusations,
    }


def remember(memory: Memory, game: Game, session: Session) -> None:
    """What a finished session leaves behind. Pacts denounced or fallen to one party are forgotten."""
    rules, record, secrets = session.rules, session.world.record, session.world.secrets
    names = rules.roster.names
    before = {pact["id"]: pact["standing"] for pact in memory.pacts}
    memory.pacts = [pact for pact in memory.pacts if pact["id"] not in rules.drafts]
    for d, draft in enumerate(every_draft(game.scenario)):
        bound = [names[s] for s in np.flatnonzero(record.signed[0, d] & ~record.denounced[0, d])]
        # A party that had no seat here could not denounce what it has signed.
        bound += [party for party in before.get(draft.id, ()) if party not in names]
        if record.status[0, d] == Status.SIGNED and len(bound) > 1:
            signed_as = draft.model_dump(mode="json") | (of_slot(game, record, d) if d >= rules.texts else {})
            memory.pacts.append(as_standing(signed_as, bound, record.wording[0, d], game.clauses))
    if secrets.trust.size:
        involved = record.signed[0].any(axis=0)
        for s in np.flatnonzero(involved):
            for t in np.flatnonzero(involved):
                if s != t:
                    memory.beliefs[names[s], names[t]] = round(int(secrets.trust[0, s, t]) / 1000, 3)
        memory.threats |= threats_after(rules, record)
        for by, against in np.argwhere(record.accused[0]).tolist():
            memory.accusations[names[by], names[against]] = int(record.accused[0, by, against])


def of_slot(game: Game, record: Record, d: int) -> dict[str, Any]:
    """What a pact that was proposed in the quarters is called and how it binds, as a scenario writes it."""
    rules = game.rules
    return {
        "id": f"{game.scenario.id} {rules.drafts[d]}",
        "binding": round(float(binding(rules, record)[0, d]), 3),
        "linkage": round(float(linkage(rules, record)[0, d]), 3),
        "notice": int(notice(rules, record)[0, d]),
    }


def threats_after(rules: Rules, record: Record) -> dict[tuple[str, str], dict[str, Any]]:
    """The threats that stand at the end of a session, (by, against) -> as a scenario writes them."""
    names, at = rules.roster.names, places(record.threat)
    found = {}
    for weight, by, against in zip(threat_now(rules, record, (at[0], at[1], at[2])), at[1], at[2], strict=True):
        kinds = [name for bit, name in enumerate(KIND_NAMES) if record.about[0, by, against] >> bit & 1]
        if round(float(weight), 3) > 0:
            pair = names[by], names[against]
            found[pair] = {"by": pair[0], "against": pair[1], "weight": round(float(weight), 3), "kinds": kinds}
    return found


def as_standing(
    draft: dict[str, Any], parties: list[str], text: np.ndarray, clauses: Sequence[Clause]
) -> dict[str, Any]:
    """A draft as the pact that came of it, in the words it was signed in."""
    worded = {clause.id: clause.wordings[k].id for clause, k in zip(clauses, text, strict=True) if k != ABSENT}
    kept = ("id", "title", "lead_camp", "binding", "linkage", "notice")
    return {**{key: draft[key] for key in kept}, "pen_holder": parties[0], "standing": parties, "wordings": worded}
