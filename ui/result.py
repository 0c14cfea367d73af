"""A finished session as one object for machines: the same bytes for the same seed."""

import math
from typing import Any

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.proposals import every_draft
from demarche.scenarios.schema import Campaign, History
from demarche.scenarios.twins import twin_of
from demarche.sim.answers import ANSWERS, answers
from demarche.sim.bargain import Doubles
from demarche.sim.outcome import DecidedBy, Outcome, Questions, measures, outcome, questions
from demarche.sim.pacts import pact_measures, pacts
from demarche.sim.session import Moment, Session
from demarche.sim.terms import ABSENT, Ballot, Bools
from demarche.ui.pacts import pact_results
from demarche.ui.story.campaign import Chapter
from demarche.ui.version import version
from demarche.ui.words import LETTERS, Words

DIGITS = 6


def result(game: Game, session: Session) -> dict[str, Any]:
    """What `run --json` and `replay --json` print."""
    words, found = Words(game), outcome(session.rules, session.world.record)
    kept, moments = pacts(session.rules, session.world, twin_of(game, session)), session.moments
    return {
        "scenario": game.scenario.id,
        "seed": game.luck.seed,
        "replicate": int(game.luck.replicate[0]),
        "version": version(),
        "drafts": [draft_result(words, session, found, d) for d in range(session.rules.texts) if negotiated(game, d)],
        "pacts": pact_results(session, moments, kept),
        "measures": numbers(measures(found)) | of_pacts(pact_measures(kept)) | answered(session, moments),
        "history": None if game.scenario.history is None else past(game.scenario.history),
        **of_models(game, session),
    }


def of_models(game: Game, session: Session) -> dict[str, Any]:
    """What is measured of language models; no key where none sits in the session."""
    if not any(hasattr(seat, "exchanges") for seat in session.seats):
        return {}
    from demarche.ui.llm.measured import measured

    return {"models": measured(game, session)}


def negotiated(game: Game, d: int) -> bool:
    """Whether that draft was negotiated in the session, and is not a pact that stood before it."""
    return not every_draft(game.scenario)[d].standing


def draft_result(words: Words, session: Session, found: Outcome, d: int) -> dict[str, Any]:
    """What became of one draft."""
    record, names = session.world.record, session.rules.roster.names

    def codes(who: Bools) -> list[str]:
        return [names[seat] for seat in np.flatnonzero(who)]

    votes = {names[s]: LETTERS[Ballot(int(v))] for s, v in enumerate(found.votes[0, d]) if v != Ballot.UNCAST}
    text = found.text[0, d]
    return {
        "id": session.rules.drafts[d],
        "title": every_draft(words.game.scenario)[d].title,
        "pen_holder": names[int(session.rules.pen[d])],
        "adopted": bool(found.adopted[0, d]),
        "decided_by": DecidedBy(int(found.decided_by[0, d])).name.lower().replace("_", "-"),
        "yes": int(found.yes[0, d]),
        "no": int(found.no[0, d]),
        "abstain": int(found.abstain[0, d]),
        "absent": int(found.absent[0, d]),
        "votes": votes,
        "sponsors": codes(record.sponsor[0, d]),
        "blocked": codes(record.blocked[0, d]),
        "dissociated": codes(record.dissociated[0, d]),
        "signed": codes(found.signed[0, d]),
        "wordings": {
            words.clauses[c].id: words.wording_id(c, int(text[c])) for c in np.flatnonzero(text != ABSENT).tolist()
        },
    }


def numbers(found: dict[str, Doubles]) -> dict[str, float]:
    """The measures that this world has."""
    table = {name: float(values[0]) for name, values in found.items()}
    return {name: round(value, DIGITS) for name, value in table.items() if not math.isnan(value)}


def of_pacts(found: dict[str, Doubles]) -> dict[str, float | None]:
    """The measures of pacts, None where this world has no such pact."""
    return {name: numbers({name: values}).get(name) for name, values in found.items()}


def answered(session: Session, moments: list[Moment]) -> dict[str, float]:
    """What was put on the ladder and how it went, by draft, and how states answered what they found."""
    counted: dict[str, float] = {}
    asked = [questions(session.rules, m.before, m.tick.act[None]) for m in moments]
    for draft in range(session.rules.texts):
        for name in Questions.__slots__:
            counted[f"{name}_{draft + 1}"] = float(sum(int(getattr(q, name)[0, draft]) for q in asked))
    if session.rules.conduct.quarters:
        responded = [answers(m.tick.act[None]) for m in moments]
        counted |= {name: float(sum(int(getattr(one, name)[0]) for one in responded)) for name in ANSWERS}
    return counted


def past(history: History) -> dict[str, Any]:
    """What really happened; every draft says whether it is confirmed."""
    kept = history.model_dump(mode="json")
    kept["drafts"] = [draft | {"confirmed": history.confirmed} for draft in kept["drafts"]]
    return kept


def campaign_result(campaign: Campaign, seed: int, chapters: list[Chapter]) -> dict[str, Any]:
    """What `run --json` prints of a campaign: the same keys, over all its sessions, and each session by itself."""
    parts = [result(c.game, c.session) for c in chapters]

    def all_of(key: str) -> list[Any]:
        return [{"session": part["scenario"], **row} for part in parts for row in part[key]]

    return {
        "scenario": campaign.id,
        "seed": seed,
        "version": version(),
        "drafts": all_of("drafts"),
        "pacts": all_of("pacts"),
        "measures": {f"{part['scenario']}.{name}": v for part in parts for name, v in part["measures"].items()},
        "history": {part["scenario"]: part["history"] for part in parts},
        "sessions": [part["scenario"] for part in parts],
    }
