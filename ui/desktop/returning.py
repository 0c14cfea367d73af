"""Reasons to return: the record of games, a challenge for a friend, the same chance again, a picture of the result."""

from pathlib import Path

from demarche.scenarios.compile import Game
from demarche.scenarios.load import names
from demarche.scenarios.par import par
from demarche.sim.outcome import outcome
from demarche.sim.session import Session
from demarche.sim.terms import Unreadable
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.screens.asking import TypeName
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.showing import Showing, Steps, show
from demarche.ui.desktop.sitting import sentence
from demarche.ui.desktop.strings import s
from demarche.ui.play.challenge import Challenge, challenge_of, code_of
from demarche.ui.play.home import home
from demarche.ui.play.keeping import new_file
from demarche.ui.play.levels import level_of
from demarche.ui.play.record import Medal, Played, best_by_seat, games, now
from demarche.ui.report.debrief import Debrief
from demarche.ui.story.ending import here
from demarche.ui.story.parts import Line, Section, Table, Tone
from demarche.ui.words import Words

MOST_GAMES = 40
"""Games that the record lists one by one."""


def played(game: Game, session: Session, told: Debrief, file: Path | None) -> Played:
    """A game that was played to its end by one person, as the record keeps it."""
    score, words = told.scores[0], Words(game)
    found, known = outcome(session.rules, session.world.record), par(game.scenario.id, score.code)
    return Played(
        when=now(),
        file=file.name if file else "",
        scenario=game.scenario.id,
        title=game.scenario.title,
        seat=score.code,
        name=score.name,
        level=level_of(session.seats).number,
        seed=game.luck.seed,
        points=score.points,
        most=score.most,
        par=None if known is None else known.points,
        marks=tuple((mark.what, mark.stands, mark.points, mark.most) for mark in score.marks),
        texts=tuple((words.draft(d), here(found, d)) for d in range(session.rules.texts)),
    )


def code(one: Played) -> str:
    """The challenge of a game; empty where its scenario is not one of the library."""
    if one.scenario not in names():
        return ""
    return code_of(Challenge(one.scenario, one.seat, one.level, one.seed))


def result_section(one: Played, last: Played | None) -> Section:
    """The medal, the code for a friend, and the game before of the same chance beside this one."""
    medal = s(f"medal.{one.medal}") if one.medal != Medal.NONE else s("medal.none")
    told = s("record.par", par=f"{one.par:.1f}") if one.par is not None else s("record.no-par")
    parts: list[Line | Table] = [Line(f"{medal}. {told}", Tone.STRONG)]
    if code(one):
        parts.append(Line(s("challenge.share", code=code(one)), Tone.STRONG))
    if last is None:
        parts.append(Line(s("record.first"), Tone.QUIET))
        return Section(s("record.result"), tuple(parts))
    parts.append(Line(s("record.beside"), Tone.STRONG))
    heads = ("", s("record.then"), s("record.now"))
    rows = [(s("record.points"), f"{last.points:g}", f"{one.points:g}")]
    rows += beside({what: stands for what, stands, *_ in last.marks}, {what: stands for what, stands, *_ in one.marks})
    rows += beside(dict(last.texts), dict(one.texts))
    parts.append(Table(heads, tuple(rows)))
    return Section(s("record.result"), tuple(parts))


def beside(then: dict[str, str], today: dict[str, str]) -> list[tuple[str, str, str]]:
    """What each thing came to in two games."""
    return [(what, then.get(what, "–"), today.get(what, "–")) for what in dict.fromkeys([*then, *today])]


def record_pages() -> tuple[Section, ...]:
    """The best game of every seat, and the last games one by one."""
    found, unread = games()
    heads = tuple(s(f"record.{head}") for head in ("scenario", "seat", "games", "best", "par-head", "medal", "level"))
    rows = tuple(
        (
            one.title,
            one.name,
            str(one.games),
            f"{one.best.points:g} / {one.best.most:g}",
            "–" if one.best.par is None else f"{one.best.par:g}",
            s(f"medal.{one.best.medal}"),
            str(one.best.level),
        )
        for one in best_by_seat(found)
    )
    parts: list[Line | Table] = [Table(heads, rows, right=(2, 3, 4, 6))] if rows else [Line(s("record.empty"))]
    if unread:
        parts.append(Line(s("record.unread", n=unread), Tone.BAD))
    last = [
        Line(
            s(
                "record.line",
                when=f"{one.when.astimezone():%d %b %Y}",
                name=one.name,
                title=one.title,
                points=f"{one.points:g}",
                most=f"{one.most:g}",
                medal=s(f"medal.{one.medal}"),
                code=code(one),
            )
        )
        for one in reversed(found[-MOST_GAMES:])
    ]
    return (
        Section(s("record.by-seat"), tuple(parts)),
        Section(s("record.each"), tuple(last) or (Line(s("record.empty")),)),
    )


def look_at_record() -> Steps[None]:
    """The record, until somebody goes back."""
    yield from show(Pages(s("record.title"), record_pages()))


def typed_challenge() -> Steps[Challenge | None]:
    """A code is asked for until one will do, or none is given."""
    screen = TypeName(s("challenge.title"), s("challenge.label"), "", s("challenge.do"), s("challenge.explained"))
    while True:
        answer = yield Showing(screen)
        if answer.value is None:
            return None
        try:
            return challenge_of(str(answer.value))
        except Unreadable as error:
            typed = answer.screen if isinstance(answer.screen, TypeName) else screen
            screen = TypeName(
                typed.title, typed.label, str(answer.value), typed.do, typed.explained, sentence(str(error))
            )


def save_picture(one: Played, camp: int, desk: Desk) -> Path:
    """The result as a PNG beside the saves. Raises OSError where it cannot be written."""
    from demarche.ui.desktop.screens.poster import SIZE, Poster
    from demarche.ui.desktop.toolkit.paint import measure_at, png
    from demarche.ui.desktop.toolkit.posture import Frame
    from demarche.ui.desktop.toolkit.themes import THEMES

    scene = Poster(one, code(one), camp).scene(Frame(*SIZE, measure_at(1.0)))
    plain = "".join(letter if letter.isalnum() else "-" for letter in f"{one.name} {one.title}".casefold())
    path = new_file(home() / "pictures", plain, ".png")
    try:
        path.write_bytes(png(scene, THEMES[desk.settings.theme]))
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
