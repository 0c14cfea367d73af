"""A campaign told in short: what every session decided, what became of every pact between them, who trusts whom."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.campaign import Memory
from demarche.scenarios.compile import Game
from demarche.scenarios.schema import Campaign
from demarche.scenarios.state_names import member_name
from demarche.scenarios.twins import twin_of
from demarche.sim.outcome import outcome
from demarche.sim.pacts import Pacts, pacts
from demarche.sim.session import Session
from demarche.ui.story.ending import here, there
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import Words, counted


@dataclass(frozen=True, slots=True)
class Chapter:
    """One session of a campaign, played: its game and session, and its pacts beside their counterfactuals."""

    game: Game
    session: Session
    kept: Pacts


def chapter(game: Game, session: Session) -> Chapter:
    """A session that has closed, with its counterfactual."""
    return Chapter(game, session, pacts(session.rules, session.world, twin_of(game, session)))


def tell_campaign(campaign: Campaign, chapters: list[Chapter], memory: Memory) -> list[Section]:
    """The sections of a campaign. It knows everything, as only a debrief may."""
    note = (
        "Remembered from one session to the next: pacts in force, beliefs, sanctions that were used. Positions, rates "
        "and readiness are judged, not measured. One session at length: demarche run ID."
    )
    opening = Section(campaign.title, (Line(campaign.story.strip()), Line(note, Tone.QUIET)))
    return [opening, *(session_section(i, c) for i, c in enumerate(chapters, start=1)), left(memory)]


def session_section(number: int, c: Chapter) -> Section:
    """What one session decided, beside history, and what its quarters brought."""
    scenario, words = c.game.scenario, Words(c.game)
    found = outcome(c.session.rules, c.session.world.record)
    past = {draft.id: draft for draft in scenario.history.drafts} if scenario.history else {}
    rows = [
        (words.draft(d), here(found, d), there(past[draft.id]) if draft.id in past else "not recorded")
        for d, draft in enumerate(scenario.drafts)
        if not draft.standing
    ]
    parts: list[Part] = [Table(("", "here", "in history"), tuple(rows))]
    if scenario.quarters:
        parts += [Line(f"{counted(scenario.quarters, 'quarter follows', 'quarters follow')}."), *pact_table(words, c)]
    return Section(f"{number}. {scenario.title}, {scenario.year}", tuple(parts))


def pact_table(words: Words, c: Chapter) -> list[Part]:
    """Every pact in force in these quarters, old and new, beside its counterfactual."""
    bound = [int(d) for d in np.flatnonzero(c.kept.signed[0])]
    if not bound:
        return [Line("No pact is in force.", Tone.QUIET)]
    rows = tuple(
        (
            words.draft(d),
            str(int(c.kept.operations_within[0, d])),
            str(int(c.kept.operations_within_counterfactual[0, d])),
            f"{np.nan_to_num(c.kept.measures_delivered[0, d]):.2f}",
            f"{c.kept.substance[0, d]:.2f}",
        )
        for d in bound
    )
    return [Table(("pact", "operations", "counterfactual", "delivered", "substance"), rows, right=(1, 2, 3, 4))]


def left(memory: Memory) -> Section:
    """What is left at the end: pacts in force, and the beliefs that moved most from one half."""
    lines: list[Part] = [
        Line(f"{pact['id']} is in force among {', '.join(member_name(p) for p in pact['standing'])}.")
        for pact in memory.pacts
    ]
    moved = sorted(memory.beliefs.items(), key=lambda item: -abs(item[1] - 0.5))[:6]
    lines += [
        Line(f"{member_name(of)} believes with {trust:.2f} that {member_name(about)} honours its pledges.", indent=1)
        for (of, about), trust in moved
    ]
    return Section("What is left", tuple(lines) or (Line("Nothing that anybody would have to keep."),))
