"""Screens that can be looked into from anywhere: settings, help, about."""

from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.screens.pages import Pages, about_pages, help_pages
from demarche.ui.desktop.screens.settings import ROWS, Setting, SettingsScreen
from demarche.ui.desktop.showing import Showing, Steps, show
from demarche.ui.desktop.strings import s
from demarche.ui.version import version


def aside(word: str, desk: Desk) -> Steps[None]:
    """A screen that can be looked into from anywhere: settings, help, about."""
    match word:
        case "settings":
            yield from settings(desk)
        case "help":
            yield from show(Pages(s("help.title"), help_pages()))
        case "about":
            yield from show(Pages(s("about-title.title"), about_pages(version())))


def settings(desk: Desk) -> Steps[None]:
    """Each setting is at work as soon as it is chosen."""
    notice = ""
    while True:
        now = tuple((name, getattr(desk.settings, name)) for name in ROWS)
        answer = yield Showing(SettingsScreen(now, notice))
        if not isinstance(answer.value, Setting):
            return
        notice = desk.set(answer.value.name, answer.value.value)
