"""Presets of 45 and 90 minutes: how long each phase may last, how many rounds, which rules; and each question's time.

The minutes are those of the page on procedure; how a phase is shared out among its questions is chosen, not measured.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from demarche.scenarios.load import parse
from demarche.scenarios.schema import Scenario
from demarche.sim.rules import Rules
from demarche.sim.terms import PHASE_OF, Phase, Stage


class Part(StrEnum):
    """The parts of a lesson. Those between BRIEF and DEBRIEF are the phases of the session."""

    LOBBY = "lobby"
    BRIEF = "brief"
    SESSION = "session"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True)
class Preset:
    """A lesson's length. brief, debrief and phases in minutes; rounds, level and quarters are the most there may be."""

    minutes: int
    brief: float
    phases: dict[Phase, float]
    debrief: float
    rounds: int
    level: int
    quarters: int


PRESETS = {
    45: Preset(
        minutes=45,
        brief=4,
        phases={
            Phase.DEBATE: 6,
            Phase.INFORMALS: 12,
            Phase.TABLE: 4,
            Phase.ACTION: 8,
            Phase.EXPLAIN: 3,
            Phase.AFTERMATH: 8,
        },
        debrief=8,
        rounds=4,
        level=2,
        quarters=4,
    ),
    90: Preset(
        minutes=90,
        brief=8,
        phases={
            Phase.DEBATE: 12,
            Phase.INFORMALS: 30,
            Phase.TABLE: 8,
            Phase.ACTION: 16,
            Phase.EXPLAIN: 6,
            Phase.AFTERMATH: 20,
        },
        debrief=10,
        rounds=8,
        level=4,
        quarters=8,
    ),
}
LEAST_SECONDS = 15
"""No question is shorter, or nobody could read it. Chosen."""

WEIGHT = {
    Stage.STATEMENTS: 4,
    Stage.REPLIES: 2,
    Stage.FLOOR: 6,
    Stage.ANSWERS: 3,
    Stage.LETTERS: 1,
    Stage.PEN: 2,
    Stage.TABLING: 1,
    Stage.SPONSORS: 2,
    Stage.AMENDMENTS: 2,
    Stage.VOTE: 2,
    Stage.CONSENSUS: 3,
    Stage.SIGNATURE: 3,
    Stage.EXPLANATIONS: 3,
    Stage.SIGNING: 2,
    Stage.CONDUCT: 3,
    Stage.RESPONSES: 3,
    Stage.PROPOSALS: 2,
    Stage.CONSIDERATION: 2,
}
"""How much longer than a simple yes or no a question takes to answer. Chosen, not measured."""
_TEXT = (Stage.AMENDMENTS, Stage.REVISION, Stage.AMENDMENT_VOTE)
_PARTS = (Stage.DIVISION, Stage.DIVISION_VOTE, Stage.PART_VOTE)
_WHOLE = (Stage.DECISION, Stage.VOTE)
USUAL = {
    1: _WHOLE,
    2: (*_TEXT, *_WHOLE),
    3: (*_TEXT, *_PARTS, *_WHOLE),
    4: (Stage.MOTIONS, *_TEXT, *_PARTS, *_WHOLE),
}
"""The questions of the ladder that a draft usually meets, by the level of the rules."""


def fitted(scenario: Scenario, preset: Preset, settings: Iterable[str] = ()) -> Scenario:
    """The scenario as this lesson plays it: no more rounds, quarters and rules than the preset has time for.

    settings  `key=value` as typed: what was set stays as it was set
    """
    own = {setting.partition("=")[0] for setting in settings}
    document: dict[str, Any] = scenario.model_dump(mode="json", exclude_unset=True)
    most = {"rounds": preset.rounds, "level": preset.level, "quarters": preset.quarters}
    for key in most.keys() - own:
        if getattr(scenario, key):
            document[key] = min(getattr(scenario, key), most[key])
    return parse(document, where=scenario.id)


def stretched(preset: Preset, minutes: int | None) -> Preset:
    """The preset with its clocks for a lesson of that many minutes; as it is where none are given."""
    if minutes is None:
        return preset
    factor = minutes / preset.minutes
    phases = {phase: factor * length for phase, length in preset.phases.items()}
    return replace(preset, minutes=minutes, brief=factor * preset.brief, phases=phases, debrief=factor * preset.debrief)


def share(preset: Preset, rules: Rules) -> float:
    """By how much the phases are shortened where there are quarters: their minutes are those of a session without."""
    phases = sum(preset.phases.values())
    without = phases - preset.phases[Phase.AFTERMATH]
    return without / phases if rules.conduct.quarters else 1.0


def question_seconds(preset: Preset, rules: Rules, stage: Stage) -> float:
    """How long a question may take: its share of its phase. Time that is not used shortens the lesson."""
    phase = Phase(int(PHASE_OF[stage]))
    minutes = preset.phases.get(phase, 0.0) * share(preset, rules)
    return max(60 * minutes * weight(stage) / units(rules, phase), LEAST_SECONDS)


def weight(stage: Stage) -> int:
    """The weight of a question; 1 where none is given."""
    return WEIGHT.get(stage, 1)


def units(rules: Rules, phase: Phase) -> int:
    """The weights of all the questions that a phase usually has."""
    drafts = len(rules.drafts)
    match phase:
        case Phase.DEBATE:
            return weight(Stage.STATEMENTS) + weight(Stage.REPLIES)
        case Phase.INFORMALS:
            return max(rules.rounds, 1) * sum(map(weight, (Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN)))
        case Phase.TABLE:
            return drafts * (weight(Stage.TABLING) + weight(Stage.SPONSORS))
        case Phase.ACTION:
            return drafts * sum(map(weight, USUAL[rules.level]))
        case Phase.EXPLAIN:
            return weight(Stage.EXPLANATIONS)
        case Phase.AFTERMATH:
            return max(rules.conduct.quarters, 1) * (weight(Stage.CONDUCT) + weight(Stage.RESPONSES))
    return 1
