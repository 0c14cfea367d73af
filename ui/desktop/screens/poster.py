"""The result of a game as a picture to share: seat, points, marks, and the code to play the same chance."""

from dataclasses import dataclass

from demarche.ui.desktop.room.shields import speaker
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.sheet import DISPLAY, HEAD, NOTE, PLAIN, STRONG, TITLE, Sheet, Style
from demarche.ui.play.record import Medal, Played

SIZE = (1200, 630)
"""Width and height in pixels, as pages that link to a picture show it."""
MEDALS = {Medal.GOLD: Ink.ABSTAIN, Medal.SILVER: Ink.QUIET, Medal.BRONZE: Ink.NO, Medal.NONE: Ink.LINE}


@dataclass(frozen=True, slots=True)
class Poster:
    """One game's result. code: of the challenge, or empty; camp: of the texts that the seat stood behind."""

    played: Played
    code: str
    camp: int

    def scene(self, frame: Frame) -> Scene:
        """The picture."""
        game, sheet = self.played, Sheet(frame, self.played.title)
        sheet.box(sheet.whole, Ink.PAGE, None, 0)
        body = sheet.whole.inset(40, 34)
        sheet.box(body, Ink.PANEL, Ink.LINE, 16)
        inner = body.inset(34, 26)
        side, right = inner.left(200, 36)
        speaker(sheet, Rect(side.x, side.y, 190, 380), game.seat, self.camp)
        self._medal(sheet, side)
        level = s("poster.level", level=game.level, seed=game.seed)
        right = sheet.paragraph(right, game.title, HEAD.inked(Ink.QUIET))
        right = sheet.paragraph(right, game.name, TITLE)
        points = s("poster.points", points=f"{game.points:g}", most=f"{game.most:g}")
        right = sheet.paragraph(Rect(right.x, right.y + 8, right.w, right.h - 8), points, DISPLAY.inked(Ink.LINK))
        right = sheet.paragraph(right, level, NOTE)
        y, foot = right.y + 14, Style(15, True, Ink.LINK)
        last = inner.bottom - foot.height * 2
        for what, stands, got, _ in game.marks:
            lines = sheet.lines(f"{what}: {stands}", right.w - 84, PLAIN)[:2]
            if y + len(lines) * PLAIN.height > last:
                break
            form = Form.DISC if got > 0 else Form.CROSS
            sheet.shape(right.x + 9, y + PLAIN.height / 2, 7, form, Ink.YES if got > 0 else Ink.NO)
            cell = Rect(right.x, y, right.w, PLAIN.height)
            sheet.line(cell.right, y, f"{got:g}", STRONG, Ink.PANEL, cell, 1.0)
            for line in lines:
                sheet.line(right.x + 26, y, line, PLAIN, Ink.PANEL, Rect(right.x, y, right.w, PLAIN.height))
                y += PLAIN.height
            y += 6
        words = s("poster.code", code=self.code) if self.code else s("poster.made")
        sheet.line(right.x, inner.bottom - foot.height, words, foot, Ink.PANEL, right)
        return sheet.scene()

    def _medal(self, sheet: Sheet, side: Rect) -> None:
        medal = self.played.medal
        if medal != Medal.NONE:
            x, y = side.x + 95, side.bottom - 70
            sheet.shape(x, y, 34, Form.DISC, MEDALS[medal])
            line = Rect(side.x, y + 40, 190, HEAD.height)
            sheet.line(x, line.y, s(f"medal.{medal}"), HEAD, Ink.PANEL, line, 0.5)
