"""The settings: each a row of choices, at work as soon as it is chosen."""

from dataclasses import dataclass, replace

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Ink, Intent, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import BACK, Ended, Screen
from demarche.ui.desktop.toolkit.sheet import NOTE, SMALL_STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import button, footer, page, panel
from demarche.ui.play.asking import Ask

ROWS: dict[str, tuple[object, ...]] = {
    "text_scale": (100, 125, 150, 200),
    "theme": ("light", "dark", "contrast"),
    "reduce_motion": (False, True),
    "sound": (False, True),
    "ambience": (False, True),
    "ask": (Ask.MATTERS, Ask.EVERY),
    "show_model": (False, True),
    "full_screen": (False, True),
}
"""What can be set, and to what, by the names of the settings file."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting chosen; the screen goes on."""

    name: str
    value: object


@dataclass(frozen=True, slots=True)
class SettingsScreen:
    """What is set now. Ends in a Setting, or in nothing."""

    now: tuple[tuple[str, object], ...]
    notice: str = ""

    def scene(self, frame: Frame) -> Scene:
        """A row a setting."""
        sheet = Sheet(frame, s("settings.title"))
        body = panel(sheet, page(sheet, s("settings.title"), back=s("back")))
        if self.notice:
            left = sheet.paragraph(body, self.notice, SMALL_STRONG.inked(Ink.BAD))
            body = Rect(left.x, left.y + 4, left.w, left.h - 4)
        now = dict(self.now)
        step = min(body.h / len(ROWS), 72.0)
        for i, (name, values) in enumerate(ROWS.items()):
            self._row(sheet, Rect(body.x, body.y + i * step, body.w, step - 6), name, values, now[name])
        footer(sheet, s("settings.hint"))
        return sheet.scene()

    def _row(self, sheet: Sheet, rect: Rect, name: str, values: tuple[object, ...], now: object) -> None:
        label, rest = rect.left(min(rect.w * 0.36, 330.0), 12)
        high = sheet.height_of(s(f"settings.{name}"), label.w, SMALL_STRONG)
        left = sheet.paragraph(label, s(f"settings.{name}"), SMALL_STRONG)
        tip = s(f"settings.tip-{name}")
        if high + sheet.height_of(tip, label.w, NOTE) <= label.h:
            sheet.paragraph(left, tip, NOTE)
        each = min((rest.w - 8 * (len(values) - 1)) / len(values), 150.0)
        for k, value in enumerate(values):
            cell = Rect(rest.x + k * (each + 8), rest.y, each, min(36.0, rest.h))
            word = s(f"settings.{name}-{str(value).lower()}")
            button(
                sheet,
                cell,
                f"{name}:{value}",
                word,
                Intent("choose", (name, value)),
                chosen=value == now,
                tip=tip,
                reads=f"{s(f'settings.{name}')}: {word}",
                kind="tab",
            )

    def react(self, intent: Intent) -> Screen | Ended:
        """A setting, or back."""
        match intent:
            case Intent("choose", (str(name), value)):
                return Ended(Setting(name, value))
            case Intent("back"):
                return BACK
        return self

    def told(self, notice: str) -> "SettingsScreen":
        """The same with a line to be read."""
        return replace(self, notice=notice)
