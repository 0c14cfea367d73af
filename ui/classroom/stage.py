"""What the projector shows of the class itself: who takes part, the last result, the last news."""

from typing import Any

from demarche.ui.classroom.audience import Audience
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.results import Result, as_told, shown_result


def people(lesson: Lesson) -> list[dict[str, str]]:
    """Everybody who has a seat, in the order in which they joined."""
    seated = lesson.state.people.items()
    return [{"code": code, "title": lesson.titles[code], "name": person.name} for code, person in seated]


def result(lesson: Lesson) -> Result | None:
    """The result that is shown now, if there is one."""
    return shown_result(lesson.words, lesson.session, list(lesson.state.people), lesson.state.passed[0])


def told(lesson: Lesson) -> dict[str, Any] | None:
    """The same, for the wire."""
    return as_told(result(lesson), lesson.titles, lesson.state.people)


def news(lesson: Lesson) -> dict[str, str] | None:
    """The last news to everybody since the teacher went on."""
    for message in reversed(lesson.state.messages[lesson.state.passed[1] :]):
        if message.audience == Audience.EVERYBODY:
            return {"title": message.title, "text": message.text}
    return None
