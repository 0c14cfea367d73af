"""Small screens: a list to choose from, a name to type, a question, the cover between two people, and waiting."""

from dataclasses import dataclass, replace

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import BACK, Ended, Screen
from demarche.ui.desktop.toolkit.sheet import HEAD, NOTE, PLAIN, STRONG, TITLE, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, button, button_width, field, footer, page, panel

LONG = 12
"""From so many options on, a list is one to type ahead in."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: title, a line more, and why it cannot be chosen, where it cannot."""

    value: str
    title: str
    line: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PickOne:
    """Which of these? Ends in its value."""

    title: str
    options: tuple[Option, ...]
    empty: str
    hint: str = ""
    notice: str = ""

    def scene(self, frame: Frame) -> Scene:
        """The list; those that cannot be chosen say why and what to do."""
        sheet = Sheet(frame, self.title)
        body = panel(sheet, page(sheet, self.title, back=s("back")))
        rows = [Row((Said(self.notice, PLAIN.inked(Ink.BAD)),))] if self.notice else []
        for i, one in enumerate(self.options):
            if one.fault:
                rows.append(
                    Row(
                        (
                            Said(one.title, STRONG.inked(Ink.QUIET), 0, Dot(Form.CROSS, Ink.NO)),
                            Said(one.fault, NOTE, 20),
                        )
                    )
                )
            else:
                rows.append(
                    Row(
                        (Said(one.title, STRONG), Said(one.line, NOTE)),
                        id=f"option:{i}",
                        intent=Intent("choose", one.value),
                        reads=f"{one.title}. {one.line}",
                    )
                )
        rows = rows or [Row((Said(self.empty, PLAIN.inked(Ink.QUIET)),))]
        roll(sheet, body, "options", rows, type_ahead=len(self.options) >= LONG)
        footer(sheet, self.hint)
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """Chosen, or back."""
        if intent.word == "choose":
            return Ended(intent.about)
        return BACK if intent.word == "back" else self


@dataclass(frozen=True, slots=True)
class TypeName:
    """A line to type. Ends in it."""

    title: str
    label: str
    value: str
    do: str
    explained: str
    notice: str = ""

    def scene(self, frame: Frame) -> Scene:
        """The field, what it is for, and what is wrong with it."""
        sheet = Sheet(frame, self.title)
        body = panel(sheet, page(sheet, self.title, back=s("back")))
        left = sheet.paragraph(body, self.explained, PLAIN)
        rect = Rect(left.x, left.y + 12, min(left.w, 620), 44)
        field(sheet, rect, "name", self.label, self.value)
        y = rect.bottom + 12
        if self.notice:
            y = sheet.paragraph(Rect(left.x, y, left.w, 80), self.notice, PLAIN.inked(Ink.BAD)).y + 8
        button(
            sheet, Rect(left.x, y, button_width(sheet, self.do) + 20, BUTTON), "do", self.do, Intent("do"), primary=True
        )
        footer(sheet, s("type.hint"))
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """Typed on, done, or back."""
        match intent:
            case Intent("type", ("name", str(text))) if len(text) <= 400:
                return replace(self, value=text, notice="")
            case Intent("do" | "enter"):
                return Ended(self.value)
            case Intent("back"):
                return BACK
        return self


@dataclass(frozen=True, slots=True)
class Cover:
    """The screen between two people who share it: nothing of either is on it. Ends in True."""

    name: str
    title: str

    def scene(self, frame: Frame) -> Scene:
        """Who must sit down."""
        sheet = Sheet(frame, s("cover.title"))
        sheet.box(sheet.whole, Ink.PAGE, None, 0)
        width = min(560.0, frame.width - 48)
        x, y = (frame.width - width) / 2, max(frame.height * 0.24, 24)
        left = sheet.paragraph(Rect(x, y, width, frame.height - y), self.title, PLAIN.inked(Ink.QUIET), Ink.PAGE)
        left = sheet.paragraph(left, s("cover.who", name=self.name), TITLE, Ink.PAGE)
        left = sheet.paragraph(Rect(left.x, left.y + 8, left.w, left.h), s("cover.words"), PLAIN, Ink.PAGE)
        label = s("cover.sit", name=self.name)
        button(
            sheet,
            Rect(x, left.y + 20, min(button_width(sheet, label, "s") + 20, width), 44),
            "sit",
            label,
            Intent("sit"),
            key="s",
            primary=True,
        )
        footer(sheet, s("cover.hint"))
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """Sat down, or away from the table."""
        if intent.word == "sit":
            return Ended(True)
        return BACK if intent.word == "back" else self


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something is being fetched. Ends only in going back."""

    title: str
    words: str
    failed: bool = False

    def scene(self, frame: Frame) -> Scene:
        """What is waited for, or why it did not come."""
        sheet = Sheet(frame, self.title)
        body = panel(sheet, page(sheet, self.title, back=s("back")))
        style = PLAIN.inked(Ink.BAD) if self.failed else HEAD.inked(Ink.QUIET)
        roll(sheet, body, "waiting", [Row((Said(self.words, style),))])
        footer(sheet, "")
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """Back."""
        return BACK if intent.word == "back" else self
