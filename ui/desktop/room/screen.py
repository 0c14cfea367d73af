"""The committee room: what is asked, what can be done, what just happened and why, always in the same place."""

from dataclasses import dataclass, replace

from demarche.ui.desktop.room.acting import WEIGHTY
from demarche.ui.desktop.room.form import Filling
from demarche.ui.desktop.room.layout import lay_out
from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.posture import Frame
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import Ended, Screen
from demarche.ui.desktop.toolkit.sheet import Sheet
from demarche.ui.seat.acts import say_act


@dataclass(frozen=True, slots=True)
class Offered:
    """An act, in notation."""

    notation: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Another moment of a replay; from there, to where the phase before (-1) or after (1) begins."""

    at: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked of whoever leads through the evening, such as skip-decision, undo, save, help or leave."""

    word: str


@dataclass(frozen=True, slots=True)
class CommitteeRoom(RoomState):
    """One seat's room: it is laid out from its state, and what the person does changes the state or ends it."""

    def scene(self, frame: Frame) -> Scene:
        """The whole room."""
        sheet = Sheet(frame, s("room.title", scenario=self.room.title))
        lay_out(sheet, self)
        return sheet.scene()

    def react(self, intent: Intent) -> Screen | Ended:
        """Acts end it; everything else only changes what is looked at."""
        match intent:
            case Intent("act", int(number)):
                act = self.room.acts[number]
                return self._filled(Filling(act))
            case Intent("pick", (str(name), int(choice))) if self.filling:
                return self._filled(self.filling.picked(name, choice))
            case Intent("tick", str(name)) if self.filling:
                return replace(self, filling=self.filling.tick(name))
            case Intent("ticked") if self.filling:
                return self._filled(self.filling.boxes_done())
            case Intent("do") if self.filling:
                return Ended(Offered(say_act(self.filling.act, self.filling.chosen)))
            case Intent("back"):
                return self._back()
            case Intent("menu"):
                return replace(self, menu=True)
            case Intent("skip", str(until)):
                return Ended(Asked(f"skip-{until}"))
            case Intent("ask", str(word)):
                return Ended(Asked(word))
            case Intent("debrief" | "read-on" | "next-lesson" as word):
                return Ended(Asked(word))
            case Intent("suggested") if self.advice is not None and self.room.asked:
                return Ended(Offered(self.advice.suggest))
            case Intent("set", ("scrub", int(at))):
                return Ended(Sought(at))
            case Intent("step", int(by)):
                return Ended(Sought(self.scrub[0] + by))
            case Intent("part", int(by)):
                return Ended(Sought(self.scrub[0], by))
        return replace(self, looking=self.looking.toward(intent))

    def _filled(self, filling: Filling) -> Screen | Ended:
        """An act that names nothing is made at once; one that names or ends something waits for a last word."""
        if not filling.act.fields and filling.act.verb not in WEIGHTY:
            return Ended(Offered(say_act(filling.act, {})))
        return replace(self, filling=filling, looking=replace(self.looking, tab="move"))

    def _back(self) -> Screen:
        if self.menu:
            return replace(self, menu=False)
        if self.filling is not None:
            return replace(self, filling=self.filling.back(), notice="")
        return replace(self, menu=True)
