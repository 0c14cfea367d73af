"""A vote as it is taken: delegations are called one after another, with the running total against what is needed."""

from collections import Counter
from dataclasses import dataclass, replace

from demarche.ui.desktop.room.chamber import seat_spots, seated
from demarche.ui.desktop.room.votes import BALLOTS, NOT_ASKED
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect, Stroke
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.rolling import Dot
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import Ended, Screen
from demarche.ui.desktop.toolkit.sheet import HEAD, NOTE, PLAIN, STRONG, TITLE, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, button_row, footer, page, panel
from demarche.ui.seat.shown import Place

SECONDS = 4.0
"""How long a roll call takes; chosen, so that it can be followed and does not weary."""
MOST_STEPS, SLOWEST = 50, 0.5
"""Steps at the most, and seconds of one at the most."""
NAMED = 5
"""Delegations that were called last, whose names are shown."""


@dataclass(frozen=True, slots=True)
class RollCall:
    """A vote under way. what: what is voted on; order: those who voted, as they are called; called: how many were.

    rule  what is needed: majority | two-thirds | all        Ends in True, when it is over or passed over.
    """

    what: str
    places: tuple[Place, ...]
    order: tuple[Place, ...]
    called: int = 0
    rule: str = "majority"

    @property
    def step(self) -> int:
        """How many are called at a time."""
        return -(-len(self.order) // MOST_STEPS)

    @property
    def pace(self) -> float:
        """Seconds between two calls."""
        return min(SECONDS * self.step / max(len(self.order), 1), SLOWEST)

    @property
    def over(self) -> bool:
        """Whether everybody was called."""
        return self.called >= len(self.order)

    def further(self) -> "RollCall":
        """The next of them called."""
        return replace(self, called=min(self.called + self.step, len(self.order)))

    def counted(self) -> Counter[str]:
        """Ballots of those who were called."""
        return Counter(place.ballot for place in self.order[: self.called])

    def needed(self) -> int:
        """The yes votes that are sure to carry it, whatever those still to be called say."""
        so_far = self.counted()
        counted = len(self.order) - so_far["A"] - so_far["X"]
        return {"majority": counted // 2 + 1, "two-thirds": -(-2 * counted // 3), "all": len(self.order)}[self.rule]

    def standing(self) -> str:
        """How it stands, in words: who leads, and whether that can still change."""
        so_far, left = self.counted(), len(self.order) - self.called
        lead = so_far["Y"] - so_far["N"]
        if so_far["Y"] >= self.needed():
            return s("roll.won", left=left)
        if so_far["Y"] + left < self.needed():
            return s("roll.lost", left=left)
        if self.rule == "all":
            return s("roll.all", left=left)
        leads = "roll.yes-leads" if lead > 0 else "roll.no-leads" if lead < 0 else "roll.even"
        return s(leads, by=abs(lead), left=left)

    def scene(self, frame: Frame) -> Scene:
        """The chamber, the running total and the names called last."""
        sheet = Sheet(frame, s("roll.title"))
        body = page(sheet, s("roll.title"), self.what)
        body, low = body.below(BUTTON, 10)
        inner = panel(sheet, body)
        hall, under = inner.below(min(150.0, inner.h * 0.5), 8)
        self._hall(sheet, hall)
        self._total(sheet, under)
        button_row(sheet, low, [("skip", s("roll.skip"), Intent("skip"), "s", True, s("roll.skip-tip"))], first=True)
        footer(sheet, s("roll.hint"))
        return sheet.scene()

    def _hall(self, sheet: Sheet, hall: Rect) -> None:
        if hall.h < 60:
            return
        seats = seated(self.places)
        called = {place.code for place in self.order[: self.called]}
        last = {place.code for place in self.order[max(self.called - self.step, 0) : self.called]}
        where, radius = seat_spots(len(seats), hall)
        for place, (x, y) in zip(seats, where, strict=True):
            dot = BALLOTS.get(place.ballot, NOT_ASKED) if place.code in called else NOT_ASKED
            sheet.shape(x, y, radius, dot.form, dot.ink, hollow=dot.hollow)
            if place.code in last:
                sheet.ring(x, y, radius + 4, Ink.ACCENT)

    def _total(self, sheet: Sheet, rect: Rect) -> None:
        """Yes from the left and no from the right of one bar, as wide as all who are called; the counts in words."""
        so_far, everybody = self.counted(), max(len(self.order), 1)
        bar, rect = rect.above(20, 6)
        sheet.box(bar, Ink.SUNK, Ink.LINE, 4)
        yes, no = (bar.w * so_far[ballot] / everybody for ballot in "YN")
        if yes:
            sheet.box(Rect(bar.x, bar.y, yes, bar.h), Ink.YES, None, 4)
        if no:
            sheet.box(Rect(bar.right - no, bar.y, no, bar.h), Ink.NO, None, 4)
        at = bar.x + bar.w * min(self.needed() / everybody, 1.0)
        sheet.add(Stroke(((at, bar.y - 6), (at, bar.bottom + 4)), Ink.TEXT, 2, sheet.layer))
        x = rect.x
        for ballot, dot in BALLOTS.items():
            words = s(f"roll.{ballot}", n=so_far[ballot])
            x = self._count(sheet, Rect(x, rect.y, rect.right - x, STRONG.height), dot, words) + 18
        needs = s("roll.needs", n=self.needed())
        if x + sheet.width_of(needs, NOTE) <= rect.right:
            sheet.line(rect.right, rect.y + 1, needs, NOTE, Ink.PANEL, rect, 1.0)
        _, rect = rect.above(STRONG.height, 4)
        rect = sheet.paragraph(rect, self.standing(), HEAD if rect.h > 70 else PLAIN)
        names = [f"{place.name} {s(f'legend.{place.ballot}')}" for place in self.order[: self.called][-NAMED:][::-1]]
        said = " · ".join(names)
        while names and sheet.width_of(said, NOTE) > rect.w:
            names.pop()
            said = " · ".join(names)
        if said and rect.h >= NOTE.height:
            sheet.line(rect.x, rect.y + 2, said, NOTE, Ink.PANEL, Rect(rect.x, rect.y, rect.w, NOTE.height + 4))

    def _count(self, sheet: Sheet, cell: Rect, dot: Dot, words: str) -> float:
        sheet.shape(cell.x + 7, cell.y + cell.h / 2, 6, dot.form, dot.ink)
        return sheet.line(cell.x + 18, cell.y, words, STRONG, Ink.PANEL, cell).right

    def react(self, intent: Intent) -> Screen | Ended:
        """Passed over by any of the ways that lead on."""
        return Ended(True) if intent.word in ("skip", "back") else self


@dataclass(frozen=True, slots=True)
class Card:
    """A moment that matters: what happened, and what it does to one's instructions. Ends in True.

    tone    good | bad | plain        lines: what there is to read, each with a shape before it or none
    speaker  the state that did it, and its camp, whose shield is shown; empty where it was nobody's doing
    """

    title: str
    verdict: str
    tone: str
    lines: tuple[tuple[str, Dot | None], ...]
    speaker: str = ""
    camp: int = 0

    def scene(self, frame: Frame) -> Scene:
        """The verdict in large type, then the lines."""
        from demarche.ui.desktop.room.shields import speaker
        from demarche.ui.desktop.toolkit.rolling import Row, Said, roll

        sheet = Sheet(frame, self.title)
        body = page(sheet, self.title)
        body, low = body.below(BUTTON, 10)
        inner = panel(sheet, body)
        if self.speaker and inner.w > 560 and inner.h > 220:
            side, inner = inner.left(150, 18)
            speaker(sheet, side, self.speaker, self.camp)
        ink = {"good": Ink.GOOD, "bad": Ink.BAD}.get(self.tone, Ink.TEXT)
        rows = [Row((Said(self.verdict, TITLE.inked(ink)),))]
        rows += [Row((Said(words, PLAIN, 0, dot),), gap=3) for words, dot in self.lines]
        roll(sheet, inner, "card", rows)
        button_row(sheet, low, [("go-on", s("roll.on"), Intent("skip"), "g", True, "")], first=True)
        footer(sheet, s("roll.hint"))
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """On."""
        return Ended(True) if intent.word in ("skip", "back") else self


STANDS = {"met": Dot(Form.DISC, Ink.YES), "open": Dot(Form.RING, Ink.ABSENT), "lost": Dot(Form.CROSS, Ink.NO)}
"""How a goal stands, as a shape."""
