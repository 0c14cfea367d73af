"""Pages to read: help, the glossary, about; and the debrief and anything else that is made of sections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.ui.desktop.strings import s, under
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.rolling import Cells, Row, Said, roll
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import BACK, Ended, Screen
from demarche.ui.desktop.toolkit.sheet import DISPLAY, HEAD, LABEL, NOTE, PLAIN, SMALL, SMALL_STRONG, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, GAP, button_row, footer, page, panel, tabs
from demarche.ui.story.parts import Line, Section, Table, Tone

SCORED = 1
"""The place of the section that tells the score of a debrief."""
TONES = {
    Tone.PLAIN: PLAIN,
    Tone.STRONG: STRONG,
    Tone.QUIET: NOTE,
    Tone.GOOD: PLAIN.inked(Ink.GOOD),
    Tone.BAD: PLAIN.inked(Ink.BAD),
}


@dataclass(frozen=True, slots=True)
class Pages:
    """Sections to read, one at a time, with a list of them beside. Ends in the word of a button, or in nothing.

    buttons  id, label, key and tip of what can be done with them        notice  a line to be read now
    marks    scores of a debrief: name, points, the most, and what each mark of the card came to
    """

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    at: int = 0
    buttons: tuple[tuple[str, str, str, str], ...] = ()
    notice: str = ""
    back: str = ""
    marks: tuple[tuple[str, float, float, tuple[tuple[str, str, float, float], ...]], ...] = ()

    def scene(self, frame: Frame) -> Scene:
        """The list of sections, and the one that is read."""
        sheet = Sheet(frame, self.title)
        body = page(sheet, self.title, self.subtitle, back=self.back or s("back"))
        if self.buttons:
            body, low = body.below(BUTTON, 10)
            if self.notice:
                body, line = body.below(sheet.height_of(self.notice, body.w, SMALL_STRONG), 8)
                sheet.paragraph(line, self.notice, SMALL_STRONG.inked(Ink.LINK), Ink.PAGE)
            several = [
                (n, label, Intent("do", n), key, i == len(self.buttons) - 1, tip)
                for i, (n, label, key, tip) in enumerate(self.buttons)
            ]
            button_row(sheet, low, several)
        if frame.middling and len(self.sections) > 1:
            left, right = body.left(min(270.0, body.w * 0.3), GAP)
            rows = [
                Row(
                    (Said(one.title, SMALL_STRONG if i == self.at else SMALL),),
                    id=f"section:{i}",
                    intent=Intent("read", i),
                    reads=one.title,
                    chosen=i == self.at,
                    gap=4,
                )
                for i, one in enumerate(self.sections)
            ]
            roll(sheet, panel(sheet, left), "sections", rows, follow="read")
        elif len(self.sections) > 1:
            head, right = body.above(34, 4)
            self._steps(sheet, head)
        else:
            right = body
        if self.marks and self.at == SCORED:
            right = score_bar(sheet, right, self.marks[0])
        inside = panel(sheet, right)
        roll(sheet, inside, f"page-{self.at}", section_rows(self.sections[self.at]))
        footer(sheet, s("pages.hint"))
        return sheet.scene()

    def _steps(self, sheet: Sheet, rect: Rect) -> None:
        """Where there is no room for a list: one section before, one after."""
        last = len(self.sections) - 1
        before, after = max(self.at - 1, 0), min(self.at + 1, last)
        here = s("pages.here", n=self.at + 1, of=last + 1)
        several = [
            ("before", s("pages.before"), Intent("read", before), False),
            ("here", here, Intent("read", self.at), True),
            ("after", s("pages.after"), Intent("read", after), False),
        ]
        tabs(sheet, rect, several)

    def react(self, intent: Intent) -> Screen | Ended:
        """Another section, or the end."""
        match intent:
            case Intent("read", int(number)):
                return replace(self, at=number)
            case Intent("do", str(word)):
                return Ended(word)
            case Intent("back"):
                return BACK
        return self


def score_bar(
    sheet: Sheet, rect: Rect, mark: tuple[str, float, float, tuple[tuple[str, str, float, float], ...]]
) -> Rect:
    """The score in large type, with a block for each mark of the card; returns the room below."""
    name, points, most, several = mark
    if rect.h < 260:
        return rect
    bar, rest = rect.above(86, GAP)
    sheet.box(bar, Ink.SOFT, None, 10)
    large = sheet.line(bar.x + 18, bar.y + 12, f"{points:g}", DISPLAY.inked(Ink.LINK), Ink.SOFT, bar)
    left = Rect(large.right + 14, bar.y + 16, bar.w * 0.4, 60)
    left = sheet.paragraph(left, name, STRONG, Ink.SOFT)
    sheet.paragraph(left, s("debrief.points", points=f"{points:g}", most=f"{most:g}"), SMALL, Ink.SOFT)
    each = min((bar.w * 0.42) / max(len(several), 1), 64.0)
    x = bar.right - 14 - each * len(several)
    for _, _, got, best in several:
        form = Form.DISC if got == best else (Form.RING if got > 0 else Form.CROSS)
        sheet.shape(x + each / 2, bar.y + 30, 11, form, Ink.YES if got > 0 else Ink.NO)
        sheet.line(x + each / 2, bar.y + 52, f"{got:g}/{best:g}", SMALL_STRONG, Ink.SOFT, bar, 0.5)
        x += each
    return rest


def section_rows(section: Section) -> list[Row]:
    """A section as rows: paragraphs, and tables whose columns are as wide as what stands in them asks."""
    rows = [Row((Said(section.title, HEAD),))] if section.title else []
    for part in section.parts:
        if isinstance(part, Line):
            rows.append(Row((Said(" ".join(part.text.split("\n")), TONES[part.tone], 18 * part.indent),), gap=3))
        else:
            rows += table_rows(part)
    return rows


def table_rows(table: Table) -> list[Row]:
    """A table, a row each."""
    widths = column_shares([table.heads, *table.rows])
    rows = [Row((Cells(cells, widths, table.right, SMALL),), gap=2) for cells in table.rows]
    if any(table.heads):
        rows.insert(0, Row((Cells(table.heads, widths, table.right, LABEL),), gap=3))
    return rows


def column_shares(rows: Sequence[tuple[str, ...]]) -> tuple[float, ...]:
    """The share of the width that each column takes: by its longest cell, none less than a readable part."""
    longest = [min(max(len(cell) for cell in column), 48) + 2 for column in zip(*rows, strict=True)]
    least = max(sum(longest) * 0.08, 1)
    asked = [max(one, least) for one in longest]
    return tuple(one / sum(asked) for one in asked)


def help_pages() -> tuple[Section, ...]:
    """How to play, the keys, the rules, the glossary, and for whom the window is not."""
    sections = []
    for name, title in under("help-title").items():
        lines: list[Line | Table] = [Line(text) for text in under(f"help-{name}").values()]
        if name == "glossary":
            words = under("glossary")
            lines.append(Table(("", ""), tuple(tuple(text.split(" = ", 1)) for text in words.values())))
        if name == "keys":
            lines.append(Table(("", ""), tuple(tuple(text.split(" = ", 1)) for text in under("keys").values())))
        sections.append(Section(title, tuple(lines)))
    return tuple(sections)


def about_pages(version: str) -> tuple[Section, ...]:
    """What it is, what is judged, whose work it stands on."""
    lines = [Line(text.format(version=version)) for text in under("about").values()]
    licences = [Line(text) for text in under("licences").values()]
    return (Section(s("about-title.about"), tuple(lines)), Section(s("about-title.licences"), tuple(licences)))
