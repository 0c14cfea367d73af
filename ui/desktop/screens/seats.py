"""The choice of a delegation: on the map or in the list, with what it wants; and how the game is to be played."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from demarche.ui.desktop.room.states import world_panel
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import BACK, Ended, Screen
from demarche.ui.desktop.toolkit.sheet import HEAD, LABEL, NOTE, PLAIN, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, GAP, button, button_row, field, footer, page, panel, tabs

if TYPE_CHECKING:
    from demarche.ui.desktop.library import CardShown, Story

MOST_SEED = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Taken:
    """The seats that persons take, in order, the seed, and the level of the others."""

    codes: tuple[str, ...]
    seed: int
    level: str


@dataclass(frozen=True, slots=True)
class PickSeat:
    """Which delegation? Ends in Taken.

    shown   code of the card that is looked at        taken  seats taken so far, in a hot seat
    levels  id, name and tip of each        mapped: whether the world has a map of these states
    """

    title: str
    cards: tuple["CardShown", ...]
    mapped: bool
    levels: tuple[tuple[str, str, str], ...]
    level: str
    seed: str
    shown: str
    view: str = "list"
    taken: tuple[str, ...] = ()

    def scene(self, frame: Frame) -> Scene:
        """List or map on the left, the card on the right, how to play below; under tabs where room is short."""
        sheet = Sheet(frame, s("seats.title"))
        body = page(sheet, s("seats.title"), self.title, back=s("back"))
        body, low = body.below(BUTTON, 8)
        if frame.middling:
            body, how = body.below(44.0 if frame.width >= 1000 else 84.0, 8)
            left, right = body.left(round(body.w * (0.58 if self.view == "map" else 0.42)), GAP)
            self._choice(sheet, panel(sheet, left), ("list", "map"))
            self._card(sheet, panel(sheet, right))
            self._how(sheet, how)
        else:
            self._choice(sheet, panel(sheet, body), ("list", "map", "card", "how"))
        self._buttons(sheet, low)
        footer(sheet, s("seats.hint"))
        return sheet.scene()

    def _choice(self, sheet: Sheet, rect: Rect, views: tuple[str, ...]) -> None:
        views = tuple(view for view in views if view != "map" or self.mapped)
        shown = self.view if self.view in views else views[0]
        if len(views) > 1:
            head, rect = rect.above(28, 4)
            tabs(sheet, head, [(f"view:{v}", s(f"seats.{v}"), Intent("view", v), v == shown) for v in views])
        if shown == "map":
            world_panel(sheet, rect, tuple(card.code for card in self.cards), self.shown, "choose")
        elif shown == "card":
            self._card(sheet, rect)
        elif shown == "how":
            self._how(sheet, rect.above(84)[0])
        else:
            self._list(sheet, rect)

    def _list(self, sheet: Sheet, rect: Rect) -> None:
        rows = [
            Row(
                (Said(self._name(card), STRONG if card.written else PLAIN, 0, self._dot(card)),),
                id=f"seat:{card.code}",
                intent=Intent("choose", card.code),
                reads=card.name,
                chosen=card.code == self.shown,
                tip=card.summary,
                gap=3,
            )
            for card in self.cards
        ]
        roll(sheet, rect, "seats", rows, type_ahead=True, follow="look")

    def _name(self, card: "CardShown") -> str:
        person = self.taken.index(card.code) + 1 if card.code in self.taken else 0
        return f"{card.name} ({s('seats.person', n=person)})" if person else card.name

    def _dot(self, card: "CardShown") -> Dot:
        if card.code in self.taken:
            return Dot(Form.DIAMOND, Ink.ACCENT)
        return Dot(Form.DISC, Ink.ACCENT) if card.written else Dot(Form.RING, Ink.ABSENT)

    def _card(self, sheet: Sheet, rect: Rect) -> None:
        roll(sheet, rect, f"card-{self.shown}", card_rows(self.card))

    def _how(self, sheet: Sheet, rect: Rect) -> None:
        """Level of the others and the seed, in one line or two."""
        levels, seed = rect.left(rect.w - 330, GAP) if rect.h < 60 else rect.above(40, 4)
        on = Ink.PAGE if sheet.frame.middling else Ink.PANEL
        label = sheet.width_of(s("seats.level"), LABEL) + 10
        sheet.line(levels.x, levels.y + 12, s("seats.level"), LABEL, on, levels)
        each = (levels.w - label - 6 * (len(self.levels) - 1)) / max(len(self.levels), 1)
        for i, (level, name, tip) in enumerate(self.levels):
            cell = Rect(levels.x + label + i * (each + 6), levels.y, each, 40)
            button(
                sheet,
                cell,
                f"level:{level}",
                name,
                Intent("level", level),
                tip=tip,
                chosen=level == self.level,
                kind="tab",
            )
        field(sheet, Rect(seed.x, seed.y, seed.w, 40), "seed", s("seats.seed"), self.seed, tip=s("seats.seed-tip"))

    def _buttons(self, sheet: Sheet, rect: Rect) -> None:
        seats = len(self.taken) + (self.shown not in self.taken)
        begin = s("seats.begin", name=self.card.name) if seats == 1 else s("seats.begin-several", n=seats)
        again = self.shown in self.taken
        add = ("add", s("seats.remove" if again else "seats.add"), Intent("add"), "p", False, s("seats.add-tip"))
        button_row(sheet, rect, [add, ("begin", begin, Intent("begin"), "b", True, s("seats.begin-tip"))])

    @property
    def card(self) -> "CardShown":
        """The card that is looked at."""
        return next(card for card in self.cards if card.code == self.shown)

    def react(self, intent: Intent) -> Screen | Ended:
        """A seat is looked at first and taken when it is chosen again."""
        match intent:
            case Intent("look" | "choose" as word, str(code)) if code != self.shown or word == "look":
                return replace(self, shown=code)
            case Intent("choose") | Intent("begin"):
                codes = self.taken if self.shown in self.taken else (*self.taken, self.shown)
                return Ended(Taken(codes, int(self.seed or "0"), self.level))
            case Intent("view", str(view)):
                return replace(self, view=view)
            case Intent("level", str(level)):
                return replace(self, level=level)
            case Intent("add") if self.shown in self.taken:
                return replace(self, taken=tuple(code for code in self.taken if code != self.shown))
            case Intent("add"):
                return replace(self, taken=(*self.taken, self.shown))
            case Intent("type", ("seed", str(text))):
                return replace(self, seed=text) if _is_seed(text) else self
            case Intent("back"):
                return BACK
        return self


def _is_seed(text: str) -> bool:
    return text == "" or (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MOST_SEED)


def card_rows(card: "CardShown") -> list[Row]:
    """A briefing card in full."""
    origin = s("card.written") if card.written else s("card.derived")
    return [
        Row((Said(card.name, HEAD), Said(card.summary, PLAIN))),
        Row((Said(s("card.goals"), LABEL), *(Said(goal, PLAIN, 0, Dot(Form.RING, Ink.ACCENT)) for goal in card.goals))),
        Row((Said(s("brief.red"), LABEL), Said(card.red_line, PLAIN, 0, Dot(Form.CROSS, Ink.NO)))),
        Row((Said(s("brief.trade"), LABEL), Said(card.trade, PLAIN, 0, Dot(Form.DIAMOND, Ink.ACCENT)))),
        Row((Said(origin, NOTE),)),
    ]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The card, the story and the rules, read before the doors open. Ends in True to go in."""

    told: "Story"
    card: "CardShown"

    def scene(self, frame: Frame) -> Scene:
        """The card beside the story and the rules in five sentences."""
        sheet = Sheet(frame, s("briefing.title"))
        body = page(sheet, s("briefing.title"), self.told.title, back=s("back"))
        body, low = body.below(BUTTON, 10)
        rules = [Row((Said(s(f"rules.{i}"), PLAIN, 0, Dot(Form.DISC, Ink.ACCENT)),)) for i in self.told.sentences]
        story = [Row((Said(s("briefing.story"), HEAD),)), Row((Said(self.told.story, PLAIN),))]
        heading = [*story, Row((Said(s("briefing.rules"), HEAD),))]
        if frame.middling:
            left, right = body.left(round(body.w * 0.54), GAP)
            roll(sheet, panel(sheet, left, s("panel.card"), s("panel.card-note")), "briefing", card_rows(self.card))
            roll(sheet, panel(sheet, right), "rules", heading + rules)
        else:
            roll(sheet, panel(sheet, body, s("panel.card")), "briefing", [*card_rows(self.card), *heading, *rules])
        button_row(sheet, low, [("enter", s("briefing.enter"), Intent("enter"), "e", True, s("briefing.enter-tip"))])
        footer(sheet, s("briefing.hint"))
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """In, or back."""
        if intent.word == "enter":
            return Ended(True)
        return BACK if intent.word == "back" else self
