"""After the session: the debrief, replays with a scrubber, and the shelf of saves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from demarche.agents.registry import name_of
from demarche.scenarios.writing import write_whole
from demarche.ui.desktop.asides import aside
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.drama import camp_of
from demarche.ui.desktop.returning import played, result_section, save_picture
from demarche.ui.desktop.room.screen import Asked, CommitteeRoom, Sought
from demarche.ui.desktop.screens.asking import Option, PickOne, Waiting
from demarche.ui.desktop.screens.pages import SCORED, Pages
from demarche.ui.desktop.showing import Job, Showing, Steps, show
from demarche.ui.desktop.sitting import sentence, shown
from demarche.ui.desktop.strings import s
from demarche.ui.plain_reasons import plain
from demarche.ui.play.deal import PERSON
from demarche.ui.play.film import Film
from demarche.ui.play.home import home
from demarche.ui.play.keeping import new_file
from demarche.ui.play.record import Played, before, games, keep
from demarche.ui.play.shelf import Saved, shelf
from demarche.ui.play.table import Table
from demarche.ui.report.debrief import Debrief
from demarche.ui.report.debrief import debrief as debriefed
from demarche.ui.story.ending import MEASURES_TITLE as MEASURES
from demarche.ui.story.parts import Line, Part, Section


def to_load(do: Callable[[Path], Steps[Any]], *, over_too: bool = False) -> Steps[None]:
    """The shelf, and what is done with the save that is chosen."""
    job = Job(shelf)
    while not job.done:
        answer = yield Showing(Waiting(s("load.title"), s("waiting.words")), job)
        if not answer.news:
            return
    title = s("replay.pick") if over_too else s("load.title")
    screen = PickOne(title, tuple(option(one, over_too=over_too) for one in job.made), s("load.empty"), s("load.hint"))
    chosen = yield from show(screen)
    if chosen is not None:
        yield from do(Path(str(chosen)))


def option(saved: Saved, *, over_too: bool) -> Option:
    """A save in the list; one that cannot be loaded says why, and what can be done."""
    when = f"{saved.when.astimezone():%d %B %Y, %H:%M}"
    if saved.fault:
        return Option(str(saved.path), f"{saved.path.name} · {when}", "", f"{sentence(saved.fault)} {s('load.fault')}")
    who = ", ".join(name for _, name in saved.seats) or s("load.nobody")
    line = s("load.line", who=who, n=saved.tick, when=when)
    if saved.over and not over_too:
        line = f"{line} · {s('load.over')}"
    return Option(str(saved.path), f"{saved.name} · {saved.title}" if saved.name else saved.title, line)


def debrief(table: Table, desk: Desk, *, again: bool) -> Steps[str]:
    """What came of it, in sections, with a report to keep. Ends in `again` where somebody wants to play once more."""
    game, session = table.game()
    people = [place for place, seat in enumerate(session.seats) if name_of(seat) == PERSON]
    job = Job(lambda: debriefed(game, session, people))
    while not job.done:
        answer = yield Showing(Waiting(s("debrief.title"), s("waiting.debrief")), job)
        if not answer.news:
            return ""
    told = job.made
    sections = told.sections if desk.settings.show_model else tuple(in_words(told.sections))
    buttons = [("export", s("debrief.export"), "x", s("debrief.export-tip"))]
    mine, notice = None, ""
    if again and session.closed and len(told.scores) == 1:
        mine = played(game, session, told, table.path())
        last = before(mine, games()[0])
        notice = sentence(fault) if (fault := keep(mine)) else ""
        sections = (*sections[: SCORED + 1], result_section(mine, last), *sections[SCORED + 1 :])
        buttons.append(("picture", s("debrief.picture"), "i", s("debrief.picture-tip")))
        buttons.append(("same", s("debrief.same"), "s", s("debrief.same-tip")))
    if again:
        buttons.append(("again", s("debrief.again"), "p", s("debrief.again-tip")))
    screen = Pages(
        s("debrief.title"),
        sections,
        told.title,
        at=min(SCORED, len(sections) - 1),
        buttons=tuple(buttons),
        notice=notice,
        back=s("debrief.back"),
        marks=marks_of(told),
    )
    camp = camp_of(table.room(), mine.seat) if mine is not None else 0
    writing: Job[Path] | None = None
    while True:
        answer = yield Showing(screen, writing)
        if isinstance(answer.screen, Pages):
            screen = answer.screen
        if answer.news and writing is not None:
            screen = replace(screen, notice=_written(writing))
        elif answer.value == "export" and (writing is None or writing.done):
            writing = Job(lambda: export(told))
            screen = replace(screen, notice=s("debrief.writing"))
        elif answer.value == "picture" and mine is not None:
            screen = replace(screen, notice=_pictured(mine, camp, desk))
        elif not answer.news and answer.value != "export":
            return str(answer.value or "")


def _pictured(mine: Played, camp: int, desk: Desk) -> str:
    try:
        return s("debrief.written", path=save_picture(mine, camp, desk))
    except OSError as error:
        return s("debrief.not-written", why=error.strerror or error)


def in_words(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections without the numbers of the model, and without the one that holds nothing else."""
    for section in sections:
        if section.title == MEASURES:
            continue
        parts: list[Part] = []
        for part in section.parts:
            if isinstance(part, Line):
                parts.append(replace(part, text=plain(part.text)))
            else:
                parts.append(replace(part, rows=tuple(tuple(plain(cell) for cell in row) for row in part.rows)))
        yield Section(section.title, tuple(parts))


def marks_of(told: Debrief) -> tuple[tuple[str, float, float, tuple[tuple[str, str, float, float], ...]], ...]:
    """The scores as the screen draws them: name, points, the most, and each mark of the card."""
    return tuple(
        (one.name, one.points, one.most, tuple((mark.what, mark.stands, mark.points, mark.most) for mark in one.marks))
        for one in told.scores
    )


def export(told: Debrief) -> Path:
    """The report as one HTML page with figures, beside the saves. Raises OSError where it cannot be written."""
    from demarche.ui.report.debrief_page import page
    from demarche.ui.report.figures import figures

    content = page(told, figures(told)).encode()
    plain = "".join(letter if letter.isalnum() else "-" for letter in told.title.casefold())
    path = new_file(home() / "debriefs", plain, ".html")
    try:
        write_whole(path, content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _written(writing: Job[Path]) -> str:
    if writing.failed is not None:
        return s("debrief.not-written", why=getattr(writing.failed, "strerror", None) or writing.failed)
    return s("debrief.written", path=writing.made)


def replay_file(path: Path, desk: Desk) -> Steps[None]:
    """A log, looked at moment by moment as everybody saw it."""
    film = Film(path)
    try:
        while (room := film.room()) is None:
            if film.notice():
                yield from show(Waiting(s("replay.title"), sentence(film.notice()), failed=True))
                return
            answer = yield Showing(Waiting(s("replay.title"), s("waiting.replay")), film)
            if not answer.news and answer.value is None:
                return
        screen = CommitteeRoom(room)
        while True:
            answer = yield Showing(replace(at_moment(screen, film), model=desk.settings.show_model), film)
            screen = shown(answer.screen)
            match answer.value:
                case Sought(at, part):
                    film.go(at)
                    seek(film, part)
                case Asked("leave"):
                    return
                case Asked(word):
                    yield from aside(word, desk)
                    screen = replace(screen, menu=False)
    finally:
        film.close()


def at_moment(screen: CommitteeRoom, film: Film) -> CommitteeRoom:
    """The room as the film shows it."""
    room = film.room()
    return screen.news(
        room=room or screen.room, heard=tuple(film.heard()), notice=film.notice(), scrub=(film.at, film.length)
    )


def seek(film: Film, part: int) -> None:
    """From the moment that is shown to where the phase before or after begins."""
    begun = film.room()
    while part and begun and 0 < film.at + part <= film.length:
        film.go(film.at + part)
        room = film.room()
        if room is None or room.phase != begun.phase:
            return
    if part < 0:
        film.go(0)
