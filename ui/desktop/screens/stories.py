"""The choice of a scenario: a list with a paragraph each."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Intent, Rect
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.rolling import Row, Said, roll
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import BACK, Ended, Screen
from demarche.ui.desktop.toolkit.sheet import HEAD, NOTE, PLAIN, SMALL, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, GAP, button, footer, page, panel

if TYPE_CHECKING:
    from demarche.ui.desktop.library import Story


@dataclass(frozen=True, slots=True)
class PickStory:
    """Which scenario? Ends in its id."""

    stories: tuple["Story", ...]
    chosen: int = 0

    def scene(self, frame: Frame) -> Scene:
        """The list, and the one that is looked at."""
        sheet = Sheet(frame, s("stories.title"))
        body = page(sheet, s("stories.title"), s("stories.subtitle"), back=s("back"))
        if frame.middling:
            left, right = body.left(round(body.w * 0.38), GAP)
            self._list(sheet, panel(sheet, left))
            self._detail(sheet, panel(sheet, right))
        else:
            upper, lower = body.above(round(body.h * 0.45), 8)
            self._list(sheet, panel(sheet, upper))
            self._detail(sheet, panel(sheet, lower))
        footer(sheet, s("stories.hint"))
        return sheet.scene()

    def _list(self, sheet: Sheet, rect: Rect) -> None:
        rows = [
            Row(
                (
                    Said(one.title, STRONG),
                    Said(
                        " · ".join(
                            (one.year or s("stories.invented"), one.difficulty, s("stories.minutes", n=one.minutes))
                        ),
                        NOTE,
                    ),
                ),
                id=f"story:{one.id}",
                intent=Intent("choose", i),
                reads=one.title,
                chosen=i == self.chosen,
            )
            for i, one in enumerate(self.stories)
        ]
        roll(sheet, rect, "stories", rows, follow="look")

    def _detail(self, sheet: Sheet, rect: Rect) -> None:
        one = self.stories[self.chosen]
        rect, low = rect.below(BUTTON, 10)
        quarters = s("stories.quarters", n=one.quarters) if one.quarters else s("stories.no-quarters")
        facts = (
            s("stories.body", body=one.body, decides=one.decides),
            s("stories.rules", rules=one.rules),
            s("stories.seats", n=one.seats),
            quarters,
        )
        rows = [
            Row((Said(one.title, HEAD),)),
            Row((Said(one.story, PLAIN),)),
            Row(tuple(Said(fact, SMALL) for fact in facts)),
        ]
        roll(sheet, rect, f"story-{one.id}", [*rows, Row((Said(s("stories.judged"), NOTE),))])
        button(
            sheet,
            low,
            "take",
            s("stories.take", title=one.title) if low.w > 380 else s("stories.take-short"),
            Intent("take"),
            key="t",
            primary=True,
            tip=s("stories.take-tip"),
        )

    def react(self, intent: Intent) -> Screen | Ended:
        """A row is looked at first, and taken when it is chosen again."""
        match intent:
            case Intent("look" | "choose" as word, int(number)) if number != self.chosen or word == "look":
                return replace(self, chosen=number)
            case Intent("choose") | Intent("take"):
                return Ended(self.stories[self.chosen].id)
            case Intent("back"):
                return BACK
        return self
