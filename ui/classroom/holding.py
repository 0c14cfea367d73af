"""The clock while the class is shown a decision: it stands until the teacher goes on, and only where they can."""

from demarche.ui.classroom import stage
from demarche.ui.classroom.lesson import Lesson


def is_held(lesson: Lesson, *, watched: bool) -> bool:
    """Whether a decision is shown. watched: there is a projector to show it, and a teacher who can go on."""
    result = stage.result(lesson) if watched else None
    return result is not None and result.final


def hold_clock(lesson: Lesson, *, watched: bool, fault: str, now: float) -> bool:
    """Stop the clock while a decision is shown, and let it run on afterwards; whether that changed anything."""
    held = is_held(lesson, watched=watched)
    if held and not lesson.clock.paused:
        lesson.clock.pause(now)
        return True
    if not held and lesson.clock.paused and not (lesson.state.paused or fault):
        lesson.clock.resume(now)
        return True
    return False
