"""The clock while the class is shown a decision: it stands until the teacher goes on, and only where they can."""

from typing import TYPE_CHECKING

from demarche.ui.classroom import stage

if TYPE_CHECKING:
    from demarche.ui.classroom.host import Host


def is_held(host: "Host") -> bool:
    """Whether a decision is on the projector, with a teacher there who can go on."""
    if not (host.projectors and host.facilitator):
        return False
    result = stage.result(host.lesson)
    return result is not None and result.final


def hold_clock(host: "Host") -> bool:
    """Stop the clock while a decision is shown, and let it run on afterwards; whether that changed anything."""
    clock, held = host.lesson.clock, is_held(host)
    if held and not clock.paused:
        clock.pause(host.now())
        return True
    if not held and clock.paused and not (host.lesson.state.paused or host.fault):
        clock.resume(host.now())
        return True
    return False
