"""Sitting in the committee room: acts go to the source, what is shown comes from it, and the menu is answered."""

from dataclasses import replace

from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.desktop.asides import aside
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.room.form import Filling
from demarche.ui.desktop.room.screen import Asked, CommitteeRoom, Offered
from demarche.ui.desktop.screens.asking import Cover, Waiting
from demarche.ui.desktop.showing import Showing, Steps
from demarche.ui.desktop.source import Source
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.sounds import Sound
from demarche.ui.seat.shown import Room

REFUSED = (Unreadable, OutOfOrder, Stale)


def sit(source: Source, desk: Desk) -> Steps[str]:
    """A room of a classroom, or of any source that offers no more than a Source must. Ends in `leave`."""
    while (room := source.room()) is None:
        answer = yield Showing(Waiting(s("waiting.title"), source.notice() or s("waiting.words")), source)
        if not answer.news:
            return "leave"
    screen = CommitteeRoom(room, tuple(source.heard()), notice=source.notice(), busy=source.busy())
    while True:
        answer = yield Showing(replace(screen, model=desk.settings.show_model), source)
        screen = shown(answer.screen)
        if answer.news:
            screen = renewed(screen, source, desk)
            continue
        match answer.value:
            case Offered(notation):
                screen = offered(screen, source, notation, desk)
            case Asked("leave" | "debrief"):
                return "leave"
            case Asked(word):
                yield from aside(word, desk)
                screen = replace(screen, menu=False)


def shown(screen: object) -> CommitteeRoom:
    """The committee room that was shown."""
    assert isinstance(screen, CommitteeRoom)
    return screen


def offered(screen: CommitteeRoom, source: Source, notation: str, desk: Desk) -> CommitteeRoom:
    """An act put in; where it is refused the room says why, and nothing is lost."""
    try:
        source.offer(notation)
    except REFUSED as error:
        desk.cue(Sound.ERROR)
        return replace(screen, notice=sentence(str(error)), menu=False)
    return replace(screen, filling=None, notice="", busy=source.busy(), menu=False)


def renewed(screen: CommitteeRoom, source: Source, desk: Desk, **more: object) -> CommitteeRoom:
    """The room with what has arrived."""
    room = source.room()
    if room is None:
        return screen
    sound_of(screen.room, room, desk)
    looking = screen.looking
    if room.asked and not screen.room.asked:
        looking = replace(looking, tab="move")
    if room.stage == "orders" and room.asked and screen.room.stage != "orders":
        menu = next((act for act in room.acts if act.verb == "operate"), None)
        more = {"filling": Filling(menu) if menu is not None and menu.fields else None, **more}
    put = next((i for i, draft in enumerate(room.drafts) if draft.on_the_table), None)
    was = next((i for i, draft in enumerate(screen.room.drafts) if draft.on_the_table), None)
    if put is not None and put != was:
        looking = replace(looking, draft=put)
    return screen.news(
        room=room, heard=tuple(source.heard()), notice=source.notice(), busy=source.busy(), looking=looking, **more
    )


def sound_of(before: Room, after: Room, desk: Desk) -> None:
    """The gavel where a phase begins or a draft is decided, a bell where the person is asked."""
    if before.phase != after.phase or (after.final and not before.final):
        desk.cue(Sound.GAVEL)
    elif before.tick != after.tick and any(place.ballot for place in after.places) and before.stage.endswith("vote"):
        desk.cue(Sound.TICK)
    if after.asked and not before.asked:
        desk.cue(Sound.MESSAGE)


def cover(name: str, title: str) -> Steps[bool]:
    """The screen between two people. Ends in whether somebody sat down."""
    answer = yield Showing(Cover(name, title))
    return bool(answer.value)


def sentence(words: str) -> str:
    """Words as a sentence."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", ")")) else ".")
