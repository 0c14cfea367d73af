"""A game at this computer, from the first question to the debrief."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.desktop.asides import aside
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.drama import decides, drama
from demarche.ui.desktop.room.lesson import Advice
from demarche.ui.desktop.room.screen import Asked, CommitteeRoom, Offered
from demarche.ui.desktop.screens.asking import TypeName, Waiting
from demarche.ui.desktop.screens.seats import Briefing
from demarche.ui.desktop.showing import Showing, Steps, show
from demarche.ui.desktop.sitting import cover, offered, renewed, sentence, shown
from demarche.ui.desktop.strings import s
from demarche.ui.play.asking import Until
from demarche.ui.play.lesson import Chapter
from demarche.ui.play.shelf import path_for
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from demarche.ui.seat.signing import whip_count
from demarche.ui.seat.why import last_vote_on, why_vote

NO_BRIEFINGS: Mapping[str, Briefing] = MappingProxyType({})
PACE = 0.14
"""Seconds that each tick of the others is shown. Reduced motion shows only the last."""


class Watched:
    """A table that also has news when it comes to rest: its last tick may have been shown a moment before that."""

    def __init__(self, table: Table) -> None:
        """The table is polled through it alone."""
        self._table, self._state = table, table.state

    def poll(self) -> bool:
        """Whether there is another tick, another notice, or another thing that the table is at."""
        news, before = self._table.poll(), self._state
        self._state = self._table.state
        return news or self._state != before


def play(
    table: Table,
    desk: Desk,
    chapter: Chapter | None = None,
    *,
    more: bool = False,
    briefings: Mapping[str, Briefing] = NO_BRIEFINGS,
) -> Steps[str]:
    """Play at a table until the person leaves it: ends in `leave`, or in `debrief` once the session is over.

    chapter    the lesson that this game is played as; more: whether another follows, which ends it in `next-lesson`
    briefings  by seat, the instructions that a person reads when it first sits down
    """
    unread = dict(briefings)
    screen: CommitteeRoom | None = None
    watched = Watched(table)
    hurried, read = False, set[str]()
    while True:
        if table.state == State.FAILED:
            yield from show(Waiting(s("failed.title"), table.notice() or s("failed.words"), failed=True))
            return "leave"
        room = table.room()
        if room is None:
            answer = yield Showing(Waiting(s("waiting.title"), s("waiting.table")), watched)
            if not answer.news:
                return "leave"
            continue
        if table.state == State.COVER:
            if not (yield from cover(_name(table), room.title)):
                return "leave"
            if table.seat in unread:
                yield from show(unread.pop(table.seat))
            table.sit()
            screen = None
            while table.state == State.COVER or table.busy():
                yield Showing(Waiting(room.title, s("waiting.sit")), watched)
            continue
        if screen is None:
            screen = _at(CommitteeRoom(room, tuple(table.heard())), table, lesson=chapter is not None)
        screen = replace(advised(screen, chapter, read, more=more), model=desk.settings.show_model)
        hurried = hurried and table.busy()
        answer = yield Showing(screen, watched, 0.0 if hurried or not table.busy() else PACE, murmur=True)
        screen = shown(answer.screen)
        if answer.news:
            if hurried or (desk.settings.reduce_motion and not decides(screen.room)):
                table.catch_up()
            before, screen = screen, _at(renewed(screen, table, desk), table, lesson=chapter is not None)
            if not hurried:
                yield from drama(before, screen, desk)
            continue
        match answer.value:
            case Offered(notation):
                screen = _at(offered(screen, table, notation, desk), table, lesson=chapter is not None)
            case Asked("skip-decision" | "skip-phase" as word):
                screen = _passed(screen, table, Until(word.removeprefix("skip-")))
                hurried = True
            case Asked("undo"):
                screen, hurried = _undone(screen, table), True
            case Asked("save"):
                yield from _save(table)
                screen = replace(screen, menu=False)
            case Asked("read-on"):
                read.add(screen.advice.id if screen.advice else "")
            case Asked("leave" | "debrief" | "next-lesson" as word):
                return word
            case Asked(word):
                yield from aside(word, desk)
                table.ask_me(desk.settings.ask)  # the settings may have been changed on the way
                screen = replace(screen, menu=False)


def advised(screen: CommitteeRoom, chapter: Chapter | None, read: set[str], *, more: bool) -> CommitteeRoom:
    """The room with the step of the lesson that fits it; where the step is a new one, its panel is looked at."""
    if chapter is None:
        return screen
    step = chapter.step(screen.room, read)
    advice = None
    if step is not None:
        advice = Advice(step.id, step.title, " ".join(step.text.split()), step.point, step.act, step.suggest)
    looking = screen.looking
    if advice is not None and advice != screen.advice:
        looking = replace(looking, tab=advice.tab)
    return replace(screen, advice=advice, looking=looking, next_lesson=more)


def _at(screen: CommitteeRoom, table: Table, *, lesson: bool) -> CommitteeRoom:
    """What this table lets a person do, as it stands."""
    return replace(
        screen,
        can_undo=table.can_undo(),
        may_skip=table.state == State.ASKS and not lesson,
        may_save=True,
        busy=table.busy(),
        notice=table.notice() or screen.notice,
        why=reasons(table),
        count=signers(table),
    )


def reasons(table: Table) -> Callable[[str], str]:
    """Why a seat voted as it did on each draft that has been voted on: asked while the table is at rest."""

    def why(code: str) -> str:
        try:
            game, session = table.game()
        except OutOfOrder:
            return ""
        seat = session.rules.roster.names.index(code)
        told = [
            why_vote(game, session, seat, draft + 1, table.reveal)
            for draft in range(len(session.rules.drafts))
            if last_vote_on(session, draft) is not None
        ]
        return " ".join(told)

    return why


def signers(table: Table) -> Callable[[str], str]:
    """Who would sign the pact that an act proposes: asked while the table is at rest."""

    def count(notation: str) -> str:
        try:
            game, session = table.game()
        except OutOfOrder:
            return ""
        names = session.rules.roster.names
        return whip_count(game, session, names.index(table.seat), notation) if table.seat in names else ""

    return count


def _name(table: Table) -> str:
    room = table.room()
    places = room.places if room else ()
    return next((place.name for place in places if place.code == table.seat), table.seat)


def _passed(screen: CommitteeRoom, table: Table, until: Until) -> CommitteeRoom:
    try:
        table.pass_on(until)
    except OutOfOrder as error:
        return replace(screen, notice=sentence(str(error)))
    return replace(screen, filling=None, notice="", busy=True)


def _undone(screen: CommitteeRoom, table: Table) -> CommitteeRoom:
    try:
        table.undo()
    except OutOfOrder as error:
        return replace(screen, menu=False, notice=sentence(str(error)))
    return replace(screen, menu=False, filling=None, notice="", busy=True)


def _save(table: Table) -> Steps[None]:
    """A name is asked for until one will do, or none is given."""
    screen = TypeName(s("save.title"), s("save.label"), "", s("save.do"), s("save.explained"))
    while True:
        answer = yield Showing(screen)
        if answer.value is None:
            return
        try:
            table.save_as(path_for(str(answer.value)))
            return
        except Unreadable as error:
            screen = replace(screen, value=str(answer.value), notice=sentence(str(error)))
