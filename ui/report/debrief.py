"""The debrief of one finished session, for one seat or more: what they brought home, and how it came to be so."""

from collections.abc import Iterable
from dataclasses import dataclass

from demarche.scenarios.compile import Game
from demarche.scenarios.twins import twin_of
from demarche.sim.outcome import outcome
from demarche.sim.pacts import Pacts, pacts
from demarche.sim.session import Moment, Session
from demarche.sim.terms import PHASE_OF, Phase
from demarche.ui.report.deeds import deeds_section
from demarche.ui.report.moved import moved_section
from demarche.ui.report.promises import deals_section
from demarche.ui.report.road import road_section
from demarche.ui.report.score import Score, score, scores_section
from demarche.ui.report.verdicts import text_readings
from demarche.ui.story.debate import debate
from demarche.ui.story.ending import explanations, history, measured, texts
from demarche.ui.story.informals import tabling
from demarche.ui.story.ladder import ladder
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.story.quarters import quarters
from demarche.ui.story.readings import readings
from demarche.ui.story.tell import opening
from demarche.ui.story.third_states import third_states
from demarche.ui.words import Words

DEALS_TOLD = 20


@dataclass(frozen=True, slots=True)
class Debrief:
    """A finished session, told. scores: of the seats it is for, in their order; sections to read one after another.

    words, moments and kept are what its figures are drawn from.
    """

    title: str
    scores: tuple[Score, ...]
    sections: tuple[Section, ...]
    words: Words
    moments: list[Moment]
    kept: Pacts


def debrief(game: Game, session: Session, seats: Iterable[int]) -> Debrief:
    """The debrief of a session. It knows everything, as only a debrief may: deals, truth, reasons.

    seats  whose cards are scored, and who comes first where not everybody can be told of
    A session that was broken off is told as far as it came.
    """
    words, moments, who = Words(game), session.moments, tuple(dict.fromkeys(seats))
    found = outcome(session.rules, session.world.record)
    kept = pacts(session.rules, session.world, twin_of(game, session))
    scores = [score(game, session, seat) for seat in who]
    ours = frozenset(who)
    told = [
        opening(words),
        broken_off(session),
        scores_section(scores),
        *(how_it_went(words, session, moments, ours) if moments else ()),
        quarters(words, moments, kept),
        third_states(words, moments),
        readings(words, kept),
        text_readings(words, session.world.record, found),
        measured(words, found),
        history(words, found),
    ]
    sections = tuple(section for section in told if section is not None)
    return Debrief(game.scenario.title, tuple(scores), sections, words, moments, kept)


def broken_off(session: Session) -> Section | None:
    """That the session did not come to its end, where it did not."""
    if session.closed:
        return None
    phase = Phase(int(PHASE_OF[session.stage])).name.lower()
    line = Line(
        f"The session was broken off in the phase of {phase}: what was not decided by then stays open.", Tone.BAD
    )
    return Section("Broken off", (line,))


def how_it_went(
    words: Words, session: Session, moments: list[Moment], ours: frozenset[int]
) -> Iterable[Section | None]:
    """What was said, moved, dealt and voted, from the debate to the decision."""
    found = outcome(session.rules, session.world.record)
    yield road_section(words, moments)
    yield moved_section(words, moments, ours)
    yield deals_section(words, session, ours, DEALS_TOLD)
    yield deeds_section(words, moments, ours)
    yield debate(words, moments)
    yield tabling(words, moments)
    yield from ladder(words, moments)
    yield explanations(words, moments)
    yield texts(words, found)
