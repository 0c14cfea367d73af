"""The whole story of a finished session, from the title to what history did."""

from demarche.scenarios.compile import Game
from demarche.scenarios.twins import twin_of
from demarche.sim.outcome import outcome
from demarche.sim.pacts import pacts
from demarche.sim.session import Session
from demarche.ui.story.debate import debate
from demarche.ui.story.ending import explanations, history, measured, texts
from demarche.ui.story.informals import informals, tabling
from demarche.ui.story.ladder import ladder
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.story.quarters import quarters
from demarche.ui.story.readings import readings
from demarche.ui.story.third_states import third_states
from demarche.ui.words import DECISIONS, LEVELS, Words, counted


def tell(game: Game, session: Session) -> list[Section]:
    """Sections in the order of the session. It knows everything, as only a debrief may: also the deals."""
    words, moments = Words(game), session.moments
    found = outcome(session.rules, session.world.record)
    kept = pacts(session.rules, session.world, twin_of(game, session))
    sections = [
        opening(words),
        debate(words, moments),
        informals(words, moments),
        tabling(words, moments),
        *ladder(words, moments),
        explanations(words, moments),
        texts(words, found),
        quarters(words, moments, kept),
        third_states(words, moments),
        readings(words, kept),
        measured(words, found),
        history(words, found),
    ]
    return [section for section in sections if section is not None]


def opening(words: Words) -> Section:
    """What is negotiated, by whom and how it is decided."""
    s = words.game.scenario
    seats = f"{counted(words.rules.seats, 'seat')}, seed {words.game.luck.seed}"
    lines = (
        Line(f"{s.body}, {s.year}. {seats}. Rules: {LEVELS[s.level]}.", Tone.QUIET),
        Line(f"How it decides: {DECISIONS[s.decision]}.", Tone.QUIET),
        Line(s.story.strip()),
        Line(
            "What states want, and how strongly, is a judgement, not a measurement; how it was judged is told by "
            f"`demarche show {s.id}`. A number in brackets after a reason is how hard it pulls, toward yes or (−) no.",
            Tone.QUIET,
        ),
    )
    return Section(s.title, lines)
