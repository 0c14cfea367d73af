"""What each page is told beside its room: built by naming what is shown, for a seat, the projector, the facilitator."""

from dataclasses import dataclass
from typing import Any

from demarche.sim.naming import word
from demarche.sim.notation import read as read_act
from demarche.ui.classroom import stage
from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.pact_timeline import timeline
from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.remarks import Mode
from demarche.ui.classroom.series import told_on_board
from demarche.ui.seat.did import did
from demarche.ui.seat.places import asked_openly


@dataclass(frozen=True, slots=True)
class Around:
    """What the host knows beside the lesson. present: seats whose page is open; held: the clock stands for a result.

    fault, warning  what the teacher has to be told, or nothing
    """

    present: set[str]
    fault: str
    warning: str
    held: bool


def board(lesson: Lesson, reader: Reader, around: Around, now: float) -> dict[str, Any]:
    """The board of a page, by who is at it."""
    match reader.role:
        case Role.FACILITATOR:
            told = for_facilitator(lesson, around.present, around.fault, now, held=around.held)
            return {**told, "warning": around.warning}
        case Role.PROJECTOR:
            return for_projector(lesson, now, held=around.held)
    return for_seat(lesson, reader.code, now, held=around.held)


def status(lesson: Lesson, now: float, *, held: bool = False) -> dict[str, Any]:
    """Where the lesson stands, for everybody in it. left, length: seconds on the clock.

    held  the clock stands because the class is shown a decision
    """
    state, clock = lesson.state, lesson.clock
    return {
        "part": state.part,
        "question": state.question,
        "paused": state.paused,
        "left": round(clock.left(now), 1),
        "length": round(clock.length, 1),
        "pace": clock.pace,
        "private": state.private,
        "held": held,
    }


def for_seat(lesson: Lesson, code: str, now: float, *, held: bool = False) -> dict[str, Any]:
    """What a seat is told of itself, and whom it could write to."""
    person = lesson.state.people[code]
    return {
        **status(lesson, now, held=held),
        "seat": code,
        "title": lesson.titles[code],
        "name": person.name,
        "keeper": person.keeper,
        "answer": lesson.offered.get(code, ""),
        "did": answered(lesson, code),
        "own": lesson.words_of(code),
        "words": lesson.state.moderation != Mode.CLOSED,
        "quiet": lesson.state.quiet,
        "people": [{"code": other, "title": lesson.titles[other]} for other in lesson.state.people if other != code],
    }


def answered(lesson: Lesson, code: str) -> str:
    """What a seat has answered to the question that is put, as a sentence without its subject; empty if nothing."""
    if code not in lesson.offered:
        return ""
    act = read_act(lesson.game.rules, lesson.offered[code])
    return did(lesson.words, lesson.session.world.record, lesson.places[code], act)


def for_projector(lesson: Lesson, now: float, *, held: bool = False) -> dict[str, Any]:
    """What the whole room may see: who takes part, how many are awaited, the last result and news.

    Who is awaited, and what they answered, is not told.
    """
    return {
        **status(lesson, now, held=held),
        "code": lesson.store.head.code if lesson.state.open_door else "",
        "joined": len(lesson.state.people),
        "awaited": awaited_openly(lesson),
        "people": stage.people(lesson),
        "result": stage.told(lesson),
        "news": stage.news(lesson),
        "named": lesson.state.names,
        "quiet": lesson.state.quiet,
        "quarters": timeline(lesson.words, lesson.session),
    }


def awaited_openly(lesson: Lesson) -> int:
    """How many are awaited of those of whom everybody knows that they are asked: an offer that stands is private."""
    openly = asked_openly(lesson.game.rules, lesson.session)
    return sum(lesson.places[code] in openly for code in lesson.awaited())


def for_facilitator(lesson: Lesson, present: set[str], fault: str, now: float, *, held: bool = False) -> dict[str, Any]:
    """Who is here, who is awaited, what may be read out; not what anybody has answered or been instructed."""
    state, awaited = lesson.state, set(lesson.awaited())
    return {
        **status(lesson, now, held=held),
        "code": lesson.store.head.code,
        "joined": len(state.people),
        "awaited": awaited_openly(lesson),
        "projected": projected(lesson),
        "names": state.names,
        "words": state.moderation,
        "door": state.open_door,
        "quiet": state.quiet,
        "teams": state.teams,
        "agreeing": state.agreeing,
        "machines": state.machines,
        "given": sorted(state.given),
        "campaign": told_on_board(state.campaign),
        "fault": fault,
        "phase": word(lesson.phase),
        "round": lesson.round,
        "tick": lesson.session.tick,
        "people": [_listed(lesson, person, present, awaited) for person in state.people.values()],
        "script": [
            {"title": one.title, "text": one.text, "to": list(one.to), "sent": number in state.sent, "when": _when(one)}
            for number, one in enumerate(lesson.script)
        ],
    }


def projected(lesson: Lesson) -> list[str]:
    """What the projector shows until the teacher goes on, each in a few words."""
    result, news = stage.result(lesson), stage.news(lesson)
    told = [f"{result.what}: {result.verdict}"] if result else []
    return [*told, news["title"] or news["text"]] if news else told


def _listed(lesson: Lesson, person: Person, present: set[str], awaited: set[str]) -> dict[str, Any]:
    return {
        "code": person.code,
        "title": lesson.titles[person.code],
        "name": person.name,
        "names": person.names,
        "team": person.team,
        "here": person.code in present,
        "keeper": person.keeper,
        "awaited": person.code in awaited,
        "answered": person.code in lesson.offered,
    }


def _when(inject: Any) -> str:
    if inject.phase is None:
        return "when you choose"
    rounds = {"informals": "round", "aftermath": "quarter"}
    return inject.phase + (f", {rounds[inject.phase]} {inject.round}" if inject.phase in rounds else "")


def story(lesson: Lesson) -> dict[str, Any]:
    """What the lesson is about: it does not change."""
    scenario = lesson.game.scenario
    return {"title": scenario.title, "year": scenario.year, "story": scenario.story, "body": scenario.body}


def about(lesson: Lesson, suggested: list[str]) -> dict[str, Any]:
    """What somebody is told who has not joined yet: the story, and which seats are free."""
    return {
        **story(lesson),
        "part": lesson.state.part,
        "open": lesson.state.open_door,
        "teams": lesson.state.teams,
        "seats": seats(lesson),
        "taken": sorted(lesson.state.people),
        "suggested": [code for code in suggested if code not in lesson.state.people][:12],
    }


def seats(lesson: Lesson) -> list[dict[str, str]]:
    """Every seat there is, by its code."""
    return [{"code": code, "title": lesson.titles[code]} for code in sorted(lesson.titles)]


def is_held(lesson: Lesson, present: set[str]) -> bool:
    """Whether anybody is there to play: the world does not run away from an empty room."""
    return any(person.keeper == Keeper.OWNER and person.code in present for person in lesson.state.people.values())


def is_open(lesson: Lesson) -> bool:
    """Whether the session is being played."""
    return lesson.state.part == Part.SESSION
