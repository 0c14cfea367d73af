"""The menu of the room: what concerns the game and not the Committee."""

from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Ink, Intent, Rect
from demarche.ui.desktop.toolkit.sheet import HEAD, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, button


def entries(at: RoomState) -> list[tuple[str, str]]:
    """What can be asked for, each with its key."""
    several = [("continue", "c"), ("undo", "u"), ("save", "s"), ("settings", "t"), ("help", "h"), ("leave", "l")]
    absent = {"undo"} - ({"undo"} if at.can_undo else set()) | ({"save"} if not at.may_save else set())
    return [(word, key) for word, key in several if word not in absent]


def menu(sheet: Sheet, at: RoomState) -> None:
    """Lay it over the room."""
    sheet.layer += 1
    several = entries(at)
    width = min(340.0, sheet.whole.w - 32)
    step = min(BUTTON + 8, (sheet.whole.h - 90) / len(several))
    high = 62 + step * len(several)
    rect = Rect((sheet.whole.w - width) / 2, (sheet.whole.h - high) / 2, width, high)
    sheet.box(sheet.whole, Ink.SHADE, None, 0)
    sheet.box(rect, Ink.PANEL, Ink.LINE, 12)
    sheet.line(
        rect.x + 20,
        rect.y + 14,
        at.room.title if sheet.width_of(at.room.title, HEAD) < width - 40 else s("room.menu"),
        HEAD,
        Ink.PANEL,
        rect,
    )
    for i, (word, key) in enumerate(several):
        cell = Rect(rect.x + 20, rect.y + 50 + i * step, width - 40, step - 8)
        intent = Intent("back") if word == "continue" else Intent("ask", word)
        button(sheet, cell, f"menu:{word}", s(f"menu.{word}"), intent, key=key, primary=word == "continue")
