"""The lessons with their advice followed to the letter: the points that each ends with."""

from demarche.agents.human import Awaited
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.reference import seated
from demarche.sim.act import default_act
from demarche.sim.notation import read
from demarche.sim.procedure.order import may
from demarche.sim.session import Session
from demarche.ui.play.lesson import Chapter, chapters
from demarche.ui.report.score import score
from demarche.ui.seat.room import room


def rows() -> list[dict[str, object]]:
    """One for each lesson."""
    return [{"lesson": chapter.id, "seat": chapter.seat, "points": of_lesson(chapter)} for chapter in chapters()]


def of_lesson(chapter: Chapter) -> float:
    """Points out of ten where every suggestion is followed, and nothing is done where none is made."""
    made = game(load(chapter.source, chapter.settings), chapter.seed)
    seat = made.rules.roster.names.index(chapter.seat)
    seats = seated(made, seat, Awaited(), chapter.level.behaviour)
    session, told = Session(made.rules, made.briefs, seats, made.luck), set[str]()
    while not session.closed:
        if seat in session.asked():
            step = chapter.step(room(made, session, seat), told)
            while step is not None and not step.act:
                told.add(step.id)
                step = chapter.step(room(made, session, seat), told)
            verbs = may(session.rules, session.world)[0, seat]
            quiet = default_act(verbs, int(session.world.record.turn[0]))
            session.offer(seat, session.tick, read(session.rules, step.suggest) if step else quiet)
        session.advance()
    return round(score(made, session, seat).points, 1)
