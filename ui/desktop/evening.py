"""The evening: from the title to everything that can be done, and back.

What takes time to import is imported where it is needed, or by the thread that reads ahead once the title is seen.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.showing import Job, Showing, Steps
from demarche.ui.desktop.strings import s

if TYPE_CHECKING:
    from demarche.ui.play.shelf import Saved


def evening(desk: Desk) -> Steps[None]:
    """Until somebody quits."""
    ahead = Job(read_ahead)
    title = Title(notice=desk.notice)
    while True:
        answer = yield Showing(title, ahead)
        title = answer.screen if isinstance(answer.screen, Title) else title
        if answer.news:
            title = replace(title, going_on=told(ahead.made_or_none()))
            continue
        if answer.value in (None, "quit"):
            return
        yield from do(str(answer.value), desk, ahead.made_or_none())
        ahead = Job(read_ahead)
        title = Title()


def beginning(name: str, code: str, seed: int | None) -> Callable[[Desk], Steps[None]]:
    """An evening that begins in a scenario, and in a seat of it where a code is given; the title follows."""

    def steps(desk: Desk) -> Steps[None]:
        from demarche.ui.desktop.choosing import new_game

        yield from new_game(desk, name, code, seed)
        yield from evening(desk)

    return steps


def watching(path: Path) -> Callable[[Desk], Steps[None]]:
    """A replay of a log, and nothing after it."""

    def steps(desk: Desk) -> Steps[None]:
        from demarche.ui.desktop.reviewing import replay_file

        yield from replay_file(path, desk)

    return steps


def read_ahead() -> "Saved | None":
    """The scenarios, which are then at hand, and the game that can be continued, if there is one."""
    from demarche.ui.desktop.library import stories
    from demarche.ui.play.shelf import to_continue

    stories()
    return to_continue()


def told(found: "Saved | None") -> str:
    """The game that can be continued, in a line; nothing where there is none."""
    if found is None:
        return ""
    who = ", ".join(name for _, name in found.seats)
    return s("title.going-on", title=found.title, who=who, when=f"{found.when.astimezone():%d %b %H:%M}")


def do(word: str, desk: Desk, going_on: "Saved | None") -> Steps[None]:
    """One entry of the title."""
    from demarche.ui.desktop.asides import aside
    from demarche.ui.desktop.campaigning import campaign, travel
    from demarche.ui.desktop.choosing import challenged, choose, lessons, taken_up
    from demarche.ui.desktop.returning import look_at_record
    from demarche.ui.desktop.reviewing import replay_file, to_load
    from demarche.ui.play.campaigns import of_log

    match word:
        case "continue" if going_on is not None:
            if (under_way := of_log(going_on.path)) is not None:
                yield from travel(under_way, desk)
            else:
                yield from taken_up(going_on.path, desk)
        case "campaign":
            yield from campaign(desk)
        case "tutorial":
            yield from lessons(desk)
        case "new":
            yield from choose(desk)
        case "load":
            yield from to_load(lambda path: taken_up(path, desk))
        case "challenge":
            yield from challenged(desk)
        case "record":
            yield from look_at_record()
        case "replay":
            yield from to_load(lambda path: replay_file(path, desk), over_too=True)
        case _:
            yield from aside(word, desk)
